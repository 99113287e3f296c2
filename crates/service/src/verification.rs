//! Checking the whole trail, on demand and every hour.

use signet_contract::platform::{AlertKind, AuditVerification};
use signet_trail::Error as TrailError;

use crate::{Error, platform::Platform};

/// Lines read at once.
const STEP: u16 = 1000;

/// Faults that are spelled out; one is enough to know.
const SPELLED: usize = 100;

/// The verdict on the chain as it is now. A broken one is an alert.
pub async fn verify(platform: &Platform) -> Result<AuditVerification, Error> {
    let mut verifier = platform.audit.trail().verifier(None, None);
    let (mut behind, mut lines) = (0, 0);
    loop {
        let stored = platform.storage.lines.stored(behind, STEP).await?;
        let Some(last) = stored.last() else { break };
        behind = last.sequence;
        lines += stored.len() as u64;
        for line in &stored {
            verifier.line(&line.event, &line.link);
        }
        // Hashing takes the thread; others shall have it in between.
        tokio::task::yield_now().await;
    }
    let faults = match verifier.finish() {
        Ok(_) => Vec::new(),
        Err(TrailError::Broken(faults)) => {
            platform.alarm.platform(AlertKind::TrailBroken);
            faults
                .iter()
                .take(SPELLED)
                .map(ToString::to_string)
                .collect()
        }
        Err(other) => vec![other.to_string()],
    };
    Ok(AuditVerification {
        intact: faults.is_empty(),
        lines,
        checked_at: platform.clock.now(),
        faults,
    })
}
