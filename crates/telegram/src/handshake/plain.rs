//! Messages without encryption, which only this exchange uses.

const HEADER: usize = 20;

pub(super) fn write(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    // The id is not checked before there is a key; zero is what nobody can learn a clock from.
    [&[0; 16][..], &length.to_le_bytes(), body].concat()
}

/// The body; none if the key is not zero, the id not an answer's or the length wrong.
pub(super) fn read(packet: &[u8]) -> Option<&[u8]> {
    let id = i64::from_le_bytes(*packet.get(8..)?.first_chunk::<8>()?);
    let length = u32::from_le_bytes(*packet.get(16..)?.first_chunk::<4>()?);
    let body = packet.get(HEADER..)?;
    let fits = usize::try_from(length) == Ok(body.len());
    let header = packet.starts_with(&[0; 8]) && id > 0 && id & 3 == 1;
    (header && fits).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(key: u8, id: i64, length: u32) -> Vec<u8> {
        let header = [&[key; 8][..], &id.to_le_bytes(), &length.to_le_bytes()].concat();
        [&header[..], b"body"].concat()
    }

    #[test]
    fn only_an_answer_of_the_right_length_is_read() {
        assert_eq!(read(&packet(0, 5, 4)), Some(&b"body"[..]));
        for (key, id, length) in [
            (1, 5, 4),
            (0, 4, 4),
            (0, 7, 4),
            (0, -3, 4),
            (0, 5, 3),
            (0, 5, 5),
        ] {
            assert_eq!(read(&packet(key, id, length)), None, "{key} {id} {length}");
        }
        let whole = packet(0, 5, 4);
        assert!((0..whole.len()).all(|end| read(&whole[..end]).is_none()));
    }
}
