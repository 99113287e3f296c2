//! Messages without encryption, which only a handshake may use.

use crate::handshake::{HandshakeError, require};

const HEADER: usize = 20;

pub(crate) struct Plain<'a> {
    pub(crate) id: i64,
    pub(crate) body: &'a [u8],
}

/// Padded transports leave up to 15 bytes behind a message.
pub(crate) fn read(packet: &[u8]) -> Result<Plain<'_>, HandshakeError> {
    let id = packet.get(8..).and_then(<[u8]>::first_chunk::<8>);
    let length = packet.get(16..).and_then(<[u8]>::first_chunk::<4>);
    let (Some(id), Some(length)) = (id, length) else {
        return Err(HandshakeError::Malformed);
    };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let rest = &packet[HEADER..];
    let body = rest.get(..length).ok_or(HandshakeError::Malformed)?;
    require(rest.len() - length < 16, "length of a plain message")?;
    Ok(Plain {
        id: i64::from_le_bytes(*id),
        body,
    })
}

pub(crate) fn write(id: i64, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    [&[0; 8][..], &id.to_le_bytes(), &length.to_le_bytes(), body].concat()
}
