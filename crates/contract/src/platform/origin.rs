//! A platform is its https origin.

use std::fmt;

use url::{Host, Url};

use super::is_public;

/// The longest origin that is read: a DNS name has at most 253 characters.
const LONGEST: usize = 300;

/// A platform's origin, such as `https://atlas.example`.
///
/// Hosts are kept in their ASCII form, so that a look-alike in another script shows itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlatformOrigin {
    origin: String,
    host: String,
}

/// Why a text is no platform origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidOrigin {
    #[error("not an origin like https://atlas.example")]
    NotAnOrigin,
    #[error("a platform is reached by https")]
    NotHttps,
    #[error("a platform is not on a private or local address")]
    PrivateAddress,
}

impl PlatformOrigin {
    /// Reads an origin: scheme, host and port, nothing behind them.
    pub fn parse(text: &str) -> Result<Self, InvalidOrigin> {
        use InvalidOrigin::{NotAnOrigin, NotHttps, PrivateAddress};
        if text.len() > LONGEST || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(NotAnOrigin);
        }
        let url = Url::parse(text).map_err(|_| NotAnOrigin)?;
        match url.scheme() {
            "https" => {}
            "http" => return Err(NotHttps),
            _ => return Err(NotAnOrigin),
        }
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let host = url.host().filter(|_| bare).ok_or(NotAnOrigin)?;
        if is_private(&host) {
            return Err(PrivateAddress);
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            host: match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_string(),
            },
        })
    }

    /// Host, and port unless it is the usual one: what a person is shown.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl fmt::Display for PlatformOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

fn is_private(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let local = ["localhost", "local", "internal", "home.arpa", "lan"];
            !name.contains('.')
                || local.iter().any(|end| {
                    name.strip_suffix(end)
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                })
        }
        // Names that resolve to such an address are caught when connecting, not here.
        Host::Ipv4(ip) => !is_public((*ip).into()),
        Host::Ipv6(ip) => !is_public((*ip).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_keeps_its_host_and_odd_port() {
        let plain = PlatformOrigin::parse("https://Atlas.Example/").unwrap();
        assert_eq!(plain.to_string(), "https://atlas.example");
        assert_eq!(plain.host(), "atlas.example");
        let odd = PlatformOrigin::parse("https://atlas.example:8443").unwrap();
        assert_eq!(odd.to_string(), "https://atlas.example:8443");
        assert_eq!(odd.host(), "atlas.example:8443");
        assert_eq!(
            PlatformOrigin::parse("https://atlas.example:443"),
            Ok(plain)
        );
    }

    #[test]
    fn a_look_alike_shows_itself() {
        let origin = PlatformOrigin::parse("https://аtlas.example").unwrap();
        assert_eq!(origin.host(), "xn--tlas-43d.example");
    }

    #[test]
    fn anything_but_an_origin_is_refused() {
        for text in [
            "",
            "atlas.example",
            "https://",
            "https://atlas.example/path",
            "https://atlas.example?q",
            "https://atlas.example#f",
            "https://me@atlas.example",
            "https://me:pw@atlas.example",
            " https://atlas.example",
            "https://atlas.example\n",
            "ftp://atlas.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(
                PlatformOrigin::parse(text),
                Err(InvalidOrigin::NotAnOrigin),
                "{text:?}"
            );
        }
        let long = format!("https://{}.example", "a".repeat(400));
        assert_eq!(
            PlatformOrigin::parse(&long),
            Err(InvalidOrigin::NotAnOrigin)
        );
        assert_eq!(
            PlatformOrigin::parse("http://atlas.example"),
            Err(InvalidOrigin::NotHttps)
        );
    }

    #[test]
    fn private_addresses_are_refused() {
        for host in [
            "localhost",
            "a.localhost",
            "printer",
            "printer.local",
            "nas.lan",
            "x.internal",
            "localhost.",
            "127.0.0.1",
            "127.1",
            "0x7f000001",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fd00::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "192.0.0.170",
            "192.88.99.1",
            "[2002:7f00:1::]",
            "[2001:0:808:808::1]",
            "[3fff::1]",
            "[100::1]",
        ] {
            let text = format!("https://{host}");
            assert_eq!(
                PlatformOrigin::parse(&text),
                Err(InvalidOrigin::PrivateAddress),
                "{host}"
            );
        }
        for host in [
            "atlas.example",
            "8.8.8.8",
            "[2606:4700::1111]",
            "local.example",
        ] {
            assert!(
                PlatformOrigin::parse(&format!("https://{host}")).is_ok(),
                "{host}"
            );
        }
    }
}
