//! Networks of addresses, as configuration and services name them.

use std::{net::IpAddr, str::FromStr};

use ipnet::IpNet;
use serde::Deserialize;

/// Addresses and networks, such as `192.0.2.7` or `192.0.2.0/24`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Networks(Vec<IpNet>);

/// A text that names no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a network is like 192.0.2.7 or 192.0.2.0/24")]
pub struct InvalidNetwork;

impl Networks {
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn network(text: &str) -> Result<IpNet, InvalidNetwork> {
    let alone = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| alone())
        .map_err(|_| InvalidNetwork)
}

/// Separated by commas.
impl FromStr for Networks {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.map(network).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<Vec<String>> for Networks {
    type Error = InvalidNetwork;

    fn try_from(texts: Vec<String>) -> Result<Self, InvalidNetwork> {
        texts
            .iter()
            .map(|text| network(text))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_are_read() {
        let networks: Networks = "192.0.2.0/24, 2001:db8::7".parse().unwrap();
        assert!(networks.contain("192.0.2.9".parse().unwrap()));
        assert!(networks.contain("::ffff:192.0.2.9".parse().unwrap()));
        assert!(networks.contain("2001:db8::7".parse().unwrap()));
        assert!(!networks.contain("2001:db8::8".parse().unwrap()));
        assert_eq!("192.0.2.0/33".parse::<Networks>(), Err(InvalidNetwork));
    }
}
