//! The running platform: everything a request may need.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use signet_contract::{
    ids::{LinkId, OperatorId, SessionId},
    platform::{AlertKind, Ending, Moment, Trouble},
};
use signet_trail::TrailKey;

use crate::{
    Error,
    alerts::{Alarm, Watch},
    api_key::ApiKeys,
    at_rest::RestKey,
    audit::Audit,
    clock::Clock,
    config::{Config, Origin},
    folder::Folder,
    kept_head::KeptHead,
    keyring::Keyring,
    ledger::{Fact, Ledger},
    limits::Limits,
    metrics::Metrics,
    news::Revoked,
    occupancy::Occupied,
    operators::Reception,
    readiness::Readiness,
    reconciliation::reconcile,
    secret::{Key, RootSecret},
    storage::{Storage, sqlite::Sqlite},
};

/// How long until an ending that could not be written beside the database is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// What every request stands on.
pub struct Platform {
    pub config: Config,
    pub origin: Origin,
    pub clock: Clock,
    pub storage: Storage,
    pub audit: Audit,
    pub keyring: Keyring,
    pub api_keys: ApiKeys,
    pub revoked: Arc<Revoked>,
    pub ledger: Ledger,
    pub kept_head: KeptHead,
    pub alarm: Alarm,
    pub watch: Watch,
    pub reception: Reception,
    /// Seals the secrets that are needed again.
    pub rest: Arc<RestKey>,
    pub limits: Limits,
    codes: Key,
    plans: Key,
    /// Held while something is changed that the ledger has the last word on, so that its order is
    /// the database's.
    pub changing: tokio::sync::Mutex<()>,
    pub metrics: Arc<Metrics>,
    readiness: Readiness,
    stopping: AtomicBool,
    _occupied: Occupied,
}

impl Platform {
    /// Opens the data folder, its keys and the database.
    pub async fn open(config: Config, origin: Origin, clock: Clock) -> Result<Self, Error> {
        let folder = Folder::open(&config.data_dir)?;
        let occupied = Occupied::shared(&folder)?;
        let root = RootSecret::open(&folder)?;
        let path: PathBuf = config.database.path(folder.path());
        let storage = Sqlite::open(&path)?.storage();
        let alarm = Alarm::start(Arc::clone(&storage.alerts), clock.clone());
        let metrics = Arc::new(Metrics::default());
        let counted = Arc::clone(&metrics);
        let raised = alarm.clone();
        let audit = Audit::start(
            Arc::clone(&storage.lines),
            TrailKey::new(root.key("signet/service/trail/v1").into_inner()),
            clock.clone(),
            Duration::from_secs(config.trail_seconds),
            move || {
                counted.lines_waiting.inc();
                raised.platform(AlertKind::TrailUnwritten);
            },
        );
        let ledger = Ledger::new(&folder, root.key("signet/service/ledger/v1"));
        let kept_head = KeptHead::new(&folder, root.key("signet/service/trail-head/v1"));
        reconcile(&storage, &ledger, &kept_head, &audit, &folder, &clock).await?;
        let keyring = Keyring::open(&folder, clock.now())?;
        let revoked = Revoked::listen(Arc::clone(&storage.news), clock.clone()).await?;
        let rest = Arc::new(RestKey::new(
            root.key("signet/service/at-rest/v1").into_inner(),
        ));
        Ok(Self {
            keyring,
            api_keys: ApiKeys::new(root.key("signet/service/api-key/v1")),
            revoked,
            plans: root.key("signet/service/plan/v1"),
            codes: root.key("signet/service/confirmation-code/v1"),
            ledger,
            kept_head,
            watch: Watch::new(storage.clone(), alarm.clone(), clock.clone()),
            alarm,
            reception: Reception::open(&root, Arc::clone(&rest))?,
            rest,
            limits: Limits::new(&config),
            config,
            origin,
            clock,
            storage,
            audit,
            changing: tokio::sync::Mutex::default(),
            metrics,
            readiness: Readiness::default(),
            stopping: AtomicBool::new(false),
            _occupied: occupied,
        })
    }

    /// From now on it is not ready for new requests.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// The keyed hash of a confirmation code: forty bits are few for whoever has a copy of the
    /// database, and none without the key.
    pub fn code(&self, link: LinkId, code: &str) -> [u8; 32] {
        self.codes
            .mac(&[link.to_string().as_bytes(), code.as_bytes()])
    }

    /// The keyed hash of a plan to end these sessions, in this order.
    pub fn plan(
        &self,
        operator: OperatorId,
        ending: Ending,
        sessions: &[SessionId],
        at: Moment,
    ) -> [u8; 32] {
        let mut parts = vec![
            operator.to_string(),
            format!("{ending:?}"),
            at.unix_millis().to_string(),
        ];
        parts.extend(sessions.iter().map(SessionId::to_string));
        let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
        self.plans.mac(&parts)
    }

    /// Writes what ended beside the database. An ending never waits for it: while it cannot be
    /// written it is tried again, and somebody is told.
    pub async fn remember(&self, facts: Vec<Fact>) {
        let now = self.clock.now();
        let bound = Duration::from_secs(self.config.trail_seconds);
        match tokio::time::timeout(bound, self.ledger.write(facts.clone(), now)).await {
            Ok(Ok(())) => return,
            Ok(Err(error)) => tracing::error!(%error, "what ended is not beside the database yet"),
            Err(_) => tracing::error!("what ended is not beside the database yet: it takes long"),
        }
        self.alarm.platform(AlertKind::TrailUnwritten);
        let ledger = self.ledger.clone();
        tokio::spawn(async move {
            while ledger.write(facts.clone(), now).await.is_err() {
                tokio::time::sleep(AGAIN).await;
            }
        });
    }

    /// Takes note of when a session was used. Nobody waits for it.
    pub fn used(&self, session: SessionId, at: Moment) {
        let sessions = Arc::clone(&self.storage.sessions);
        tokio::spawn(async move {
            if let Err(error) = sessions.session_used(session, at).await {
                tracing::warn!(%error, "when a session was used is not known");
            }
        });
    }

    /// What keeps it from serving well.
    pub async fn troubles(&self) -> Vec<Trouble> {
        self.readiness.troubles(self).await
    }
}
