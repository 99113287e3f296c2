//! Obfuscated transports: 64 random-looking bytes that carry the keys and the framing's tag.

use grammers_crypto::ObfuscatedCipher;

use crate::transport::framing::Framing;

pub(crate) const HEADER: usize = 64;

pub(crate) struct Opened {
    pub(crate) framing: Framing,
    /// As the client holds it: its `encrypt` undoes what the client encrypted.
    pub(crate) cipher: ObfuscatedCipher,
    /// What came behind the header, in the clear.
    pub(crate) rest: Vec<u8>,
}

pub(crate) fn open(bytes: &[u8]) -> Option<Opened> {
    let mut cipher = ObfuscatedCipher::new(bytes.first_chunk::<HEADER>()?);
    let mut clear = bytes.to_vec();
    cipher.encrypt(&mut clear);
    let rest = clear.split_off(HEADER);
    let framing = Framing::tagged(clear[56..].first_chunk::<4>()?)?;
    Some(Opened {
        framing,
        cipher,
        rest,
    })
}
