//! Telethon: `"1"` and urlsafe base64, padded, of
//! `dc (u8) | IPv4 (4) or IPv6 (16) | port (u16be) | key (256)`.

use std::net::{IpAddr, SocketAddr};

use base64ct::Base64Url;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    AuthKey, Error, Format, Fragment, TelegramSession,
    bytes::{Bytes, Rest, decode},
    session::{checked_address, checked_dc},
};

const VERSION: &str = "1";
const FORMAT: Format = Format::Telethon;

pub(crate) fn write(session: &TelegramSession) -> SecretString {
    let bytes = Bytes::new().put(&[session.dc_id()]);
    let bytes = match session.address().ip() {
        IpAddr::V4(ip) => bytes.put(&ip.octets()),
        IpAddr::V6(ip) => bytes.put(&ip.octets()),
    };
    bytes
        .put(&session.address().port().to_be_bytes())
        // Exposed to be written into the string, a secret again.
        .put(session.key().expose_secret())
        .encode::<Base64Url>(VERSION)
}

pub(crate) fn read(string: &str) -> Result<Fragment, Error> {
    let base64 = string.strip_prefix(VERSION).ok_or(Error::Version(FORMAT))?;
    let bytes = decode::<Base64Url>(base64)?;
    let mut rest = Rest(&bytes);
    parts(&mut rest, bytes.len()).ok_or(Error::Length(FORMAT))?
}

fn parts(rest: &mut Rest<'_>, length: usize) -> Option<Result<Fragment, Error>> {
    let [dc_id] = rest.array()?;
    let ip = match length {
        263 => IpAddr::from(rest.array::<4>()?),
        275 => IpAddr::from(rest.array::<16>()?),
        _ => return None,
    };
    let port = u16::from_be_bytes(rest.array()?);
    let key = AuthKey::copied(rest.0)?;
    Some(fragment(dc_id, SocketAddr::new(ip, port), key))
}

fn fragment(
    dc_id: u8,
    address: SocketAddr,
    key: Result<AuthKey, Error>,
) -> Result<Fragment, Error> {
    Ok(Fragment {
        dc_id: checked_dc(dc_id)?,
        address: Some(checked_address(address)?),
        test: None,
        key: key?,
        user_id: None,
        api_id: None,
    })
}
