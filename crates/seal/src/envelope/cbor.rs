//! As much of CBOR (RFC 8949) as a session takes, written and read in its deterministic form.
//!
//! Written here because both sides must be strict and neither may leave a copy of a key behind: a
//! head says its value in the fewest bytes, every length is definite, and nothing grows.

const UNSIGNED: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const FALSE: u8 = 0xf4;
const TRUE: u8 = 0xf5;

/// Writes into a buffer that never grows. Whatever does not fit is left out, and [`end`](Self::end)
/// says so.
pub(super) struct Writer<'b> {
    buffer: &'b mut [u8],
    at: usize,
}

impl<'b> Writer<'b> {
    pub(super) fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, at: 0 }
    }

    pub(super) fn map(self, entries: u64) -> Self {
        self.head(MAP, entries)
    }

    pub(super) fn array(self, items: u64) -> Self {
        self.head(ARRAY, items)
    }

    pub(super) fn unsigned(self, value: u64) -> Self {
        self.head(UNSIGNED, value)
    }

    pub(super) fn truth(self, value: bool) -> Self {
        self.put(&[if value { TRUE } else { FALSE }])
    }

    pub(super) fn bytes(self, bytes: &[u8]) -> Self {
        self.head(BYTES, bytes.len() as u64).put(bytes)
    }

    pub(super) fn text(self, text: &str) -> Self {
        self.head(TEXT, text.len() as u64).put(text.as_bytes())
    }

    /// How many bytes were written, if all fitted.
    pub(super) fn end(self) -> Option<usize> {
        (self.at <= self.buffer.len()).then_some(self.at)
    }

    fn head(self, major: u8, value: u64) -> Self {
        let bytes = value.to_be_bytes();
        let (info, from) = match value {
            0..24 => (bytes[7], 8),
            24..0x100 => (24, 7),
            0x100..0x1_0000 => (25, 6),
            0x1_0000..0x1_0000_0000 => (26, 4),
            0x1_0000_0000.. => (27, 0),
        };
        self.put(&[major << 5 | info]).put(&bytes[from..])
    }

    fn put(mut self, bytes: &[u8]) -> Self {
        let end = self.at.saturating_add(bytes.len());
        if let Some(room) = self.buffer.get_mut(self.at..end) {
            room.copy_from_slice(bytes);
        }
        self.at = end;
        self
    }
}

/// Reads what a [`Writer`] writes; `None` is anything else.
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// A map of exactly so many entries.
    pub(super) fn map(&mut self, entries: u64) -> Option<()> {
        (self.head(MAP)? == entries).then_some(())
    }

    /// An array of exactly so many items.
    pub(super) fn array(&mut self, items: u64) -> Option<()> {
        (self.head(ARRAY)? == items).then_some(())
    }

    pub(super) fn unsigned(&mut self) -> Option<u64> {
        self.head(UNSIGNED)
    }

    pub(super) fn truth(&mut self) -> Option<bool> {
        match self.take(1)? {
            [FALSE] => Some(false),
            [TRUE] => Some(true),
            _ => None,
        }
    }

    pub(super) fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.head(BYTES)?;
        self.take(length.try_into().ok()?)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.head(TEXT)?;
        std::str::from_utf8(self.take(length.try_into().ok()?)?).ok()
    }

    /// Whether everything was read.
    pub(super) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    /// A head of this kind in the fewest bytes.
    fn head(&mut self, major: u8) -> Option<u64> {
        let [first] = self.take(1)? else { return None };
        if first >> 5 != major {
            return None;
        }
        let (length, least) = match first & 31 {
            info @ 0..24 => return Some(info.into()),
            24 => (1, 24),
            25 => (2, 0x100),
            26 => (4, 0x1_0000),
            27 => (8, 0x1_0000_0000),
            _ => return None,
        };
        let value = self
            .take(length)?
            .iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte));
        (value >= least).then_some(value)
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn written(write: impl FnOnce(Writer<'_>) -> Writer<'_>) -> String {
        let mut buffer = [0; 32];
        let end = write(Writer::new(&mut buffer)).end().unwrap();
        hex(&buffer[..end])
    }

    /// RFC 8949, appendix A.
    #[test]
    fn the_examples_of_the_rfc_are_written_and_read() {
        for (value, expected) in [
            (0, "00"),
            (23, "17"),
            (24, "1818"),
            (100, "1864"),
            (1000, "1903e8"),
            (1_000_000, "1a000f4240"),
            (1_000_000_000_000, "1b000000e8d4a51000"),
            (u64::MAX, "1bffffffffffffffff"),
        ] {
            assert_eq!(written(|to| to.unsigned(value)), expected);
            let mut buffer = [0; 9];
            let end = Writer::new(&mut buffer).unsigned(value).end().unwrap();
            assert_eq!(Reader::new(&buffer[..end]).unsigned(), Some(value));
        }
        assert_eq!(written(|to| to.truth(false).truth(true)), "f4f5");
        assert_eq!(written(|to| to.bytes(&[1, 2, 3, 4])), "4401020304");
        assert_eq!(written(|to| to.text("IETF")), "6449455446");
        assert_eq!(written(|to| to.text("\u{6c34}")), "63e6b0b4");
        assert_eq!(
            written(|to| to.array(3).unsigned(1).unsigned(2).unsigned(3)),
            "83010203"
        );
        assert_eq!(
            written(|to| to.map(2).unsigned(1).unsigned(2).unsigned(3).unsigned(4)),
            "a201020304"
        );
    }

    #[test]
    fn longer_heads_than_needed_are_refused() {
        for long in [
            &[0x18, 23][..],
            &[0x19, 0, 255],
            &[0x1a, 0, 0, 255, 255],
            &[0x1b, 0, 0, 0, 0, 255, 255, 255, 255],
            &[0x1f],
            &[0x1c],
            &[0x18],
            &[],
        ] {
            assert_eq!(Reader::new(long).unsigned(), None, "{long:?}");
        }
    }

    #[test]
    fn other_kinds_and_false_lengths_are_refused() {
        assert_eq!(Reader::new(&[0x44, 1, 2, 3]).bytes(), None);
        assert_eq!(Reader::new(&[0x5f, 0xff]).bytes(), None);
        assert_eq!(
            Reader::new(&[0x5b, 255, 255, 255, 255, 255, 255, 255, 255]).bytes(),
            None
        );
        assert_eq!(Reader::new(&[0x61, 0xff]).text(), None);
        assert_eq!(Reader::new(&[0x20]).unsigned(), None);
        assert_eq!(Reader::new(&[0xf6]).truth(), None);
        assert_eq!(Reader::new(&[0xa2]).map(3), None);
        assert_eq!(Reader::new(&[0xbf]).map(0), None);
        assert_eq!(Reader::new(&[0]).end(), None);
    }

    #[test]
    fn a_full_buffer_says_so() {
        let mut buffer = [0; 4];
        assert_eq!(Writer::new(&mut buffer).bytes(&[7; 4]).end(), None);
        assert_eq!(Writer::new(&mut buffer).bytes(&[7; 3]).end(), Some(4));
    }
}
