//! Who is calling: the connection's peer, or whom a named proxy says.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::http::HeaderMap;
use tokio::sync::OwnedSemaphorePermit;

use crate::config::Networks;

/// The other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The place that a connection takes, kept by whatever is done for it.
#[derive(Debug, Clone)]
pub struct Place(pub Arc<OwnedSemaphorePermit>);

/// The client's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Headers are believed of named proxies only, and from the right: whatever stands further
    /// left than the first address that is no such proxy was written by the client itself.
    pub fn of(peer: SocketAddr, headers: &HeaderMap, proxies: &Networks) -> Self {
        let mut client = peer.ip().to_canonical();
        let said = headers.get_all("x-forwarded-for");
        let said: Vec<_> = said
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        for hop in said.iter().rev() {
            if !proxies.contain(client) {
                break;
            }
            match hop.trim().parse::<IpAddr>() {
                Ok(address) => client = address.to_canonical(),
                Err(_) => break,
            }
        }
        Self(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &str, proxies: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let peer = SocketAddr::new(peer.parse().unwrap(), 1);
        let client = ClientAddress::of(peer, &headers, &proxies.parse().unwrap());
        client.0.to_string()
    }

    #[test]
    fn only_named_proxies_are_believed() {
        assert_eq!(client("192.0.2.1", "203.0.113.9", ""), "192.0.2.1");
        assert_eq!(
            client("192.0.2.1", "203.0.113.9", "192.0.2.1"),
            "203.0.113.9"
        );
    }

    #[test]
    fn what_a_client_wrote_itself_is_not_believed() {
        let proxies = "192.0.2.0/24";
        assert_eq!(
            client("192.0.2.1", "10.0.0.1, 203.0.113.9", proxies),
            "203.0.113.9"
        );
        assert_eq!(
            client("192.0.2.1", "203.0.113.9, 192.0.2.2", proxies),
            "203.0.113.9"
        );
        assert_eq!(
            client("192.0.2.1", "203.0.113.9, rubbish", proxies),
            "192.0.2.1"
        );
    }
}
