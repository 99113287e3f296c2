//! Events to bytes and back.

use proptest::prelude::*;
use signet_trail::{Actor, Circumstance, Entry, Event, Outcome, Text, Timestamp};

use crate::memory::{Memory, key, ready};

fn text() -> impl Strategy<Value = Text> {
    "[a-zA-Z0-9:./ •東ß-]{0,40}".prop_map(|text| text.parse().unwrap())
}

fn events() -> impl Strategy<Value = Event> {
    let actor = (0..4, text()).prop_map(|(kind, id)| match kind {
        0 => Actor::Person(id),
        1 => Actor::App(id),
        2 => Actor::Operator(id),
        _ => Actor::Service(id),
    });
    let outcome = prop_oneof![
        Just(Outcome::Begun),
        Just(Outcome::Done),
        Just(Outcome::Refused),
        Just(Outcome::Failed)
    ];
    let rest = (text(), text(), "[a-z0-9-]{1,40}", outcome, any::<u64>());
    (actor, rest).prop_map(|(actor, (subject, reference, action, outcome, at))| Event {
        circumstance: Circumstance {
            at: Timestamp::from_unix_millis(at),
            actor,
            subject,
            reference,
        },
        action: action.parse().unwrap(),
        outcome,
    })
}

proptest! {
    #[test]
    fn an_event_is_read_back_as_it_was_written(event in events()) {
        let trail = signet_trail::Trail::new(Memory::default(), key());
        ready(trail.note(event.clone())).unwrap();
        let stored = trail.store().lines.lock().unwrap()[0].0.clone();
        prop_assert_eq!(Entry::read(&stored).unwrap(), Entry { sequence: 1, event });
        for length in 0..stored.len() {
            prop_assert!(Entry::read(&stored[..length]).is_err());
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Entry::read(&bytes);
    }

    #[test]
    fn what_is_read_has_no_second_encoding(event in events(), at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let trail = signet_trail::Trail::new(Memory::default(), key());
        ready(trail.note(event.clone())).unwrap();
        let stored = trail.store().lines.lock().unwrap()[0].0.clone();
        let mut flipped = stored.clone();
        let at = at.index(flipped.len());
        flipped[at] ^= 1 << bit;
        if let Ok(entry) = Entry::read(&flipped) {
            prop_assert_ne!(entry, Entry { sequence: 1, event });
        }
    }
}
