//! Which certificate it serves https with, if it does.

use std::{net::SocketAddr, path::PathBuf};

use super::{Config, Origin, OriginChoice};
use crate::Error;

/// A certificate chain and the key that belongs to it, both PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Config {
    /// The files of TLS; without any it speaks http.
    pub fn tls(&self) -> Result<Option<TlsFiles>, Error> {
        let given = |path: &PathBuf| !path.as_os_str().is_empty();
        match (given(&self.tls_certificate), given(&self.tls_key)) {
            (false, false) => Ok(None),
            (true, true) => Ok(Some(TlsFiles {
                certificate: self.tls_certificate.clone(),
                key: self.tls_key.clone(),
            })),
            (true, false) | (false, true) => Err(Error::Configuration(
                "tls-certificate and tls-key are set together".to_owned(),
            )),
        }
    }

    /// What the platform is when it listens there.
    pub fn origin_at(&self, address: SocketAddr) -> Result<Origin, Error> {
        let tls = self.tls()?.is_some();
        let origin = match &self.origin {
            OriginChoice::Listener if tls => Origin::of_tls_listener(address),
            OriginChoice::Listener => Origin::of_listener(address),
            OriginChoice::Fixed(origin) => origin.clone(),
        };
        if tls && !origin.is_https() {
            let text = "with a certificate the origin is an https one";
            return Err(Error::Configuration(text.to_owned()));
        }
        Ok(origin)
    }

    /// Beyond this machine nobody is served in the clear, unless by a proxy that has a name.
    pub(super) fn check_listener(&self) -> Result<(), Error> {
        let wrong = |text: &str| Err(Error::Configuration(text.to_owned()));
        let near = self.listen.ip().is_loopback();
        if self.origin == OriginChoice::Listener && !near {
            return wrong("beyond loopback an origin is needed");
        }
        self.origin_at(self.listen)?;
        if !near && self.tls()?.is_none() && self.trusted_proxies.is_empty() {
            return wrong(
                "beyond loopback it needs TLS of its own (tls-certificate and tls-key), or the \
                 address of the proxy that ends TLS before it (trusted-proxies)",
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Given;

    fn checked(text: &str) -> Result<(), String> {
        let given: Given = toml::from_str(text).unwrap();
        let config = given.complete();
        config.check_listener().map_err(|error| error.to_string())
    }

    #[test]
    fn beyond_loopback_nothing_is_served_in_the_clear_but_to_a_named_proxy() {
        let far = "listen = \"0.0.0.0:7460\"\norigin = \"https://link.example\"\n";
        let tls = "tls-certificate = \"c.pem\"\ntls-key = \"k.pem\"\n";
        let refused = checked(far).unwrap_err();
        assert!(
            refused.contains("tls-certificate") && refused.contains("trusted-proxies"),
            "{refused}"
        );
        assert_eq!(checked(&format!("{far}{tls}")), Ok(()));
        let proxy = "trusted-proxies = [\"192.0.2.7\"]";
        assert_eq!(checked(&format!("{far}{proxy}")), Ok(()));
        assert_eq!(checked(""), Ok(()));
    }

    #[test]
    fn half_of_tls_or_tls_for_an_http_origin_is_refused() {
        assert!(checked("tls-key = \"k.pem\"").is_err());
        assert!(checked("tls-certificate = \"c.pem\"").is_err());
        let both = "tls-certificate = \"c.pem\"\ntls-key = \"k.pem\"\n";
        assert_eq!(checked(both), Ok(()));
        let http = "origin = \"http://127.0.0.1:7460\"";
        assert!(checked(&format!("{both}{http}")).is_err());
    }
}
