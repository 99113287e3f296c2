//! A passphrase, and the key that is made of it: slowly, so that guessing is slow too.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use icu_normalizer::ComposingNormalizerBorrowed;
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox, SecretString};
use zeroize::{Zeroize, Zeroizing};

use crate::{Error, Random, WrappingKey};

/// What a person types to open the vault.
///
/// Taken as it is, but for one thing: a letter with an accent has two spellings in Unicode, and
/// keyboards differ in which one they type.
pub struct Passphrase(SecretString);

/// Why a passphrase is not taken. Whether it is the right one is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// A new one with too few characters.
    #[error("a passphrase has at least {SHORTEST} characters")]
    TooShort,
    /// Longer than anybody types.
    #[error("a passphrase has at most {LONGEST} bytes")]
    TooLong,
    /// The cost that is kept beside it is none that Signet ever set.
    #[error("the cost of the passphrase was altered")]
    Cost,
    /// The memory that stretching takes could not be had.
    #[error("there is not enough memory to use the passphrase")]
    Memory,
}

/// The fewest characters a new passphrase may have. Length is all that is checked: nothing here
/// can know whether it is a quotation or a pet's name, and a meter that says so would be lying.
pub const SHORTEST: usize = 12;

/// The most bytes that are looked at; nobody types more.
pub const LONGEST: usize = 1024;

impl Passphrase {
    /// A new one, which has to be long enough.
    pub fn choose(text: &SecretString) -> Result<Self, PassphraseError> {
        let passphrase = Self::typed(text)?;
        // Exposed to be counted.
        let characters = passphrase.0.expose_secret().chars().count();
        if characters < SHORTEST {
            return Err(PassphraseError::TooShort);
        }
        Ok(passphrase)
    }

    /// One that was chosen before: whether it fits, the vault says.
    pub fn typed(text: &SecretString) -> Result<Self, PassphraseError> {
        // Exposed to be brought into one spelling, in a buffer that never grows.
        let text = text.expose_secret();
        if text.len() > LONGEST {
            return Err(PassphraseError::TooLong);
        }
        let mut spelled = Zeroizing::new(String::with_capacity(3 * LONGEST));
        // Writing to a string cannot fail.
        let _written = ComposingNormalizerBorrowed::new_nfc().normalize_to(text, &mut *spelled);
        Ok(Self(spelled.as_str().into()))
    }

    /// The key that this passphrase makes. Takes a good part of a second on purpose: not for an
    /// asynchronous thread.
    pub(crate) fn stretch(&self, how: &Stretch) -> Result<WrappingKey, PassphraseError> {
        let Cost {
            memory,
            passes,
            lanes,
        } = how.cost;
        let params = Params::new(memory, passes, lanes, Some(32));
        let params = params.map_err(|_| PassphraseError::Cost)?;
        let mut blocks = Vec::new();
        let count = params.block_count();
        blocks
            .try_reserve_exact(count)
            .map_err(|_| PassphraseError::Memory)?;
        blocks.resize(count, Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut key = SecretBox::new(Box::new([0; 32]));
        let stretched = argon2.hash_password_into_with_memory(
            // Exposed to Argon2 alone.
            self.0.expose_secret().as_bytes(),
            &how.salt,
            key.expose_secret_mut(),
            &mut blocks,
        );
        blocks.iter_mut().for_each(Zeroize::zeroize);
        stretched.map_err(|_| PassphraseError::Cost)?;
        Ok(WrappingKey::new(key))
    }
}

/// How a passphrase was made into a key; kept in the clear beside what that key wraps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    cost: Cost,
    salt: [u8; 32],
}

const FORMAT: u8 = 1;

impl Stretch {
    /// For a new passphrase.
    pub(crate) fn new(random: &dyn Random) -> Result<Self, Error> {
        let mut salt = [0; 32];
        random.fill(&mut salt)?;
        let cost = Cost::NOW;
        Ok(Self { cost, salt })
    }

    /// `format (u8, 1) | memory in KiB | passes | lanes (u32 each, big-endian) | salt (32)`
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        for part in [self.cost.memory, self.cost.passes, self.cost.lanes] {
            bytes.extend(part.to_be_bytes());
        }
        bytes.extend(self.salt);
        bytes
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PassphraseError> {
        let [FORMAT, rest @ ..] = bytes else {
            return Err(PassphraseError::Cost);
        };
        let (numbers, salt) = rest.split_at_checked(12).ok_or(PassphraseError::Cost)?;
        let salt = salt.try_into().map_err(|_| PassphraseError::Cost)?;
        let number = |at: usize| {
            let bytes = numbers[4 * at..].iter().take(4);
            bytes.fold(0, |all, byte| all << 8 | u32::from(*byte))
        };
        let cost = Cost::bounded(number(0), number(1), number(2))?;
        Ok(Self { cost, salt })
    }
}

/// What one guess costs: the parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    /// In KiB.
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// 64 MiB, three passes, one lane.
    const NOW: Self = Self {
        memory: 64 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// Bounded, since it is read from a file that others may have written: one that asked for
    /// all memory or a year of time would lock the person out. A lower cost than ever was set
    /// tells an attacker nothing, because the key it makes fits nothing.
    fn bounded(memory: u32, passes: u32, lanes: u32) -> Result<Self, PassphraseError> {
        let within = (8 * 1024..=1024 * 1024).contains(&memory)
            && (1..=16).contains(&passes)
            && (1..=8).contains(&lanes);
        within
            .then_some(Self {
                memory,
                passes,
                lanes,
            })
            .ok_or(PassphraseError::Cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory: 32,
        passes: 3,
        lanes: 4,
    };

    fn key(text: &str, cost: Cost, salt: u8) -> [u8; 32] {
        let passphrase = Passphrase::typed(&text.into()).unwrap();
        let salt = [salt; 32];
        let key = passphrase.stretch(&Stretch { cost, salt }).unwrap();
        *key.expose_secret()
    }

    #[test]
    fn short_ones_are_refused_by_characters_and_long_ones_by_bytes() {
        let choose = |text: &str| Passphrase::choose(&text.into()).map(drop);
        assert_eq!(choose("elevenchars"), Err(PassphraseError::TooShort));
        assert_eq!(choose("twelve chars"), Ok(()));
        assert_eq!(choose("двенадцать12"), Ok(()));
        assert_eq!(choose(&"a".repeat(1024)), Ok(()));
        assert_eq!(choose(&"a".repeat(1025)), Err(PassphraseError::TooLong));
    }

    #[test]
    fn both_spellings_of_an_accent_make_one_key() {
        assert_eq!(key("caf\u{e9}", CHEAP, 1), key("cafe\u{301}", CHEAP, 1));
        assert_ne!(key("café", CHEAP, 1), key("cafe", CHEAP, 1));
    }

    #[test]
    fn nothing_is_trimmed_or_folded() {
        let plain = key("some words", CHEAP, 1);
        for other in ["some words ", "Some words", "some  words"] {
            assert_ne!(key(other, CHEAP, 1), plain, "{other}");
        }
    }

    #[test]
    fn salt_and_cost_change_the_key() {
        assert_ne!(key("some words", CHEAP, 1), key("some words", CHEAP, 2));
        let more = Cost { passes: 4, ..CHEAP };
        assert_ne!(key("some words", CHEAP, 1), key("some words", more, 1));
    }

    /// Computed with the reference implementation: 64 MiB, t = 3, p = 1.
    #[test]
    fn the_key_is_the_one_of_argon2id() {
        let key = key("correct horse battery", Cost::NOW, 7);
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "5d1a642a9f12150f2697b1c667c037ef525d8b53c2ef42accc7618e723b6ee07"
        );
    }

    #[test]
    fn how_it_was_stretched_is_read_back() {
        let how = Stretch::new(&crate::OsRandom).unwrap();
        assert_eq!(Stretch::read(&how.write()), Ok(how));
    }

    #[test]
    fn a_cost_out_of_bounds_or_cut_off_is_refused() {
        let (salt, now) = ([7; 32], Cost::NOW);
        for cost in [
            Cost { memory: 0, ..now },
            Cost {
                memory: u32::MAX,
                ..now
            },
            Cost { passes: 0, ..now },
            Cost { passes: 17, ..now },
            Cost { lanes: 0, ..now },
            Cost { lanes: 9, ..now },
        ] {
            let bytes = Stretch { cost, salt }.write();
            assert_eq!(Stretch::read(&bytes), Err(PassphraseError::Cost));
        }
        let bytes = Stretch { cost: now, salt }.write();
        for length in 0..bytes.len() {
            let cut = Stretch::read(&bytes[..length]);
            assert_eq!(cut, Err(PassphraseError::Cost), "{length}");
        }
        assert!(Stretch::read(&[&bytes[..], &[0]].concat()).is_err());
    }
}
