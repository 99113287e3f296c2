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
use tokio::sync::{Mutex, MutexGuard};

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
    under_way::UnderWay,
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
    pub metrics: Arc<Metrics>,
    readiness: Readiness,
    pub under_way: UnderWay,
    changing: Mutex<()>,
    remembering: Arc<AtomicBool>,
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
            metrics,
            readiness: Readiness::default(),
            under_way: UnderWay::default(),
            changing: Mutex::default(),
            remembering: Arc::default(),
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

    /// Writes what ended beside the database. An ending waits for it once, for as long as the
    /// bound: while it cannot be written it is tried again, and somebody is told.
    pub async fn remember(&self, facts: Vec<Fact>) {
        self.ledger.keep(&facts, self.clock.now());
        if self.remembering.load(Ordering::Acquire) {
            return;
        }
        match tokio::time::timeout(self.bound(), self.ledger.write_kept()).await {
            Ok(Ok(())) => return,
            Ok(Err(error)) => tracing::error!(%error, "what ended is not beside the database yet"),
            Err(_) => tracing::error!("what ended is not beside the database yet: it takes long"),
        }
        self.alarm.platform(AlertKind::TrailUnwritten);
        if self.remembering.swap(true, Ordering::AcqRel) {
            return;
        }
        let (ledger, remembering) = (self.ledger.clone(), Arc::clone(&self.remembering));
        tokio::spawn(async move {
            while ledger.keeps_any() {
                remembering.store(true, Ordering::Release);
                while ledger.write_kept().await.is_err() {
                    tokio::time::sleep(AGAIN).await;
                }
                // Whoever comes from now on writes again; whoever came just before is seen above.
                remembering.store(false, Ordering::Release);
            }
            remembering.store(false, Ordering::Release);
        });
    }

    /// Writes beside the database what lets somebody in again, before it is done. When that
    /// fails, what holds instead follows, so that it does not come true later.
    pub async fn promise(&self, facts: Vec<Fact>, instead: Vec<Fact>) -> Result<(), Error> {
        let written = self.ledger.write(facts, self.clock.now());
        let why = match tokio::time::timeout(self.bound(), written).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it took too long".to_owned(),
        };
        self.remember(instead).await;
        Err(Error::TrailUnwritten(why))
    }

    /// The turn of one who changes what services or operators may do, so that what stands beside
    /// the database has the order of what stands in it. Nobody waits for it beyond the bound.
    pub async fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        tokio::time::timeout(self.bound(), self.changing.lock())
            .await
            .ok()
    }

    /// Returns when everything told, raised and remembered so far is written, or the bound is
    /// over for each.
    pub async fn flush(&self) {
        self.audit.flush().await;
        if tokio::time::timeout(self.bound(), self.alarm.flush())
            .await
            .is_err()
        {
            tracing::error!("alerts are lost");
        }
        let kept = tokio::time::timeout(self.bound(), self.ledger.write_kept());
        if !matches!(kept.await, Ok(Ok(()))) {
            tracing::error!("what ended is not beside the database");
        }
    }

    fn bound(&self) -> Duration {
        Duration::from_secs(self.config.trail_seconds)
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
