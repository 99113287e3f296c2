//! Checking the whole trail, on demand and every hour.

use signet_contract::platform::{AlertKind, AuditVerification, KeptTrailHead};
use signet_trail::Error as TrailError;

use crate::{Error, kept_head::Kept, platform::Platform};

/// Lines read at once.
const STEP: u16 = 1000;

/// Faults that are spelled out; one is enough to know.
const SPELLED: usize = 100;

/// The verdict on the chain as it is now, up to the head that was kept outside the database. A
/// broken one is an alert.
pub async fn verify(platform: &Platform) -> Result<AuditVerification, Error> {
    // Before any line is read: it is never ahead of them.
    let kept = platform.kept_head.read()?;
    let head = match kept {
        Kept::Head(head, _) => Some(head),
        Kept::Missing | Kept::Damaged => None,
    };
    let mut verifier = platform.audit.trail().verifier(None, head);
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
    let mut faults = match verifier.finish() {
        Ok(_) => Vec::new(),
        Err(TrailError::Broken(faults)) => faults
            .iter()
            .take(SPELLED)
            .map(ToString::to_string)
            .collect(),
        Err(other) => vec![other.to_string()],
    };
    if kept == Kept::Damaged {
        faults.push("the head that was kept beside the database is not ours".to_owned());
    }
    if !faults.is_empty() {
        platform.alarm.platform(AlertKind::TrailBroken);
    }
    Ok(AuditVerification {
        intact: faults.is_empty(),
        lines,
        kept_head: match kept {
            Kept::Head(head, at) => Some(KeptTrailHead {
                sequence: head.sequence(),
                at,
            }),
            Kept::Missing | Kept::Damaged => None,
        },
        checked_at: platform.clock.now(),
        faults,
    })
}
