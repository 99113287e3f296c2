//! The only texts a line may hold: short, visible, and without a whole phone number.

use std::{fmt, str::FromStr};

use crate::{Action, Error, Head};

/// The longest text, in bytes of UTF-8.
pub(crate) const MAX_BYTES: usize = 128;

/// The longest action code, in bytes.
const MAX_CODE: usize = 40;

/// This many digits after a `+` are a phone number that somebody forgot to mask.
const PHONE_DIGITS: usize = 7;

/// A short text that can be shown anywhere as it is: an id, a host, a masked number.
///
/// Control, bidirectional and invisible characters are refused, not stripped: what ends up in an
/// audit line was put there by our own code, and a hostile name never belongs in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Text(String);

impl Text {
    /// The empty text: nothing is said.
    pub fn none() -> Self {
        Self::default()
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Text {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_BYTES {
            return Err(Error::TextTooLong(text.len()));
        }
        if text.chars().any(is_hidden) {
            return Err(Error::TextHidden);
        }
        if holds_a_phone_number(text) {
            return Err(Error::TextUnmasked);
        }
        Ok(Self(text.to_owned()))
    }
}

/// How a [`Prune`](crate::Prune) names the last line it removes.
impl From<&Head> for Text {
    fn from(head: &Head) -> Self {
        Self(head.to_string())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of an action, such as `mint` or `operator-signed-in`. It never changes once written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// The code of this action. An action with a wrong one does not compile.
    pub fn of<A: Action>() -> Self {
        const {
            assert!(
                is_code(A::CODE),
                "1 to 40 lower-case letters, digits and dashes"
            )
        };
        Self(A::CODE.to_owned())
    }

    /// The code itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if is_code(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Code)
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const fn is_code(text: &str) -> bool {
    let mut rest = text.as_bytes();
    if rest.is_empty() || rest.len() > MAX_CODE {
        return false;
    }
    while let [first, after @ ..] = rest {
        if !matches!(first, b'a'..=b'z' | b'0'..=b'9' | b'-') {
            return false;
        }
        rest = after;
    }
    true
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// A `+` and enough digits, whatever people write between them.
fn holds_a_phone_number(text: &str) -> bool {
    text.split('+').skip(1).any(|after| {
        after
            .chars()
            .take_while(|c| c.is_numeric() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/'))
            .filter(|c| c.is_numeric())
            .count()
            >= PHONE_DIGITS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hosts_and_masked_numbers_are_taken() {
        for text in [
            "",
            "grant:0198c0de-0000-7000-8000-000000000001",
            "https://platform.example",
            "+999 66 ••• •234",
            "Zürich 東京",
        ] {
            assert_eq!(text.parse::<Text>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_phone_number_is_refused() {
        for text in [
            "+9996612345",
            "to +999 66 1-2345!",
            "+1 (234) 567",
            "a++1234567",
        ] {
            assert_eq!(text.parse::<Text>(), Err(Error::TextUnmasked), "{text}");
        }
    }

    #[test]
    fn hidden_characters_are_refused() {
        for text in [
            "a\nb",
            "a\0",
            "\u{202E}cba",
            "a\u{200B}b",
            "\u{FEFF}a",
            "\u{7F}",
        ] {
            assert_eq!(text.parse::<Text>(), Err(Error::TextHidden), "{text:?}");
        }
    }

    #[test]
    fn the_cap_counts_bytes() {
        assert!("ä".repeat(64).parse::<Text>().is_ok());
        assert_eq!("ä".repeat(65).parse::<Text>(), Err(Error::TextTooLong(130)));
    }

    #[test]
    fn codes_are_lower_case_words() {
        assert!("operator-signed-in".parse::<Code>().is_ok());
        for text in ["", "Mint", "mint it", "mint_it", "münzen", &"m".repeat(41)] {
            assert_eq!(text.parse::<Code>(), Err(Error::Code), "{text}");
        }
    }
}
