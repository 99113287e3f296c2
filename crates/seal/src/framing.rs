//! How parts become one text of bytes that nobody can cut elsewhere.

/// Each part's length as 32 bits, big-endian, and the part. The first part is always a label that
/// nothing else uses.
pub(crate) fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| 4 + part.len()).sum();
    let mut bytes = Vec::with_capacity(length);
    for part in parts {
        // Nothing here comes near 4 GiB: every part was bounded when it was read.
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_be_cut_elsewhere() {
        assert_eq!(framed(&[b"a", b"bc"]), b"\0\0\0\x01a\0\0\0\x02bc");
        assert_ne!(framed(&[b"a", b"bc"]), framed(&[b"ab", b"c"]));
        assert_ne!(framed(&[b"a", b""]), framed(&[b"a"]));
    }
}
