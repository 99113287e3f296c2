//! The full transport: length, a number that counts up, CRC32.

use crate::transport::WireError;
use crate::transport::framing::Unframed;

/// Length, number and checksum.
const AROUND: usize = 12;

#[derive(Default)]
pub(crate) struct Full {
    received: u32,
    sent: u32,
}

impl Full {
    pub(crate) fn unframe(&mut self, bytes: &[u8]) -> Result<Unframed, WireError> {
        let Some(length) = bytes.first_chunk::<4>() else {
            return Ok(Unframed::Missing(4));
        };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        if length < AROUND {
            return Err(WireError::Broken("length of a full packet"));
        }
        let Some(packet) = bytes.get(..length) else {
            return Ok(Unframed::Missing(length));
        };
        let (checked, checksum) = packet.split_at(length - 4);
        if checksum != crc32fast::hash(checked).to_le_bytes() {
            return Err(WireError::Broken("checksum of a full packet"));
        }
        if checked[4..8] != self.received.to_le_bytes() {
            return Err(WireError::Broken("number of a full packet"));
        }
        self.received = self.received.wrapping_add(1);
        Ok(Unframed::Packet {
            packet: checked[8..].to_vec(),
            used: length,
        })
    }

    pub(crate) fn frame(&mut self, packet: &[u8]) -> Vec<u8> {
        let length = u32::try_from(packet.len() + AROUND).unwrap_or(u32::MAX);
        let mut out = [&length.to_le_bytes(), &self.sent.to_le_bytes(), packet].concat();
        out.extend(crc32fast::hash(&out).to_le_bytes());
        self.sent = self.sent.wrapping_add(1);
        out
    }
}
