//! mtcute, version 3: urlsafe base64, not padded, of
//! `3 (u8) | flags (i32le) | dc (TL bytes) | media dc (TL bytes, flag 4)
//! | user id (i64le), bot (TL Bool) (flag 1) | key (TL bytes)`,
//! where a data centre is `2 (u8) | id (u8) | flags (u8: 1 IPv6, 2 media only, 4 test)
//! | address (TL string) | port (i32le)`.
//!
//! Older ones are read too: flag 2 for a test Telegram, data centres of version 1 without it.

use std::net::{IpAddr, SocketAddr};

use base64ct::Base64UrlUnpadded;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    AuthKey, Error, Format, Fragment, TelegramSession,
    bytes::{Bytes, Rest, decode},
    session::{checked_address, checked_dc, checked_user_id},
};

const FORMAT: Format = Format::Mtcute;
const VERSION: u8 = 3;

const HAS_USER: u32 = 1;
const OLD_TEST: u32 = 2;
const HAS_MEDIA: u32 = 4;

const DC_VERSION: u8 = 2;
const DC_OLD_VERSION: u8 = 1;
const DC_IPV6: u8 = 1;
const DC_MEDIA_ONLY: u8 = 2;
const DC_TEST: u8 = 4;

const BOOL_TRUE: u32 = 0x997275b5;
const BOOL_FALSE: u32 = 0xbc799737;

pub(crate) fn write(session: &TelegramSession) -> SecretString {
    let address = session.address();
    let ipv6 = if address.is_ipv6() { DC_IPV6 } else { 0 };
    let test = if session.is_test() { DC_TEST } else { 0 };
    let dc = Bytes::new()
        .put(&[DC_VERSION, session.dc_id(), ipv6 | test])
        .put_tl(address.ip().to_string().as_bytes())
        .put(&i32::from(address.port()).to_le_bytes());
    Bytes::new()
        .put(&[VERSION])
        .put(&HAS_USER.to_le_bytes())
        .put_tl(dc.as_slice())
        .put(&session.user_id().to_le_bytes())
        .put(&BOOL_FALSE.to_le_bytes())
        // Exposed to be written into the string, a secret again.
        .put_tl(session.key().expose_secret())
        .encode::<Base64UrlUnpadded>("")
}

pub(crate) fn read(string: &str) -> Result<Fragment, Error> {
    let bytes = decode::<Base64UrlUnpadded>(string)?;
    let mut rest = Rest(&bytes);
    if rest.array() != Some([VERSION]) {
        return Err(Error::Version(FORMAT));
    }
    parts(&mut rest).ok_or(Error::Layout(FORMAT))?
}

fn parts(rest: &mut Rest<'_>) -> Option<Result<Fragment, Error>> {
    let flags = u32::from_le_bytes(rest.array()?);
    if flags & !(HAS_USER | OLD_TEST | HAS_MEDIA) != 0 {
        return None;
    }
    let mut main = data_centre(rest.tl()?)?;
    if main.media_only {
        return None;
    }
    let media = match flags & HAS_MEDIA {
        0 => None,
        _ => Some(data_centre(rest.tl()?)?),
    };
    if flags & OLD_TEST != 0 {
        main.test = true;
    } else if media.is_some_and(|media| media.test != main.test) {
        return None;
    }
    let user = match flags & HAS_USER {
        0 => None,
        _ => Some((i64::from_le_bytes(rest.array()?), truth(rest)?)),
    };
    let key = AuthKey::copied(rest.tl()?)?;
    rest.end()?;
    Some(fragment(&main, user, key))
}

/// A data centre as it stands there. The one for media is read and not kept: Telegram names it
/// again when it is needed.
struct DataCentre {
    id: u8,
    address: SocketAddr,
    media_only: bool,
    test: bool,
}

fn data_centre(bytes: &[u8]) -> Option<DataCentre> {
    let mut rest = Rest(bytes);
    let [version, id, flags] = rest.array()?;
    let known = match version {
        DC_VERSION => DC_IPV6 | DC_MEDIA_ONLY | DC_TEST,
        DC_OLD_VERSION => DC_IPV6 | DC_MEDIA_ONLY,
        _ => return None,
    };
    let ip: IpAddr = std::str::from_utf8(rest.tl()?).ok()?.parse().ok()?;
    let port = u16::try_from(i32::from_le_bytes(rest.array()?)).ok()?;
    rest.end()?;
    let ipv6 = flags & DC_IPV6 != 0;
    if flags & !known != 0 || ipv6 != ip.is_ipv6() {
        return None;
    }
    let address = SocketAddr::new(ip, port);
    Some(DataCentre {
        id,
        address,
        media_only: flags & DC_MEDIA_ONLY != 0,
        test: flags & DC_TEST != 0,
    })
}

fn truth(rest: &mut Rest<'_>) -> Option<bool> {
    match u32::from_le_bytes(rest.array()?) {
        BOOL_TRUE => Some(true),
        BOOL_FALSE => Some(false),
        _ => None,
    }
}

fn fragment(
    dc: &DataCentre,
    user: Option<(i64, bool)>,
    key: Result<AuthKey, Error>,
) -> Result<Fragment, Error> {
    if let Some((_, true)) = user {
        return Err(Error::Bot);
    }
    Ok(Fragment {
        dc_id: checked_dc(dc.id)?,
        address: Some(checked_address(dc.address)?),
        test: Some(dc.test),
        key: key?,
        user_id: user.map(|(id, _)| checked_user_id(id)).transpose()?,
        api_id: None,
    })
}
