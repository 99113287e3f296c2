//! Making a connection to a data centre: IPv4 first, then IPv6, or through the proxy.

use std::{io, net::SocketAddr, pin::pin, time::Duration};

use secrecy::ExposeSecret;
use tokio::{net::TcpStream, time::timeout};
use tokio_socks::tcp::Socks5Stream;

use super::{Proxy, Road};
use crate::Error;

/// Where there are two addresses, the second is tried as well when the first takes so long.
const HEAD_START: Duration = Duration::from_secs(2);

/// Connects to a data centre. Each address has the time that an answer has.
pub(crate) async fn dial(road: &Road, dc: u8) -> Result<TcpStream, Error> {
    road.check_open(dc)?;
    let centre = road.data_centre(dc)?;
    let first = centre.address();
    let second = centre.ipv6().map(SocketAddr::from);
    let stream = match second.filter(|second| *second != first) {
        Some(second) => either(road, dc, first, second).await,
        None => to(road, dc, first).await,
    }?;
    // Requests are small and wait for each other: collecting them only takes time.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

async fn either(
    road: &Road,
    dc: u8,
    first: SocketAddr,
    second: SocketAddr,
) -> Result<TcpStream, Error> {
    let mut first = pin!(to(road, dc, first));
    match timeout(HEAD_START, &mut first).await {
        Ok(Ok(stream)) => return Ok(stream),
        Ok(Err(error)) => return to(road, dc, second).await.map_err(|_| error),
        Err(_) => {}
    }
    let mut second = pin!(to(road, dc, second));
    tokio::select! {
        Ok(stream) = &mut first => Ok(stream),
        Ok(stream) = &mut second => Ok(stream),
        else => Err(match road.proxy() {
            Some(_) => Error::Proxy { dc },
            None => Error::Unreachable {
                dc,
                kind: io::ErrorKind::HostUnreachable,
            },
        }),
    }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::net::TcpListener;

    use super::*;
    use crate::Environment;

    #[tokio::test]
    async fn the_second_address_is_tried_when_the_first_fails() {
        let road = Road::new(Arc::new(Environment::test()), None);
        let listener = TcpListener::bind("[::1]:0").await.unwrap();
        let open = listener.local_addr().unwrap();
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shut = closed.local_addr().unwrap();
        drop(closed);
        let stream = either(&road, 2, shut, open).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap(), open);
        let stream = either(&road, 2, open, shut).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap(), open);
        let kind = io::ErrorKind::ConnectionRefused;
        let refused = either(&road, 2, shut, shut).await.err();
        assert_eq!(refused, Some(Error::Unreachable { dc: 2, kind }));
    }
}
