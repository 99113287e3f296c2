//! What this program says about itself.

use signet_contract::ui::{AppSnapshot, BuildProfile, BuildSummary, EnvironmentSummary};
use signet_telegram::Environment;
use tauri::PackageInfo;

use crate::folders::Folders;

/// Name, version, build and folders; they do not change while Signet runs.
pub struct About(AppSnapshot);

impl About {
    pub fn new(package: &PackageInfo, environment: &Environment, folders: &Folders) -> Self {
        Self(AppSnapshot {
            name: package.name.clone(),
            version: package.version.to_string(),
            environment: EnvironmentSummary {
                name: environment.name().into(),
                production: environment.is_production(),
            },
            data_folder: folders.data().display().to_string(),
            log_folder: folders.logs().display().to_string(),
            build: BuildSummary {
                profile: if cfg!(debug_assertions) {
                    BuildProfile::Development
                } else {
                    BuildProfile::Release
                },
                target: env!("SIGNET_TARGET").into(),
                commit: option_env!("SIGNET_COMMIT").map(Into::into),
                web_engine: tauri::webview_version().unwrap_or_default(),
            },
        })
    }

    pub fn snapshot(&self) -> AppSnapshot {
        self.0.clone()
    }
}
