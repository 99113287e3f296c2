//! GramJS: `"1"` and base64, padded, of
//! `dc (u8) | length (i16be) | address as text | port (i16be) | key (256)`.
//!
//! In a browser it reaches a data centre by name, which then stands for the address.

use std::net::{IpAddr, SocketAddr};

use base64ct::Base64;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    AuthKey, Error, Format, Fragment, TelegramSession,
    bytes::{Bytes, Rest, decode},
    session::{checked_address, checked_dc},
};

const VERSION: &str = "1";
const FORMAT: Format = Format::GramJs;

/// Above this GramJS takes the string for one of Telethon's.
const MAX_NAME: i16 = 100;

pub(crate) fn write(session: &TelegramSession) -> Result<SecretString, Error> {
    let address = session.address();
    let port = i16::try_from(address.port()).map_err(|_| Error::Port(FORMAT))?;
    let name = name(address.ip());
    // No IP address has more than 45 characters.
    let length = name.len() as i16;
    let string = Bytes::new()
        .put(&[session.dc_id()])
        .put(&length.to_be_bytes())
        .put(name.as_bytes())
        .put(&port.to_be_bytes())
        // Exposed to be written into the string, a secret again.
        .put(session.key().expose_secret())
        .encode::<Base64>(VERSION);
    Ok(string)
}

/// GramJS takes a string for one of Telethon's if it is as long as one, and a name of up to three
/// characters makes it so. Only short IPv6 addresses have such names; they are spelled out.
fn name(ip: IpAddr) -> String {
    let short = ip.to_string();
    match ip {
        IpAddr::V6(ip) if short.len() <= 3 => ip
            .segments()
            .map(|segment| format!("{segment:x}"))
            .join(":"),
        IpAddr::V6(_) | IpAddr::V4(_) => short,
    }
}

pub(crate) fn read(string: &str) -> Result<Fragment, Error> {
    let base64 = string.strip_prefix(VERSION).ok_or(Error::Version(FORMAT))?;
    let bytes = decode::<Base64>(base64)?;
    let mut rest = Rest(&bytes);
    let (dc_id, name, port) = head(&mut rest).ok_or(Error::Layout(FORMAT))?;
    let key = AuthKey::copied(rest.0).ok_or(Error::Length(FORMAT))?;
    let port = u16::try_from(port).map_err(|_| Error::Port(FORMAT))?;
    Ok(Fragment {
        dc_id: checked_dc(dc_id)?,
        address: address(name, port)?,
        test: None,
        key: key?,
        user_id: None,
        api_id: None,
    })
}

fn head<'b>(rest: &mut Rest<'b>) -> Option<(u8, &'b str, i16)> {
    let [dc_id] = rest.array()?;
    let length = i16::from_be_bytes(rest.array()?);
    if !(1..=MAX_NAME).contains(&length) {
        return None;
    }
    let name = rest.take(length.unsigned_abs().into())?;
    let port = i16::from_be_bytes(rest.array()?);
    Some((dc_id, std::str::from_utf8(name).ok()?, port))
}

/// An IP address, or the name of a host, which is no address that could be kept.
fn address(name: &str, port: u16) -> Result<Option<SocketAddr>, Error> {
    if let Ok(ip) = name.parse::<IpAddr>() {
        return checked_address(SocketAddr::new(ip, port)).map(Some);
    }
    let label = |label: &str| {
        label.starts_with(|c: char| c.is_ascii_alphabetic())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if port != 0 && name.contains('.') && name.split('.').all(label) {
        Ok(None)
    } else {
        Err(Error::Address)
    }
}
