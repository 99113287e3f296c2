//! Raises alerts without holding up what gave the reason.

use std::sync::Arc;

use signet_contract::{
    Reference,
    ids::{AlertId, OperatorId, ServiceId, WebhookId},
    platform::AlertKind,
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    clock::Clock,
    storage::{Alerts, NewAlert, Raised, SessionRecord},
};

/// Alerts that may wait to be written. Beyond them the newest are logged and dropped: something
/// is very wrong then, and the first ones say what.
const QUEUE: usize = 1024;

/// Takes alerts and writes them one by one.
#[derive(Clone)]
pub struct Alarm {
    queue: mpsc::Sender<Queued>,
    clock: Clock,
}

enum Queued {
    Alert(NewAlert),
    /// Somebody waits until everything before this was tried.
    Flush(oneshot::Sender<()>),
}

impl Alarm {
    pub fn start(alerts: Arc<dyn Alerts>, clock: Clock) -> Self {
        let (queue, mut waiting) = mpsc::channel(QUEUE);
        tokio::spawn(async move {
            while let Some(queued) = waiting.recv().await {
                let alert: NewAlert = match queued {
                    Queued::Alert(alert) => alert,
                    Queued::Flush(tried) => {
                        // Whoever asked may have given up.
                        let _ = tried.send(());
                        continue;
                    }
                };
                let (kind, reference) = (alert.kind, alert.reference);
                match alerts.raise(alert).await {
                    Ok(Raised::New) => tracing::warn!(?kind, %reference, "an alert"),
                    Ok(Raised::Again) => {}
                    Err(error) => tracing::error!(?kind, %error, "an alert could not be kept"),
                }
            }
        });
        Self { queue, clock }
    }

    /// Returns when all that were raised so far are written, or could not be.
    pub async fn flush(&self) {
        let (tried, wait) = oneshot::channel();
        if self.queue.send(Queued::Flush(tried)).await.is_ok() {
            // Fails only when nobody writes them any more.
            let _ = wait.await;
        }
    }

    /// Something about a session, under the reference that people know it by.
    pub fn session(&self, kind: AlertKind, session: &SessionRecord) {
        self.about(kind, session, format!("session:{}", session.id));
    }

    /// Something about a person at a service, of whom this session is one.
    pub fn person(&self, kind: AlertKind, session: &SessionRecord) {
        let about = format!("person:{}:{}", session.service, session.user_id);
        self.about(kind, session, about);
    }

    fn about(&self, kind: AlertKind, session: &SessionRecord, about: String) {
        self.send(NewAlert {
            session: Some(session.id),
            service: Some(session.service),
            reference: session.reference,
            ..self.alert(kind, about)
        });
    }

    /// Something about a service; `what` tells one reason from another.
    pub fn service(&self, kind: AlertKind, service: ServiceId, what: &str) {
        self.send(NewAlert {
            service: Some(service),
            ..self.alert(kind, format!("service:{service}:{what}"))
        });
    }

    /// Raised by whoever ends the sign-in, in the same transaction.
    pub fn token_reused(&self, operator: OperatorId) -> NewAlert {
        self.alert(AlertKind::TokenReused, format!("operator:{operator}"))
    }

    pub fn webhook_failing(&self, webhook: WebhookId) {
        self.send(self.alert(AlertKind::WebhookFailing, format!("webhook:{webhook}")));
    }

    /// About the trail, or something else there is only one of.
    pub fn platform(&self, kind: AlertKind) {
        self.send(self.alert(kind, "platform".to_owned()));
    }

    fn alert(&self, kind: AlertKind, about: String) -> NewAlert {
        NewAlert {
            id: AlertId::now(),
            kind,
            about,
            reference: Reference::random(),
            session: None,
            service: None,
            at: self.clock.now(),
        }
    }

    fn send(&self, alert: NewAlert) {
        let kind = alert.kind;
        if self.queue.try_send(Queued::Alert(alert)).is_err() {
            tracing::error!(?kind, "too many alerts wait; this one is only logged");
        }
    }
}
