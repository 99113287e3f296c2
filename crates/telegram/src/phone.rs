//! Phone numbers: whole, as secrets, and masked, as they are shown.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// No number has fewer digits.
const LEAST_DIGITS: usize = 5;

/// No number has more digits; Telegram itself decides what a number is.
const MOST_DIGITS: usize = 20;

/// A number in digits, without the `+`. Whoever reads it knows the person: it is kept as a secret
/// is.
pub struct Phone(SecretString);

impl Phone {
    /// As Telegram tells it; `None` if it cannot be one.
    pub(crate) fn told(digits: String) -> Option<Self> {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let secret = SecretString::from(digits);
        // Exposed to be measured.
        let length = secret.expose_secret().len();
        (plain && (LEAST_DIGITS..=MOST_DIGITS).contains(&length)).then_some(Self(secret))
    }

    /// The digits of what was typed or pasted, whatever stands between them; `None` if there are
    /// none or far too many.
    pub(crate) fn typed(text: &SecretString) -> Option<Self> {
        // Exposed to be reduced to its digits.
        let digits = text.expose_secret().chars();
        let mut kept = String::with_capacity(MOST_DIGITS);
        for digit in digits.filter(char::is_ascii_digit) {
            if kept.len() == MOST_DIGITS {
                return None;
            }
            kept.push(digit);
        }
        (!kept.is_empty()).then(|| Self(kept.into()))
    }

    /// To be kept as a secret elsewhere.
    pub(crate) fn copied(&self) -> Self {
        Self(self.0.clone())
    }

    /// Only its ends.
    pub fn masked(&self) -> MaskedPhone {
        // Exposed to be masked.
        let digits = self.0.expose_secret();
        let length = digits.len();
        MaskedPhone(match length {
            9.. => {
                let begin = ((length - 4) / 2).min(4);
                format!("+{} *** {}", &digits[..begin], &digits[length - 4..])
            }
            LEAST_DIGITS..9 => format!("*** {}", &digits[length - 2..]),
            _ => "***".to_owned(),
        })
    }
}

/// For the person who asks to see it, the calls that must carry it, and the form that is kept
/// encrypted.
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

/// A phone number of which only the ends are left: `+4915 *** 4077`; of a short one, less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedPhone(String);

impl MaskedPhone {
    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MaskedPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_typed_is_its_digits() {
        let typed = Phone::typed(&"+999 (66) 2-12 34".into()).unwrap();
        assert_eq!(typed.expose_secret(), "9996621234");
        for none in ["", "+", "abc", &"1".repeat(21)] {
            assert!(Phone::typed(&none.into()).is_none(), "{none}");
        }
    }

    #[test]
    fn a_number_that_is_told_is_digits_alone() {
        let told = Phone::told("9996621234".to_owned()).unwrap();
        assert_eq!(told.expose_secret(), "9996621234");
        for wrong in [
            "",
            "1234",
            "+4915112345",
            "49 151",
            "٤٩١٥١١٢",
            &"1".repeat(21),
        ] {
            assert!(Phone::told(wrong.to_owned()).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_middle_of_a_number_is_never_shown() {
        let masked = |number: &str| Phone::typed(&number.into()).unwrap().masked();
        for (number, shown) in [
            ("4915123454077", "+4915 *** 4077"),
            ("+999 66 2 1234", "+999 *** 1234"),
            ("88812345", "*** 45"),
            ("12", "***"),
        ] {
            assert_eq!(masked(number).as_str(), shown);
        }
        for length in 1..=MOST_DIGITS {
            let shown = masked(&"7".repeat(length));
            let digits = shown.as_str().matches('7').count();
            assert!(digits <= 8 && digits * 10 <= length * 7, "{shown}");
        }
    }

    #[test]
    fn a_number_is_not_printed() {
        let phone = Phone::told("9996621234".to_owned()).unwrap();
        assert_eq!(format!("{phone:?}"), "Phone([REDACTED])");
    }
}
