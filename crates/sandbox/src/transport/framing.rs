//! How packets are cut out of a stream: abridged, intermediate, padded intermediate, full.

use crate::random;
use crate::transport::WireError;
use crate::transport::full::Full;

pub(crate) const ABRIDGED: [u8; 4] = [0xef; 4];
pub(crate) const INTERMEDIATE: [u8; 4] = [0xee; 4];
pub(crate) const PADDED: [u8; 4] = [0xdd; 4];

/// A length with this bit asks for a quick acknowledgement, which the sandbox does not send.
const QUICK_ACK: u32 = 0x8000_0000;

pub(crate) enum Framing {
    Abridged,
    Intermediate,
    Padded,
    Full(Full),
}

pub(crate) enum Unframed {
    Packet {
        packet: Vec<u8>,
        used: usize,
    },
    /// So many bytes are needed in all.
    Missing(usize),
}

impl Framing {
    /// By the first bytes of a connection, with how many of them are only a tag.
    pub(crate) fn recognise(bytes: &[u8]) -> Option<(Self, usize)> {
        if bytes.first() == ABRIDGED.first() {
            return Some((Self::Abridged, 1));
        }
        let tag = bytes.first_chunk::<4>()?;
        if let Some(framing) = Self::tagged(tag).filter(|_| *tag != ABRIDGED) {
            return Some((framing, 4));
        }
        // A full packet starts with its length and the number 0, which obfuscation avoids.
        (bytes.get(4..8)? == [0; 4]).then(|| (Self::Full(Full::default()), 0))
    }

    pub(crate) fn tagged(tag: &[u8; 4]) -> Option<Self> {
        match *tag {
            ABRIDGED => Some(Self::Abridged),
            INTERMEDIATE => Some(Self::Intermediate),
            PADDED => Some(Self::Padded),
            _ => None,
        }
    }

    pub(crate) fn unframe(&mut self, bytes: &[u8]) -> Result<Unframed, WireError> {
        match self {
            Self::Abridged => Ok(unframe_abridged(bytes)),
            Self::Intermediate | Self::Padded => Ok(unframe_intermediate(bytes)),
            Self::Full(full) => full.unframe(bytes),
        }
    }

    pub(crate) fn frame(&mut self, packet: &[u8]) -> Vec<u8> {
        match self {
            Self::Abridged => frame_abridged(packet),
            Self::Intermediate => frame_intermediate(packet, &[]),
            Self::Padded => {
                let noise = random::bytes::<16>();
                frame_intermediate(packet, &noise[..usize::from(noise[0] & 15)])
            }
            Self::Full(full) => full.frame(packet),
        }
    }

    pub(crate) fn frame_error(&mut self, code: i32) -> Vec<u8> {
        match self {
            Self::Abridged | Self::Intermediate | Self::Padded => self.frame(&code.to_le_bytes()),
            Self::Full(_) => code.to_le_bytes().repeat(3),
        }
    }
}

fn unframe_abridged(bytes: &[u8]) -> Unframed {
    let Some(first) = bytes.first() else {
        return Unframed::Missing(1);
    };
    let (header, words) = match first & 0x7f {
        0x7f => match bytes.first_chunk::<4>() {
            Some(long) => (4, u32::from_le_bytes(*long) >> 8),
            None => return Unframed::Missing(4),
        },
        short => (1, u32::from(short)),
    };
    cut(bytes, header, words.saturating_mul(4))
}

fn unframe_intermediate(bytes: &[u8]) -> Unframed {
    match bytes.first_chunk::<4>() {
        Some(length) => cut(bytes, 4, u32::from_le_bytes(*length) & !QUICK_ACK),
        None => Unframed::Missing(4),
    }
}

fn cut(bytes: &[u8], header: usize, length: u32) -> Unframed {
    let end = header.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
    match bytes.get(header..end) {
        Some(packet) => Unframed::Packet {
            packet: packet.to_vec(),
            used: end,
        },
        None => Unframed::Missing(end),
    }
}

fn frame_abridged(packet: &[u8]) -> Vec<u8> {
    let words = u32::try_from(packet.len() / 4).unwrap_or(u32::MAX);
    let mut out = match u8::try_from(words) {
        Ok(short) if short < 0x7f => vec![short],
        Ok(_) | Err(_) => (0x7f | words << 8).to_le_bytes().to_vec(),
    };
    out.extend(packet);
    out
}

fn frame_intermediate(packet: &[u8], noise: &[u8]) -> Vec<u8> {
    let length = u32::try_from(packet.len() + noise.len()).unwrap_or(u32::MAX);
    [&length.to_le_bytes(), packet, noise].concat()
}
