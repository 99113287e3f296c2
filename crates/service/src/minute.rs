//! What is done every minute: the trail's head leaves the database, keys grow old, limits forget.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use serde::Serialize;
use signet_contract::platform::Moment;

use crate::{Error, kept_head, platform::Platform};

const EVERY: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The `typ` of a signed head.
const HEAD_TYPE: &str = "signet-trail-head+jwt";

#[derive(Serialize)]
struct HeadClaims {
    iss: String,
    at: Moment,
    /// `sequence:link`, as the trail writes it.
    head: String,
}

/// Goes on as long as the platform is there.
pub fn start(platform: &Arc<Platform>) {
    let platform = Arc::downgrade(platform);
    tokio::spawn(go_on(platform));
}

async fn go_on(platform: Weak<Platform>) {
    while let Some(platform) = platform.upgrade() {
        if let Err(error) = kept_head::follow(&platform).await {
            tracing::error!(%error, "the head of the trail was not kept");
        }
        if let Err(error) = log_head(&platform).await {
            tracing::error!(%error, "the head of the trail was not logged");
        }
        let days = u32::try_from(platform.config.token_key_days).unwrap_or(u32::MAX);
        let now = platform.clock.now();
        if let Err(error) = platform.keyring.renew(now, DAY.saturating_mul(days)) {
            tracing::error!(%error, "the key of access tokens was not renewed");
        }
        platform.limits.sweep();
        drop(platform);
        tokio::time::sleep(EVERY).await;
    }
}

/// Signed and outside the database: whoever cuts lines off the trail's end later cannot make the
/// log agree.
async fn log_head(platform: &Platform) -> Result<(), Error> {
    if let Some(head) = platform.storage.lines.head().await? {
        let claims = HeadClaims {
            iss: platform.origin.to_string(),
            at: platform.clock.now(),
            head: head.to_string(),
        };
        let signed = platform.keyring.platform().sign_jws(HEAD_TYPE, &claims);
        let signed = signed.map_err(|_| Error::Unwritable("the head of the trail"))?;
        tracing::info!(%head, signed, "the head of the trail");
    }
    Ok(())
}
