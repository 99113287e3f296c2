//! What is kept of webhooks, alerts and jobs, without HTTP around it.

use std::time::Duration;

use signet_contract::{
    Reference,
    ids::{AlertId, OperatorId, ServiceId, WebhookId},
    platform::{AlertKind, EventKind, Webhook},
};
use signet_service::storage::{Mark, Marked, NewAlert, Raised, Settled, Storage, StoredWebhook};
use uuid::Uuid;

use crate::kept::{at, kept};

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
