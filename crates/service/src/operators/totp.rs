//! Codes of an authenticator (RFC 6238): SHA-1, six digits, 30 seconds, as every one of them does.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha1::Sha1;
use signet_contract::platform::{Credential, Moment};
use subtle::ConstantTimeEq;

/// As RFC 4226 recommends: the size of the hash.
pub const SECRET_BYTES: usize = 20;
const STEP_SECONDS: u64 = 30;
const DIGITS: usize = 6;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an authenticator and the platform share.
pub struct TotpSecret(SecretBox<[u8; SECRET_BYTES]>);

/// Half a minute since 1970. A code belongs to one; the last that was used is kept, because a
/// code works once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step(pub u64);

impl TotpSecret {
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

    /// The step that this code belongs to: the one of now, the one before or the one after,
    /// because clocks differ, and later than the last one that was used.
    pub fn check(&self, code: &Credential, now: Moment, last: Option<Step>) -> Option<Step> {
        // Exposed to be compared.
        let code = code.expose().as_bytes();
        let current = now.unix_seconds() / STEP_SECONDS;
        let candidates = [current.saturating_sub(1), current, current + 1];
        let mut found = None;
        // All three are compared whatever the first one says, so that the time tells nothing.
        for step in candidates.into_iter().map(Step) {
            let same = bool::from(self.code(step).as_slice().ct_eq(code));
            if same && last.is_none_or(|last| last < step) {
                found = found.or(Some(step));
            }
        }
        found
    }

    fn code(&self, step: Step) -> [u8; DIGITS] {
        // HMAC fills a key up with zeros to one block of its hash; exposed to be copied there.
        let mut block = [0; 64];
        block[..SECRET_BYTES].copy_from_slice(self.0.expose_secret());
        let mut mac = Hmac::<Sha1>::new(&block.into());
        mac.update(&step.0.to_be_bytes());
        let hash: [u8; 20] = mac.finalize().into_bytes().into();
        let at = usize::from(hash[19] & 15);
        let cut = [hash[at], hash[at + 1], hash[at + 2], hash[at + 3]];
        let mut number = u32::from_be_bytes(cut) & 0x7fff_ffff;
        let mut digits = [0; DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
        }
        digits
    }

    /// Base32, to be typed.
    pub fn typed(&self) -> Credential {
        // Exposed to be shown once, at enrolment.
        let bytes = self.0.expose_secret();
        let mut text = String::with_capacity(SECRET_BYTES * 8 / 5);
        for five in bytes.chunks(5) {
            let bits = five
                .iter()
                .fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
            for at in (0..8).rev() {
                text.push(char::from(BASE32[(bits >> (5 * at)) as usize & 31]));
            }
        }
        Credential::new(text)
    }

    /// `otpauth://totp/…`, to be drawn as a QR code.
    pub fn uri(&self, issuer: &str, account: &str) -> Credential {
        let encode = |text: &str| -> String {
            text.bytes()
                .map(|byte| match byte {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                        char::from(byte).to_string()
                    }
                    other => format!("%{other:02X}"),
                })
                .collect()
        };
        let (issuer, account) = (encode(issuer), encode(account));
        // Exposed to be part of what is shown once.
        let secret = self.typed();
        let secret = secret.expose();
        Credential::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc() -> TotpSecret {
        TotpSecret::new(Box::new(*b"12345678901234567890"))
    }

    fn at(seconds: u64) -> Moment {
        Moment::from_unix_millis(seconds * 1000)
    }

    fn code(text: &str) -> Credential {
        Credential::new(text.to_owned())
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(rfc().code(Step(seconds / 30)), digits.as_bytes());
            let step = rfc().check(&code(digits), at(seconds), None);
            assert_eq!(step, Some(Step(seconds / 30)));
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let digits = code("287082");
        for seconds in [0, 29, 30, 59, 60, 89] {
            assert_eq!(rfc().check(&digits, at(seconds), None), Some(Step(1)));
        }
        assert_eq!(rfc().check(&digits, at(90), None), None);
    }

    #[test]
    fn a_code_works_once() {
        let digits = code("287082");
        assert_eq!(rfc().check(&digits, at(59), Some(Step(0))), Some(Step(1)));
        assert_eq!(rfc().check(&digits, at(59), Some(Step(1))), None);
        assert_eq!(rfc().check(&digits, at(59), Some(Step(2))), None);
    }

    #[test]
    fn anything_but_six_digits_is_refused() {
        for text in ["", "28708", "2870820", "287 082", "２８７０８２"] {
            assert_eq!(rfc().check(&code(text), at(59), None), None, "{text}");
        }
    }

    #[test]
    fn the_secret_is_shown_as_authenticators_read_it() {
        assert_eq!(rfc().typed().expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            rfc().uri("Atlas & Co", "mara@lind.example").expose(),
            "otpauth://totp/Atlas%20%26%20Co:mara%40lind.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Atlas%20%26%20Co&algorithm=SHA1&digits=6&period=30"
        );
    }
}
