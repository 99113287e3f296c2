//! Where a platform is reached.

use signet_contract::platform::{InvalidOrigin, PlatformOrigin};
use url::{Host, Url};

use crate::Error;

/// Which addresses may be talked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// https on public addresses alone: a person's device in production, which follows links that
    /// strangers send.
    Public,
    /// https anywhere: a service, whose operator says where its platform is.
    Anywhere,
    /// As well, http on a loopback address: a custom environment, for development and tests.
    Loopback,
}

/// A platform's origin, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlatformAddress {
    origin: String,
    reach: Reach,
}

impl PlatformAddress {
    /// Reads an origin such as `https://atlas.example`: scheme, host and port, nothing behind.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, Error> {
        let origin = match reach {
            Reach::Public => PlatformOrigin::parse(text)?.to_string(),
            Reach::Anywhere => origin(text, false)?,
            Reach::Loopback => origin(text, true)?,
        };
        Ok(Self { origin, reach })
    }

    /// The origin: what is signed and compared.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn reach(&self) -> Reach {
        self.reach
    }

    pub(crate) fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

fn origin(text: &str, loopback: bool) -> Result<String, InvalidOrigin> {
    let no = InvalidOrigin::NotAnOrigin;
    if text.len() > 300 || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(no);
    }
    let url = Url::parse(text).map_err(|_| no)?;
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let host = url.host().filter(|_| bare).ok_or(no)?;
    let near = match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback && near => {}
        "http" => return Err(InvalidOrigin::NotHttps),
        _ => return Err(no),
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, reach: Reach) -> Option<String> {
        let address = PlatformAddress::parse(text, reach).ok()?;
        Some(address.origin().to_owned())
    }

    #[test]
    fn http_is_for_loopback_in_a_custom_environment() {
        let near = "http://127.0.0.1:4321";
        assert_eq!(parsed(near, Reach::Loopback).as_deref(), Some(near));
        assert_eq!(parsed(near, Reach::Anywhere), None);
        assert_eq!(parsed(near, Reach::Public), None);
        for far in [
            "http://atlas.example",
            "http://10.0.0.1",
            "http://127.0.0.1.example",
        ] {
            assert_eq!(parsed(far, Reach::Loopback), None, "{far}");
        }
    }

    #[test]
    fn private_addresses_are_for_services() {
        let inside = "https://signetd.internal:8443";
        assert_eq!(parsed(inside, Reach::Anywhere).as_deref(), Some(inside));
        assert_eq!(parsed(inside, Reach::Public), None);
    }

    #[test]
    fn an_origin_has_nothing_behind_it() {
        for text in [
            "",
            "https://atlas.example/x",
            "https://atlas.example?x",
            "https://me@atlas.example",
            "ftp://atlas.example",
            " https://atlas.example",
        ] {
            for reach in [Reach::Public, Reach::Anywhere, Reach::Loopback] {
                assert_eq!(parsed(text, reach), None, "{text:?}");
            }
        }
        let plain = parsed("https://Atlas.Example:443/", Reach::Anywhere);
        assert_eq!(plain.as_deref(), Some("https://atlas.example"));
    }
}
