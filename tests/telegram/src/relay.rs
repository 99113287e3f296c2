//! A way to a server that can be cut and shut.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
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
    gate: Arc<Gate>,
    cuts: watch::Sender<()>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Gate {
    made: AtomicUsize,
    is_shut: AtomicBool,
}

impl Relay {
    /// Before this data centre of the sandbox.
    pub async fn before(sandbox: &Sandbox, dc: u8) -> io::Result<Self> {
        let dcs = sandbox.dcs();
        let server = dcs.iter().find(|(id, _)| *id == dc).map(|(_, at)| *at);
        let server = server.ok_or(io::ErrorKind::NotFound)?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (gate, cuts) = (Arc::<Gate>::default(), watch::Sender::new(()));
        Ok(Self {
            address: listener.local_addr()?,
            server,
            gate: Arc::clone(&gate),
            cuts: cuts.clone(),
            task: tokio::spawn(serve(listener, server, gate, cuts)),
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

    /// Cuts every connection and sends away whoever comes, until it is [opened](Self::open).
    pub fn shut(&self) {
        self.gate.is_shut.store(true, Ordering::Release);
        self.cut();
    }

    /// Lets everybody through again.
    pub fn open(&self) {
        self.gate.is_shut.store(false, Ordering::Release);
    }

    /// How many connections there have been.
    pub fn made(&self) -> usize {
        self.gate.made.load(Ordering::Acquire)
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
    gate: Arc<Gate>,
    cuts: watch::Sender<()>,
) {
    while let Ok((mut near, _)) = listener.accept().await {
        gate.made.fetch_add(1, Ordering::AcqRel);
        let mut cut = cuts.subscribe();
        // Asked after subscribing: whoever comes while it is being shut is cut.
        if gate.is_shut.load(Ordering::Acquire) {
            continue;
        }
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
