//! Endings, receipts and health.

use signet_contract::{
    Reference,
    ids::{
        AccountId, ApiKeyId, DeviceId, GrantId, LeaseId, LinkId, OperatorId, ServiceId, SessionId,
    },
    platform::Octets,
};

use super::*;
use crate::caller::Rank;

fn at(seconds: u64) -> Moment {
    Moment::from_unix_millis(1_800_000_000_000 + seconds * 1000)
}

fn session() -> SessionRecord {
    SessionRecord {
        id: SessionId::now(),
        grant: GrantId::now(),
        link: LinkId::now(),
        service: ServiceId::now(),
        user_id: "u".parse().unwrap(),
        account_id: AccountId::now(),
        account_hint: None,
        device: DeviceId::now(),
        device_name: "laptop".parse().unwrap(),
        device_key: Octets([1; 32]),
        ip: "192.0.2.1".parse().unwrap(),
        scopes: Vec::new(),
        reference: Reference::from_bits([0; 5]),
        created_at: at(0),
        expires_at: at(1000),
        last_used_at: None,
        state: SessionState::Live,
        health: Health::Unknown,
        revoked_at: None,
        ending: None,
        steps: Vec::new(),
        envelope: [0; 32],
        receipt: String::new(),
    }
}

fn device() -> Party {
    Party::Device {
        id: DeviceId::now(),
    }
}

fn service() -> Party {
    Party::Service {
        id: ServiceId::now(),
        key: ApiKeyId::now(),
    }
}

fn outcome(session: &SessionRecord, kind: StepKind) -> Option<StepOutcome> {
    let step = session.steps.iter().find(|step| step.kind == kind);
    step.map(|step| step.outcome)
}

#[test]
fn an_ended_session_is_refused_and_never_lives_again() {
    let mut session = session();
    assert!(session.check_live(at(999)).is_ok());
    assert_eq!(
        session.check_live(at(1000)).unwrap_err().code,
        ErrorCode::SessionExpired
    );
    assert!(session.end(Ending::Person, true, at(1)));
    assert_eq!(
        session.check_live(at(2)).unwrap_err().code,
        ErrorCode::SessionRevoked
    );
    assert!(!session.end(Ending::Policy, false, at(2)));
    assert_eq!(session.ending, Some(Ending::Person));
    for health in [Health::Working, Health::Unknown] {
        session.fare(health);
        assert_eq!(session.state, SessionState::Ending);
    }
}

#[test]
fn only_a_held_session_waits_for_its_holder() {
    let (mut held, mut idle) = (session(), session());
    held.end(Ending::Person, true, at(1));
    idle.end(Ending::Person, false, at(1));
    assert_eq!(
        outcome(&held, StepKind::HolderLogout),
        Some(StepOutcome::Waiting)
    );
    assert_eq!(outcome(&idle, StepKind::HolderLogout), None);
    assert_eq!(outcome(&idle, StepKind::Blocked), Some(StepOutcome::Done));
}

#[test]
fn a_postponed_step_says_when_and_a_done_one_stays_done() {
    let mut session = session();
    session.end(Ending::Person, false, at(1));
    let reset = |done, retry_at| Receipt::HomeReset { done, retry_at };
    session
        .receive(&reset(false, Some(at(90))), &device(), at(2))
        .unwrap();
    let step = session
        .steps
        .iter()
        .find(|step| step.kind == StepKind::HomeReset)
        .unwrap();
    assert_eq!(
        (step.outcome, step.retry_at),
        (StepOutcome::Postponed, Some(at(90)))
    );
    session
        .receive(&reset(true, None), &device(), at(91))
        .unwrap();
    session
        .receive(&reset(false, None), &device(), at(92))
        .unwrap();
    assert_eq!(
        outcome(&session, StepKind::HomeReset),
        Some(StepOutcome::Done)
    );
}

#[test]
fn no_step_of_an_ending_is_reported_before_it_ended() {
    let steps = [
        (service(), Receipt::LoggedOut { done: true }),
        (device(), Receipt::CopyLogout { done: true }),
        (
            device(),
            Receipt::HomeReset {
                done: true,
                retry_at: None,
            },
        ),
    ];
    for (party, receipt) in steps {
        let mut session = session();
        let refused = session.receive(&receipt, &party, at(1)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ValidationFailed, "{receipt:?}");
        assert!(session.steps.is_empty());
        // Its end date ends it, whether the platform has come round to it or not.
        session.receive(&receipt, &party, at(1000)).unwrap();
        session.end(Ending::Expired, true, at(1001));
        session.receive(&receipt, &party, at(1002)).unwrap();
    }
}

#[test]
fn only_its_device_confirms_a_death() {
    let mut session = session();
    let dead = Receipt::ConfirmedDead {};
    let refused = session.receive(&dead, &service(), at(1)).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Forbidden);
    let told = session.receive(&dead, &device(), at(1)).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (session.state, session.ending),
        (SessionState::Dead, Some(Ending::Died))
    );
    assert!(session.receive(&dead, &device(), at(2)).unwrap().is_empty());
}

#[test]
fn only_its_service_reports_opening_and_only_while_it_lives() {
    let mut session = session();
    let opened = |opened| Receipt::Opened {
        lease_id: LeaseId::now(),
        opened,
    };
    assert!(session.receive(&opened(true), &device(), at(1)).is_err());
    assert_eq!(
        session
            .receive(&opened(false), &service(), at(1))
            .unwrap()
            .len(),
        1
    );
    assert_eq!(session.health, Health::Unopened);
    assert_eq!(
        session
            .receive(&opened(true), &service(), at(1))
            .unwrap()
            .len(),
        1
    );
    assert!(
        session
            .receive(&opened(true), &service(), at(1))
            .unwrap()
            .is_empty()
    );
    session.end(Ending::Person, false, at(2));
    assert!(session.receive(&opened(true), &service(), at(3)).is_err());
}

#[test]
fn addresses_are_shown_to_operators_alone() {
    let session = session();
    let operator = Party::Operator {
        id: OperatorId::now(),
        rank: Rank::Viewer,
        family: uuid::Uuid::now_v7(),
    };
    assert!(session.shown(&operator, at(1)).ip.is_some());
    assert!(session.shown(&service(), at(1)).ip.is_none());
    assert!(session.shown(&device(), at(1)).ip.is_none());
}
