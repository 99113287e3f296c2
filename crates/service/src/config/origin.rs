//! The origin that a platform is.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    str::FromStr,
};

use rustls::pki_types::ServerName;
use serde::Deserialize;
use url::{Host, Url};

use crate::Error;

/// An https origin, or http on loopback. Its text is what is signed and compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    text: String,
    host: String,
}

/// A text that no platform can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an origin is like https://platform.example; http on loopback only")]
pub struct InvalidOrigin;

impl Origin {
    /// What an address on its own machine is reached by.
    pub fn of_listener(address: SocketAddr) -> Self {
        Self {
            text: format!("http://{address}"),
            host: address.to_string(),
        }
    }

    /// What an address is reached by when it speaks TLS.
    pub fn of_tls_listener(address: SocketAddr) -> Self {
        Self {
            text: format!("https://{address}"),
            host: address.to_string(),
        }
    }

    /// Who the certificate must be for.
    pub fn name(&self) -> Result<ServerName<'static>, Error> {
        let url = Url::parse(&self.text).ok();
        let name = match url.as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => ServerName::try_from(name.to_owned()).ok(),
            Some(Host::Ipv4(ip)) => Some(IpAddr::from(ip).into()),
            Some(Host::Ipv6(ip)) => Some(IpAddr::from(ip).into()),
            None => None,
        };
        name.ok_or_else(|| Error::Configuration(format!("no certificate can be for {self}")))
    }

    /// The Host header of requests for it.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_https(&self) -> bool {
        self.text.starts_with("https://")
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let url = Url::parse(text).map_err(|_| InvalidOrigin)?;
        let host = url.host().ok_or(InvalidOrigin)?;
        let near = match &host {
            Host::Domain(name) => *name == "localhost",
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        let scheme = url.scheme() == "https" || (url.scheme() == "http" && near);
        let origin = url.origin().ascii_serialization();
        if !scheme || text.trim_end_matches('/').to_ascii_lowercase() != origin {
            return Err(InvalidOrigin);
        }
        Ok(Self {
            host: match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_string(),
            },
            text: origin,
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// An origin that was set, or the address that is listened on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum OriginChoice {
    Listener,
    Fixed(Origin),
}

impl FromStr for OriginChoice {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        match text {
            "listener" => Ok(Self::Listener),
            origin => origin.parse().map(Self::Fixed),
        }
    }
}

impl TryFrom<String> for OriginChoice {
    type Error = InvalidOrigin;

    fn try_from(text: String) -> Result<Self, InvalidOrigin> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_are_read() {
        let origin: Origin = "https://Atlas.example/".parse().unwrap();
        assert_eq!(
            (origin.as_str(), origin.host()),
            ("https://atlas.example", "atlas.example")
        );
        let near: Origin = "http://127.0.0.1:7460".parse().unwrap();
        assert_eq!(near.host(), "127.0.0.1:7460");
        for wrong in [
            "",
            "atlas.example",
            "http://atlas.example",
            "https://atlas.example/path",
            "https://me@atlas.example",
            "https://atlas.example?x",
            "ftp://127.0.0.1",
        ] {
            assert_eq!(wrong.parse::<Origin>(), Err(InvalidOrigin), "{wrong}");
        }
    }
}
