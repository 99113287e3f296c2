//! Listening on loopback, one port for each DC.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::connection::Connection;
use crate::error::SandboxError;
use crate::hub::Hub;
use crate::world::Dc;

static CONNECTIONS: AtomicU64 = AtomicU64::new(1);

pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener, SandboxError> {
    if !address.ip().is_loopback() {
        return Err(SandboxError::NotLoopback(address));
    }
    let listen = |source| SandboxError::Listen { address, source };
    let listener = TcpListener::bind(address).map_err(listen)?;
    listener.set_nonblocking(true).map_err(listen)?;
    Ok(listener)
}

/// The first DC at the address, the others behind it.
pub(crate) fn bind_dcs(
    first: SocketAddr,
    ids: &[u8],
) -> Result<Vec<(Dc, TcpListener)>, SandboxError> {
    let mut bound = Vec::new();
    for (id, step) in ids.iter().zip(0u16..) {
        let mut address = first;
        if first.port() != 0 {
            let port = first.port().checked_add(step);
            address.set_port(port.ok_or(SandboxError::Ports(first))?);
        }
        let listener = bind(address)?;
        let listen = |source| SandboxError::Listen { address, source };
        let address = listener.local_addr().map_err(listen)?;
        bound.push((Dc { id: *id, address }, listener));
    }
    Ok(bound)
}

pub(crate) async fn serve(hub: Arc<Hub>, dc: Dc, listener: TcpListener) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, dc = dc.id, "cannot accept connections"),
    };
    loop {
        match listener.accept().await {
            Ok((stream, source)) => {
                let number = CONNECTIONS.fetch_add(1, Ordering::Relaxed);
                let hub = Arc::clone(&hub);
                let connection = Connection::new(hub, stream, number, dc.id, source.ip());
                tokio::spawn(connection.serve());
            }
            // Usually too many open files: some will close.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
