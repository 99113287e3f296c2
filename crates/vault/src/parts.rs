//! Several byte strings in one, so that it can be told where each begins.

use zeroize::Zeroizing;

use crate::Error;

/// Writes each part behind its length. The buffer is made once in its full size, because one that
/// grows leaves copies of secrets behind.
pub(crate) fn join(parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let size = parts.iter().map(|part| 4 + part.len()).sum();
    let mut joined = Zeroizing::new(Vec::with_capacity(size));
    for part in parts {
        joined.extend_from_slice(&(part.len() as u32).to_be_bytes());
        joined.extend_from_slice(part);
    }
    joined
}

/// A text that may be missing, as one part.
pub(crate) fn option(text: Option<&str>) -> Zeroizing<Vec<u8>> {
    let mut part = Zeroizing::new(Vec::with_capacity(1 + text.map_or(0, str::len)));
    if let Some(text) = text {
        part.push(1);
        part.extend_from_slice(text.as_bytes());
    }
    part
}

/// Reads what [`join`] wrote, part by part, and nothing else.
pub(crate) struct Parts<'a> {
    rest: &'a [u8],
    what: &'static str,
}

impl<'a> Parts<'a> {
    /// `what` names them in the error if they are not what was written.
    pub fn of(bytes: &'a [u8], what: &'static str) -> Self {
        Self { rest: bytes, what }
    }

    pub fn next(&mut self) -> Result<&'a [u8], Error> {
        let damaged = self.damaged();
        let read = self
            .rest
            .split_first_chunk()
            .and_then(|(length, rest)| rest.split_at_checked(u32::from_be_bytes(*length) as usize));
        let (part, rest) = read.ok_or(damaged)?;
        self.rest = rest;
        Ok(part)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.next()?.try_into().map_err(|_| self.damaged())
    }

    pub fn text(&mut self) -> Result<&'a str, Error> {
        std::str::from_utf8(self.next()?).map_err(|_| self.damaged())
    }

    pub fn option(&mut self) -> Result<Option<&'a str>, Error> {
        match self.next()? {
            [] => Ok(None),
            [1, text @ ..] => std::str::from_utf8(text)
                .map(Some)
                .map_err(|_| self.damaged()),
            _ => Err(self.damaged()),
        }
    }

    pub fn flag(&mut self) -> Result<bool, Error> {
        match self.next()? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(self.damaged()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Nothing may follow.
    pub fn end(self) -> Result<(), Error> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.damaged())
        }
    }

    pub fn damaged(&self) -> Error {
        Error::Damaged { what: self.what }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_they_were_joined() {
        let joined = join(&[b"one", b"", &[1]]);
        let mut parts = Parts::of(&joined, "a test");
        assert_eq!(parts.next().unwrap(), b"one");
        assert_eq!(parts.next().unwrap(), b"");
        assert_eq!(parts.next().unwrap(), [1]);
        parts.end().unwrap();
    }

    #[test]
    fn what_is_cut_or_goes_on_is_damaged() {
        let joined = join(&[b"one", b"two"]);
        let mut parts = Parts::of(&joined[..joined.len() - 1], "a test");
        parts.next().unwrap();
        assert!(matches!(
            parts.next(),
            Err(Error::Damaged { what: "a test" })
        ));
        let mut parts = Parts::of(&joined, "a test");
        parts.next().unwrap();
        assert!(matches!(parts.end(), Err(Error::Damaged { .. })));
    }
}
