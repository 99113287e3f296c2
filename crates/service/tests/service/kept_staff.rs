//! What is kept of operators, without HTTP around it.

use std::sync::Arc;

use signet_contract::{
    Reference,
    ids::{AlertId, OperatorId},
    platform::{AlertKind, Moment, Role},
};
use signet_service::{
    deed::Enrol,
    operators::{family::Place, password::StoredPassword, totp::Step},
    storage::{
        Accepted, Attempt, Door, Invited, NewAlert, Newcomer, OperatorChange, Operators, Storage,
        StoredInvitation, Used,
    },
};
use uuid::Uuid;

use crate::{
    device::line,
    kept::{at, kept, told},
};

fn newcomer(email: &str, now: Moment) -> Newcomer {
    Newcomer {
        id: OperatorId::now(),
        email: email.parse().unwrap(),
        name: "Mara".parse().unwrap(),
        password: StoredPassword::from_stored("$argon2id$…".to_owned()),
        totp: vec![1],
        now,
    }
}

/// Takes an invitation as whoever it is for.
async fn accept(
    storage: &Storage,
    digest: u8,
    email: &str,
    seconds: u64,
) -> (OperatorId, Accepted) {
    let operators = &storage.operators;
    let newcomer = newcomer(email, at(seconds));
    let id = match operators.invited([digest; 32], newcomer.now).await.unwrap() {
        Some(Invited::Known(known)) => known.id,
        Some(Invited::Somebody) | None => newcomer.id,
    };
    let line = line::<Enrol>(format!("operator:{id}")).await;
    let newcomer = Newcomer { id, ..newcomer };
    let accepted = operators.accept(line, [digest; 32], newcomer).await;
    (id, accepted.unwrap())
}

async fn admit(storage: &Storage, id: OperatorId, step: u64, seconds: u64) -> Option<Uuid> {
    let family = Uuid::now_v7();
    let admitted = storage
        .operators
        .admit(id, vec![1], Step(step), family, at(seconds))
        .await;
    admitted.unwrap().then_some(family)
}

async fn use_token(operators: &dyn Operators, family: Uuid, number: u32, seconds: u64) -> Used {
    let reused = Box::new(|id: OperatorId| {
        let alert = NewAlert {
            id: AlertId::now(),
            kind: AlertKind::TokenReused,
            about: format!("operator:{id}"),
            reference: Reference::random(),
            session: None,
            service: None,
            at: at(0),
        };
        (told(&format!("operator:{id}")), alert)
    });
    let place = Place { family, number };
    operators
        .use_token(place, at(seconds), reused)
        .await
        .unwrap()
}

fn role(role: Role) -> OperatorChange {
    OperatorChange {
        role: Some(role),
        ..OperatorChange::default()
    }
}

fn disabled(disabled: bool) -> OperatorChange {
    OperatorChange {
        disabled: Some(disabled),
        ..OperatorChange::default()
    }
}

async fn invited(
    storage: &Storage,
    digest: u8,
    operator: Option<OperatorId>,
    made_by: Option<OperatorId>,
) {
    let invitation = StoredInvitation {
        digest: [digest; 32],
        role: Role::Support,
        operator,
        made_by,
        expires_at: at(100),
    };
    storage.operators.invite(invitation).await.unwrap();
}

/// Somebody who was invited, accepted and sent a code.
async fn operator(storage: &Storage, email: &str) -> (OperatorId, Uuid) {
    let digest = email.bytes().fold(0u8, u8::wrapping_add);
    invited(storage, digest, None, None).await;
    let (id, accepted) = accept(storage, digest, email, 0).await;
    assert_eq!(accepted, Accepted::Taken(Role::Support, Vec::new()));
    let family = admit(storage, id, 1, 0).await;
    (id, family.unwrap())
}

async fn admin(storage: &Storage, email: &str) -> OperatorId {
    let (id, _) = operator(storage, email).await;
    let operators = &storage.operators;
    let changed = operators
        .change_operator(id, role(Role::Admin), at(0))
        .await;
    assert!(changed.unwrap().is_some());
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_uses_of_one_token_give_one_successor() {
    let kept = kept();
    let (_, family) = operator(&kept.storage, "a@x.example").await;
    let uses: Vec<_> = (0..1_000)
        .map(|_| {
            let operators = Arc::clone(&kept.storage.operators);
            tokio::spawn(async move { use_token(&*operators, family, 0, 10).await })
        })
        .collect();
    let mut newest = std::collections::BTreeSet::new();
    for used in uses {
        match used.await.unwrap() {
            Used::Stands(family, _) => newest.insert(family.newest),
            Used::Reused(_) | Used::Over => panic!("a lost call may be repeated"),
        };
    }
    assert_eq!(newest, [1].into());
}

#[tokio::test]
async fn a_token_used_again_ends_its_family_for_good() {
    let kept = kept();
    let (id, family) = operator(&kept.storage, "a@x.example").await;
    let operators = &*kept.storage.operators;
    let first = use_token(operators, family, 0, 10).await;
    assert!(matches!(first, Used::Stands(..)));
    let again = use_token(operators, family, 0, 41).await;
    assert!(matches!(again, Used::Reused(owner) if owner == id));
    let newest = use_token(operators, family, 1, 42).await;
    assert!(matches!(newest, Used::Over));
    // All that follows stands in the same transaction.
    let (revoked, _) = kept.storage.news.since(0).await.unwrap();
    assert_eq!(revoked[0].id, family);
    assert_eq!(kept.storage.lines.told(10).await.unwrap().len(), 1);
    assert_eq!(kept.storage.alerts.open_alerts().await.unwrap(), 1);
}

#[tokio::test]
async fn an_invitation_is_good_once_and_for_a_while() {
    let kept = kept();
    let storage = &kept.storage;
    invited(storage, 7, None, None).await;
    let (_, late) = accept(storage, 7, "a@x.example", 100).await;
    assert_eq!(late, Accepted::Over);
    // Taking it again before a code was sent is the same person who lost the answer.
    let (first, _) = accept(storage, 7, "a@x.example", 1).await;
    let (again, taken) = accept(storage, 7, "b@x.example", 2).await;
    assert_eq!(first, again);
    assert!(matches!(taken, Accepted::Taken(..)));
    assert_eq!(
        admit(storage, again, 1, 100).await,
        None,
        "the invitation is over"
    );
    assert!(admit(storage, again, 1, 3).await.is_some());
    let (_, used) = accept(storage, 7, "c@x.example", 4).await;
    assert_eq!(used, Accepted::Over);
}

#[tokio::test]
async fn an_invitation_takes_nobodys_place() {
    let kept = kept();
    let storage = &kept.storage;
    let (mara, family) = operator(storage, "mara@x.example").await;
    invited(storage, 1, None, None).await;
    let (_, stolen) = accept(storage, 1, "MARA@x.example", 1).await;
    assert_eq!(stolen, Accepted::EmailTaken);
    // One made for her lets her choose a new password, under her own address only.
    invited(storage, 2, Some(mara), None).await;
    let (_, other) = accept(storage, 2, "other@x.example", 1).await;
    assert_eq!(other, Accepted::EmailTaken);
    let (hers, taken) = accept(storage, 2, "mara@x.example", 1).await;
    assert_eq!(hers, mara);
    assert_eq!(taken, Accepted::Taken(Role::Support, vec![family]));
    // Nor while she has not sent a code yet.
    let (_, stolen) = accept(storage, 1, "mara@x.example", 1).await;
    assert_eq!(stolen, Accepted::EmailTaken);
}

#[tokio::test]
async fn a_new_password_takes_the_access_tokens_with_it() {
    let kept = kept();
    let storage = &kept.storage;
    let (mara, family) = operator(storage, "mara@x.example").await;
    invited(storage, 1, Some(mara), None).await;
    accept(storage, 1, "mara@x.example", 1).await;
    let (revoked, _) = storage.news.since(0).await.unwrap();
    assert_eq!(revoked[0].id, family);
}

#[tokio::test]
async fn an_invitation_ends_with_the_power_of_whoever_made_it() {
    for change in [role(Role::Support), disabled(true)] {
        let kept = kept();
        let storage = &kept.storage;
        let maker = admin(storage, "admin@x.example").await;
        invited(storage, 1, None, Some(maker)).await;
        invited(storage, 2, None, Some(maker)).await;
        let (taker, taken) = accept(storage, 2, "b@x.example", 1).await;
        assert!(matches!(taken, Accepted::Taken(..)));
        let operators = &storage.operators;
        operators
            .change_operator(maker, change, at(2))
            .await
            .unwrap();
        let (_, late) = accept(storage, 1, "c@x.example", 3).await;
        assert_eq!(late, Accepted::Over);
        assert_eq!(admit(storage, taker, 1, 3).await, None);
        // Getting the power back does not bring them back.
        let back = OperatorChange {
            role: Some(Role::Admin),
            ..disabled(false)
        };
        operators.change_operator(maker, back, at(4)).await.unwrap();
        assert_eq!(admit(storage, taker, 1, 5).await, None);
    }
}

#[tokio::test]
async fn a_new_invitation_carries_no_older_role() {
    let kept = kept();
    let storage = &kept.storage;
    let mara = admin(storage, "mara@x.example").await;
    let operators = &storage.operators;
    // Made with a role that is not hers any more when she takes it.
    invited(storage, 1, Some(mara), None).await;
    let (id, taken) = accept(storage, 1, "mara@x.example", 1).await;
    assert_eq!(
        (id, taken),
        (mara, Accepted::Taken(Role::Admin, Vec::new()))
    );
    // And one that was made before a change is over.
    invited(storage, 2, Some(mara), None).await;
    operators
        .change_operator(mara, role(Role::Viewer), at(2))
        .await
        .unwrap();
    let (_, late) = accept(storage, 2, "mara@x.example", 3).await;
    assert_eq!(late, Accepted::Over);
}

#[tokio::test]
async fn somebody_disabled_who_is_invited_again_gets_in_again_and_not_before() {
    let kept = kept();
    let storage = &kept.storage;
    let (mara, _) = operator(storage, "mara@x.example").await;
    let operators = &storage.operators;
    invited(storage, 1, Some(mara), None).await;
    operators
        .change_operator(mara, disabled(true), at(1))
        .await
        .unwrap();
    let (_, old) = accept(storage, 1, "mara@x.example", 2).await;
    assert_eq!(old, Accepted::Over);
    invited(storage, 2, Some(mara), None).await;
    assert_eq!(admit(storage, mara, 2, 3).await, None);
    let (_, taken) = accept(storage, 2, "mara@x.example", 4).await;
    assert_eq!(taken, Accepted::Taken(Role::Support, Vec::new()));
    // Shutting them off works before the first code, too.
    let changed = operators.change_operator(mara, disabled(true), at(5)).await;
    assert!(changed.unwrap().unwrap().operator.disabled);
    assert_eq!(admit(storage, mara, 3, 6).await, None);
    invited(storage, 3, Some(mara), None).await;
    accept(storage, 3, "mara@x.example", 7).await;
    assert!(admit(storage, mara, 3, 8).await.is_some());
}

#[tokio::test]
async fn the_fifth_failure_locks_and_a_success_forgets() {
    let kept = kept();
    let (id, _) = operator(&kept.storage, "a@x.example").await;
    let email = "A@x.example".parse().unwrap();
    let attempt = |seconds| {
        kept.storage
            .operators
            .attempt(&email, Door::Active, at(seconds))
    };
    for _ in 0..4 {
        assert!(matches!(attempt(1).await, Ok(Attempt::Of(_))));
    }
    assert!(admit(&kept.storage, id, 2, 1).await.is_some());
    for _ in 0..5 {
        assert!(matches!(attempt(2).await, Ok(Attempt::Of(_))));
    }
    let until = at(2 + 15 * 60);
    assert!(matches!(attempt(3).await, Ok(Attempt::Locked(at)) if at == until));
    let stranger = "stranger@x.example".parse().unwrap();
    let nobody = kept
        .storage
        .operators
        .attempt(&stranger, Door::Active, at(3))
        .await;
    assert!(matches!(nobody, Ok(Attempt::Nobody)));
}

#[tokio::test]
async fn a_code_lets_in_once() {
    let kept = kept();
    let (id, _) = operator(&kept.storage, "a@x.example").await;
    for (step, admitted) in [(2, true), (2, false), (1, false), (3, true)] {
        let family = admit(&kept.storage, id, step, 5).await;
        assert_eq!(family.is_some(), admitted, "{step}");
    }
}

#[tokio::test]
async fn a_password_that_was_replaced_while_it_was_checked_lets_nobody_in() {
    let kept = kept();
    let (id, _) = operator(&kept.storage, "a@x.example").await;
    let operators = &kept.storage.operators;
    let before = vec![7];
    let family = Uuid::now_v7();
    let admitted = operators.admit(id, before, Step(2), family, at(1)).await;
    assert!(!admitted.unwrap());
}

#[tokio::test]
async fn a_changed_operator_is_signed_out_everywhere() {
    let kept = kept();
    let (id, family) = operator(&kept.storage, "a@x.example").await;
    let operators = &kept.storage.operators;
    let changed = operators
        .change_operator(id, role(Role::Viewer), at(1))
        .await;
    let changed = changed.unwrap().unwrap();
    assert_eq!(changed.operator.role, Role::Viewer);
    assert_eq!(changed.ended, [family]);
    let used = use_token(&**operators, family, 0, 1).await;
    assert!(matches!(used, Used::Over));
    let (revoked, _) = kept.storage.news.since(0).await.unwrap();
    assert_eq!(revoked[0].id, family);
}

#[tokio::test]
async fn sweeping_leaves_what_is_alive() {
    let kept = kept();
    let (_, family) = operator(&kept.storage, "a@x.example").await;
    invited(&kept.storage, 1, None, None).await;
    let operators = &kept.storage.operators;
    let (_, taken) = accept(&kept.storage, 1, "b@x.example", 1).await;
    assert!(matches!(taken, Accepted::Taken(..)));
    assert_eq!(operators.sweep_operators(at(99)).await.unwrap(), 0);
    // The invitation is over, and whoever took it never sent a code.
    assert_eq!(operators.sweep_operators(at(101)).await.unwrap(), 2);
    let used = use_token(&**operators, family, 0, 101).await;
    assert!(matches!(used, Used::Stands(..)));
    let all = operators.operators(None, 10).await.unwrap();
    assert_eq!(all.len(), 1);
}

#[tokio::test]
async fn after_a_restore_nobody_is_signed_in_or_invited() {
    let kept = kept();
    let (_, family) = operator(&kept.storage, "a@x.example").await;
    invited(&kept.storage, 1, None, None).await;
    kept.storage
        .standing
        .forget_single_uses(at(0))
        .await
        .unwrap();
    let used = use_token(&*kept.storage.operators, family, 0, 1).await;
    assert!(matches!(used, Used::Over));
    let (_, accepted) = accept(&kept.storage, 1, "b@x.example", 1).await;
    assert_eq!(accepted, Accepted::Over);
}
