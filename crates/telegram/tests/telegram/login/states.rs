//! All states, inputs, events and errors of a sign-in with the test that covers each, compared
//! with `STATES.md` and with what the states really offer.

mod page;
mod table;

use std::fs;
use std::path::Path;

use signet_telegram::login::{Input, InputKind, Refused};

use super::journey::World;
use super::places::Place;
use super::refusals::ROWS;

use self::table::{ALWAYS, ANYWHERE, ERRORS, EVENTS, FAULTS, INPUTS, LISTED, SOMETIMES};

type Kind = InputKind;

#[tokio::test(flavor = "multi_thread")]
async fn every_state_takes_what_the_table_says_and_refuses_all_else() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        let mut offers = flow.snapshot().offers;
        let own = INPUTS.iter().filter(|cell| cell.0 == place);
        let always = ALWAYS.iter().map(|cell| cell.0);
        let mut wanted: Vec<_> = own.map(|cell| cell.1).chain(always).collect();
        if place == Place::Qr {
            // Another code can be shown only when there is none.
            offers.retain(|kind| *kind != Kind::Retry);
        }
        wanted.sort();
        offers.sort();
        assert_eq!(offers, wanted, "{place:?}");
        for kind in Kind::ALL {
            if !offers.contains(&kind) {
                let refused = flow.submit(input(kind, &world)).await.unwrap_err();
                assert_eq!(refused, Refused::NotNow, "{place:?} {kind:?}");
            }
        }
        world.nothing_is_left(flow).await;
    }
}

fn input(kind: Kind, world: &World) -> Input {
    match kind {
        Kind::Phone => Input::Phone("9996621234".into()),
        Kind::UseQr => Input::UseQr,
        Kind::UsePhone => Input::UsePhone,
        Kind::Code => Input::Code("1".into()),
        Kind::Resend => Input::Resend,
        Kind::NewCode => Input::NewCode,
        Kind::Email => Input::Email("a@b.example".into()),
        Kind::ResetEmail => Input::ResetEmail,
        Kind::Password => Input::Password("1".into()),
        Kind::Recover => Input::Recover,
        Kind::Back => Input::Back,
        Kind::Retry => Input::Retry,
        Kind::Proxy => Input::Proxy(world.road()),
        Kind::Cancel => Input::Cancel,
    }
}

#[test]
fn every_cell_names_a_test_that_exists() {
    let inputs = INPUTS.iter().map(|cell| cell.3);
    let always = ALWAYS.iter().map(|cell| cell.2);
    let sometimes = SOMETIMES.iter().map(|cell| cell.3);
    let events = EVENTS.iter().map(|cell| cell.3);
    let all = inputs.chain(always).chain(sometimes).chain(events);
    for test in all.chain([ERRORS, FAULTS]) {
        let (module, name) = test.split_once("::").unwrap();
        let path = match module {
            "machine" => "src/login/machine/properties.rs".to_owned(),
            module => format!("tests/telegram/login/{module}.rs"),
        };
        let source = read(&path);
        assert!(source.contains(&format!("fn {name}()")), "{test}");
    }
}

#[test]
fn every_error_that_is_listed_has_its_row() {
    for (method, names) in LISTED {
        for name in names.split(' ') {
            let has = ROWS
                .iter()
                .any(|row| row.method == *method && row.name == name);
            assert!(has, "{method} {name}");
        }
    }
    for name in ANYWHERE.split_whitespace() {
        assert!(ROWS.iter().any(|row| row.name == name), "{name}");
    }
}

#[test]
fn the_table_that_people_read_is_this_one() {
    let wanted = page::markdown();
    if read("STATES.md") != wanted {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("STATES.md");
        fs::write(&fresh, wanted).unwrap();
        panic!("STATES.md is stale; the new one is {}", fresh.display());
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}
