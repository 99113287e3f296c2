//! The small picture of an account, as it is kept and as the window shows it.

use base64ct::{Base64, Encoding};
use secrecy::{ExposeSecret, SecretBox};

/// Telegram's small ones stay below 20 KiB.
const MOST_BYTES: usize = 256 * 1024;

/// Telegram's small ones have 160. What is drawn much larger than it is stored could fill the
/// window's memory.
const MOST_PIXELS: u16 = 1280;

/// A picture that is fit to be shown, and which one of its owner's it is.
pub struct Portrait {
    id: i64,
    jpeg: Vec<u8>,
}

impl Portrait {
    /// `None` if it is no JPEG, or a very large one.
    pub fn new(id: i64, jpeg: Vec<u8>) -> Option<Self> {
        let fit = jpeg.len() <= MOST_BYTES && is_small_jpeg(&jpeg);
        fit.then_some(Self { id, jpeg })
    }

    /// As it was kept; `None` if that is something else.
    pub fn read(kept: &SecretBox<[u8]>) -> Option<Self> {
        // Exposed to be shown to its owner.
        let (id, jpeg) = kept.expose_secret().split_first_chunk()?;
        Self::new(i64::from_be_bytes(*id), jpeg.to_vec())
    }

    /// To be kept.
    pub fn write(&self) -> SecretBox<[u8]> {
        [&self.id.to_be_bytes(), self.jpeg.as_slice()]
            .concat()
            .into()
    }

    /// Changes with the picture.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// For an `img`.
    pub fn data_url(&self) -> String {
        format!(
            "data:image/jpeg;base64,{}",
            Base64::encode_string(&self.jpeg)
        )
    }
}

/// Walks from segment to segment up to the picture itself; somewhere before it the frame says how
/// large it is.
fn is_small_jpeg(bytes: &[u8]) -> bool {
    const START: [u8; 2] = [0xff, 0xd8];
    const SCAN: u8 = 0xda;
    let Some(mut rest) = bytes.strip_prefix(&START) else {
        return false;
    };
    let mut small = false;
    while let Some(([0xff, kind], behind)) = rest.split_first_chunk() {
        let Some(length) = behind.first_chunk().map(|two| u16::from_be_bytes(*two)) else {
            return false;
        };
        let Some((segment, behind)) = behind.split_at_checked(length.into()) else {
            return false;
        };
        match *kind {
            SCAN => return small && length >= 2,
            // Frames of all kinds; what is left out are tables.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => match segment {
                [_, _, _, a, b, c, d, ..] => {
                    let fits = |side| (1..=MOST_PIXELS).contains(&u16::from_be_bytes(side));
                    small = fits([*a, *b]) && fits([*c, *d]);
                }
                _ => return false,
            },
            _ if length < 2 => return false,
            _ => {}
        }
        rest = behind;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a picture of this size, and something like the rest.
    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8];
        jpeg.extend(height.to_be_bytes());
        jpeg.extend(width.to_be_bytes());
        jpeg.extend([1, 1, 0x11, 0]);
        jpeg.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 42, 0xff, 0xd9]);
        jpeg
    }

    #[test]
    fn a_picture_is_kept_with_its_id_and_shown() {
        let portrait = Portrait::new(-7, jpeg(160, 160)).unwrap();
        let kept = Portrait::read(&portrait.write()).unwrap();
        assert_eq!((kept.id(), &kept.jpeg), (-7, &jpeg(160, 160)));
        assert!(kept.data_url().starts_with("data:image/jpeg;base64,/9j/"));
    }

    #[test]
    fn what_is_no_small_jpeg_is_not_shown() {
        let png = b"\x89PNG\r\n\x1a\n".to_vec();
        let script = b"\xff\xd8\xff<script>alert(1)</script>".to_vec();
        let mut long = jpeg(160, 160);
        long.resize(MOST_BYTES + 1, 0);
        let odd = [png, script, long, jpeg(0, 160), jpeg(160, 30_000), vec![]];
        for (at, bytes) in odd.into_iter().enumerate() {
            assert!(Portrait::new(1, bytes).is_none(), "{at}");
        }
    }

    #[test]
    fn a_picture_that_was_cut_is_not_shown() {
        let whole = jpeg(160, 160);
        let scan = whole.len() - 5;
        for length in 0..scan {
            assert!(
                Portrait::new(1, whole[..length].to_vec()).is_none(),
                "{length}"
            );
        }
    }

    #[test]
    fn what_was_kept_otherwise_is_no_picture() {
        for kept in [&b""[..], b"photo", &jpeg(9, 9)] {
            assert!(Portrait::read(&kept.to_vec().into()).is_none());
        }
    }
}
