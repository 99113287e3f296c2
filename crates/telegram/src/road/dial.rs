//! Making a connection to a data centre: IPv4 first, then IPv6, or through the proxy.

use std::{io, net::SocketAddr};

use secrecy::ExposeSecret;
use tokio::{net::TcpStream, time::timeout};
use tokio_socks::tcp::Socks5Stream;

use super::{Proxy, Road};
use crate::Error;

/// Connects to a data centre. Each address has the time that an answer has.
pub(crate) async fn dial(road: &Road, dc: u8) -> Result<TcpStream, Error> {
    let centre = road.data_centre(dc)?;
    let first = to(road, dc, centre.address()).await;
    let stream = match (first, centre.ipv6()) {
        (Err(_), Some(ipv6)) if SocketAddr::V6(ipv6) != centre.address() => {
            to(road, dc, ipv6.into()).await
        }
        (first, _) => first,
    }?;
    // Requests are small and wait for each other: collecting them only takes time.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

async fn to(road: &Road, dc: u8, address: SocketAddr) -> Result<TcpStream, Error> {
    let limit = road.environment().rules().rpc_timeout();
    if let Some(proxy) = road.proxy() {
        let through = timeout(limit, through(proxy, address)).await;
        through.ok().flatten().ok_or(Error::Proxy { dc })
    } else {
        let unreachable = |kind| Error::Unreachable { dc, kind };
        timeout(limit, TcpStream::connect(address))
            .await
            .map_err(|_| unreachable(io::ErrorKind::TimedOut))?
            .map_err(|error| unreachable(error.kind()))
    }
}

async fn through(proxy: &Proxy, address: SocketAddr) -> Option<TcpStream> {
    let to_proxy = TcpStream::connect((proxy.host(), proxy.port())).await;
    let socket = to_proxy.ok()?;
    let stream = match proxy.credentials() {
        None => Socks5Stream::connect_with_socket(socket, address).await,
        Some(credentials) => {
            Socks5Stream::connect_with_password_and_socket(
                socket,
                address,
                // Exposed to be told to the proxy, which asked.
                credentials.user.expose_secret(),
                credentials.password.expose_secret(),
            )
            .await
        }
    };
    Some(stream.ok()?.into_inner())
}
