//! Damage that even its own device signs for: nothing of it opens.

use std::env;

use super::{Envelope, faulty::signed_again};
use crate::{
    Device, Error, SigningKey, Suite,
    vectors::people::{NOW, card, counting, device, expected, sealing, sealing_key, session},
};

fn sealed(suite: Suite) -> Envelope {
    let card = card(suite);
    sealing(&card)
        .seal_with(&session(), &device(), counting)
        .unwrap()
}

fn opens(suite: Suite, envelope: Envelope) -> bool {
    let json = signed_again(envelope, &device()).to_json();
    sealing_key(suite)
        .open(json.as_bytes(), &expected())
        .is_ok()
}

/// All places when everything is asked for, otherwise as many as take a second, from a random
/// start that is printed.
#[expect(
    clippy::print_stdout,
    reason = "a seed that nobody sees repeats nothing"
)]
fn places(count: usize) -> Box<dyn Iterator<Item = usize>> {
    if env::var_os("SIGNET_THOROUGH").is_some() {
        return Box::new(0..count);
    }
    let given = env::var("SIGNET_TEST_SEED").ok();
    let seed = given
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| getrandom::u64().unwrap());
    println!("SIGNET_TEST_SEED={seed}");
    let step = (count / 400).max(1);
    Box::new((seed as usize % step..count).step_by(step))
}

#[test]
fn a_flipped_bit_of_key_or_ciphertext_never_opens_though_signed() {
    for suite in Suite::ALL {
        let good = sealed(suite);
        assert!(opens(suite, good.clone()));
        for bit in places(good.enc.len() * 8) {
            let mut bad = good.clone();
            bad.enc[bit / 8] ^= 1 << (bit % 8);
            // The highest bit of an X25519 point is not part of it (RFC 7748); both
            // encapsulations end with one, and both hash it, so that it counts all the same.
            assert!(!opens(suite, bad), "{suite:?} enc bit {bit}");
        }
        for bit in places(good.ciphertext.len() * 8) {
            let mut bad = good.clone();
            bad.ciphertext[bit / 8] ^= 1 << (bit % 8);
            assert!(!opens(suite, bad), "{suite:?} ct bit {bit}");
        }
    }
}

#[test]
fn a_cut_key_or_ciphertext_never_opens_though_signed() {
    for suite in Suite::ALL {
        let good = sealed(suite);
        for length in places(good.enc.len()) {
            let mut bad = good.clone();
            bad.enc.truncate(length);
            assert!(!opens(suite, bad), "{suite:?} enc {length}");
        }
        for length in places(good.ciphertext.len()) {
            let mut bad = good.clone();
            bad.ciphertext.truncate(length);
            assert!(!opens(suite, bad), "{suite:?} ct {length}");
        }
    }
}

#[test]
fn a_changed_context_never_opens_though_signed_and_expected() {
    let changes: [fn(&mut Envelope); 11] = [
        |e| e.context.environment = "test".to_owned(),
        |e| e.context.platform = "https://other.example".to_owned(),
        |e| e.context.service = signet_contract::ids::ServiceId::now(),
        |e| e.context.grant = signet_contract::ids::GrantId::now(),
        |e| e.context.user = "user-4712".to_owned(),
        |e| e.context.card[31] ^= 1,
        |e| e.context.scopes.truncate(1),
        |e| e.context.issued_at += 1,
        |e| e.context.expires_at += 1,
        |e| e.key_id = "2026-12".to_owned(),
        |e| e.context.device = SigningKey::<Device>::from_seed(&[0x77; 32]).verifying_key(),
    ];
    for suite in Suite::ALL {
        for (at, change) in changes.iter().enumerate() {
            let mut bad = sealed(suite);
            change(&mut bad);
            let signer = if at == 10 {
                SigningKey::from_seed(&[0x77; 32])
            } else {
                device()
            };
            let bad = signed_again(bad, &signer);
            let mut key = sealing_key(suite);
            if at == 9 {
                key = crate::SealingKey::from_seed(suite, "2026-12", &key.seed()).unwrap();
            }
            // Whoever opens expects exactly what the changed envelope says.
            let context = bad.context.clone();
            let expected = crate::Expected {
                environment: &context.environment,
                platform: &context.platform,
                service: context.service,
                user: &context.user,
                grant: context.grant,
                device: Some(context.device),
                now: NOW + 60,
            };
            let opened = key.open(bad.to_json().as_bytes(), &expected);
            assert_eq!(opened.err(), Some(Error::Closed), "{suite:?} change {at}");
        }
    }
}

#[test]
fn without_random_numbers_nothing_is_sealed() {
    let card = card(Suite::XWing);
    let fails = |_: &mut [u8]| Err(getrandom::Error::UNSUPPORTED);
    let sealed = sealing(&card).seal_with(&session(), &device(), fails);
    assert_eq!(sealed.err(), Some(Error::Random));
}

#[test]
fn two_envelopes_of_one_session_have_nothing_in_common() {
    let card = card(Suite::XWing);
    let seal = || {
        sealing(&card)
            .seal_with(&session(), &device(), getrandom::fill)
            .unwrap()
    };
    let (one, other) = (seal(), seal());
    assert_ne!(one.enc, other.enc);
    assert_ne!(one.ciphertext[..16], other.ciphertext[..16]);
}
