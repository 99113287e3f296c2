//! The head of the trail in the keychain, beside the key.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretSlice};
use signet_contract::ids::VaultId;
use signet_trail::Head;

use super::{Entry, Keychain, KeychainError};
use crate::{Error, HeadKeeper};

/// Keeps the head of one vault in its own keychain entry.
pub struct KeychainHeads {
    keychain: Arc<dyn Keychain>,
    entry: Entry,
}

impl KeychainHeads {
    /// For this vault.
    pub fn new(keychain: Arc<dyn Keychain>, vault: VaultId) -> Self {
        let entry = Entry::head(vault);
        Self { keychain, entry }
    }
}

impl HeadKeeper for KeychainHeads {
    /// An entry that tells nothing counts as none. Whoever can write it could remove it as well,
    /// and accounts that cannot be opened would be the worse harm.
    fn kept(&self) -> Result<Option<Head>, Error> {
        use KeychainError::{Ambiguous, Missing, Unreadable};
        let kept = match self.keychain.read(&self.entry) {
            Ok(kept) => kept,
            Err(error @ (Missing | Ambiguous | Unreadable)) => {
                tracing::debug!(%error, "no head of the trail is outside");
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        // Exposed though it is no secret: the keychain knows no other way.
        let text = str::from_utf8(kept.expose_secret()).ok();
        Ok(text.and_then(|text| text.parse().ok()))
    }

    fn keep(&self, head: &Head) -> Result<(), Error> {
        let text = SecretSlice::from(head.to_string().into_bytes());
        Ok(self.keychain.write(&self.entry, &text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keychain::mock::MockKeychain;

    #[test]
    fn a_head_is_kept_and_read_back() {
        let keychain = Arc::new(MockKeychain::default());
        let vault = VaultId::now();
        let heads = KeychainHeads::new(keychain.clone(), vault);
        assert_eq!(heads.kept().unwrap(), None);
        let head = Head::from_parts(7, &[3; 32]).unwrap();
        heads.keep(&head).unwrap();
        assert_eq!(heads.kept().unwrap(), Some(head));

        keychain.put(Entry::head(vault), b"7:not a head");
        assert_eq!(heads.kept().unwrap(), None);
        keychain.refuse([Some(KeychainError::Locked)]);
        assert!(matches!(
            heads.kept(),
            Err(Error::Keychain(KeychainError::Locked))
        ));
    }
}
