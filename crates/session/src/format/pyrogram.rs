//! Pyrogram and kurigram: urlsafe base64, not padded, of
//! `dc (u8) | api_id (u32be) | test (0 or 1) | key (256) | user id (u64be) | bot (0 or 1)`.
//!
//! Older strings have no api_id, the oldest a user id of 32 bits; their lengths alone tell them
//! apart. So a current string that was cut at 351 characters reads like one of the oldest, with
//! a key that no server knows. Nothing in the format could tell.

use base64ct::Base64UrlUnpadded;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    AuthKey, Error, Format, Fragment, TelegramSession,
    bytes::{Bytes, Rest, decode},
    session::{checked_api_id, checked_dc, checked_user_id},
};

const FORMAT: Format = Format::Pyrogram;

const CURRENT: usize = 271;
const OLDER: usize = 267;
const OLDEST: usize = 263;

pub(crate) fn write(session: &TelegramSession) -> SecretString {
    Bytes::new()
        .put(&[session.dc_id()])
        .put(&session.api_id().to_be_bytes())
        .put(&[session.is_test().into()])
        // Exposed to be written into the string, a secret again.
        .put(session.key().expose_secret())
        .put(&session.user_id().to_be_bytes())
        .put(&[false.into()])
        .encode::<Base64UrlUnpadded>("")
}

pub(crate) fn read(string: &str) -> Result<Fragment, Error> {
    let bytes = decode::<Base64UrlUnpadded>(string)?;
    if ![CURRENT, OLDER, OLDEST].contains(&bytes.len()) {
        return Err(Error::Length(FORMAT));
    }
    parts(&mut Rest(&bytes), bytes.len()).ok_or(Error::Layout(FORMAT))?
}

fn parts(rest: &mut Rest<'_>, length: usize) -> Option<Result<Fragment, Error>> {
    let [dc_id] = rest.array()?;
    let api_id = match length {
        CURRENT => Some(u32::from_be_bytes(rest.array()?)),
        _ => None,
    };
    let test = rest.truth()?;
    let key = AuthKey::copied(rest.take(AuthKey::BYTES)?)?;
    let user_id = match length {
        OLDEST => u32::from_be_bytes(rest.array()?).into(),
        _ => u64::from_be_bytes(rest.array()?),
    };
    let bot = rest.truth()?;
    rest.end()?;
    Some(fragment(dc_id, api_id, test, key, user_id, bot))
}

fn fragment(
    dc_id: u8,
    api_id: Option<u32>,
    test: bool,
    key: Result<AuthKey, Error>,
    user_id: u64,
    bot: bool,
) -> Result<Fragment, Error> {
    if bot {
        return Err(Error::Bot);
    }
    // Converters write 0 for a user they do not know.
    let user_id = match user_id {
        0 => None,
        known => Some(checked_user_id(known.try_into().unwrap_or(i64::MAX))?),
    };
    Ok(Fragment {
        dc_id: checked_dc(dc_id)?,
        address: None,
        test: Some(test),
        key: key?,
        user_id,
        api_id: api_id.map(|id| checked_api_id(id.into())).transpose()?,
    })
}
