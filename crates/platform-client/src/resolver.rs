//! Names that resolve to private addresses do not exist for a device in production.

use std::{io, net::SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use signet_contract::platform::is_public;

/// The system's resolver, without what is only reached from near by: a link must not make a
/// person's computer talk to the router beside it.
pub(crate) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public = public(found);
            if public.is_empty() {
                return Err(io::Error::other("no public address").into());
            }
            Ok::<Addrs, _>(Box::new(public.into_iter()))
        })
    }
}

fn public(found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    found.filter(|address| is_public(address.ip())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_left_out() {
        let found = [
            "192.168.1.1:0",
            "8.8.8.8:0",
            "[::1]:0",
            "[2606:4700::1]:0",
            "[2002:c0a8:101::1]:0",
            "192.0.0.170:0",
        ];
        let found = found.map(|address| address.parse().unwrap());
        let public: Vec<_> = public(found.into_iter())
            .iter()
            .map(SocketAddr::ip)
            .collect();
        assert_eq!(
            public,
            ["8.8.8.8", "2606:4700::1"].map(|ip| ip.parse::<std::net::IpAddr>().unwrap())
        );
    }

    #[tokio::test]
    async fn a_name_with_private_addresses_alone_is_not_found() {
        assert!(
            PublicOnly
                .resolve("localhost".parse().unwrap())
                .await
                .is_err()
        );
    }
}
