//! Eight characters that name a failure or a grant to people, made to be read out by phone.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Crockford's alphabet: no I, L, O or U, so that nothing is mistaken when spoken or copied.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference such as `7F3K-2Q9D`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "7F3K-2Q9D"))]
pub struct Reference([u8; 8]);

/// A text that is not a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reference: eight characters like 7F3K-2Q9D are needed")]
pub struct InvalidReference;

impl Reference {
    /// A new reference from the OS generator, or from the clock if that fails: a failure must
    /// have a name even then, and a reference is no secret.
    pub fn random() -> Self {
        let mut bits = [0; 5];
        if getrandom::fill(&mut bits).is_err() {
            let tail = uuid::Uuid::now_v7().as_u128().to_be_bytes();
            bits.copy_from_slice(&tail[1..6]);
        }
        Self::from_bits(bits)
    }

    /// The reference that spells these forty bits.
    pub fn from_bits(bits: [u8; 5]) -> Self {
        let all = bits
            .iter()
            .fold(0u64, |all, byte| all << 8 | u64::from(*byte));
        Self(std::array::from_fn(|at| {
            ALPHABET[(all >> (35 - 5 * at)) as usize & 31]
        }))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, letter) in self.0.iter().enumerate() {
            if at == 4 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

/// Reads what people type: any case, with or without the dash or spaces, O for 0, I and L for 1.
impl FromStr for Reference {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let mut letters = text.chars().filter(|c| !matches!(c, '-' | ' '));
        let mut read = [0; 8];
        for slot in &mut read {
            let letter = match letters.next().ok_or(InvalidReference)?.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            *slot = u8::try_from(letter)
                .ok()
                .filter(|byte| ALPHABET.contains(byte))
                .ok_or(InvalidReference)?;
        }
        if letters.next().is_some() {
            return Err(InvalidReference);
        }
        Ok(Self(read))
    }
}

impl TryFrom<String> for Reference {
    type Error = InvalidReference;

    fn try_from(text: String) -> Result<Self, InvalidReference> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_forty_bits() {
        assert_eq!(Reference::from_bits([0; 5]).to_string(), "0000-0000");
        assert_eq!(Reference::from_bits([255; 5]).to_string(), "ZZZZ-ZZZZ");
        assert_eq!(
            Reference::from_bits([0, 0, 0, 0, 1]).to_string(),
            "0000-0001"
        );
        assert_eq!(
            Reference::from_bits([0x08, 0, 0, 0, 0]).to_string(),
            "1000-0000"
        );
    }

    #[test]
    fn reads_what_people_type() {
        let reference: Reference = "7F3K-2Q9D".parse().unwrap();
        for typed in ["7f3k2q9d", " 7F3K 2Q9D ", "7f3k-2q9d"] {
            assert_eq!(typed.parse(), Ok(reference));
        }
        assert_eq!("OIL0-0000".parse::<Reference>(), "0110-0000".parse());
    }

    #[test]
    fn refuses_anything_else() {
        for typed in ["", "7F3K-2Q9", "7F3K-2Q9D0", "7F3K-2Q9U", "7F3K-2Q9é"] {
            assert_eq!(typed.parse::<Reference>(), Err(InvalidReference), "{typed}");
        }
    }

    #[test]
    fn random_ones_differ_and_are_read_back() {
        let one = Reference::random();
        assert_ne!(one, Reference::random());
        assert_eq!(one.to_string().parse(), Ok(one));
    }
}
