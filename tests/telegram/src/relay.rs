//! A way to a server that can be cut.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use signet_sandbox::Sandbox;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// Stands before one data centre. Ends when dropped.
pub struct Relay {
    address: SocketAddr,
    server: SocketAddr,
    made: Arc<AtomicUsize>,
    cuts: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Relay {
    /// Before this data centre of the sandbox.
    pub async fn before(sandbox: &Sandbox, dc: u8) -> io::Result<Self> {
        let dcs = sandbox.dcs();
        let server = dcs.iter().find(|(id, _)| *id == dc).map(|(_, at)| *at);
        let server = server.ok_or(io::ErrorKind::NotFound)?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (made, cuts) = (Arc::<AtomicUsize>::default(), watch::Sender::new(()));
        Ok(Self {
            address: listener.local_addr()?,
            server,
            made: Arc::clone(&made),
            cuts: cuts.clone(),
            task: tokio::spawn(serve(listener, server, made, cuts)),
        })
    }

    /// The sandbox's environment with this in the server's place.
    pub fn environment(&self, sandbox: &Sandbox) -> String {
        let (from, to) = (self.server.to_string(), self.address.to_string());
        sandbox.environment().replace(&from, &to)
    }

    /// Cuts every connection that stands.
    pub fn cut(&self) {
        self.cuts.send_replace(());
    }

    /// How many connections there have been.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Acquire)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    server: SocketAddr,
    made: Arc<AtomicUsize>,
    cuts: watch::Sender<()>,
) {
    while let Ok((mut near, _)) = listener.accept().await {
        made.fetch_add(1, Ordering::AcqRel);
        let mut cut = cuts.subscribe();
        tokio::spawn(async move {
            let Ok(mut far) = TcpStream::connect(server).await else {
                return;
            };
            tokio::select! {
                // Whichever way it ends, both sides are closed.
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = cut.changed() => {}
            }
        });
    }
}
