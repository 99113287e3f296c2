//! The bodies TL cannot describe: containers, gzip, results.

use std::io::Read;

use flate2::read::GzDecoder;
use grammers_tl_types::{Cursor, Deserializable};
use zeroize::Zeroizing;

pub(super) const CONTAINER: u32 = 0x73f1_f8dc;
pub(super) const GZIP: u32 = 0x3072_cfa1;
pub(super) const RPC_RESULT: u32 = 0xf35c_6d01;

const MOST_INNER: usize = 1020;
/// What a packed body may unpack to.
const LARGEST_UNPACKED: u64 = 8 * 1024 * 1024;

pub(super) struct Inner {
    pub(super) id: i64,
    pub(super) seqno: i32,
    pub(super) body: Zeroizing<Vec<u8>>,
}

pub(super) fn constructor(body: &[u8]) -> u32 {
    body.first_chunk::<4>()
        .map_or(0, |id| u32::from_le_bytes(*id))
}

/// The messages of a container; none when it is not well made.
pub(super) fn unpack_container(body: &[u8]) -> Option<Vec<Inner>> {
    let mut rest = body.get(8..)?;
    let count = u32::from_le_bytes(*body.get(4..)?.first_chunk::<4>()?);
    let count = usize::try_from(count).ok().filter(|n| *n <= MOST_INNER)?;
    let mut messages = Vec::with_capacity(count);
    for _ in 0..count {
        let id = i64::from_le_bytes(*rest.first_chunk::<8>()?);
        let seqno = i32::from_le_bytes(*rest.get(8..)?.first_chunk::<4>()?);
        let length = u32::from_le_bytes(*rest.get(12..)?.first_chunk::<4>()?);
        let length = usize::try_from(length).ok()?;
        let body = rest.get(16..)?.get(..length)?;
        if length < 4 || !length.is_multiple_of(4) || constructor(body) == CONTAINER {
            return None;
        }
        rest = &rest[16 + length..];
        messages.push(Inner {
            id,
            seqno,
            body: Zeroizing::new(body.to_vec()),
        });
    }
    rest.is_empty().then_some(messages)
}

/// What a gzipped body holds; none when it does not unpack, or to too much.
pub(super) fn gunzip(body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let packed = Vec::<u8>::deserialize(&mut Cursor::from_slice(body.get(4..)?)).ok()?;
    let packed = Zeroizing::new(packed);
    let mut unpacked = Zeroizing::new(Vec::new());
    let read = GzDecoder::new(packed.as_slice())
        .take(LARGEST_UNPACKED + 1)
        .read_to_end(&mut unpacked)
        .ok()?;
    (read as u64 <= LARGEST_UNPACKED).then_some(unpacked)
}
