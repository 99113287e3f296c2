//! Buffers that held a key: written, read and wiped.

use base64ct::Encoding;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::Error;

/// More than any session takes in any format, so that buffers never grow and leave a copy.
const CAPACITY: usize = 512;

/// The longest string looked at.
const MAX_STRING: usize = 1024;

/// Bytes to be written as a string.
pub(crate) struct Bytes(Zeroizing<Vec<u8>>);

impl Bytes {
    pub(crate) fn new() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(CAPACITY)))
    }

    pub(crate) fn put(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// A TL byte string: its length, itself, and zeros up to a multiple of four.
    pub(crate) fn put_tl(self, bytes: &[u8]) -> Self {
        let (head, length) = match u8::try_from(bytes.len()) {
            Ok(short @ 0..=253) => ([short, 0, 0, 0], 1),
            Ok(_) | Err(_) => {
                let [a, b, c, ..] = bytes.len().to_le_bytes();
                ([254, a, b, c], 4)
            }
        };
        let padding = tl_padding(length + bytes.len());
        self.put(&head[..length]).put(bytes).put(&[0; 3][..padding])
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn encode<E: Encoding>(&self, prefix: &str) -> SecretString {
        let base64 = Zeroizing::new(E::encode_string(&self.0));
        let mut string = String::with_capacity(prefix.len() + base64.len());
        string.push_str(prefix);
        string.push_str(&base64);
        string.into()
    }
}

/// Decodes what was [encoded](Bytes::encode), in time that does not depend on the bytes.
pub(crate) fn decode<E: Encoding>(string: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    if string.len() > MAX_STRING {
        return Err(Error::Base64);
    }
    let mut buffer = Zeroizing::new(vec![0; string.len()]);
    let length = E::decode(string, &mut buffer)
        .map_err(|_| Error::Base64)?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

/// Bytes still to be read. `None` means that there are not enough, or not the right ones.
pub(crate) struct Rest<'b>(pub(crate) &'b [u8]);

impl<'b> Rest<'b> {
    pub(crate) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// A byte that is 0 or 1.
    pub(crate) fn truth(&mut self) -> Option<bool> {
        match self.array()? {
            [0] => Some(false),
            [1] => Some(true),
            [_] => None,
        }
    }

    /// A TL byte string in its shortest form, padded with zeros.
    pub(crate) fn tl(&mut self) -> Option<&'b [u8]> {
        let (head, length) = match self.array()? {
            [short @ 0..=253] => (1, usize::from(short)),
            [254] => {
                let [a, b, c] = self.array()?;
                let length = usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16;
                (4, Some(length).filter(|length| *length > 253)?)
            }
            [255] => return None,
        };
        let bytes = self.take(length)?;
        let padding = self.take(tl_padding(head + length))?;
        padding.iter().all(|byte| *byte == 0).then_some(bytes)
    }

    pub(crate) fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

fn tl_padding(length: usize) -> usize {
    length.next_multiple_of(4) - length
}
