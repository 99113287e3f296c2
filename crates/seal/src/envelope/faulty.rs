//! For the tests: envelopes as a device makes them that keeps to no rule, signed all the same.

use signet_session::TelegramSession;
use zeroize::Zeroizing;

use super::{Context, Envelope, Sealing, info, plaintext, signed};
use crate::{Card, Device, SigningKey};

/// The CBOR of a session and what is done to it.
pub struct Plain {
    cbor: Vec<u8>,
    length: i32,
    more: usize,
    last: u8,
}

impl Plain {
    pub fn of(session: &TelegramSession) -> Self {
        let padded = plaintext::write(session).unwrap();
        let length = usize::from(u16::from_be_bytes([padded[0], padded[1]]));
        Self {
            cbor: padded[2..2 + length].to_vec(),
            length: 0,
            more: 0,
            last: 0,
        }
    }

    pub fn replace(&mut self, at: usize, byte: u8) {
        self.cbor[at] = byte;
    }

    pub fn length_off(&mut self, by: i32) {
        self.length = by;
    }

    pub fn longer(&mut self, by: usize) {
        self.more = by;
    }

    pub fn last(&mut self, byte: u8) {
        self.last = byte;
    }

    /// The data centre, 2, in two bytes.
    pub fn widen(&mut self) {
        assert_eq!(self.cbor[3..5], [1, 2]);
        self.cbor.splice(4..5, [0x18, 2]);
    }

    pub fn indefinite(&mut self) {
        self.cbor[0] = 0xbf;
        self.cbor.push(0xff);
    }

    pub fn no_key(&mut self) {
        let head = [5, 0x59, 1, 0];
        let at = self.cbor.windows(4).position(|four| four == head).unwrap() + 4;
        self.cbor[at..at + 256].fill(0);
    }

    pub fn padded(&self) -> Vec<u8> {
        let length = u16::try_from(self.cbor.len() as i32 + self.length).unwrap();
        let mut padded = length.to_be_bytes().to_vec();
        padded.extend_from_slice(&self.cbor);
        let whole = padded.len().next_multiple_of(512) + self.more;
        padded.resize(whole, 0);
        padded[whole - 1] |= self.last;
        padded
    }
}

/// An envelope that says one thing, is bound to another, and holds whatever it likes.
pub struct Faulty {
    pub said: Context,
    pub bound: Context,
    pub plain: Plain,
}

impl Faulty {
    pub fn new(
        sealing: &Sealing<'_>,
        session: &TelegramSession,
        device: &SigningKey<Device>,
    ) -> Self {
        let context = sealing.context(device).unwrap();
        Self {
            said: context.clone(),
            bound: context,
            plain: Plain::of(session),
        }
    }

    pub fn seal(self, card: &Card, device: &SigningKey<Device>) -> Envelope {
        let mut buffer = self.plain.padded();
        let bound = info(card.suite(), card.key_id(), &self.bound);
        let randomness = Zeroizing::new(std::array::from_fn(|at| at as u8));
        let enc = card.key().seal(&bound, &mut buffer, &randomness).unwrap();
        let envelope = Envelope {
            suite: card.suite(),
            key_id: card.key_id().to_owned(),
            context: self.said,
            enc,
            ciphertext: buffer,
            signature: [0; 64],
        };
        signed_again(envelope, device)
    }
}

/// The same envelope with the signature that this device gives for it as it is now.
pub fn signed_again(envelope: Envelope, device: &SigningKey<Device>) -> Envelope {
    let said = signed(
        &envelope.info(),
        &envelope.key_id,
        &envelope.enc,
        &envelope.ciphertext,
    );
    Envelope {
        signature: device.sign(&said),
        ..envelope
    }
}
