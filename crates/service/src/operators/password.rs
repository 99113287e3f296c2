//! Passwords of operators: how long, and how they are kept.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use signet_contract::platform::Credential;

/// In characters. Longer phrases are what makes a password good, so nothing is asked of it but
/// length; the upper bound only keeps a request from being work.
const SHORTEST: usize = 12;
const LONGEST: usize = 128;

/// 64 MiB, three passes, one lane: the second recommendation of RFC 9106 on one core.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// Why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Fewer than 12 characters or more than 128.
    Length,
    /// It is the e-mail address or the name, or one character again and again.
    Obvious,
    /// The generator or the memory for hashing failed.
    Unhashed,
}

/// What is kept of a password: a PHC string with its salt and its cost, so that the cost can be
/// raised later and older ones are still read.
#[derive(Clone)]
pub struct StoredPassword(String);

impl StoredPassword {
    /// Checks the rules and hashes. Takes a tenth of a second and 64 MiB: never on a task that
    /// others wait for.
    pub fn choose(password: &Credential, known: &[&str]) -> Result<Self, Unfit> {
        // Exposed to be measured and hashed; only the hash leaves.
        let password = password.expose();
        let length = password.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return Err(Unfit::Length);
        }
        let obvious = known.iter().any(|text| text.eq_ignore_ascii_case(password));
        let first = password.chars().next();
        if obvious || password.chars().all(|letter| Some(letter) == first) {
            return Err(Unfit::Obvious);
        }
        Self::hash(password.as_bytes()).ok_or(Unfit::Unhashed)
    }

    /// A hash that no password has: verifying against it takes as long as against a real one,
    /// so that the time does not tell whether somebody of that name exists.
    pub fn of_nobody() -> Option<Self> {
        let mut nobody = [0; 32];
        getrandom::fill(&mut nobody).ok()?;
        Self::hash(&nobody)
    }

    fn hash(password: &[u8]) -> Option<Self> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).ok()?;
        let hash: PasswordHash = hasher()?.hash_password_with_salt(password, &salt).ok()?;
        Some(Self(hash.to_string()))
    }

    /// Whether this is the password. As slow as [`StoredPassword::choose`].
    pub fn is(&self, password: &Credential) -> bool {
        // Exposed to be hashed; what is longer than any stored one is not worth the work.
        let password = password.expose();
        if password.len() > 4 * LONGEST {
            return false;
        }
        let (Ok(stored), Some(hasher)) = (PasswordHash::new(&self.0), hasher()) else {
            return false;
        };
        hasher.verify_password(password.as_bytes(), &stored).is_ok()
    }

    /// What a database keeps.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a database kept. Anything that is not a hash is nobody's password.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }
}

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credential(text: &str) -> Credential {
        Credential::new(text.to_owned())
    }

    #[test]
    fn a_password_is_kept_as_argon2id_and_recognised() {
        let stored = StoredPassword::choose(&credential("correct horse battery"), &[]).unwrap();
        assert!(
            stored
                .as_str()
                .starts_with("$argon2id$v=19$m=65536,t=3,p=1$")
        );
        let stored = StoredPassword::from_stored(stored.as_str().to_owned());
        assert!(stored.is(&credential("correct horse battery")));
        assert!(!stored.is(&credential("correct horse batterz")));
        assert!(!stored.is(&credential("")));
    }

    #[test]
    fn length_counts_in_characters_and_nothing_else_is_asked() {
        let unfit = |text: &str| StoredPassword::choose(&credential(text), &[]).err();
        assert_eq!(unfit("elevenchars"), Some(Unfit::Length));
        assert_eq!(unfit(&"pa".repeat(65)), Some(Unfit::Length));
        assert_eq!(unfit("ありがとうございました!"), None);
    }

    #[test]
    fn what_anybody_would_try_first_is_refused() {
        let unfit = |text: &str| {
            StoredPassword::choose(&credential(text), &["mara@lind.example", "Mara Lindström"])
                .err()
        };
        assert_eq!(unfit("Mara@Lind.example"), Some(Unfit::Obvious));
        assert_eq!(unfit("mara Lindström"), Some(Unfit::Obvious));
        assert_eq!(unfit("zzzzzzzzzzzzzzzz"), Some(Unfit::Obvious));
    }

    #[test]
    fn nobody_has_a_password() {
        let nobody = StoredPassword::of_nobody().unwrap();
        assert!(!nobody.is(&credential("correct horse battery")));
        assert!(!StoredPassword::from_stored("x".to_owned()).is(&credential("x")));
    }
}
