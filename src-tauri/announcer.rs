//! Tells the web view what changed.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use signet_contract::ui::SettingsSnapshot;
use tauri::{AppHandle, Emitter};

use crate::{controller::Publish, window};

/// The way to the web view, once there is one. Nothing told before is lost: the web view reads
/// every snapshot when it starts.
#[derive(Clone, Default)]
pub struct Announcer(Arc<OnceLock<AppHandle>>);

impl Announcer {
    /// From now on the web view hears.
    pub fn meet(&self, app: &AppHandle) {
        self.0.get_or_init(|| app.clone());
    }

    /// Tells snapshots of this kind.
    pub fn publish<S: Serialize + 'static>(&self, kind: &'static str) -> Publish<S> {
        let Self(app) = self.clone();
        Box::new(move |snapshot| {
            if let Some(app) = app.get()
                && let Err(error) = app.emit(kind, snapshot)
            {
                tracing::warn!(%error, kind, "the web view was not told");
            }
        })
    }

    /// Tells the settings, to the window's own theme as well.
    pub fn publish_settings(&self) -> Publish<SettingsSnapshot> {
        let (Self(app), tell) = (self.clone(), self.publish("settings"));
        Box::new(move |snapshot: &SettingsSnapshot| {
            if let Some(app) = app.get() {
                window::set_theme(app, snapshot.theme);
            }
            tell(snapshot);
        })
    }
}
