//! Storage without a service around it.

use signet_contract::platform::Moment;
use signet_service::{
    audit::{Deed, event},
    deed::Revoke,
    storage::{Storage, sqlite::Sqlite},
};
use signet_trail::{Actor, Event, Outcome, Text};

pub struct Kept {
    pub storage: Storage,
    _folder: tempfile::TempDir,
}

pub fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let storage = Sqlite::open(&folder.path().join("kept.db"))
        .unwrap()
        .storage();
    Kept {
        storage,
        _folder: folder,
    }
}

pub fn at(seconds: u64) -> Moment {
    Moment::from_unix_millis(1_795_000_000_000 + seconds * 1000)
}

/// What the trail will say of something or other.
pub fn told(subject: &str) -> Event {
    let deed = Deed {
        actor: Actor::App(Text::none()),
        subject: subject.parse().unwrap(),
        reference: None,
    };
    event::<Revoke>(at(0), Outcome::Done, deed)
}
