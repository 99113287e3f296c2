//! Opening a vault with a real gnome-keyring in every state.

use std::{path::PathBuf, sync::Arc, time::Duration};

use keyring_core::api::CredentialStoreApi;
use secrecy::SecretSlice;
use signet_vault::{
    Keeper, Options, RecoveryKey,
    keychain::{Entry, Keychain, NativeKeychain},
    opening::{Obstacle, Opened, Opener, Opening, Restored},
};
use tokio::runtime::Runtime;

use crate::{
    bench::NOW,
    bus::{Bus, on_a_bus},
};

/// One run of the program after the other, on one folder.
struct Runs {
    runtime: Runtime,
    folder: PathBuf,
}

impl Runs {
    fn on(bus: &Bus) -> Self {
        Self {
            runtime: Runtime::new().unwrap(),
            folder: bus.home().join("vault"),
        }
    }

    fn opener(&self) -> Opener {
        let keychain = NativeKeychain::with_patience(Duration::from_secs(2));
        Opener::new(&self.folder, "test", Options::default(), Arc::new(keychain))
    }

    /// What one run of the program comes to.
    fn run(&self) -> Result<Run, Obstacle> {
        let opener = self.opener();
        match self.runtime.block_on(opener.open(NOW)).unwrap() {
            Opening::Open(opened) => Ok(Run { opener, opened }),
            Opening::Stuck(obstacle) => Err(obstacle),
            Opening::AskPassphrase => panic!("nobody chose a passphrase"),
        }
    }

    #[track_caller]
    fn stuck(&self) -> Obstacle {
        match self.run() {
            Err(obstacle) => obstacle,
            Ok(run) => panic!("opened {}", run.opened.vault),
        }
    }

    fn end(&self, run: Run) {
        self.runtime.block_on(run.opened.store.close());
    }
}

struct Run {
    opener: Opener,
    opened: Opened,
}

impl Run {
    fn entry(&self) -> Entry {
        Entry::key(self.opened.vault)
    }

    fn kit(&self, runs: &Runs) -> RecoveryKey {
        let making = self.opener.make_kit(&self.opened, NOW);
        runs.runtime.block_on(making).unwrap()
    }
}

#[test]
fn the_second_run_opens_what_the_first_one_made() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let runs = Runs::on(bus);
        let first = runs.run().unwrap();
        let vault = first.opened.vault;
        runs.end(first);
        assert_eq!(runs.run().unwrap().opened.vault, vault);
    });
}

#[test]
fn a_locked_keychain_stops_it_until_it_is_unlocked() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let runs = Runs::on(bus);
        runs.end(runs.run().unwrap());
        bus.lock_keychain();
        let locked = Obstacle::KeychainLocked { fresh: false };
        assert_eq!(runs.stuck(), locked);
        bus.unlock_keychain();
        runs.end(runs.run().unwrap());
    });
}

#[test]
fn without_a_service_a_new_vault_is_offered_a_passphrase() {
    on_a_bus(|bus| {
        let runs = Runs::on(bus);
        assert_eq!(runs.stuck(), Obstacle::NoKeychain { fresh: true });
        let opener = runs.opener();
        let beginning = opener.begin("correct horse battery".into(), NOW);
        let opened = runs.runtime.block_on(beginning).unwrap();
        assert_eq!(opened.keeper, Keeper::Passphrase);
        runs.runtime.block_on(opened.store.close());
        // A keychain that turns up later has no say.
        let _daemon = bus.start_keychain();
        let opening = runs.runtime.block_on(opener.open(NOW)).unwrap();
        assert!(matches!(opening, Opening::AskPassphrase));
    });
}

#[test]
fn without_a_service_an_old_vault_waits_for_it() {
    on_a_bus(|bus| {
        let runs = Runs::on(bus);
        let daemon = bus.start_keychain();
        runs.end(runs.run().unwrap());
        drop(daemon);
        assert_eq!(runs.stuck(), Obstacle::NoKeychain { fresh: false });
        let _daemon = bus.start_keychain();
        runs.end(runs.run().unwrap());
    });
}

#[test]
fn a_keychain_that_hangs_stops_it() {
    on_a_bus(|bus| {
        let runs = Runs::on(bus);
        let daemon = bus.start_keychain();
        runs.end(runs.run().unwrap());
        daemon.freeze();
        assert_eq!(runs.stuck(), Obstacle::KeychainSilent { fresh: false });
        daemon.thaw();
        runs.end(runs.run().unwrap());
    });
}

#[test]
fn a_removed_entry_is_never_made_anew_and_the_kit_brings_it_back() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let runs = Runs::on(bus);
        let first = runs.run().unwrap();
        let (entry, kit) = (first.entry(), first.kit(&runs));
        runs.end(first);
        let keychain = NativeKeychain::new();
        keychain.remove(&entry).unwrap();
        assert_eq!(runs.stuck(), Obstacle::KeyMissing);
        assert!(keychain.read(&entry).is_err(), "a key was made");

        let restoring = runs.opener();
        let restored = runs.runtime.block_on(restoring.restore(kit, NOW)).unwrap();
        let Restored::Kept(opened) = restored else {
            panic!("{restored:?}");
        };
        runs.runtime.block_on(opened.store.close());
        drop((opened, restoring));
        runs.end(runs.run().unwrap());
    });
}

/// As gnome-keyring is at a start before anybody has logged in.
#[test]
fn a_keychain_that_has_nothing_to_look_in_is_a_missing_key() {
    on_a_bus(|bus| {
        let runs = Runs::on(bus);
        let daemon = bus.start_keychain();
        runs.end(runs.run().unwrap());
        drop(daemon);
        std::fs::rename(bus.home().join("share/keyrings"), bus.home().join("away")).unwrap();
        let _daemon = bus.start_locked_keychain();
        assert_eq!(runs.stuck(), Obstacle::KeyMissing);
    });
}

#[test]
fn another_key_and_a_second_one_open_nothing() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let runs = Runs::on(bus);
        let first = runs.run().unwrap();
        let entry = first.entry();
        runs.end(first);
        let keychain = NativeKeychain::new();
        let right = keychain.read(&entry).unwrap();
        let wrong = SecretSlice::from(vec![7; 32]);
        keychain.write(&entry, &wrong).unwrap();
        assert_eq!(runs.stuck(), Obstacle::WrongKey);
        keychain.write(&entry, &right).unwrap();

        let store = zbus_secret_service_keyring_store::Store::new().unwrap();
        let more = [("target", "Login")].into();
        let name = entry.to_string();
        let second = store.build("app.signet.desktop", &name, Some(&more));
        let second = second.unwrap();
        second.set_secret(&[7; 32]).unwrap();
        assert_eq!(runs.stuck(), Obstacle::TwoKeys);
        second.delete_credential().unwrap();
        runs.end(runs.run().unwrap());
    });
}
