//! A proxy that a person may stand behind: SOCKS5, with a name and a password if it asks for them.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const NAME_AND_PASSWORD: u8 = 2;
const NO_WAY: u8 = 0xff;

/// Listens on loopback. Ends when dropped.
pub struct Socks {
    address: SocketAddr,
    served: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Socks {
    /// Asks nobody who they are, or lets in whoever knows the password.
    pub async fn start(password: Option<&'static str>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let served = Arc::<AtomicUsize>::default();
        Ok(Self {
            address: listener.local_addr()?,
            served: Arc::clone(&served),
            task: tokio::spawn(async move {
                while let Ok((near, _)) = listener.accept().await {
                    let served = Arc::clone(&served);
                    // One that goes wrong is closed: nobody waits for more.
                    tokio::spawn(async move { serve(near, password, &served).await });
                }
            }),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections it has made for others.
    pub fn served(&self) -> usize {
        self.served.load(Ordering::Acquire)
    }
}

impl Drop for Socks {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut near: TcpStream,
    password: Option<&str>,
    served: &AtomicUsize,
) -> io::Result<()> {
    let [_, methods] = read(&mut near).await?;
    let mut offered = vec![0; usize::from(methods)];
    near.read_exact(&mut offered).await?;
    let wanted = if password.is_some() {
        NAME_AND_PASSWORD
    } else {
        NO_AUTHENTICATION
    };
    if !offered.contains(&wanted) {
        return near.write_all(&[VERSION, NO_WAY]).await;
    }
    near.write_all(&[VERSION, wanted]).await?;
    if let Some(password) = password {
        let [_] = read(&mut near).await?;
        let (_, given) = (text(&mut near).await?, text(&mut near).await?);
        let is_wrong = given != password.as_bytes();
        near.write_all(&[1, u8::from(is_wrong)]).await?;
        if is_wrong {
            return Ok(());
        }
    }
    let [_, _, _, _, a, b, c, d, high, low] = read(&mut near).await?;
    let (ip, port) = (Ipv4Addr::new(a, b, c, d), u16::from_be_bytes([high, low]));
    let mut far = TcpStream::connect((ip, port)).await?;
    near.write_all(&[VERSION, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        .await?;
    served.fetch_add(1, Ordering::AcqRel);
    copy_bidirectional(&mut near, &mut far).await.map(drop)
}

async fn read<const N: usize>(near: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    near.read_exact(&mut bytes).await.map(|_| bytes)
}

async fn text(near: &mut TcpStream) -> io::Result<Vec<u8>> {
    let [length] = read(near).await?;
    let mut text = vec![0; usize::from(length)];
    near.read_exact(&mut text).await.map(|_| text)
}
