//! What closing does to work that looks at many rows.

use signet_contract::ids::{KeyId, VaultId};
use signet_trail::{Actor, Circumstance, Export, Text, Timestamp};

use super::{NewVault, Store};
use crate::{Error, Folder, MasterKey, NoHeadOutside, Options, OsRandom};

const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

#[tokio::test]
async fn who_looks_at_many_rows_stops_as_soon_as_the_vault_is_being_closed() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Folder::claim(&temporary.path().join("vault"), Options::default()).unwrap();
    let new = NewVault {
        id: VaultId::now(),
        key_id: KeyId::now(),
        key: MasterKey::generate(&OsRandom).unwrap(),
        copies: Vec::new(),
        environment: "test".into(),
        created_at: NOW,
    };
    let store = Store::create(&folder, new, std::sync::Arc::new(NoHeadOutside)).unwrap();
    let circumstance = Circumstance {
        at: NOW,
        actor: Actor::Person(Text::none()),
        subject: Text::none(),
        reference: Text::none(),
    };
    let trail = store.trail().unwrap();
    drop(trail.record::<Export>(circumstance).await.unwrap());
    store.activity().verify().await.unwrap();
    assert_eq!(store.examine().await.unwrap(), []);

    store.core.closing().begin();
    let verified = store.activity().verify().await;
    assert!(matches!(verified, Err(Error::Locked)), "{verified:?}");
    let examined = store.examine().await;
    assert!(matches!(examined, Err(Error::Locked)), "{examined:?}");
    let older = store.activity().older_than(NOW).await;
    assert!(matches!(older, Err(Error::Locked)), "{older:?}");
    store.close().await;
}
