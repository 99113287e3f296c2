//! One data centre and where to reach it.

use std::net::{IpAddr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// A data centre. It has an IPv4 address, an IPv6 address or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataCentre {
    id: u8,
    address: SocketAddr,
    ipv6: Option<SocketAddrV6>,
}

impl DataCentre {
    /// One with both addresses.
    pub(super) fn dual(id: u8, ipv4: SocketAddrV4, ipv6: SocketAddrV6) -> Self {
        Self {
            id,
            address: ipv4.into(),
            ipv6: Some(ipv6),
        }
    }

    /// One with a single address of either kind.
    pub(super) fn single(id: u8, address: SocketAddr) -> Self {
        let ipv6 = match address {
            SocketAddr::V4(_) => None,
            SocketAddr::V6(address) => Some(address),
        };
        Self { id, address, ipv6 }
    }

    /// Its number.
    pub fn id(&self) -> u8 {
        self.id
    }

    /// Where to try first: IPv4 if there is one.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The IPv6 address, if there is one.
    pub fn ipv6(&self) -> Option<SocketAddrV6> {
        self.ipv6
    }
}

/// Reads `ip:port`; names are not looked up, and the address must be one host's.
pub(super) fn address(text: &str) -> Option<SocketAddr> {
    let address: SocketAddr = text.parse().ok()?;
    let ip = match address {
        SocketAddr::V4(address) => IpAddr::V4(*address.ip()),
        SocketAddr::V6(address) if address.scope_id() == 0 => IpAddr::V6(*address.ip()),
        SocketAddr::V6(_) => return None,
    };
    let broadcast = matches!(ip, IpAddr::V4(ip) if ip.is_broadcast());
    let one_host = !ip.is_unspecified() && !ip.is_multicast() && !broadcast;
    (one_host && address.port() != 0).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_ip_and_a_port_are_an_address() {
        for text in ["127.0.0.1:4430", "[::1]:443", "149.154.167.51:65535"] {
            assert!(address(text).is_some(), "{text}");
        }
        for text in [
            "",
            "127.0.0.1",
            "localhost:443",
            "127.0.0.1:0",
            "127.0.0.1:65536",
            "0.0.0.0:443",
            "255.255.255.255:443",
            "224.0.0.1:443",
            "[::]:443",
            "[ff02::1]:443",
            "[fe80::1%2]:443",
            "::1:443",
            " 127.0.0.1:443",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
