//! The keychain in every state, a real gnome-keyring each time.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use keyring_core::api::CredentialStoreApi;
use secrecy::{ExposeSecret, SecretSlice};
use signet_contract::ids::VaultId;
use signet_vault::keychain::{Entry, Keychain, KeychainError, NativeKeychain};

use crate::bus::on_a_bus;

fn secret(byte: u8) -> SecretSlice<u8> {
    vec![byte; 32].into()
}

fn read(keychain: &NativeKeychain, entry: &Entry) -> Result<Vec<u8>, KeychainError> {
    Ok(keychain.read(entry)?.expose_secret().to_vec())
}

#[test]
fn an_entry_is_kept_replaced_and_removed() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let keychain = NativeKeychain::new();
        let entry = Entry::key(VaultId::now());
        assert_eq!(read(&keychain, &entry), Err(KeychainError::Missing));
        keychain.write(&entry, &secret(1)).unwrap();
        assert_eq!(read(&keychain, &entry), Ok(vec![1; 32]));
        keychain.write(&entry, &secret(2)).unwrap();
        assert_eq!(read(&NativeKeychain::new(), &entry), Ok(vec![2; 32]));
        keychain.remove(&entry).unwrap();
        assert_eq!(read(&keychain, &entry), Err(KeychainError::Missing));
        assert_eq!(keychain.remove(&entry), Err(KeychainError::Missing));
    });
}

#[test]
fn key_and_head_of_two_vaults_are_four_entries() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let keychain = NativeKeychain::new();
        let vaults = [VaultId::now(), VaultId::now()];
        let entries = vaults.map(|vault| [Entry::key(vault), Entry::head(vault)]);
        for (byte, entry) in (1..).zip(entries.as_flattened()) {
            keychain.write(entry, &secret(byte)).unwrap();
        }
        for (byte, entry) in (1..).zip(entries.as_flattened()) {
            assert_eq!(read(&keychain, entry), Ok(vec![byte; 32]));
        }
    });
}

#[test]
fn without_a_service_there_is_none_and_the_next_try_finds_it() {
    on_a_bus(|bus| {
        let keychain = NativeKeychain::new();
        let entry = Entry::key(VaultId::now());
        assert_eq!(read(&keychain, &entry), Err(KeychainError::NoService));
        assert_eq!(
            keychain.write(&entry, &secret(1)),
            Err(KeychainError::NoService)
        );
        let _daemon = bus.start_keychain();
        keychain.write(&entry, &secret(1)).unwrap();
        assert_eq!(read(&keychain, &entry), Ok(vec![1; 32]));
    });
}

#[test]
fn a_locked_keychain_says_so_until_it_is_unlocked() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let keychain = NativeKeychain::new();
        let entry = Entry::key(VaultId::now());
        keychain.write(&entry, &secret(1)).unwrap();
        bus.lock_keychain();
        assert_eq!(read(&keychain, &entry), Err(KeychainError::Locked));
        assert_eq!(
            keychain.write(&entry, &secret(2)),
            Err(KeychainError::Locked)
        );
        bus.unlock_keychain();
        assert_eq!(read(&keychain, &entry), Ok(vec![1; 32]));
    });
}

/// As gnome-keyring is before anybody has logged in: it cannot know what it holds.
#[test]
fn a_keychain_that_was_never_opened_keeps_nothing() {
    on_a_bus(|bus| {
        let _daemon = bus.start_locked_keychain();
        let keychain = NativeKeychain::new();
        let entry = Entry::key(VaultId::now());
        assert_eq!(read(&keychain, &entry), Err(KeychainError::Missing));
        assert_eq!(
            keychain.write(&entry, &secret(1)),
            Err(KeychainError::Locked)
        );
    });
}

#[test]
fn a_restarted_service_is_reached_anew() {
    on_a_bus(|bus| {
        let keychain = NativeKeychain::new();
        let entry = Entry::key(VaultId::now());
        let daemon = bus.start_keychain();
        keychain.write(&entry, &secret(1)).unwrap();
        drop(daemon);
        assert_eq!(read(&keychain, &entry), Err(KeychainError::NoService));
        let daemon = bus.start_keychain();
        assert_eq!(read(&keychain, &entry), Ok(vec![1; 32]));
        drop(daemon);
        let _daemon = bus.start_keychain();
        assert_eq!(read(&keychain, &entry), Ok(vec![1; 32]));
    });
}

#[test]
fn a_service_that_hangs_is_not_waited_for_and_is_there_again_afterwards() {
    on_a_bus(|bus| {
        let daemon = bus.start_keychain();
        let keychain = NativeKeychain::with_patience(Duration::from_millis(400));
        let entry = Entry::key(VaultId::now());
        keychain.write(&entry, &secret(1)).unwrap();
        daemon.freeze();
        let started = Instant::now();
        assert_eq!(read(&keychain, &entry), Err(KeychainError::Silent));
        assert!(started.elapsed() < Duration::from_secs(5));
        daemon.thaw();
        let patient = NativeKeychain::new();
        assert_eq!(read(&patient, &entry), Ok(vec![1; 32]));
    });
}

#[test]
fn two_entries_of_one_name_are_ambiguous() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let keychain = NativeKeychain::new();
        let entry = Entry::key(VaultId::now());
        keychain.write(&entry, &secret(1)).unwrap();
        // One more name makes another entry, which the names they share find as well.
        let store = zbus_secret_service_keyring_store::Store::new().unwrap();
        let more = HashMap::from([("target", "Login")]);
        let double = store
            .build("app.signet.desktop", &entry.to_string(), Some(&more))
            .unwrap();
        double.set_secret(&[2; 32]).unwrap();
        assert_eq!(read(&keychain, &entry), Err(KeychainError::Ambiguous));
    });
}
