//! The recovery kit: a key on paper that opens the vault when the keychain's is gone.
//!
//! What is on paper stays good for as long as the kit is not revoked: the vault keeps a public
//! half of it, to which a rotation seals the new master key.

mod halves;

use bip39::{Language, Mnemonic};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use signet_contract::ids::VaultId;
use zeroize::Zeroizing;

pub use halves::PublicHalf;

use crate::{CopyKind, Error, MasterKey, Random, WrappedCopy, master};
use halves::SecretHalf;

/// A random key of 256 bits, shown as 24 words.
///
/// Twelve words would do against guessing. Twenty-four make the kit as strong as the key it
/// wraps, so that nobody has to argue about it, and their checksum of 8 bits finds 255 of 256
/// slips before anything is tried. They are written down once and typed almost never, by their
/// first four letters if one likes, or scanned.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_vault::RecoveryKey>();
/// ```
pub struct RecoveryKey(SecretBox<[u8; 32]>);

/// How many words a kit has.
pub const WORDS: usize = 24;

/// The longest word has eight letters.
const LONGEST_TEXT: usize = WORDS * 9;

/// No word is told from another by less.
const TELLING: usize = 4;

/// Why a text is not a recovery kit. Words are counted from 1 and never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Slip {
    /// Not as many words as a kit has.
    #[error("a recovery kit has {WORDS} words, this has {0}")]
    Count(usize),
    /// A word that no kit has.
    #[error("word {0} is in no recovery kit")]
    Word(usize),
    /// Words of kits, but not these together.
    #[error("one of the words is another one's, or two changed places")]
    Checksum,
}

impl RecoveryKey {
    /// A new one. A generator that fails gives none.
    pub fn generate(random: &dyn Random) -> Result<Self, Error> {
        master::secret(random).map(Self)
    }

    /// What a vault keeps of it, to seal master keys for it.
    pub fn public_half(&self) -> Result<PublicHalf, Error> {
        Ok(SecretHalf::of(&self.0)?.public())
    }

    /// The master key in a copy of this vault's. [`Error::WrongKey`] if the copy is another kit's
    /// or a passphrase's, or was changed.
    pub fn unwrap(&self, vault: VaultId, copy: &WrappedCopy) -> Result<MasterKey, Error> {
        match copy.kind {
            CopyKind::Kit => SecretHalf::of(&self.0)?.unwrap(&copy.wrapped, &copy.place(vault)),
            CopyKind::Passphrase => Err(Error::WrongKey),
        }
    }

    /// The words, in lower case with a space between, to be printed and for nothing else.
    pub fn words(&self) -> Result<SecretString, Error> {
        // Exposed to be spelled.
        let mnemonic = Mnemonic::from_entropy_in(Language::English, self.0.expose_secret())
            .map_err(|_| Error::WrongKey)?;
        let mut text = Zeroizing::new(String::with_capacity(LONGEST_TEXT));
        for word in mnemonic.words() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Ok(text.as_str().into())
    }

    /// The same words as a QR code holds them: in capitals, which make it a third smaller.
    pub fn for_qr(&self) -> Result<SecretString, Error> {
        let mut text = Zeroizing::new(String::with_capacity(LONGEST_TEXT));
        text.push_str(self.words()?.expose_secret());
        text.make_ascii_uppercase();
        Ok(text.as_str().into())
    }

    /// Reads what a person types, pastes or scans: any case, any spacing, numbers before the
    /// words, and words cut to their first four letters.
    pub fn parse(text: &SecretString) -> Result<Self, Slip> {
        // Exposed to be read word by word.
        let typed = text
            .expose_secret()
            .split(|one: char| !one.is_alphabetic())
            .filter(|word| !word.is_empty());
        let mut words = Zeroizing::new(String::with_capacity(LONGEST_TEXT));
        let mut count = 0;
        let mut unknown = None;
        for word in typed {
            count += 1;
            match known(word) {
                Some(word) if count <= WORDS => {
                    words.push_str(word);
                    words.push(' ');
                }
                Some(_) => {}
                None => unknown = unknown.or(Some(count)),
            }
        }
        if let Some(place) = unknown {
            return Err(Slip::Word(place));
        }
        if count != WORDS {
            return Err(Slip::Count(count));
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, words.trim_end())
            .map_err(|_| Slip::Checksum)?;
        let (entropy, _) = mnemonic.to_entropy_array();
        let entropy = Zeroizing::new(entropy);
        let mut key = Box::new([0; 32]);
        key.copy_from_slice(&entropy[..32]);
        Ok(Self(SecretBox::new(key)))
    }
}

fn known(typed: &str) -> Option<&'static str> {
    let list = Language::English.word_list();
    let whole = list.iter().find(|word| word.eq_ignore_ascii_case(typed));
    let begun = || {
        let begins = |word: &&&str| {
            let start = word.as_bytes().get(..typed.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(typed.as_bytes()))
        };
        list.iter().find(begins).filter(|_| typed.len() >= TELLING)
    };
    whole.or_else(begun).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsRandom;

    /// BIP 39's own test vector for 32 bytes of 0x7f.
    const SEVENS: &str = "legal winner thank year wave sausage worth useful legal winner thank year \
         wave sausage worth useful legal winner thank year wave sausage worth title";

    fn parse(text: &str) -> Result<[u8; 32], Slip> {
        RecoveryKey::parse(&text.into()).map(|key| *key.0.expose_secret())
    }

    #[test]
    fn the_words_are_those_of_bip_39() {
        let key = RecoveryKey(SecretBox::new(Box::new([0x7f; 32])));
        assert_eq!(key.words().unwrap().expose_secret(), SEVENS);
        assert_eq!(parse(SEVENS), Ok([0x7f; 32]));
    }

    #[test]
    fn every_kit_is_read_back_from_words_and_qr() {
        for _ in 0..200 {
            let key = RecoveryKey::generate(&OsRandom).unwrap();
            for text in [key.words().unwrap(), key.for_qr().unwrap()] {
                let read = RecoveryKey::parse(&text).unwrap();
                assert_eq!(read.0.expose_secret(), key.0.expose_secret());
            }
        }
    }

    #[test]
    fn case_spacing_numbers_and_short_words_are_taken() {
        let short: Vec<&str> = SEVENS
            .split(' ')
            .map(|word| word.get(..4).unwrap_or(word))
            .collect();
        let numbered: Vec<String> = (1..)
            .zip(SEVENS.split(' '))
            .map(|(place, word)| format!("{place:2}. {word}"))
            .collect();
        for text in [
            SEVENS.to_uppercase(),
            format!("\n\t  {}  \r\n", SEVENS.replace(' ', "\r\n")),
            SEVENS.replace(' ', "\u{a0}-\u{2003}"),
            short.join(" "),
            numbered.join("\n"),
        ] {
            assert_eq!(parse(&text), Ok([0x7f; 32]), "{text}");
        }
    }

    #[test]
    fn a_slip_is_found_and_its_place_named() {
        let words: Vec<&str> = SEVENS.split(' ').collect();
        let with = |place: usize, word: &'static str| {
            let mut words = words.clone();
            words[place - 1] = word;
            parse(&words.join(" "))
        };
        assert_eq!(parse(""), Err(Slip::Count(0)));
        assert_eq!(parse(&words[..23].join(" ")), Err(Slip::Count(23)));
        assert_eq!(parse(&format!("{SEVENS} title")), Err(Slip::Count(25)));
        assert_eq!(with(2, "winer"), Err(Slip::Word(2)));
        assert_eq!(with(24, "été"), Err(Slip::Word(24)));
        assert_eq!(with(5, "wav"), Err(Slip::Word(5)));
        assert_eq!(with(24, "zoo"), Err(Slip::Checksum));
        let mut swapped = words.clone();
        swapped.swap(0, 1);
        assert_eq!(parse(&swapped.join(" ")), Err(Slip::Checksum));
    }

    /// One word for another: 8 bits of checksum let one slip in 256 through.
    #[test]
    fn nearly_every_exchanged_word_is_found() {
        let list = Language::English.word_list();
        let words: Vec<&str> = SEVENS.split(' ').collect();
        let mut missed = 0;
        for other in list {
            let mut words = words.clone();
            words[3] = other;
            missed += usize::from(parse(&words.join(" ")).is_ok());
        }
        assert!(missed <= 1 + 2048 / 128, "{missed} of 2048 went unseen");
    }
}
