//! The session inside: its length, its deterministic CBOR, and zeros up to a multiple of 512.

use std::net::{IpAddr, SocketAddr};

use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use zeroize::Zeroizing;

use super::cbor::{Reader, Writer};

/// Sizes tell nothing but this.
const BLOCK: usize = 512;

/// The largest plaintext. The largest session takes 573 bytes.
const MAX: usize = 2 * BLOCK;

/// The bytes that say how long the CBOR is.
const LENGTH: usize = 2;

/// The form of the map, its first entry.
const FORM: u64 = 1;

/// Whether a plaintext can have this size.
pub(super) fn is_size(length: usize) -> bool {
    length.is_multiple_of(BLOCK) && (BLOCK..=MAX).contains(&length)
}

/// The padded plaintext of a session, with room for the tag. `None` cannot happen: every session
/// fits.
pub(super) fn write(session: &TelegramSession) -> Option<Zeroizing<Vec<u8>>> {
    // Of its final size from the start: a buffer that grew would leave the key behind.
    let mut buffer = Zeroizing::new(vec![0; MAX + crate::suite::TAG]);
    let (length, body) = buffer.get_mut(..MAX)?.split_at_mut_checked(LENGTH)?;
    let used = encode(session, Writer::new(body)).end()?;
    length.copy_from_slice(&u16::try_from(used).ok()?.to_be_bytes());
    buffer.truncate((LENGTH + used).next_multiple_of(BLOCK));
    Some(buffer)
}

/// The session of a padded plaintext, if [`write`] would write it byte for byte.
pub(super) fn read(plaintext: &[u8]) -> Option<TelegramSession> {
    let (length, rest) = plaintext.split_first_chunk::<LENGTH>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let session = decode(rest.get(..length)?)?;
    // The CBOR is read strictly; this also covers the padding, and whatever was not thought of.
    let again = write(&session)?;
    (again.as_slice() == plaintext).then_some(session)
}

fn encode<'b>(session: &TelegramSession, to: Writer<'b>) -> Writer<'b> {
    let to = to.map(9).unsigned(0).unsigned(FORM);
    let to = to.unsigned(1).unsigned(session.dc_id().into());
    let to = match session.address().ip() {
        IpAddr::V4(ip) => to.unsigned(2).bytes(&ip.octets()),
        IpAddr::V6(ip) => to.unsigned(2).bytes(&ip.octets()),
    };
    let to = to.unsigned(3).unsigned(session.address().port().into());
    let to = to.unsigned(4).truth(session.is_test());
    // Exposed into the buffer that is encrypted where it lies.
    let to = to.unsigned(5).bytes(session.key().expose_secret());
    // Both are above 0 in every session.
    let to = to.unsigned(6).unsigned(session.user_id().unsigned_abs());
    let to = to
        .unsigned(7)
        .unsigned(session.api_id().unsigned_abs().into());
    let introduction = session.introduction();
    to.unsigned(8)
        .array(4)
        .text(introduction.device_model())
        .text(introduction.system_version())
        .text(introduction.app_version())
        .text(introduction.language())
}

fn decode(cbor: &[u8]) -> Option<TelegramSession> {
    let mut from = Reader::new(cbor);
    from.map(9)?;
    (number(&mut from, 0)? == FORM).then_some(())?;
    let dc_id = number(&mut from, 1)?.try_into().ok()?;
    entry(&mut from, 2)?;
    let ip = address(from.bytes()?)?;
    let port = number(&mut from, 3)?.try_into().ok()?;
    entry(&mut from, 4)?;
    let test = from.truth()?;
    entry(&mut from, 5)?;
    let key = key(from.bytes()?)?;
    let user_id = number(&mut from, 6)?.try_into().ok()?;
    let api_id = number(&mut from, 7)?.try_into().ok()?;
    entry(&mut from, 8)?;
    from.array(4)?;
    let mut text = || from.text();
    let introduction = Introduction::new(text()?, text()?, text()?, text()?).ok()?;
    from.end()?;
    TelegramSession::new(SessionParts {
        dc_id,
        address: SocketAddr::new(ip, port),
        test,
        key,
        user_id,
        api_id,
        introduction,
    })
    .ok()
}

fn entry(from: &mut Reader<'_>, key: u64) -> Option<()> {
    (from.unsigned()? == key).then_some(())
}

fn number(from: &mut Reader<'_>, key: u64) -> Option<u64> {
    entry(from, key)?;
    from.unsigned()
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    match bytes.len() {
        4 => <[u8; 4]>::try_from(bytes).ok().map(IpAddr::from),
        16 => <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from),
        _ => None,
    }
}

fn key(bytes: &[u8]) -> Option<AuthKey> {
    let bytes: &[u8; AuthKey::BYTES] = bytes.try_into().ok()?;
    // Copied once, from a buffer that is wiped into one that is.
    let mut key = Box::new([0; AuthKey::BYTES]);
    key.copy_from_slice(bytes);
    AuthKey::new(SecretBox::new(key)).ok()
}
