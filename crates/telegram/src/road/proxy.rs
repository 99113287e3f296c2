//! A SOCKS5 proxy, read strictly from its URL.

use std::net::IpAddr;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::Error;

const SCHEME: &str = "socks5://";
/// The longest name and password that SOCKS5 can carry.
const MAX_CREDENTIAL: usize = 255;
const MAX_HOST: usize = 253;

/// A proxy that speaks SOCKS5. Telegram's addresses are given to it as numbers, so it looks up
/// nothing; its own name is looked up here.
#[derive(Debug)]
pub struct Proxy {
    host: String,
    port: u16,
    credentials: Option<Credentials>,
}

#[derive(Debug)]
pub(super) struct Credentials {
    pub(super) user: SecretString,
    pub(super) password: SecretString,
}

impl Proxy {
    /// Reads `socks5://host:port` or `socks5://user:password@host:port`. Name and password may
    /// be percent-encoded; an IPv6 address stands in brackets. Nothing may follow the port but a
    /// single slash.
    pub fn parse(url: &SecretString) -> Result<Self, Error> {
        // Exposed to be read; the parts are kept as secrets again.
        read(url.expose_secret()).ok_or(Error::ProxyAddress)
    }

    /// Its name or IP address, for showing.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it asks who comes.
    pub fn has_credentials(&self) -> bool {
        self.credentials.is_some()
    }

    pub(super) fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }
}

fn read(url: &str) -> Option<Proxy> {
    let rest = url.strip_prefix(SCHEME)?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (credentials, place) = match rest.rsplit_once('@') {
        Some((credentials, place)) => (Some(read_credentials(credentials)?), place),
        None => (None, rest),
    };
    let (host, port) = place.rsplit_once(':')?;
    let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let port: u16 = port.parse().ok().filter(|port| digits && *port != 0)?;
    Some(Proxy {
        host: read_host(host)?,
        port,
        credentials,
    })
}

fn read_host(host: &str) -> Option<String> {
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']')?;
        let ip: IpAddr = inner.parse().ok()?;
        return ip.is_ipv6().then(|| ip.to_string());
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let named = (1..=MAX_HOST).contains(&host.len()) && host.bytes().all(plain);
    let edges = host.starts_with(['.', '-']) || host.ends_with('-') || host.contains("..");
    (named && !edges).then(|| host.to_ascii_lowercase())
}

fn read_credentials(text: &str) -> Option<Credentials> {
    let (user, password) = text.split_once(':')?;
    Some(Credentials {
        user: decoded(user)?,
        password: decoded(password)?,
    })
}

/// Takes `%41` for `A`. What has a meaning in a URL must be encoded.
fn decoded(text: &str) -> Option<SecretString> {
    // Reserved at once: growing would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let byte = match first {
            b'%' => {
                let [high, low, after @ ..] = after else {
                    return None;
                };
                rest = after;
                digit(*high)? << 4 | digit(*low)?
            }
            b'@' | b':' | b'/' | b'?' | b'#' | b'\\' => return None,
            byte if byte.is_ascii_graphic() => *byte,
            _ => return None,
        };
        bytes.push(byte);
    }
    let fits = (1..=MAX_CREDENTIAL).contains(&bytes.len());
    let text = std::str::from_utf8(&bytes).ok()?;
    fits.then(|| text.into())
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_host_and_port_with_or_without_credentials() {
        let proxy = read("socks5://Proxy.example.org:1080").unwrap();
        assert_eq!((proxy.host(), proxy.port()), ("proxy.example.org", 1080));
        assert!(proxy.credentials().is_none());
        let proxy = read("socks5://[::1]:9050/").unwrap();
        assert_eq!((proxy.host(), proxy.port()), ("::1", 9050));
        let proxy = read("socks5://ada:p%40ss%3a%C3%A9@127.0.0.1:1").unwrap();
        let credentials = proxy.credentials().unwrap();
        assert_eq!(credentials.user.expose_secret(), "ada");
        assert_eq!(credentials.password.expose_secret(), "p@ss:é");
    }

    #[test]
    fn anything_else_is_refused() {
        for url in [
            "",
            "socks5://",
            "socks5://host",
            "socks5://host:",
            "socks5://host:0",
            "socks5://host:+80",
            "socks5://host:65536",
            "socks5://:1080",
            "socks5://host:1080/path",
            "socks5://host:1080?x",
            "socks5h://host:1080",
            "http://host:1080",
            "SOCKS5://host:1080",
            "socks5://ada@host:1080",
            "socks5://ada:@host:1080",
            "socks5://:word@host:1080",
            "socks5://a:b:c@host:1080",
            "socks5://a:b@c@host:1080",
            "socks5://a:%4@host:1080",
            "socks5://a:%zz@host:1080",
            "socks5://a:%FF@host:1080",
            "socks5://a:é@host:1080",
            "socks5://::1:1080",
            "socks5://[::1:1080",
            "socks5://[127.0.0.1]:1080",
            "socks5://ho st:1080",
            "socks5://-host:1080",
            "socks5://ho..st:1080",
            " socks5://host:1080",
        ] {
            assert!(read(url).is_none(), "{url}");
        }
        let long = format!("socks5://{}:b@host:1080", "a".repeat(256));
        assert!(read(&long).is_none());
    }

    #[test]
    fn a_printed_proxy_tells_no_password() {
        let proxy = read("socks5://ada:lovelace@host:1080").unwrap();
        let printed = format!("{proxy:?}");
        assert!(!printed.contains("lovelace") && !printed.contains("ada"));
    }
}
