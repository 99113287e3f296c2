//! What is kept of operators, webhooks, alerts and jobs, without HTTP around it.

use std::{sync::Arc, time::Duration};

use signet_contract::{
    Reference,
    ids::{AlertId, OperatorId, ServiceId, WebhookId},
    platform::{AlertKind, EventKind, Moment, Role, Webhook},
};
use signet_service::{
    operators::{family::Place, password::StoredPassword, totp::Step},
    storage::{
        Accepted, Attempt, Door, Mark, Marked, NewAlert, Newcomer, Raised, Settled, Storage,
        StoredInvitation, StoredWebhook, Used, sqlite::Sqlite,
    },
};
use uuid::Uuid;

struct Kept {
    storage: Storage,
    _folder: tempfile::TempDir,
}

fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let storage = Sqlite::open(&folder.path().join("kept.db"))
        .unwrap()
        .storage();
    Kept {
        storage,
        _folder: folder,
    }
}

fn at(seconds: u64) -> Moment {
    Moment::from_unix_millis(1_795_000_000_000 + seconds * 1000)
}

fn newcomer(email: &str, now: Moment) -> Newcomer {
    Newcomer {
        id: OperatorId::now(),
        email: email.parse().unwrap(),
        name: "Mara".parse().unwrap(),
        password: StoredPassword::from_stored("$argon2id$…".to_owned()),
        totp: Box::new(|_| Some(vec![1])),
        now,
    }
}

async fn invited(storage: &Storage, digest: u8, operator: Option<OperatorId>) {
    let invitation = StoredInvitation {
        digest: [digest; 32],
        role: Role::Support,
        operator,
        expires_at: at(100),
    };
    storage.operators.invite(invitation).await.unwrap();
}

/// Somebody who was invited, accepted and sent a code.
async fn operator(storage: &Storage, email: &str) -> (OperatorId, Uuid) {
    let digest = email.bytes().fold(0u8, u8::wrapping_add);
    invited(storage, digest, None).await;
    let accepted = storage
        .operators
        .accept([digest; 32], newcomer(email, at(0)))
        .await;
    let Accepted::Taken(id, Role::Support) = accepted.unwrap() else {
        panic!("the invitation is open");
    };
    let family = Uuid::now_v7();
    assert!(
        storage
            .operators
            .admit(id, Step(1), family, at(0))
            .await
            .unwrap()
    );
    (id, family)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_uses_of_one_token_give_one_successor() {
    let kept = kept();
    let (_, family) = operator(&kept.storage, "a@x.example").await;
    let uses: Vec<_> = (0..1_000)
        .map(|_| {
            let operators = Arc::clone(&kept.storage.operators);
            tokio::spawn(async move {
                operators
                    .use_token(Place { family, number: 0 }, at(10))
                    .await
            })
        })
        .collect();
    let mut newest = std::collections::BTreeSet::new();
    for used in uses {
        match used.await.unwrap().unwrap() {
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
    let uses = |number, seconds| {
        let place = Place { family, number };
        kept.storage.operators.use_token(place, at(seconds))
    };
    assert!(matches!(uses(0, 10).await, Ok(Used::Stands(..))));
    assert!(matches!(uses(0, 41).await, Ok(Used::Reused(owner)) if owner == id));
    assert!(matches!(uses(1, 42).await, Ok(Used::Over)));
}

#[tokio::test]
async fn an_invitation_is_good_once_and_for_a_while() {
    let kept = kept();
    let operators = &kept.storage.operators;
    invited(&kept.storage, 7, None).await;
    let late = operators
        .accept([7; 32], newcomer("a@x.example", at(100)))
        .await;
    assert_eq!(late.unwrap(), Accepted::Over);
    // Taking it again before a code was sent is the same person who lost the answer.
    let first = operators
        .accept([7; 32], newcomer("a@x.example", at(1)))
        .await
        .unwrap();
    let again = operators
        .accept([7; 32], newcomer("b@x.example", at(2)))
        .await
        .unwrap();
    assert_eq!(first, again);
    let Accepted::Taken(id, _) = again else {
        panic!("the invitation is open");
    };
    assert!(
        operators
            .admit(id, Step(1), Uuid::now_v7(), at(3))
            .await
            .unwrap()
    );
    let used = operators
        .accept([7; 32], newcomer("c@x.example", at(4)))
        .await;
    assert_eq!(used.unwrap(), Accepted::Over);
}

#[tokio::test]
async fn an_invitation_takes_nobodys_place() {
    let kept = kept();
    let operators = &kept.storage.operators;
    let (mara, _) = operator(&kept.storage, "mara@x.example").await;
    invited(&kept.storage, 1, None).await;
    let stolen = operators
        .accept([1; 32], newcomer("MARA@x.example", at(1)))
        .await;
    assert_eq!(stolen.unwrap(), Accepted::EmailTaken);
    // One made for her lets her choose a new password, under her own address only.
    invited(&kept.storage, 2, Some(mara)).await;
    let other = operators
        .accept([2; 32], newcomer("other@x.example", at(1)))
        .await;
    assert_eq!(other.unwrap(), Accepted::EmailTaken);
    let hers = operators
        .accept([2; 32], newcomer("mara@x.example", at(1)))
        .await;
    assert_eq!(hers.unwrap(), Accepted::Taken(mara, Role::Support));
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
    let family = Uuid::now_v7();
    assert!(
        kept.storage
            .operators
            .admit(id, Step(2), family, at(1))
            .await
            .unwrap()
    );
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
    let admit = |step| {
        kept.storage
            .operators
            .admit(id, Step(step), Uuid::now_v7(), at(5))
    };
    assert!(admit(2).await.unwrap());
    assert!(!admit(2).await.unwrap());
    assert!(!admit(1).await.unwrap());
    assert!(admit(3).await.unwrap());
}

#[tokio::test]
async fn a_changed_operator_is_signed_out_everywhere() {
    let kept = kept();
    let (id, family) = operator(&kept.storage, "a@x.example").await;
    let changed = kept
        .storage
        .operators
        .change_operator(id, Some(Role::Viewer), None)
        .await;
    let changed = changed.unwrap().unwrap();
    assert_eq!(changed.operator.role, Role::Viewer);
    assert_eq!(changed.ended, [family]);
    let used = kept
        .storage
        .operators
        .use_token(Place { family, number: 0 }, at(1))
        .await;
    assert!(matches!(used, Ok(Used::Over)));
}

#[tokio::test]
async fn sweeping_leaves_what_is_alive() {
    let kept = kept();
    let (_, family) = operator(&kept.storage, "a@x.example").await;
    invited(&kept.storage, 1, None).await;
    let operators = &kept.storage.operators;
    let taken = operators
        .accept([1; 32], newcomer("b@x.example", at(1)))
        .await;
    assert!(matches!(taken, Ok(Accepted::Taken(..))));
    assert_eq!(operators.sweep_operators(at(99)).await.unwrap(), 0);
    // The invitation is over, and whoever took it never sent a code.
    assert_eq!(operators.sweep_operators(at(101)).await.unwrap(), 2);
    let used = operators
        .use_token(Place { family, number: 0 }, at(101))
        .await;
    assert!(matches!(used, Ok(Used::Stands(..))));
    let all = operators.operators(None, 10).await.unwrap();
    assert_eq!(all.len(), 1);
}

async fn webhook(storage: &Storage, service: Option<ServiceId>) -> WebhookId {
    let webhook = Webhook {
        id: WebhookId::now(),
        url: "https://atlas.example/hooks".to_owned(),
        service_id: service,
        events: vec![EventKind::Alert],
        created_at: at(0),
        waiting: 0,
        last_delivered_at: None,
        last_failure: None,
    };
    let id = webhook.id;
    let stored = StoredWebhook {
        webhook,
        secret: vec![1],
    };
    storage.webhooks.add_webhook(stored).await.unwrap();
    id
}

fn alert(kind: AlertKind, about: &str, service: Option<ServiceId>) -> NewAlert {
    NewAlert {
        id: AlertId::now(),
        kind,
        about: about.to_owned(),
        reference: Reference::random(),
        session: None,
        service,
        at: at(0),
    }
}

#[tokio::test]
async fn an_alert_reaches_those_who_asked_for_it_once() {
    let kept = kept();
    let (mine, other) = (ServiceId::now(), ServiceId::now());
    let all = webhook(&kept.storage, None).await;
    let own = webhook(&kept.storage, Some(mine)).await;
    let theirs = webhook(&kept.storage, Some(other)).await;
    let raise = |service| {
        kept.storage
            .alerts
            .raise(alert(AlertKind::Duplicated, "session:1", service))
    };
    assert_eq!(raise(Some(mine)).await.unwrap(), Raised::New);
    assert_eq!(raise(Some(mine)).await.unwrap(), Raised::Again);
    let due = kept
        .storage
        .webhooks
        .take_due(at(1), at(61), 10)
        .await
        .unwrap();
    let mut to: Vec<_> = due.iter().map(|message| message.webhook).collect();
    to.sort_unstable();
    assert_eq!(to, [all, own]);
    assert!(!to.contains(&theirs));
    let listed = kept.storage.alerts.alerts(None, None, 10).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].times, 2);
}

#[tokio::test]
async fn a_message_is_taken_by_one_and_comes_back_after_a_crash() {
    let kept = kept();
    let id = webhook(&kept.storage, None).await;
    kept.storage
        .alerts
        .raise(alert(AlertKind::Duplicated, "s", None))
        .await
        .unwrap();
    let webhooks = &kept.storage.webhooks;
    let taken = webhooks.take_due(at(1), at(61), 10).await.unwrap();
    assert_eq!((taken.len(), taken[0].attempts), (1, 1));
    assert!(
        webhooks
            .take_due(at(60), at(120), 10)
            .await
            .unwrap()
            .is_empty()
    );
    let again = webhooks.take_due(at(61), at(121), 10).await.unwrap();
    assert_eq!(
        (again[0].id.as_str(), again[0].attempts),
        (taken[0].id.as_str(), 2)
    );
    let failed = Settled::Failed {
        why: "503".to_owned(),
        again: Some(at(300)),
    };
    webhooks
        .settle_message(&again[0].id, id, failed, at(62))
        .await
        .unwrap();
    assert_eq!(webhooks.failing_webhooks(at(62)).await.unwrap(), [id]);
    assert_eq!(webhooks.failing_webhooks(at(61)).await.unwrap(), []);
    let third = webhooks.take_due(at(300), at(360), 10).await.unwrap();
    webhooks
        .settle_message(&third[0].id, id, Settled::Taken, at(301))
        .await
        .unwrap();
    assert_eq!(webhooks.waiting_messages().await.unwrap(), 0);
    assert_eq!(webhooks.failing_webhooks(at(999)).await.unwrap(), []);
    let shown = webhooks.webhook(id).await.unwrap().unwrap();
    assert_eq!(shown.last_delivered_at, Some(at(301)));
}

#[tokio::test]
async fn one_slow_webhook_holds_up_no_other() {
    let kept = kept();
    for n in 0..20 {
        if n == 0 {
            webhook(&kept.storage, None).await;
        }
        let raised = alert(AlertKind::Duplicated, &format!("session:{n}"), None);
        kept.storage.alerts.raise(raised).await.unwrap();
    }
    webhook(&kept.storage, None).await;
    kept.storage
        .alerts
        .raise(alert(AlertKind::Unopened, "x", None))
        .await
        .unwrap();
    let due = kept
        .storage
        .webhooks
        .take_due(at(1), at(61), 32)
        .await
        .unwrap();
    assert_eq!(due.len(), 5);
}

#[tokio::test]
async fn an_old_secret_signs_beside_the_new_one_for_a_while() {
    let kept = kept();
    let id = webhook(&kept.storage, None).await;
    let webhooks = &kept.storage.webhooks;
    assert!(webhooks.replace_secret(id, vec![2], at(100)).await.unwrap());
    kept.storage
        .alerts
        .raise(alert(AlertKind::Duplicated, "s", None))
        .await
        .unwrap();
    let secrets = webhooks
        .take_due(at(1), at(2), 1)
        .await
        .unwrap()
        .remove(0)
        .secrets;
    assert_eq!(secrets, [vec![2], vec![1]]);
    let secrets = webhooks
        .take_due(at(100), at(200), 1)
        .await
        .unwrap()
        .remove(0)
        .secrets;
    assert_eq!(secrets, [vec![2]]);
}

#[tokio::test]
async fn an_alert_has_one_who_sees_to_it() {
    let kept = kept();
    let raised = alert(AlertKind::Unopened, "session:1", None);
    let id = raised.id;
    kept.storage.alerts.raise(raised.clone()).await.unwrap();
    let (mara, jon) = (OperatorId::now(), OperatorId::now());
    let mark = |mark, by| kept.storage.alerts.mark_alert(id, mark, by, at(5));
    let claimed = mark(Mark::Claimed, mara).await.unwrap();
    assert!(matches!(claimed, Some(Marked::Now(alert)) if alert.claimed_by == Some(mara)));
    assert_eq!(
        mark(Mark::Claimed, jon).await.unwrap(),
        Some(Marked::ClaimedByOther)
    );
    let settled = mark(Mark::Settled, jon).await.unwrap();
    assert!(matches!(settled, Some(Marked::Now(alert)) if alert.settled_by == Some(jon)));
    // The next one is a new alert.
    let again = NewAlert {
        id: AlertId::now(),
        ..raised
    };
    assert_eq!(kept.storage.alerts.raise(again).await.unwrap(), Raised::New);
    assert_eq!(kept.storage.alerts.open_alerts().await.unwrap(), 1);
    let gone = kept
        .storage
        .alerts
        .mark_alert(AlertId::now(), Mark::Claimed, jon, at(5))
        .await;
    assert_eq!(gone.unwrap(), None);
}

#[tokio::test]
async fn a_new_address_is_noticed_and_ipv6_counts_by_network() {
    let kept = kept();
    let service = ServiceId::now();
    let note = |text: &str| {
        let address = text.parse().unwrap();
        kept.storage.alerts.note_address(service, address, at(0))
    };
    assert_eq!(note("192.0.2.1").await.unwrap(), (0, false));
    assert_eq!(note("192.0.2.1").await.unwrap(), (1, true));
    assert_eq!(note("192.0.2.2").await.unwrap(), (1, false));
    assert_eq!(note("2001:db8::1").await.unwrap(), (2, false));
    assert_eq!(note("2001:db8::2").await.unwrap(), (3, true));
}

#[tokio::test]
async fn a_job_is_done_by_one_at_a_time_and_not_held_up_by_a_crash() {
    let kept = kept();
    let (one, two) = (Uuid::now_v7(), Uuid::now_v7());
    let take = |holder, seconds| {
        let now = at(seconds);
        let due = now.before(Duration::from_secs(3600));
        kept.storage
            .jobs
            .take_turn("sweep", holder, now, at(seconds + 600), due)
    };
    assert!(take(one, 0).await.unwrap());
    assert!(!take(two, 10).await.unwrap());
    // The first one crashed.
    assert!(take(two, 600).await.unwrap());
    // It woke up again: its end is not the other one's.
    kept.storage
        .jobs
        .end_turn("sweep", one, at(700))
        .await
        .unwrap();
    assert!(!take(one, 701).await.unwrap());
    kept.storage
        .jobs
        .end_turn("sweep", two, at(800))
        .await
        .unwrap();
    assert!(!take(one, 801).await.unwrap());
    assert!(take(one, 800 + 3600).await.unwrap());
}

#[tokio::test]
async fn after_a_restore_nobody_is_signed_in_or_invited() {
    let kept = kept();
    let (_, family) = operator(&kept.storage, "a@x.example").await;
    invited(&kept.storage, 1, None).await;
    let operators = &kept.storage.operators;
    kept.storage
        .standing
        .forget_single_uses(at(0))
        .await
        .unwrap();
    let used = operators
        .use_token(Place { family, number: 0 }, at(1))
        .await;
    assert!(matches!(used, Ok(Used::Over)));
    let accepted = operators
        .accept([1; 32], newcomer("b@x.example", at(1)))
        .await;
    assert_eq!(accepted.unwrap(), Accepted::Over);
}
