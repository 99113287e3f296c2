//! Texts that were checked when they were read: how long, and of which characters.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    #[error("empty")]
    Empty,
    #[error("longer than {0} bytes")]
    TooLong(usize),
    #[error("a character that is not allowed here")]
    Character,
}

macro_rules! text {
    ($($(#[doc = $doc:literal])+ $name:ident: $longest:tt, $allowed:path;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(
            feature = "openapi",
            derive(utoipa::ToSchema),
            schema(value_type = String, min_length = 1, max_length = $longest)
        )]
        pub struct $name(String);

        impl $name {
            /// The longest one, in bytes.
            pub const LONGEST: usize = $longest;

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidText;

            fn try_from(text: String) -> Result<Self, InvalidText> {
                if text.is_empty() {
                    Err(InvalidText::Empty)
                } else if text.len() > $longest {
                    Err(InvalidText::TooLong($longest))
                } else if text.chars().all($allowed) {
                    Ok(Self(text))
                } else {
                    Err(InvalidText::Character)
                }
            }
        }

        impl FromStr for $name {
            type Err = InvalidText;

            fn from_str(text: &str) -> Result<Self, InvalidText> {
                text.to_owned().try_into()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text! {
    /// Who a service's user is, in that service's own words: an id, never shown to people.
    UserId: 128, is_printable_ascii;
    /// What the person is called at the service: a name or an e-mail address. Shown as text.
    UserLabel: 128, is_visible;
    /// One thing that a service says it will do, such as `messages.read`.
    Scope: 64, is_lower_word;
    /// One running copy of a service.
    InstanceId: 64, is_word;
    /// What a person called this computer, or what it calls itself.
    DeviceName: 64, is_visible;
    /// How a person tells one of several accounts from another, such as `ends in 77`. The app
    /// never puts a whole phone number here.
    AccountHint: 32, is_visible;
    /// The name of a service, an operator or a platform.
    DisplayName: 64, is_visible;
    /// A sentence for a colleague: why something was done.
    Note: 500, is_visible;
    /// An e-mail address, as it was typed; at most it is compared.
    Email: 254, is_printable_ascii;
}

fn is_printable_ascii(character: char) -> bool {
    matches!(character, '!'..='~')
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | ':' | '-')
}

fn is_lower_word(character: char) -> bool {
    is_word(character) && !character.is_ascii_uppercase()
}

/// Control, bidirectional and invisible characters let a text pose as another one.
fn is_visible(character: char) -> bool {
    !character.is_control()
        && !matches!(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_takes_what_it_is_for() {
        assert!("usr_8F21".parse::<UserId>().is_ok());
        assert!("mara@lind.example".parse::<UserLabel>().is_ok());
        assert!("Zürich 東京".parse::<DeviceName>().is_ok());
        assert!("messages.read".parse::<Scope>().is_ok());
        assert!("ingest-7:b".parse::<InstanceId>().is_ok());
    }

    #[test]
    fn length_and_characters_are_checked_while_reading() {
        assert_eq!("".parse::<UserId>(), Err(InvalidText::Empty));
        assert_eq!(
            "u".repeat(129).parse::<UserId>(),
            Err(InvalidText::TooLong(128))
        );
        for text in ["a b", "a\nb", "ä", "a\0"] {
            assert_eq!(
                text.parse::<UserId>(),
                Err(InvalidText::Character),
                "{text:?}"
            );
        }
        for text in ["a\r\nb", "\u{202E}evil", "a\u{200B}b"] {
            assert_eq!(
                text.parse::<UserLabel>(),
                Err(InvalidText::Character),
                "{text:?}"
            );
        }
        for text in ["\"messages read\"", "\"Messages\""] {
            assert!(serde_json::from_str::<Scope>(text).is_err(), "{text}");
        }
    }
}
