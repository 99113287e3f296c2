//! Each field of each step, wrong.

use std::time::Duration;

use grammers_crypto::aes;
use grammers_tl_types::{self as tl, Serializable};
use num_bigint::BigUint;
use sha1::{Digest, Sha1};
use tl::{
    enums::{ResPq, ServerDhInnerData, ServerDhParams, SetClientDhParamsAnswer},
    functions::{ReqPqMulti, SetClientDhParams},
    types,
};

use super::{
    Group,
    agreement::{Agreement, Outcome},
    offer::{Offer, Opened},
    question::Question,
};
use crate::{Environment, Error};

const NOW: Duration = Duration::from_secs(1_800_000_000);
const SERVER_NONCE: [u8; 16] = [9; 16];

fn prime() -> Vec<u8> {
    BigUint::parse_bytes(super::group::TELEGRAM.as_bytes(), 16)
        .unwrap()
        .to_bytes_be()
}

fn said(error: Error) -> &'static str {
    let Error::Handshake(what) = error else {
        panic!("{error}");
    };
    what
}

fn answered(change: impl FnOnce(&mut types::ResPq)) -> Result<Offer, Error> {
    let environment = Environment::production();
    let (ReqPqMulti { nonce }, question) = Question::begin().unwrap();
    let mut answer = types::ResPq {
        nonce,
        server_nonce: SERVER_NONCE,
        pq: (1_206_429_347u64 * 1_218_991_343).to_be_bytes().to_vec(),
        server_public_key_fingerprints: vec![1, environment.keys()[0].fingerprint()],
    };
    change(&mut answer);
    let answered = question.answered(&ResPq::Pq(answer), &environment, 2);
    answered.map(|(_, offer)| offer)
}

#[test]
fn a_question_with_anything_wrong_is_not_answered() {
    let refused = |change: fn(&mut types::ResPq)| answered(change).err().unwrap();
    assert!(answered(|_| ()).is_ok());
    let nonce = refused(|answer| answer.nonce[0] ^= 1);
    assert_eq!(said(nonce), "another nonce");
    let key = refused(|answer| {
        answer.server_public_key_fingerprints.pop();
    });
    assert_eq!(key, Error::UnknownServerKey);
    let product = "a number that is no product of two primes";
    for pq in [
        vec![],
        vec![0; 8],
        vec![1; 9],
        vec![0xff; 8],
        vec![0x7f, 0xff, 0xff, 0xff],
    ] {
        let refused = answered(|answer| answer.pq = pq).err().unwrap();
        assert_eq!(said(refused), product);
    }
}

fn offer() -> Offer {
    answered(|_| ()).unwrap()
}

/// What the server says when all is well.
fn inner(offer: &Offer) -> types::ServerDhInnerData {
    types::ServerDhInnerData {
        nonce: offer.nonce,
        server_nonce: offer.server_nonce,
        g: 3,
        dh_prime: prime(),
        g_a: BigUint::from(3u8)
            .modpow(
                &(BigUint::from(1u8) << 2000),
                &BigUint::from_bytes_be(&prime()),
            )
            .to_bytes_be(),
        server_time: 1_800_000_100,
    }
}

fn block(inner: types::ServerDhInnerData) -> Vec<u8> {
    let bytes = ServerDhInnerData::Data(inner).to_bytes();
    let mut block = [&Sha1::digest(&bytes)[..], &bytes].concat();
    block.resize(block.len().next_multiple_of(16), 0);
    block
}

fn sealed(offer: &Offer, mut block: Vec<u8>) -> types::ServerDhParamsOk {
    let (key, iv) = offer.keys();
    aes::ige_encrypt(&mut block, &key, &iv);
    types::ServerDhParamsOk {
        nonce: offer.nonce,
        server_nonce: offer.server_nonce,
        encrypted_answer: block,
    }
}

fn opened(change: impl FnOnce(&mut types::ServerDhInnerData)) -> Result<Opened, Error> {
    let offer = offer();
    let mut inner = inner(&offer);
    change(&mut inner);
    let answer = sealed(&offer, block(inner));
    offer.opened(ServerDhParams::Ok(answer))
}

#[test]
fn an_offer_with_anything_wrong_around_it_is_not_opened() {
    let refused = |change: fn(&mut types::ServerDhParamsOk)| {
        let offer = offer();
        let mut answer = sealed(&offer, block(inner(&offer)));
        change(&mut answer);
        said(offer.opened(ServerDhParams::Ok(answer)).err().unwrap())
    };
    assert_eq!(refused(|answer| answer.nonce[3] ^= 1), "another nonce");
    assert_eq!(
        refused(|answer| answer.server_nonce[3] ^= 1),
        "another server nonce"
    );
    let length = "a length that does not fit";
    assert_eq!(refused(|answer| answer.encrypted_answer.clear()), length);
    assert_eq!(
        refused(|answer| answer.encrypted_answer.truncate(16)),
        length
    );
    assert_eq!(
        refused(|answer| answer.encrypted_answer.truncate(33)),
        length
    );
    let unreadable = "an offer that cannot be read";
    assert_eq!(
        refused(|answer| answer.encrypted_answer.truncate(48)),
        unreadable
    );
    assert_eq!(
        refused(|answer| answer.encrypted_answer[16] ^= 1),
        unreadable
    );
    let last = refused(|answer| *answer.encrypted_answer.last_mut().unwrap() ^= 1);
    // The garbled block is the last, with the time in it.
    assert_eq!(last, "a wrong hash of the offer");

    let offer = offer();
    let fail = types::ServerDhParamsFail {
        nonce: offer.nonce,
        server_nonce: offer.server_nonce,
        new_nonce_hash: [0; 16],
    };
    let failed = offer.opened(ServerDhParams::Fail(fail)).err().unwrap();
    assert_eq!(said(failed), "it does not take our answer");
}

#[test]
fn an_offer_with_anything_wrong_in_it_is_not_taken() {
    let refused = |change: fn(&mut types::ServerDhInnerData)| said(opened(change).err().unwrap());
    assert_eq!(
        refused(|inner| inner.nonce[0] ^= 1),
        "another nonce in the offer"
    );
    assert_eq!(
        refused(|inner| inner.server_nonce[0] ^= 1),
        "another server nonce in the offer"
    );
    let offer = offer();
    let mut hashed = block(inner(&offer));
    hashed[0] ^= 1;
    let answer = sealed(&offer, hashed);
    let wrong = offer.opened(ServerDhParams::Ok(answer)).err().unwrap();
    assert_eq!(said(wrong), "a wrong hash of the offer");

    let offer = self::offer();
    let mut padded = block(inner(&offer));
    padded.extend([0; 16]);
    let answer = sealed(&offer, padded);
    let wrong = offer.opened(ServerDhParams::Ok(answer)).err().unwrap();
    assert_eq!(said(wrong), "too much padding");
}

#[tokio::test]
async fn a_public_value_near_the_ends_is_not_taken() {
    let group = Group::checked(&prime(), 3).await.unwrap();
    let number = BigUint::from_bytes_be(&prime());
    let margin = BigUint::from(1u8) << 1984u32;
    for wrong in [
        BigUint::ZERO,
        BigUint::from(1u8),
        margin.clone(),
        &number - &margin,
        &number - BigUint::from(1u8),
        number.clone(),
    ] {
        let opened = opened(|inner| inner.g_a = wrong.to_bytes_be()).unwrap();
        let refused = opened.agree(&group, NOW).err().unwrap();
        assert_eq!(said(refused), "a public value near the ends");
    }
    let mut long = prime();
    long.extend(prime());
    let opened = opened(|inner| inner.g_a = long).unwrap();
    assert!(opened.agree(&group, NOW).is_err());
}

async fn agreement() -> (SetClientDhParams, Agreement, Group) {
    let group = Group::checked(&prime(), 3).await.unwrap();
    let opened = opened(|_| ()).unwrap();
    assert_eq!((opened.prime(), opened.generator()), (&prime()[..], 3));
    let (request, agreement) = opened.agree(&group, NOW).unwrap();
    (request, agreement, group)
}

fn concluded(
    agreement: Agreement,
    number: u8,
    change: impl FnOnce(&mut types::DhGenOk),
) -> Result<Outcome, Error> {
    let (nonce, server_nonce) = agreement.nonces();
    let mut answer = types::DhGenOk {
        nonce,
        server_nonce,
        new_nonce_hash1: agreement.nonce_hash(number).0,
    };
    change(&mut answer);
    let (nonce, server_nonce, hash) = (answer.nonce, answer.server_nonce, answer.new_nonce_hash1);
    agreement.conclude(&match number {
        1 => SetClientDhParamsAnswer::DhGenOk(answer),
        2 => SetClientDhParamsAnswer::DhGenRetry(types::DhGenRetry {
            nonce,
            server_nonce,
            new_nonce_hash2: hash,
        }),
        _ => SetClientDhParamsAnswer::DhGenFail(types::DhGenFail {
            nonce,
            server_nonce,
            new_nonce_hash3: hash,
        }),
    })
}

#[tokio::test]
async fn an_end_with_anything_wrong_is_none() {
    for number in [1, 2, 3] {
        let refused = async |change: fn(&mut types::DhGenOk)| {
            let (_, agreement, _) = agreement().await;
            said(concluded(agreement, number, change).err().unwrap())
        };
        assert_eq!(
            refused(|answer| answer.nonce[0] ^= 1).await,
            "another nonce"
        );
        assert_eq!(
            refused(|answer| answer.server_nonce[0] ^= 1).await,
            "another server nonce"
        );
        assert_eq!(
            refused(|answer| answer.new_nonce_hash1[15] ^= 1).await,
            "a wrong hash of our nonce"
        );
    }
}

#[tokio::test]
async fn a_right_end_is_a_key_another_try_or_a_failure() {
    let (first, one, group) = agreement().await;
    let Ok(Outcome::Again(again)) = concluded(one, 2, |_| ()) else {
        panic!("no other try");
    };
    let (second, two) = again.agree(&group).unwrap();
    assert_ne!(first.encrypted_data, second.encrypted_data);
    let Ok(Outcome::Agreed(agreed)) = concluded(two, 1, |_| ()) else {
        panic!("no key");
    };
    assert_eq!(agreed.clock.ahead(), Some(100));
    let (_, three, _) = agreement().await;
    assert_eq!(
        said(concluded(three, 3, |_| ()).err().unwrap()),
        "it gave up"
    );
}
