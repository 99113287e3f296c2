//! The running platform: everything a request may need.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use signet_contract::platform::{AlertKind, Trouble};
use signet_trail::TrailKey;

use crate::{
    Error,
    alerts::Alarm,
    api_key::ApiKeys,
    at_rest::RestKey,
    audit::Audit,
    clock::Clock,
    config::{Config, Origin},
    folder::Folder,
    keyring::Keyring,
    ledger::Ledger,
    limits::Limits,
    metrics::Metrics,
    news::Revoked,
    occupancy::Occupied,
    operators::Reception,
    reconciliation::reconcile,
    secret::RootSecret,
    storage::{Storage, sqlite::Sqlite},
};

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
    pub alarm: Alarm,
    pub reception: Reception,
    /// Seals the secrets that are needed again.
    pub rest: Arc<RestKey>,
    pub limits: Limits,
    pub metrics: Arc<Metrics>,
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
        reconcile(&storage, &ledger, &audit, &folder, &clock).await?;
        let keyring = Keyring::open(&folder, clock.now())?;
        let revoked = Revoked::listen(Arc::clone(&storage.news), clock.clone()).await?;
        let rest = Arc::new(RestKey::new(
            root.key("signet/service/at-rest/v1").into_inner(),
        ));
        Ok(Self {
            keyring,
            api_keys: ApiKeys::new(root.key("signet/service/api-key/v1")),
            revoked,
            ledger,
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

    /// What keeps it from serving well.
    pub async fn troubles(&self) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        if self.storage.lines.head().await.is_err() {
            troubles.push(Trouble::Storage);
        }
        if !self.revoked.is_fresh() {
            troubles.push(Trouble::RevocationNews);
        }
        if self.is_stopping() {
            troubles.push(Trouble::Stopping);
        }
        troubles
    }
}
