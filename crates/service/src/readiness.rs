//! What keeps a platform from serving well, tried rather than believed.

use std::time::{Duration, Instant};

use signet_contract::platform::Trouble;
use tokio::sync::Mutex;

use crate::platform::Platform;

/// For so long one try to write answers everybody who asks: nobody may wear out a disk by asking.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// Whether it could be written, and when that was tried.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, bool)>>);

impl Readiness {
    pub async fn troubles(&self, platform: &Platform) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        if platform.storage.lines.head().await.is_err() {
            troubles.push(Trouble::Storage);
        }
        if !self.can_write(platform).await {
            troubles.push(Trouble::Trail);
        }
        if !platform.revoked.is_fresh().await {
            troubles.push(Trouble::RevocationNews);
        }
        if platform.is_stopping() {
            troubles.push(Trouble::Stopping);
        }
        troubles
    }

    /// One at a time: who asks meanwhile gets the same answer.
    async fn can_write(&self, platform: &Platform) -> bool {
        let mut last = self.0.lock().await;
        if let Some((at, could)) = *last
            && at.elapsed() < GOOD_FOR
        {
            return could;
        }
        let bound = Duration::from_secs(platform.config.trail_seconds);
        let written = tokio::time::timeout(bound, platform.storage.standing.try_writing()).await;
        let can = matches!(written, Ok(Ok(())));
        *last = Some((Instant::now(), can));
        can
    }
}
