//! A vault behind a passphrase, with long work under way.

use std::{future::pending, path::Path, sync::Arc, time::Duration};

use secrecy::SecretSlice;
use signet_contract::ui::{Cause, LockReason, VaultSnapshot};
use signet_telegram::Environment;
use signet_vault::{
    Options,
    keychain::{Entry, Keychain, KeychainError},
    opening::Opener,
};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};

use super::*;
use crate::{
    controller::{Controller, Mailbox, Reply},
    folders::Folders,
    network::Network,
    problem::Problems,
    settings::Kept,
    typed::Typed,
    vault::{Around, Refusal},
};

const WORDS: &str = "correct horse battery";

struct NoKeychain;

impl Keychain for NoKeychain {
    fn read(&self, _: &Entry) -> Result<SecretSlice<u8>, KeychainError> {
        Err(KeychainError::NoService)
    }

    fn write(&self, _: &Entry, _: &SecretSlice<u8>) -> Result<(), KeychainError> {
        Err(KeychainError::NoService)
    }

    fn remove(&self, _: &Entry) -> Result<(), KeychainError> {
        Err(KeychainError::NoService)
    }
}

/// Keeps what the vault tells itself for the test to hand on.
struct Forward(mpsc::UnboundedSender<Message>);

impl Controller for Forward {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        self.0.send(message).unwrap();
    }
}

/// Open.
async fn vault(place: &Path) -> (Vault, mpsc::UnboundedReceiver<Message>) {
    let environment = Arc::new(Environment::test());
    let folders = Folders::new(Some(place.to_owned()), &environment).unwrap();
    let (_set, settings) = watch::channel(Kept::default().shown(None));
    let problems = Mailbox::start(Problems::new(None, Box::new(|_| ())));
    let quiet = Box::new(|_: &_| ());
    let around = Around {
        settings,
        network: Network::start(&environment, folders.clone(), problems.clone(), quiet),
        problems,
        folders,
    };
    let (forward, messages) = mpsc::unbounded_channel();
    let path = around.folders.vault();
    let mut vault = Vault {
        own: Mailbox::start(Forward(forward)),
        opener: Opener::new(&path, "test", Options::default(), Arc::new(NoKeychain)),
        around,
        state: State::Opening,
        kits: Vec::new(),
        trail_checked_at: None,
        beside: Beside::default(),
        set_aside: None,
        started: std::time::Instant::now(),
        watch: None,
        show: watch::channel(VaultSnapshot::Opening).0,
        hand: watch::channel(None).0,
        publish: Box::new(|_| ()),
    };
    vault.handle(Message::Open).await;
    let chosen = ask(&mut vault, |reply| {
        Message::ChoosePassphrase(words(), reply)
    });
    assert!(matches!(chosen.await.await, Ok(Ok(VaultSnapshot::Open(_)))));
    (vault, messages)
}

fn words() -> Typed {
    serde_json::from_value(WORDS.into()).unwrap()
}

/// The message is handled; its answer may come later.
async fn ask<T>(
    vault: &mut Vault,
    message: impl FnOnce(Reply<T>) -> Message,
) -> oneshot::Receiver<T> {
    let (reply, answer) = oneshot::channel();
    let handled = timeout(Duration::from_secs(60), vault.handle(message(reply)));
    handled.await.unwrap();
    answer
}

fn cause<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> Cause {
    refused.unwrap_err().into()
}

#[tokio::test]
async fn a_lock_waits_neither_for_a_change_of_the_key_nor_for_a_check_of_the_trail() {
    let place = tempfile::tempdir().unwrap();
    let (mut vault, mut messages) = vault(place.path()).await;
    vault.cut_short();
    let endless = vault.begin(pending(), Message::Checked, None);
    vault.beside.check = Some(endless);
    let checked = ask(&mut vault, Message::VerifyTrail).await;
    let (reply, changed) = oneshot::channel();
    vault.change_key(pending(), Some(reply));
    let current = Some(words());
    let made = ask(&mut vault, |reply| Message::MakeKit { current, reply }).await;

    let locked = ask(&mut vault, Message::Lock).await.await.unwrap();
    assert!(matches!(
        locked,
        VaultSnapshot::Locked {
            reason: LockReason::Demand
        }
    ));
    assert!(vault.hand.borrow().is_none());
    assert_eq!(cause(checked.await.unwrap()), Cause::VaultClosed);
    assert_eq!(cause(changed.await.unwrap()), Cause::VaultClosed);
    // What waited for the change is told too, and what was cut short changes nothing any more.
    let mut asked_again = false;
    while !asked_again {
        let message = messages.recv().await.unwrap();
        asked_again = matches!(message, Message::MakeKit { .. });
        vault.handle(message).await;
    }
    assert_eq!(cause(made.await.unwrap().map(drop)), Cause::VaultClosed);
    assert!(matches!(vault.state, State::Locked(_)));

    let unlocked = ask(&mut vault, |reply| Message::Unlock(words(), reply)).await;
    let unlocked = unlocked.await.unwrap();
    assert!(matches!(unlocked, Ok(VaultSnapshot::Open(_))));
    vault.close().await;
}

#[tokio::test]
async fn what_keeps_the_key_is_changed_after_the_key() {
    let place = tempfile::tempdir().unwrap();
    let (mut vault, mut messages) = vault(place.path()).await;
    let current = Some(words());
    let mut rotated = ask(&mut vault, |reply| Message::RotateKey { current, reply }).await;
    let current = Some(words());
    let mut made = ask(&mut vault, |reply| Message::MakeKit { current, reply }).await;
    assert!(made.try_recv().is_err(), "it waits");
    let made = loop {
        let message = messages.recv().await.unwrap();
        vault.handle(message).await;
        if let Ok(made) = made.try_recv() {
            break made;
        }
    };
    assert!(matches!(rotated.try_recv(), Ok(Ok(_))), "it was first");
    assert!(made.is_ok());
    assert_eq!(vault.kits.len(), 1);
    vault.close().await;
}

#[tokio::test]
async fn a_wrong_passphrase_changes_no_key() {
    let place = tempfile::tempdir().unwrap();
    let (mut vault, mut messages) = vault(place.path()).await;
    let current = Some(serde_json::from_value("another one".into()).unwrap());
    let mut rotated = ask(&mut vault, |reply| Message::RotateKey { current, reply }).await;
    let refused = loop {
        let message = messages.recv().await.unwrap();
        vault.handle(message).await;
        if let Ok(refused) = rotated.try_recv() {
            break refused;
        }
    };
    assert_eq!(cause(refused), Cause::PassphraseWrong);
    vault.close().await;
}

#[tokio::test]
async fn work_that_panics_leaves_nobody_waiting() {
    let place = tempfile::tempdir().unwrap();
    let (mut vault, mut messages) = vault(place.path()).await;
    let (reply, mut changed) = oneshot::channel();
    vault.change_key(async { panic!("on purpose") }, Some(reply));
    let refused = loop {
        let message = messages.recv().await.unwrap();
        vault.handle(message).await;
        if let Ok(refused) = changed.try_recv() {
            break refused;
        }
    };
    assert_eq!(cause(refused), Cause::Internal);
    assert!(vault.beside.change.is_none());
    vault.close().await;
}
