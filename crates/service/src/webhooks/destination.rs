//! Where a webhook may go: checked when it is registered and again whenever something is sent.

use signet_contract::platform::is_public;
use url::{Host, Url};

/// The longest URL that is taken.
const LONGEST: usize = 2_000;

/// Which networks webhooks may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only the open internet, only by https.
    Public,
    /// Neighbours too, and by http: for a service on the same machine or network.
    Anywhere,
}

/// Why a URL is no destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDestination {
    #[error("not an https URL")]
    Url,
    #[error("a URL with a user name or password would be logged by everybody on its way")]
    Userinfo,
    #[error("an address that is not on the open internet")]
    Private,
}

/// A URL that messages may be sent to. The address its name resolves to is checked while
/// connecting, not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination(Url);

impl Destination {
    pub fn parse(text: &str, reach: Reach) -> Result<Self, InvalidDestination> {
        let hidden = |letter: char| letter.is_whitespace() || letter.is_control();
        if text.len() > LONGEST || text.chars().any(hidden) {
            return Err(InvalidDestination::Url);
        }
        let url = Url::parse(text).map_err(|_| InvalidDestination::Url)?;
        let scheme = match reach {
            Reach::Public => url.scheme() == "https",
            Reach::Anywhere => matches!(url.scheme(), "https" | "http"),
        };
        if !scheme || url.fragment().is_some() {
            return Err(InvalidDestination::Url);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidDestination::Userinfo);
        }
        let address = match url.host().ok_or(InvalidDestination::Url)? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        };
        match (reach, address) {
            (Reach::Public, Some(address)) if !is_public(address) => {
                Err(InvalidDestination::Private)
            }
            (Reach::Public | Reach::Anywhere, _) => Ok(Self(url)),
        }
    }

    pub fn url(&self) -> &Url {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> Result<Destination, InvalidDestination> {
        Destination::parse(text, Reach::Public)
    }

    #[test]
    fn only_https_reaches_the_internet() {
        assert!(public("https://atlas.example/hooks?x=1").is_ok());
        assert!(public("https://8.8.8.8:8443/").is_ok());
        for text in [
            "",
            "http://atlas.example/",
            "ftp://atlas.example/",
            "file:///etc/passwd",
            "https://",
            "https://atlas.example/#part",
            "https://atlas.example/a b",
            "https://atlas.example/\n",
        ] {
            assert_eq!(public(text), Err(InvalidDestination::Url), "{text:?}");
        }
        let userinfo = public("https://me:secret@atlas.example/");
        assert_eq!(userinfo, Err(InvalidDestination::Userinfo));
    }

    #[test]
    fn an_address_is_checked_however_it_is_spelled() {
        for host in [
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
            "１２７.0.0.1",
            "169.254.169.254",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::a00:1]",
        ] {
            let text = format!("https://{host}/");
            assert_eq!(public(&text), Err(InvalidDestination::Private), "{host}");
            assert!(Destination::parse(&text, Reach::Anywhere).is_ok(), "{host}");
        }
    }
}
