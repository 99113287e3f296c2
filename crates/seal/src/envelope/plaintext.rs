//! The session inside: its length, its deterministic CBOR, and zeros up to a multiple of 512.

use std::net::{IpAddr, SocketAddr};

use minicbor::{Decoder, Encoder, encode::write::Cursor};
use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use zeroize::Zeroizing;

/// Sizes tell nothing but this.
const BLOCK: usize = 512;

/// The largest plaintext. The largest session takes 573 bytes.
const MAX: usize = 2 * BLOCK;

/// The bytes that say how long the CBOR is.
const LENGTH: usize = 2;

/// The form of the map, its first entry.
const FORM: u8 = 1;

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
    let mut encoder = Encoder::new(Cursor::new(body));
    encode(session, &mut encoder).ok()?;
    let used = encoder.writer().position();
    length.copy_from_slice(&u16::try_from(used).ok()?.to_be_bytes());
    buffer.truncate((LENGTH + used).next_multiple_of(BLOCK));
    Some(buffer)
}

/// The session of a padded plaintext, if [`write`] would write it byte for byte.
pub(super) fn read(plaintext: &[u8]) -> Option<TelegramSession> {
    let (length, rest) = plaintext.split_first_chunk::<LENGTH>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let session = decode(rest.get(..length)?)?;
    // One rule instead of many: shortest integers, definite lengths, order, padding.
    let again = write(&session)?;
    (again.as_slice() == plaintext).then_some(session)
}

type Written = Result<(), minicbor::encode::Error<minicbor::encode::write::EndOfSlice>>;

fn encode(session: &TelegramSession, to: &mut Encoder<Cursor<&mut [u8]>>) -> Written {
    to.map(9)?.u8(0)?.u8(FORM)?;
    to.u8(1)?.u8(session.dc_id())?;
    to.u8(2)?;
    match session.address().ip() {
        IpAddr::V4(ip) => to.bytes(&ip.octets())?,
        IpAddr::V6(ip) => to.bytes(&ip.octets())?,
    };
    to.u8(3)?.u16(session.address().port())?;
    to.u8(4)?.bool(session.is_test())?;
    // Exposed into the buffer that is encrypted where it lies.
    to.u8(5)?.bytes(session.key().expose_secret())?;
    to.u8(6)?.i64(session.user_id())?;
    to.u8(7)?.i32(session.api_id())?;
    let introduction = session.introduction();
    to.u8(8)?.array(4)?;
    to.str(introduction.device_model())?
        .str(introduction.system_version())?
        .str(introduction.app_version())?
        .str(introduction.language())?;
    Ok(())
}

fn decode(cbor: &[u8]) -> Option<TelegramSession> {
    let mut from = Decoder::new(cbor);
    (from.map().ok()?? == 9).then_some(())?;
    entry(&mut from, 0)?;
    (from.u8().ok()? == FORM).then_some(())?;
    entry(&mut from, 1)?;
    let dc_id = from.u8().ok()?;
    entry(&mut from, 2)?;
    let ip = address(from.bytes().ok()?)?;
    entry(&mut from, 3)?;
    let port = from.u16().ok()?;
    entry(&mut from, 4)?;
    let test = from.bool().ok()?;
    entry(&mut from, 5)?;
    let key = key(from.bytes().ok()?)?;
    entry(&mut from, 6)?;
    let user_id = from.i64().ok()?;
    entry(&mut from, 7)?;
    let api_id = from.i32().ok()?;
    entry(&mut from, 8)?;
    (from.array().ok()?? == 4).then_some(())?;
    let mut text = || from.str().ok();
    let introduction = Introduction::new(text()?, text()?, text()?, text()?).ok()?;
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

fn entry(from: &mut Decoder<'_>, key: u8) -> Option<()> {
    (from.u8().ok()? == key).then_some(())
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
