//! What is sealed is opened where it belongs, and what may not be sealed is not.

use proptest::prelude::*;
use signet_contract::ids::GrantId;
use signet_seal::{
    Card, CardChange, CardDraft, Envelope, Error, Identity, Sealing, Signer, SigningKey, Suite,
};

use crate::{
    any::{held, one, sessions},
    parties::{NOW, ORIGIN, Parties, recorded},
};

proptest! {
    #[test]
    fn any_session_is_opened_as_it_was_sealed(session in sessions(), suite in prop::sample::select(Suite::ALL.to_vec())) {
        let parties = Parties::new(suite);
        let envelope = parties.seal(&session);
        let json = envelope.to_json();
        prop_assert_eq!(Envelope::read(json.as_bytes()), Ok(envelope));
        let opened = parties.key.open(json.as_bytes(), &parties.expected()).unwrap();
        prop_assert_eq!(held(&opened.session), held(&session));
        prop_assert_eq!(opened.context.card, *parties.card().sha256());
        prop_assert_eq!(opened.context.device, parties.device.verifying_key());
    }

    #[test]
    fn arbitrary_bytes_are_no_envelope_and_no_card(bytes in proptest::collection::vec(any::<u8>(), 0..2000), text in "\\PC{0,300}", token in "[A-Za-z0-9_.-]{0,300}") {
        let parties = Parties::new(Suite::X25519);
        prop_assert!(Envelope::read(&bytes).is_err());
        prop_assert!(Envelope::read(text.as_bytes()).is_err());
        let opened = parties.key.open(&bytes, &parties.expected());
        prop_assert_eq!(opened.err(), Some(Error::Closed));
        prop_assert!(Card::read(&text, Signer::Service, NOW).is_err());
        prop_assert!(Card::read(&token, Signer::Service, NOW).is_err());
    }
}

#[test]
fn sizes_tell_nothing_about_usual_sessions() {
    let parties = Parties::new(Suite::XWing);
    let sizes = |json: String| {
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        value["ct"].as_str().unwrap().len()
    };
    assert_eq!(
        sizes(parties.seal(&one()).to_json()),
        (512usize + 16).div_ceil(3) * 4
    );
}

#[test]
fn a_line_about_another_grant_seals_nothing() {
    let parties = Parties::new(Suite::X25519);
    let card = parties.card();
    for subject in ["", "grant:", &format!("grant:{}", GrantId::now())] {
        let sealed = parties
            .sealing(&card)
            .seal(recorded(subject), &one(), &parties.device);
        assert_eq!(sealed.err(), Some(Error::OtherLine));
    }
}

#[test]
fn what_is_out_of_its_limits_is_not_sealed() {
    let parties = Parties::new(Suite::X25519);
    let card = parties.card();
    let good = parties.sealing(&card);
    let long = "u".repeat(129);
    let unknown = ["messages:write".to_owned()];
    let wrong = [
        (
            Sealing {
                environment: "",
                ..good
            },
            Error::Context("environment"),
        ),
        (Sealing { user: "", ..good }, Error::Context("user")),
        (
            Sealing {
                user: &long,
                ..good
            },
            Error::Context("user"),
        ),
        (
            Sealing {
                user: "a\u{200B}b",
                ..good
            },
            Error::Context("user"),
        ),
        (
            Sealing {
                scopes: &unknown,
                ..good
            },
            Error::Context("scopes"),
        ),
        (
            Sealing {
                expires_at: NOW,
                ..good
            },
            Error::Context("expires_at"),
        ),
        (
            Sealing {
                expires_at: 1 << 53,
                ..good
            },
            Error::Context("expires_at"),
        ),
        (
            Sealing {
                issued_at: NOW + 1000,
                expires_at: NOW + 1001,
                ..good
            },
            Error::CardOver,
        ),
        (
            Sealing {
                issued_at: NOW - 301,
                ..good
            },
            Error::CardOver,
        ),
    ];
    for (sealing, error) in wrong {
        let line = recorded(&format!("grant:{}", parties.grant));
        let sealed = sealing.seal(line, &one(), &parties.device);
        assert_eq!(sealed.err(), Some(error));
    }
}

#[test]
fn a_faulty_card_is_not_even_signed() {
    let parties = Parties::new(Suite::X25519);
    let stranger = SigningKey::<Identity>::random().unwrap();
    let unnamed = CardDraft {
        name: "\u{200B}".to_owned(),
        ..parties.draft()
    };
    assert_eq!(
        unnamed.sign_by_platform(&parties.platform).err(),
        Some(Error::Card("name"))
    );
    let swapped = CardDraft {
        identity_key: stranger.verifying_key(),
        ..parties.draft()
    };
    assert_eq!(
        swapped.sign_by_platform(&parties.platform).err(),
        Some(Error::KeySignature)
    );
    assert_eq!(
        parties.draft().sign_by_service(&parties.identity).err(),
        Some(Error::CardPlatform)
    );
}

#[test]
fn consent_does_not_cover_what_it_did_not_show() {
    let parties = Parties::new(Suite::X25519);
    let consented = parties.card();
    let now = |change: &dyn Fn(&mut CardDraft)| {
        let mut draft = parties.draft();
        change(&mut draft);
        let token = draft.sign_by_platform(&parties.platform).unwrap();
        let key = parties.platform.verifying_key();
        let signer = Signer::Platform {
            origin: ORIGIN,
            key: &key,
        };
        Card::read(&token, signer, NOW)
            .unwrap()
            .changed_since(&consented)
    };
    let mallory = SigningKey::<Identity>::random().unwrap();
    assert_eq!(now(&|_| ()), None);
    assert_eq!(now(&|card| card.not_after -= 1), None);
    assert_eq!(now(&|card| card.name.push('!')), Some(CardChange::Name));
    assert_eq!(
        now(&|card| card.purpose.push('!')),
        Some(CardChange::Purpose)
    );
    assert_eq!(now(&|card| card.scopes.clear()), Some(CardChange::Scopes));
    let stood_in = |card: &mut CardDraft| {
        card.identity_key = mallory.verifying_key();
        card.key = parties.key.stated_by(&mallory, parties.service, NOW + 1000);
        card.name.push('!');
    };
    assert_eq!(now(&stood_in), Some(CardChange::Identity));
}

#[test]
fn a_platform_takes_on_a_service_from_its_own_card() {
    let parties = Parties::new(Suite::XWing);
    let own = CardDraft {
        platform: String::new(),
        ..parties.draft()
    };
    let own = own.sign_by_service(&parties.identity).unwrap();
    let own = Card::read(&own, Signer::Service, NOW).unwrap();
    let taken = own
        .drafted_for(ORIGIN)
        .sign_by_platform(&parties.platform)
        .unwrap();
    let key = parties.platform.verifying_key();
    let taken = Card::read(
        &taken,
        Signer::Platform {
            origin: ORIGIN,
            key: &key,
        },
        NOW,
    )
    .unwrap();
    assert_eq!(taken.identity_key(), own.identity_key());
    assert_eq!(
        (taken.service(), taken.key_id()),
        (own.service(), own.key_id())
    );
}

#[test]
fn nothing_of_a_session_is_printed() {
    let parties = Parties::new(Suite::X25519);
    let envelope = parties.seal(&one());
    let opened = parties
        .key
        .open(envelope.to_json().as_bytes(), &parties.expected())
        .unwrap();
    let printed = format!("{envelope:?} {opened:?} {:?}", envelope.context());
    for secret in ["5000000123", "user-4711", "9, 9", "0909", "CQkJ"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
