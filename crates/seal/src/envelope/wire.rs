//! The JSON of an envelope: exactly its fields, each in one spelling.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Context, Envelope, plaintext};
use crate::{Suite, encoding::Bytes, sealing_key::MAX_ID, suite::TAG, text};

/// More than the largest envelope takes.
const MAX_JSON: usize = 16 * 1024;

/// The encapsulated key of the larger suite.
const MAX_ENC: usize = 1120;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    v: u8,
    suite: Suite,
    kid: String,
    context: WireContext,
    enc: Bytes,
    ct: Bytes,
    sig: Bytes,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct WireContext {
    environment: String,
    platform: String,
    service: String,
    card: Bytes,
    grant: String,
    user: String,
    device: String,
    scopes: Vec<String>,
    issued_at: u64,
    expires_at: u64,
}

pub(super) fn write(envelope: &Envelope) -> String {
    let context = &envelope.context;
    let wire = Wire {
        v: 1,
        suite: envelope.suite,
        kid: envelope.key_id.clone(),
        context: WireContext {
            environment: context.environment.clone(),
            platform: context.platform.clone(),
            service: context.service.to_string(),
            card: Bytes(context.card.to_vec()),
            grant: context.grant.to_string(),
            user: context.user.clone(),
            device: context.device.to_string(),
            scopes: context.scopes.clone(),
            issued_at: context.issued_at,
            expires_at: context.expires_at,
        },
        enc: Bytes(envelope.enc.clone()),
        ct: Bytes(envelope.ciphertext.clone()),
        sig: Bytes(envelope.signature.to_vec()),
    };
    // Texts and numbers alone: there is nothing in it that JSON could not hold.
    serde_json::to_string(&wire).unwrap_or_default()
}

pub(super) fn read(json: &[u8]) -> Option<Envelope> {
    if json.len() > MAX_JSON {
        return None;
    }
    let wire: Wire = serde_json::from_slice(json).ok()?;
    let body = wire.ct.0.len().checked_sub(TAG)?;
    let sizes = plaintext::is_size(body) && wire.enc.0.len() <= MAX_ENC;
    if wire.v != 1 || !text::is_token(&wire.kid, MAX_ID) || !sizes {
        return None;
    }
    let context = Context {
        environment: wire.context.environment,
        platform: wire.context.platform,
        service: exactly(&wire.context.service)?,
        card: wire.context.card.0.try_into().ok()?,
        grant: exactly(&wire.context.grant)?,
        user: wire.context.user,
        device: exactly(&wire.context.device)?,
        scopes: wire.context.scopes,
        issued_at: wire.context.issued_at,
        expires_at: wire.context.expires_at,
    };
    context.check().ok()?;
    let envelope = Envelope {
        suite: wire.suite,
        key_id: wire.kid,
        context,
        enc: wire.enc.0,
        ciphertext: wire.ct.0,
        signature: wire.sig.0.try_into().ok()?,
    };
    envelope.is_signed().then_some(envelope)
}

/// A value that was written as it writes itself: an id in capitals is another text.
fn exactly<T: FromStr + fmt::Display>(text: &str) -> Option<T> {
    let value: T = text.parse().ok()?;
    (value.to_string() == text).then_some(value)
}
