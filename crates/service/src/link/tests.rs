//! Each stage against each thing that can happen to it.

use std::time::Duration;

use signet_contract::{
    Reference,
    ids::{DeviceId, GrantId, LinkId, ServiceId},
};

use super::*;

const CODE: [u8; 32] = [1; 32];
const WRONG: [u8; 32] = [2; 32];

fn at(minutes: u64) -> Moment {
    Moment::from_unix_millis(1_800_000_000_000).after(Duration::from_secs(60 * minutes))
}

fn link() -> LinkRecord {
    LinkRecord {
        id: LinkId::now(),
        service: ServiceId::now(),
        user_id: "u".parse().unwrap(),
        user_label: "U".parse().unwrap(),
        scopes: Vec::new(),
        access_until: at(1000),
        redirect_uri: None,
        created_at: at(0),
        expires_at: at(30),
        stage: Stage::Open,
    }
}

fn redemption() -> Redemption {
    Redemption {
        device: DeviceId::now(),
        grant: GrantId::now(),
        reference: Reference::from_bits([0; 5]),
        code: CODE,
        wrong_codes: 0,
        confirm_by: at(20),
    }
}

fn redeemed() -> LinkRecord {
    let mut link = link();
    link.redeem(redemption(), None, at(10)).unwrap();
    link
}

fn confirmed() -> LinkRecord {
    let mut link = redeemed();
    link.confirm(&CODE, 3, at(100), at(11)).unwrap();
    link
}

fn code<T: std::fmt::Debug>(result: Result<T, Refused>) -> ErrorCode {
    result.unwrap_err().code
}

#[test]
fn the_way_from_open_to_delivered() {
    let mut link = confirmed();
    assert_eq!(link.state(at(12)), LinkState::Confirmed);
    link.deliver(SessionId::now(), at(12)).unwrap();
    assert_eq!(link.state(at(12)), LinkState::Delivered);
    assert_eq!(
        code(link.deliver(SessionId::now(), at(12))),
        ErrorCode::GrantDelivered
    );
}

#[test]
fn a_link_works_once_and_in_its_time() {
    assert_eq!(
        code(redeemed().redeem(redemption(), None, at(10))),
        ErrorCode::LinkRedeemed
    );
    assert_eq!(
        code(link().redeem(redemption(), None, at(30))),
        ErrorCode::LinkOver
    );
    assert_eq!(code(link().check_open(at(30))), ErrorCode::LinkOver);
    let mut no = link();
    no.refuse(Refusal::NotMe, at(1)).unwrap();
    assert_eq!(
        code(no.redeem(redemption(), None, at(2))),
        ErrorCode::LinkRefused
    );
}

#[test]
fn the_person_may_shorten_and_never_lengthen() {
    let mut shorter = link();
    shorter.redeem(redemption(), Some(at(500)), at(10)).unwrap();
    assert_eq!(shorter.access_until, at(500));
    for until in [at(1001), at(10), at(0)] {
        let refused = link().redeem(redemption(), Some(until), at(10));
        assert_eq!(code(refused), ErrorCode::ValidationFailed);
    }
}

#[test]
fn the_third_wrong_code_is_the_last() {
    let mut link = redeemed();
    for left in [2, 1] {
        let refused = link.confirm(&WRONG, 3, at(100), at(11)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ConfirmationCodeWrong);
        assert_eq!(refused.details.unwrap().tries_left, Some(left));
    }
    let used = ErrorCode::ConfirmationTriesUsed;
    assert_eq!(code(link.confirm(&WRONG, 3, at(100), at(11))), used);
    assert_eq!(code(link.confirm(&CODE, 3, at(100), at(11))), used);
    assert_eq!(link.state(at(11)), LinkState::Refused);
}

#[test]
fn a_confirmation_comes_in_time_and_may_come_twice() {
    assert_eq!(
        code(redeemed().confirm(&CODE, 3, at(100), at(20))),
        ErrorCode::LinkOver
    );
    assert_eq!(redeemed().state(at(20)), LinkState::Over);
    let mut link = confirmed();
    link.confirm(&CODE, 3, at(100), at(12)).unwrap();
    assert_eq!(
        code(link.confirm(&WRONG, 3, at(100), at(12))),
        ErrorCode::LinkRedeemed
    );
    assert_eq!(link.state(at(12)), LinkState::Confirmed);
}

#[test]
fn nothing_is_taken_before_it_is_confirmed_or_after_its_time() {
    let session = SessionId::now;
    let unconfirmed = ErrorCode::LinkNotConfirmed;
    assert_eq!(code(link().deliver(session(), at(1))), unconfirmed);
    assert_eq!(code(redeemed().deliver(session(), at(11))), unconfirmed);
    assert_eq!(
        code(confirmed().deliver(session(), at(100))),
        ErrorCode::LinkOver
    );
    assert_eq!(code(link().confirm(&CODE, 3, at(100), at(1))), unconfirmed);
}

#[test]
fn a_refusal_is_told_once_and_holds() {
    for mut link in [link(), redeemed(), confirmed()] {
        assert_eq!(link.refuse(Refusal::Declined, at(12)).unwrap().len(), 1);
        assert!(link.refuse(Refusal::NotMe, at(12)).unwrap().is_empty());
        assert_eq!(
            code(link.deliver(SessionId::now(), at(12))),
            ErrorCode::LinkRefused
        );
    }
    let mut delivered = confirmed();
    delivered.deliver(SessionId::now(), at(12)).unwrap();
    assert_eq!(
        code(delivered.refuse(Refusal::Declined, at(12))),
        ErrorCode::LinkRedeemed
    );
}
