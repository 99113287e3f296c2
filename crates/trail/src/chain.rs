//! Key, links and heads: how one line is tied to the one before it.

use std::{fmt, str::FromStr, sync::Arc};

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{Error, Event, layout};

/// A label of its own, so that the key's HMACs can never be taken for anything else's.
const LABEL: &[u8] = b"signet/trail/v1";

/// What the first line is tied to.
pub(crate) const FIRST_LINK: [u8; 32] = [0; 32];

/// Databases count in signed 64 bits.
pub(crate) const LAST_SEQUENCE: u64 = i64::MAX as u64;

/// The key of one trail: 32 random bytes that whoever keeps the trail made and keeps wrapped.
///
/// ```compile_fail,E0277
/// fn printable<T: std::fmt::Debug>() {}
/// printable::<signet_trail::TrailKey>();
/// ```
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_trail::TrailKey>();
/// ```
pub struct TrailKey(SecretBox<Block>);

/// HMAC fills a key up with zeros to one block of its hash. Done here once, which leaves no
/// length that could be wrong later.
type Block = [u8; 64];

impl TrailKey {
    /// Takes the key over; it is wiped when this is dropped.
    pub fn new(key: SecretBox<[u8; 32]>) -> Self {
        // Exposed to be copied into the block, which is wiped as well.
        let mut block = Box::new([0; 64]);
        block[..32].copy_from_slice(key.expose_secret());
        Self(SecretBox::new(block))
    }

    pub(crate) fn link(&self, previous: &[u8; 32], event: &[u8]) -> [u8; 32] {
        // Exposed to the HMAC alone, which wipes its copy.
        let key = self.0.expose_secret();
        authenticate(
            key,
            &[
                &(LABEL.len() as u16).to_be_bytes(),
                LABEL,
                previous,
                &(event.len() as u32).to_be_bytes(),
                event,
            ],
        )
    }
}

fn authenticate(key: &Block, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new(key.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The last line of a trail: its sequence number and link. Kept outside the database (in the
/// keychain, in a log) it proves later that nothing was dropped from the end.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    sequence: u64,
    link: [u8; 32],
}

impl Head {
    /// Puts together what a store kept in two columns.
    pub fn from_parts(sequence: u64, link: &[u8]) -> Result<Self, Error> {
        let link = link.try_into().map_err(|_| Error::Head)?;
        if (1..=LAST_SEQUENCE).contains(&sequence) {
            Ok(Self { sequence, link })
        } else {
            Err(Error::Head)
        }
    }

    /// How many lines were written up to here, pruned ones included.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The link of that line.
    pub fn link(&self) -> &[u8; 32] {
        &self.link
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.sequence == other.sequence && same(&self.link, &other.link)
    }
}

impl Eq for Head {}

/// `sequence:link in lower-case hex`, for a keychain entry or a log line.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.sequence)?;
        self.link
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Reads exactly what `Display` writes.
impl FromStr for Head {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (sequence, link) = text.split_once(':').ok_or(Error::Head)?;
        let sequence = sequence.parse().map_err(|_| Error::Head)?;
        if link.len() != 64 || !link.is_ascii() {
            return Err(Error::Head);
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&link[2 * at..2 * at + 2], 16).map_err(|_| Error::Head)?;
        }
        let head = Self::from_parts(sequence, &bytes)?;
        if head.to_string() == text {
            Ok(head)
        } else {
            Err(Error::Head)
        }
    }
}

/// Compares links without telling by the time it takes how much of them fits.
pub(crate) fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.ct_eq(other).into()
}

/// An event on its way to its place. The store decides the place, inside the same transaction
/// that writes the line, and never sees the key.
pub struct Draft {
    event: Event,
    key: Arc<TrailKey>,
}

impl Draft {
    pub(crate) fn new(event: Event, key: Arc<TrailKey>) -> Self {
        Self { event, key }
    }

    /// The line that follows this head; `None` if it is the first of its trail. May be asked
    /// again with another head when a transaction had to be undone.
    pub fn follow(&self, head: Option<&Head>) -> Result<Line, Error> {
        let (sequence, previous) = match head {
            Some(head) if head.sequence == LAST_SEQUENCE => return Err(Error::Full),
            Some(head) => (head.sequence + 1, &head.link),
            None => (1, &FIRST_LINK),
        };
        let event = layout::write(sequence, &self.event);
        let link = self.key.link(previous, &event);
        Ok(Line {
            event,
            head: Head { sequence, link },
        })
    }

    /// What it says, for columns that a store searches by.
    pub fn event(&self) -> &Event {
        &self.event
    }
}

/// A line as a store keeps it: sequence number, event, link. Only [`Draft::follow`] makes one.
#[must_use = "a line that is not stored proves nothing"]
#[derive(Debug)]
pub struct Line {
    event: Vec<u8>,
    head: Head,
}

impl Line {
    /// The encoded event.
    pub fn event(&self) -> &[u8] {
        &self.event
    }

    /// Its sequence number and link; what the next line follows.
    pub fn head(&self) -> &Head {
        &self.head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn block(key: &[u8]) -> Block {
        let mut block = [0; 64];
        block[..key.len()].copy_from_slice(key);
        block
    }

    #[test]
    fn the_hmac_is_that_of_rfc_4231() {
        let of = |key: &[u8], parts: &[&[u8]]| hex(&authenticate(&block(key), parts));
        assert_eq!(
            of(&[0x0b; 20], &[b"Hi ", b"There"]),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            of(b"Jefe", &[b"what do ya want ", b"", b"for nothing?"]),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_head_survives_text_and_nothing_else_is_one() {
        let head = Head::from_parts(42, &[0xa5; 32]).unwrap();
        assert_eq!(head.to_string().parse(), Ok(head));
        let text = head.to_string();
        for wrong in [
            String::new(),
            text.to_uppercase(),
            format!("0{text}"),
            format!("+{text}"),
            format!("{text}0"),
            text.replace("42:", "0:"),
            text.replace("42:", "9223372036854775808:"),
            format!("1:{}", "+a".repeat(32)),
            format!("1:{}", "é".repeat(32)),
        ] {
            assert_eq!(wrong.parse::<Head>(), Err(Error::Head), "{wrong}");
        }
    }
}
