//! The bodies TL cannot describe: containers, gzip, results.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use grammers_tl_types::{Cursor, Deserializable, Serializable};

pub(crate) const CONTAINER: u32 = 0x73f1_f8dc;
pub(crate) const GZIP: u32 = 0x3072_cfa1;
const RPC_RESULT: u32 = 0xf35c_6d01;

const MOST_INNER: usize = 1020;
/// An answer of Telegram's is never larger unpacked, and neither may all of a packet be.
pub(crate) const LARGEST_UNPACKED: usize = 4 * 1024 * 1024;
const WORTH_PACKING: usize = 1024;

pub(crate) struct Inner {
    pub(crate) id: i64,
    pub(crate) seqno: i32,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn constructor(body: &[u8]) -> u32 {
    body.first_chunk::<4>()
        .map_or(0, |id| u32::from_le_bytes(*id))
}

/// The messages of a container; none when it is not well made.
pub(crate) fn unpack_container(body: &[u8]) -> Option<Vec<Inner>> {
    let mut rest = body.get(8..)?;
    let count = u32::from_le_bytes(*body.get(4..)?.first_chunk::<4>()?);
    let count = usize::try_from(count).ok().filter(|n| *n <= MOST_INNER)?;
    let mut messages = Vec::with_capacity(count);
    for _ in 0..count {
        let id = i64::from_le_bytes(*rest.first_chunk::<8>()?);
        let seqno = i32::from_le_bytes(*rest.get(8..)?.first_chunk::<4>()?);
        let length = u32::from_le_bytes(*rest.get(12..)?.first_chunk::<4>()?);
        let length = usize::try_from(length).ok()?;
        let body = rest.get(16..)?.get(..length)?.to_vec();
        if length < 4 || !length.is_multiple_of(4) || constructor(&body) == CONTAINER {
            return None;
        }
        rest = &rest[16 + length..];
        messages.push(Inner { id, seqno, body });
    }
    rest.is_empty().then_some(messages)
}

pub(crate) fn pack_container(messages: &[Inner]) -> Vec<u8> {
    let mut out = CONTAINER.to_le_bytes().to_vec();
    out.extend(length(messages.len()));
    for message in messages {
        out.extend(message.id.to_le_bytes());
        out.extend(message.seqno.to_le_bytes());
        out.extend(length(message.body.len()));
        out.extend(&message.body);
    }
    out
}

/// What a gzipped body holds; none when it does not unpack, or not to so few bytes.
pub(crate) fn gunzip(body: &[u8], most: usize) -> Option<Vec<u8>> {
    let packed = Vec::<u8>::deserialize(&mut Cursor::from_slice(body.get(4..)?)).ok()?;
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.as_slice())
        .take(u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1))
        .read_to_end(&mut unpacked)
        .ok()?;
    (unpacked.len() <= most).then_some(unpacked)
}

pub(crate) fn rpc_result(request: i64, result: &[u8]) -> Vec<u8> {
    let mut out = RPC_RESULT.to_le_bytes().to_vec();
    out.extend(request.to_le_bytes());
    match gzip(result) {
        Some(packed) => {
            out.extend(GZIP.to_le_bytes());
            packed.serialize(&mut out);
        }
        None => out.extend(result),
    }
    out
}

fn gzip(result: &[u8]) -> Option<Vec<u8>> {
    if result.len() < WORTH_PACKING {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(result).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < result.len()).then_some(packed)
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}
