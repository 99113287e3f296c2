//! Envelopes: a session that one service can open, as it travels and is stored.

#[cfg(test)]
mod any_damage;
mod cbor;
mod context;
#[cfg(test)]
pub(crate) mod faulty;
mod open;
mod plaintext;
mod seal;
mod wire;

use std::fmt;

pub use self::{
    context::Context,
    open::{Expected, Opened},
    seal::Sealing,
};
use crate::{
    Error, Suite,
    framing::framed,
    signing::{Device, VerifyingKey},
};

const INFO_LABEL: &[u8] = b"signet/envelope/v1";
const SIGNATURE_LABEL: &[u8] = b"signet/envelope-sig/v1";

/// A sealed session. One that exists has the form of an envelope and the signature of the device
/// that it names; whether it opens, only the service's key tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    suite: Suite,
    key_id: String,
    context: Context,
    enc: Vec<u8>,
    ciphertext: Vec<u8>,
    signature: [u8; 64],
}

impl Envelope {
    /// Reads an envelope as it travels, and verifies its device's signature. Unknown and repeated
    /// fields, base64 that is not canonical and anything out of its limits are refused.
    pub fn read(json: &[u8]) -> Result<Self, Error> {
        wire::read(json).ok_or(Error::Envelope)
    }

    /// The JSON in which it travels, is stored, and is exported to files ending `.signet`.
    pub fn to_json(&self) -> String {
        wire::write(self)
    }

    /// How it is encrypted.
    pub fn suite(&self) -> Suite {
        self.suite
    }

    /// The id of the key that opens it.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// What it says of itself: signed by the device, and worth as much as that device is trusted.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Whether this device signed it.
    pub fn is_from(&self, device: &VerifyingKey<Device>) -> bool {
        self.context.device == *device
    }

    /// The `info` of its encryption: everything that is bound. For other implementations to
    /// compare theirs with.
    pub fn info(&self) -> Vec<u8> {
        info(self.suite, &self.key_id, &self.context)
    }

    fn is_signed(&self) -> bool {
        let signed = signed(&self.info(), &self.key_id, &self.enc, &self.ciphertext);
        self.context.device.verifies(&signed, &self.signature)
    }
}

/// Tells which, not whose.
impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("grant", &self.context.grant)
            .field("service", &self.context.service)
            .finish_non_exhaustive()
    }
}

/// Everything that an envelope is bound to, in the order of the format.
fn info(suite: Suite, key_id: &str, context: &Context) -> Vec<u8> {
    let scopes: Vec<_> = context.scopes.iter().map(String::as_bytes).collect();
    framed(&[
        INFO_LABEL,
        suite.name().as_bytes(),
        context.environment.as_bytes(),
        context.platform.as_bytes(),
        context.service.to_string().as_bytes(),
        key_id.as_bytes(),
        &context.card,
        context.grant.to_string().as_bytes(),
        context.user.as_bytes(),
        &context.device.sha256(),
        &framed(&scopes),
        &context.issued_at.to_be_bytes(),
        &context.expires_at.to_be_bytes(),
    ])
}

/// What the device signs.
fn signed(info: &[u8], key_id: &str, enc: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    framed(&[SIGNATURE_LABEL, info, key_id.as_bytes(), enc, ciphertext])
}
