//! The system's own keychain: Secret Service, macOS Keychain, Windows Credential Manager.

use std::{
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use keyring_core::{CredentialStore, Error as Refusal};
use secrecy::{ExposeSecret, SecretSlice};
use zeroize::Zeroizing;

use super::{Entry, Keychain, KeychainError};

/// Under this name all entries of Signet are found.
const SERVICE: &str = "app.signet.desktop";

/// Long enough for a person to type a password into the system's own question; what has said
/// nothing by then hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// The keychain of this system.
///
/// It is reached anew after every failure, so that one which was not there at the start of the
/// program can be there at the next try.
#[derive(Debug, Default)]
pub struct NativeKeychain {
    patience: Option<Duration>,
    reached: Mutex<Option<Arc<CredentialStore>>>,
}

impl NativeKeychain {
    /// Reaches nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that waits so long for each answer.
    pub fn with_patience(patience: Duration) -> Self {
        Self {
            patience: Some(patience),
            ..Self::default()
        }
    }

    /// Asks on a thread of its own, since nothing can interrupt a call into the system. One that
    /// never comes back keeps that thread, and only that.
    fn ask<T: Send + 'static>(
        &self,
        entry: &Entry,
        question: impl Fn(&keyring_core::Entry) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, KeychainError> {
        let before = self.reached().take();
        let entry = *entry;
        let (tell, told) = mpsc::sync_channel(1);
        let asking = thread::Builder::new().name("keychain".into());
        let asked = asking.spawn(move || {
            let answer = ask_now(before, &entry, &question);
            // Nobody listens any more when it came too late.
            drop(tell.send(answer));
        });
        if let Err(error) = asked {
            tracing::warn!(%error, "no thread to ask the keychain on");
            return Err(KeychainError::Silent);
        }
        let patience = self.patience.unwrap_or(PATIENCE);
        let (store, answer) = told
            .recv_timeout(patience)
            .map_err(|_| KeychainError::Silent)?;
        *self.reached() = store;
        answer
    }

    fn reached(&self) -> std::sync::MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.reached.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keychain for NativeKeychain {
    fn read(&self, entry: &Entry) -> Result<SecretSlice<u8>, KeychainError> {
        self.ask(entry, |entry| {
            // Copied to its exact length, since giving spare room back may leave a copy behind.
            let secret = Zeroizing::new(entry.get_secret()?);
            Ok(SecretSlice::from(secret.to_vec()))
        })
    }

    fn write(&self, entry: &Entry, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        let secret = secret.clone();
        // Exposed to the keychain, which is there to keep it.
        self.ask(entry, move |entry| entry.set_secret(secret.expose_secret()))
    }

    fn remove(&self, entry: &Entry) -> Result<(), KeychainError> {
        self.ask(entry, keyring_core::Entry::delete_credential)
    }
}

type Answer<T> = (Option<Arc<CredentialStore>>, Result<T, KeychainError>);

/// A service that was restarted no longer knows who reached it before: then it is reached once
/// more. What failed is not used again.
fn ask_now<T>(
    before: Option<Arc<CredentialStore>>,
    entry: &Entry,
    question: &impl Fn(&keyring_core::Entry) -> Result<T, Refusal>,
) -> Answer<T> {
    if let Some(store) = before {
        match question_to(store.as_ref(), entry, question) {
            Err(Refusal::PlatformFailure(error)) => {
                tracing::debug!(%error, "the keychain is reached anew");
            }
            answer => return settle(store, answer),
        }
    }
    match reach() {
        Ok(store) => {
            let answer = question_to(store.as_ref(), entry, question);
            settle(store, answer)
        }
        Err(refusal) => (None, Err(meaning(refusal))),
    }
}

fn settle<T>(store: Arc<CredentialStore>, answer: Result<T, Refusal>) -> Answer<T> {
    match answer {
        Ok(value) => (Some(store), Ok(value)),
        Err(refusal) => (None, Err(meaning(refusal))),
    }
}

fn question_to<T>(
    store: &CredentialStore,
    entry: &Entry,
    question: impl Fn(&keyring_core::Entry) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let label = [("label", entry.label())].into();
    // The other systems show the name itself and know no label.
    let extras = cfg!(target_os = "linux").then_some(&label);
    question(&store.build(SERVICE, &entry.to_string(), extras)?)
}

#[cfg(target_os = "linux")]
fn reach() -> Result<Arc<CredentialStore>, Refusal> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn reach() -> Result<Arc<CredentialStore>, Refusal> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn reach() -> Result<Arc<CredentialStore>, Refusal> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn reach() -> Result<Arc<CredentialStore>, Refusal> {
    Err(Refusal::NoDefaultStore)
}

/// The system's words go to the log: they tell whoever repairs it more than our few do. Nothing
/// that an entry held is printed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list may grow in any version of the crate it comes from"
)]
fn meaning(refusal: Refusal) -> KeychainError {
    let meaning = match &refusal {
        Refusal::NoStorageAccess(_) => KeychainError::Locked,
        Refusal::NoEntry => KeychainError::Missing,
        Refusal::Ambiguous(_) => KeychainError::Ambiguous,
        Refusal::BadEncoding(_) | Refusal::BadDataFormat(..) => KeychainError::Unreadable,
        _ => KeychainError::NoService,
    };
    match refusal {
        Refusal::NoStorageAccess(error) | Refusal::PlatformFailure(error) => {
            tracing::warn!(%error, %meaning, "the keychain refused");
        }
        _ => tracing::warn!(%meaning, "the keychain refused"),
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform() -> Box<dyn std::error::Error + Send + Sync> {
        "as the platform says".into()
    }

    #[test]
    fn each_refusal_has_its_meaning() {
        for (refusal, expected) in [
            (Refusal::NoStorageAccess(platform()), KeychainError::Locked),
            (
                Refusal::PlatformFailure(platform()),
                KeychainError::NoService,
            ),
            (Refusal::NoEntry, KeychainError::Missing),
            (Refusal::Ambiguous(Vec::new()), KeychainError::Ambiguous),
            (
                Refusal::BadDataFormat(vec![1], platform()),
                KeychainError::Unreadable,
            ),
            (Refusal::NoDefaultStore, KeychainError::NoService),
        ] {
            assert_eq!(meaning(refusal), expected);
        }
    }
}
