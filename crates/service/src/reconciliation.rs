//! Before anything is served: what was ended stays ended, whichever database this is.

use signet_trail::{Actor, Restore};

use crate::{
    Error,
    audit::{Audit, Deed},
    clock::Clock,
    folder::Folder,
    kept_head::KeptHead,
    keyring::Keyring,
    ledger::{Ledger, holding},
    storage::Storage,
};

/// Applies what the ledger says and the database does not know yet. A copy that was put back
/// gets all of it, and forgets what was good for one use.
pub async fn reconcile(
    storage: &Storage,
    ledger: &Ledger,
    kept_head: &KeptHead,
    audit: &Audit,
    folder: &Folder,
    clock: &Clock,
) -> Result<(), Error> {
    let now = clock.now();
    let facts = ledger.read()?;
    let lines = facts.len() as u64;
    let applied = storage.standing.standing().await?;
    if applied.copied {
        let deed = Deed {
            actor: Actor::App("reconciliation".parse().unwrap_or_default()),
            subject: format!("ledger:{lines}").parse().unwrap_or_default(),
            reference: None,
        };
        let _line = audit.record::<Restore>(deed).await?;
        // The lines since are gone, as this line says; from here on the trail is this one.
        if let Some(head) = storage.lines.head().await? {
            kept_head.write(&head, now)?;
        }
        // What was revoked is not all known any more, so no token of before is good.
        Keyring::forget_token_keys(folder)?;
        storage.standing.forget_single_uses(now).await?;
    }
    let new = match usize::try_from(applied.lines) {
        Ok(known) if !applied.copied && known <= facts.len() => facts[known..].to_vec(),
        Ok(_) | Err(_) => facts,
    };
    let changed = storage.standing.agree(holding(new), lines, now).await?;
    if applied.copied {
        tracing::warn!(
            lines,
            changed,
            "a copy was put back; what ended since stays ended"
        );
    } else if lines < applied.lines {
        let facts = storage.standing.facts().await?;
        let written = facts.len() as u64;
        ledger.write(facts, now).await?;
        storage
            .standing
            .agree(Vec::new(), lines + written, now)
            .await?;
        tracing::error!(
            known = applied.lines,
            lines,
            "lines of the ledger are gone; what the database knows was written again"
        );
    }
    Ok(())
}
