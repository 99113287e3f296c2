//! A phone number, masked unless somebody asks to see it.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

const LENGTHS: std::ops::RangeInclusive<usize> = 5..=20;

/// A number in digits, without the `+`.
pub struct Phone(SecretString);

impl Phone {
    pub(super) fn new(digits: String) -> Option<Self> {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let secret = SecretString::from(digits);
        // Exposed to be measured.
        (plain && LENGTHS.contains(&secret.expose_secret().len())).then_some(Self(secret))
    }

    /// Only its ends: `+4915 *** 4077`; of a short one, less.
    pub fn masked(&self) -> String {
        // Exposed to be masked.
        let digits = self.0.expose_secret();
        let length = digits.len();
        if length < 9 {
            return format!("*** {}", &digits[length - 2..]);
        }
        let begin = ((length - 4) / 2).min(4);
        format!("+{} *** {}", &digits[..begin], &digits[length - 4..])
    }
}

/// The whole number, for the person who asks to see it.
impl ExposeSecret<str> for Phone {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_masked_and_not_printed() {
        let phone = Phone::new("9996621234".to_owned()).unwrap();
        assert_eq!(phone.masked(), "+999 *** 1234");
        let short = Phone::new("88812345".to_owned()).unwrap();
        assert_eq!(short.masked(), "*** 45");
        assert_eq!(format!("{phone:?}"), "Phone([REDACTED])");
        for wrong in [
            "",
            "1234",
            "+4915112345",
            "49 151",
            "٤٩١٥١١٢",
            &"1".repeat(21),
        ] {
            assert!(Phone::new(wrong.to_owned()).is_none(), "{wrong}");
        }
    }
}
