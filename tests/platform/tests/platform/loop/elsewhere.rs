//! Another machine, as Telegram sees it: connections come from 127.0.0.2.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use signet_telegram::Proxy;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
};

/// A SOCKS5 proxy at that machine.
pub struct Elsewhere {
    url: String,
    made: Arc<AtomicUsize>,
    cut: watch::Sender<()>,
}

impl Elsewhere {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("socks5://{}", listener.local_addr().unwrap());
        let made = Arc::new(AtomicUsize::new(0));
        let cut = watch::Sender::new(());
        let (count, cuts) = (Arc::clone(&made), cut.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let mut cut = cuts.subscribe();
                let count = Arc::clone(&count);
                tokio::spawn(async move {
                    tokio::select! {
                        _ = forward(near, &count) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self { url, made, cut }
    }

    pub fn proxy(&self) -> Proxy {
        Proxy::parse(&self.url.as_str().into()).unwrap()
    }

    /// How many connections were made from there.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::SeqCst)
    }

    /// Ends all of its connections, as Telegram ends those that are silent for too long.
    pub fn cut(&self) {
        self.cut.send_replace(());
    }
}

async fn forward(mut near: TcpStream, made: &AtomicUsize) -> Option<()> {
    let mut greeting = [0; 3];
    near.read_exact(&mut greeting).await.ok()?;
    near.write_all(&[5, 0]).await.ok()?;
    let mut request = [0; 10];
    near.read_exact(&mut request).await.ok()?;
    assert_eq!(request[..4], [5, 1, 0, 1]);
    let ip: [u8; 4] = request[4..8].try_into().unwrap();
    let port = u16::from_be_bytes([request[8], request[9]]);
    let socket = TcpSocket::new_v4().ok()?;
    socket.bind("127.0.0.2:0".parse().unwrap()).ok()?;
    let mut far = socket.connect((ip, port).into()).await.ok()?;
    made.fetch_add(1, Ordering::SeqCst);
    near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    copy_bidirectional(&mut near, &mut far).await.ok()?;
    None
}
