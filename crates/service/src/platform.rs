//! The running platform: everything a request may need.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use signet_contract::platform::Trouble;
use signet_trail::TrailKey;

use crate::{
    Error,
    audit::Audit,
    clock::Clock,
    config::{Config, Origin},
    folder::Folder,
    metrics::Metrics,
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
    pub metrics: Arc<Metrics>,
    stopping: AtomicBool,
}

impl Platform {
    /// Opens the data folder, its keys and the database.
    pub async fn open(config: Config, origin: Origin, clock: Clock) -> Result<Self, Error> {
        let folder = Folder::open(&config.data_dir)?;
        let root = RootSecret::open(&folder)?;
        let path: PathBuf = config.database.path(folder.path());
        let storage = Sqlite::open(&path)?.storage();
        let metrics = Arc::new(Metrics::default());
        let counted = Arc::clone(&metrics);
        let audit = Audit::start(
            Arc::clone(&storage.lines),
            TrailKey::new(root.key("signet/service/trail/v1").into_inner()),
            clock.clone(),
            Duration::from_secs(config.trail_seconds),
            move || {
                counted.lines_waiting.inc();
            },
        );
        Ok(Self {
            config,
            origin,
            clock,
            storage,
            audit,
            metrics,
            stopping: AtomicBool::new(false),
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
        if self.is_stopping() {
            troubles.push(Trouble::Stopping);
        }
        troubles
    }
}
