//! A vault of its own for each test.

use std::{path::Path, sync::Arc};

use signet_contract::ids::{KeyId, VaultId};
use signet_trail::{Actor, Circumstance, Event, Outcome, Text, Timestamp};
use signet_vault::{Folder, MasterKey, NewVault, NoHeadOutside, Options, OsRandom, Store};

/// Makes one in this folder, open.
pub fn store(folder: &Path) -> Arc<Store> {
    let folder = Folder::claim(&folder.join("vault"), Options::default()).unwrap();
    let new = NewVault {
        id: VaultId::now(),
        key_id: KeyId::now(),
        key: MasterKey::generate(&OsRandom).unwrap(),
        copies: Vec::new(),
        environment: "test".into(),
        created_at: Timestamp::from_unix_millis(0),
    };
    Arc::new(Store::create(&folder, new, Arc::new(NoHeadOutside)).unwrap())
}

/// Writes a line.
pub async fn note(store: &Store, action: &str, subject: Text, at: Timestamp) {
    let circumstance = Circumstance {
        at,
        actor: Actor::Person(Text::none()),
        subject,
        reference: Text::none(),
    };
    let event = Event {
        circumstance,
        action: action.parse().unwrap(),
        outcome: Outcome::Done,
    };
    store.trail().unwrap().note(event).await.unwrap();
}
