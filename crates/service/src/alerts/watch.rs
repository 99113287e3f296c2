//! Looks at what happens and raises an alert where it is unusual. Nobody waits for it.

use std::{
    collections::HashSet,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use signet_contract::{
    ids::ServiceId,
    platform::{Health, SessionState},
};
use signet_trail::{Action, Lease};

use super::{Alarm, rules};
use crate::{
    clock::Clock,
    storage::{LineQuery, SessionFilter, SessionRecord, Storage, StorageError},
};

/// Addresses remembered here, so that the database is asked once for each. Beyond them it is
/// asked again.
const REMEMBERED: usize = 10_000;

#[derive(Clone)]
pub struct Watch {
    storage: Storage,
    alarm: Alarm,
    clock: Clock,
    seen: Arc<Mutex<HashSet<(ServiceId, IpAddr)>>>,
}

impl Watch {
    pub fn new(storage: Storage, alarm: Alarm, clock: Clock) -> Self {
        Self {
            storage,
            alarm,
            clock,
            seen: Arc::default(),
        }
    }

    /// A session was delivered: how many live ones has this person for this service now?
    pub fn delivered(&self, session: &SessionRecord) {
        let (watch, session) = (self.clone(), session.clone());
        self.look(async move {
            let filter = SessionFilter {
                service: Some(session.service),
                user_id: Some(session.user_id.clone()),
                state: Some(SessionState::Live),
                ..SessionFilter::default()
            };
            let live = watch
                .storage
                .sessions
                .sessions(filter, None, rules::MANY_GRANTS + 1);
            if let Some(kind) = rules::grants(live.await?.len()) {
                // One alert for the person, whichever of the sessions it names.
                watch.alarm.person(kind, &session);
            }
            Ok(())
        });
    }

    /// A lease was given: how many were there lately?
    pub fn leased(&self, session: &SessionRecord) {
        let (watch, session) = (self.clone(), session.clone());
        self.look(async move {
            let lately = watch.clock.now().before(rules::LEASE_WINDOW);
            let lines = watch.storage.lines.page(LineQuery {
                subject: Some(format!("session:{}", session.id)),
                action: Some(Lease::CODE.to_owned()),
                after: Some(lately.unix_millis()),
                limit: rules::MANY_LEASES + 1,
                ..LineQuery::default()
            });
            if let Some(kind) = rules::leases(lines.await?.entries.len()) {
                watch.alarm.session(kind, &session);
            }
            Ok(())
        });
    }

    /// Somebody said how a session does.
    pub fn fared(&self, session: &SessionRecord, health: Health) {
        if let Some(kind) = rules::health(health) {
            self.alarm.session(kind, session);
        }
    }

    /// A service's key was used from this address.
    pub fn seen_from(&self, service: ServiceId, address: IpAddr) {
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if seen.len() >= REMEMBERED {
                seen.clear();
            }
            if !seen.insert((service, address)) {
                return;
            }
        }
        let watch = self.clone();
        self.look(async move {
            let now = watch.clock.now();
            let noted = watch.storage.alerts.note_address(service, address, now);
            let (known, before) = noted.await?;
            if let Some(kind) = rules::address(known, before) {
                watch.alarm.service(kind, service, &address.to_string());
            }
            Ok(())
        });
    }

    fn look(&self, look: impl Future<Output = Result<(), StorageError>> + Send + 'static) {
        tokio::spawn(async move {
            if let Err(error) = look.await {
                tracing::error!(%error, "whether something is unusual is not known");
            }
        });
    }
}
