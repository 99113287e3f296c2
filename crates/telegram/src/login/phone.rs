//! Phone numbers: as they are sent to Telegram, and as they are shown.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// No number has more digits; Telegram itself decides what a number is.
const MOST_DIGITS: usize = 20;

/// The digits of a number. Whoever reads it knows the person: it is kept as a secret is.
#[derive(Debug)]
pub(crate) struct PhoneNumber(SecretString);

impl PhoneNumber {
    /// The digits of what was typed or pasted, whatever stands between them; `None` if there are
    /// none or far too many.
    pub(crate) fn typed(text: &SecretString) -> Option<Self> {
        // Exposed to be reduced to its digits.
        let digits = text.expose_secret().chars();
        let mut kept = String::with_capacity(MOST_DIGITS);
        for digit in digits.filter_map(|c| c.to_digit(10)) {
            if kept.len() == MOST_DIGITS {
                return None;
            }
            kept.extend(char::from_digit(digit, 10));
        }
        (!kept.is_empty()).then(|| Self(kept.into()))
    }

    /// To be kept as a secret elsewhere.
    pub(crate) fn copied(&self) -> Self {
        Self(self.0.clone())
    }

    pub(crate) fn masked(&self) -> MaskedPhone {
        // Exposed to be masked.
        MaskedPhone::of(self.0.expose_secret())
    }
}

/// For the calls that must carry it, and for the form that is kept encrypted.
impl ExposeSecret<str> for PhoneNumber {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

/// A phone number of which only the ends are left: `+4915 *** 4077`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedPhone(String);

impl MaskedPhone {
    /// Of a number with more than digits in it, or none.
    pub(crate) fn of(number: &str) -> Self {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let (begin, end) = match digits.len() {
            9.. => (((digits.len() - 4) / 2).min(4), 4),
            5..9 => (0, 2),
            _ => (0, 0),
        };
        let plus = if begin > 0 { "+" } else { "" };
        let tail = &digits[digits.len() - end..];
        let masked = format!("{plus}{} *** {tail}", &digits[..begin]);
        Self(masked.trim().to_owned())
    }

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
    fn a_number_is_its_digits() {
        let typed = PhoneNumber::typed(&"+999 (66) 2-12 34".into()).unwrap();
        assert_eq!(typed.expose_secret(), "9996621234");
        for none in ["", "+", "abc", &"1".repeat(21)] {
            assert!(PhoneNumber::typed(&none.into()).is_none(), "{none}");
        }
    }

    #[test]
    fn the_middle_of_a_number_is_never_shown() {
        for (number, masked) in [
            ("4915123454077", "+4915 *** 4077"),
            ("+999 66 2 1234", "+999 *** 1234"),
            ("88812345", "*** 45"),
            ("12", "***"),
            ("", "***"),
        ] {
            assert_eq!(MaskedPhone::of(number).as_str(), masked);
        }
        for length in 0..30 {
            let number = "7".repeat(length);
            let shown = MaskedPhone::of(&number);
            let digits = shown.as_str().matches('7').count();
            assert!(digits <= 8 && digits * 10 <= length * 7, "{shown}");
        }
    }

    #[test]
    fn a_number_is_not_printed() {
        let typed = PhoneNumber::typed(&"9996621234".into()).unwrap();
        assert!(!format!("{typed:?}").contains("1234"));
    }
}
