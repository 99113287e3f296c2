//! Standard Webhooks: three headers that prove where a message is from.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use signet_contract::platform::{Credential, Moment};

pub const ID_HEADER: &str = "webhook-id";
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// As the specification recommends, between 24 and 64.
pub const SECRET_BYTES: usize = 32;
const PREFIX: &str = "whsec_";

/// What one webhook's messages are signed with.
pub struct WebhookSecret(SecretBox<[u8; SECRET_BYTES]>);

impl WebhookSecret {
    /// A new one, unless the generator failed.
    pub fn random() -> Option<Self> {
        let mut bytes = Box::new([0; SECRET_BYTES]);
        getrandom::fill(bytes.as_mut_slice()).ok()?;
        Some(Self(SecretBox::new(bytes)))
    }

    pub fn new(bytes: Box<[u8; SECRET_BYTES]>) -> Self {
        Self(SecretBox::new(bytes))
    }

    /// For sealing it, and nothing else.
    pub fn expose(&self) -> &[u8; SECRET_BYTES] {
        // Exposed to be encrypted at rest.
        self.0.expose_secret()
    }

    /// `whsec_…`, as receivers' libraries take it.
    pub fn shown(&self) -> Credential {
        // Exposed to be shown once, when the webhook is made.
        let text = Base64::encode_string(self.0.expose_secret());
        Credential::new(format!("{PREFIX}{text}"))
    }

    /// The value of `webhook-signature`. The moment is that of the attempt, not of the event, so
    /// that a receiver may refuse old ones and still take a late one.
    pub fn sign(&self, id: &str, at: Moment, body: &[u8]) -> String {
        // HMAC fills a key up with zeros to one block of its hash; exposed to be copied there.
        let mut block = [0; 64];
        block[..SECRET_BYTES].copy_from_slice(self.0.expose_secret());
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(format!("{id}.{}.", at.unix_seconds()).as_bytes());
        mac.update(body);
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        format!("v1,{}", Base64::encode_string(&hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_that_python_computes() {
        let secret = WebhookSecret::new(Box::new(*b"0123456789abcdef0123456789abcdef"));
        assert_eq!(
            secret.shown().expose(),
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
        );
        let at = Moment::from_unix_millis(1_614_265_330_999);
        assert_eq!(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                at,
                br#"{"test": 2432232314}"#
            ),
            "v1,hK4CWvngkaAwjY1pABLuUbOIkEJjW9tAapq1no4ojG0="
        );
    }

    #[test]
    fn id_time_and_body_are_all_signed() {
        let secret = WebhookSecret::random().unwrap();
        let at = Moment::from_unix_millis(1_614_265_330_000);
        let later = Moment::from_unix_millis(1_614_265_331_000);
        let signature = secret.sign("a", at, b"body");
        assert_ne!(secret.sign("b", at, b"body"), signature);
        assert_ne!(secret.sign("a", later, b"body"), signature);
        assert_ne!(secret.sign("a", at, b"bodz"), signature);
        assert_ne!(
            WebhookSecret::random().unwrap().sign("a", at, b"body"),
            signature
        );
    }
}
