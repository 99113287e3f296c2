//! What the person is shown of a vault.

use std::path::Path;

use signet_contract::ui::{
    KeyKeeper, OpenVault, RecoveryKitSummary, TrailFault, TrailFaultKind, TrailState,
    VaultSnapshot, WayOn,
};
use signet_trail::{Error as TrailError, Fault, Text, Timestamp, Verified};
use signet_vault::{
    CopyKind, Error, Keeper, TrailAtStart,
    opening::{Opened, Way},
};

/// More than anybody reads; their number is told.
const MOST_FAULTS: usize = 20;

pub fn open(
    opened: &Opened,
    trail: &TrailState,
    trail_checked_at: Option<Timestamp>,
    kits: &[RecoveryKitSummary],
    set_aside: Option<&Path>,
) -> VaultSnapshot {
    VaultSnapshot::Open(OpenVault {
        keeper: match opened.keeper {
            Keeper::Keychain => KeyKeeper::Keychain,
            Keeper::Passphrase => KeyKeeper::Passphrase,
        },
        trail: trail.clone(),
        trail_checked_at: trail_checked_at.map(Timestamp::unix_millis),
        set_aside: set_aside.map(|place| place.display().to_string()),
        kits: kits.to_vec(),
    })
}

/// The kits that open it. A list that cannot be read is no reason to close what is open.
pub async fn kits(opened: &Opened) -> Vec<RecoveryKitSummary> {
    let copies = opened.store.keys().copies().await;
    let copies = copies.unwrap_or_else(|error| {
        tracing::warn!(%error, "the recovery kits could not be listed");
        Vec::new()
    });
    let kits = copies.iter().filter(|copy| copy.kind == CopyKind::Kit);
    kits.map(|kit| RecoveryKitSummary {
        id: kit.id.to_string(),
        made_at: kit.created_at.unix_millis(),
    })
    .collect()
}

pub fn way(way: Way) -> WayOn {
    match way {
        Way::Retry => WayOn::Retry,
        Way::Passphrase => WayOn::Passphrase,
        Way::Kit => WayOn::RecoveryKit,
        Way::SetAside => WayOn::SetAside,
    }
}

/// What two lines tell, before all were looked at.
pub fn trail_at_start(opened: &Opened) -> TrailState {
    match opened.store.trail_at_start() {
        TrailAtStart::Fits => TrailState::Whole,
        TrailAtStart::NoHead => TrailState::OpenEnded,
        TrailAtStart::Behind(fault) => altered(&[*fault]),
    }
}

/// What all lines tell.
pub fn trail_verified(opened: &Opened, verified: Result<Verified, Error>) -> TrailState {
    match verified {
        // A trail without a line has no end that could be missing.
        Ok(whole) if whole.lines == 0 && opened.keeper == Keeper::Keychain => TrailState::Whole,
        Ok(_) => trail_at_start(opened),
        Err(Error::Trail(TrailError::Broken(faults))) => altered(&faults),
        Err(error) => {
            tracing::warn!(%error, "the trail could not be checked");
            trail_at_start(opened)
        }
    }
}

/// The person goes on although lines are gone: from now on the trail counts from here.
pub async fn accept_loss(opened: &Opened, now: Timestamp) -> Result<(), Error> {
    if let TrailAtStart::Behind(_) = opened.store.trail_at_start() {
        opened
            .store
            .activity()
            .accept_loss(now, Text::none())
            .await?;
    }
    Ok(())
}

fn altered(faults: &[Fault]) -> TrailState {
    TrailState::Altered {
        faults: faults.iter().take(MOST_FAULTS).map(fault).collect(),
        count: u32::try_from(faults.len()).unwrap_or(u32::MAX),
        seen: false,
    }
}

fn fault(fault: &Fault) -> TrailFault {
    use TrailFaultKind::{
        CutOff, Edited, Missing, Moved, Repeated, Replaced, Unexplained, Unreadable,
    };
    let (kind, from, to) = match *fault {
        Fault::Edited { sequence } => (Edited, sequence, sequence),
        Fault::Unreadable { sequence } => (Unreadable, sequence, sequence),
        Fault::Missing { from, to } => (Missing, from, to),
        Fault::Moved { sequence } => (Moved, sequence, sequence),
        Fault::Repeated { sequence } => (Repeated, sequence, sequence),
        Fault::Truncated { from, to } => (CutOff, from, to),
        Fault::Forked { sequence } => (Replaced, sequence, sequence),
        Fault::Unanchored { to } => (Unexplained, 1, to),
    };
    TrailFault { kind, from, to }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let faults: Vec<Fault> = (1..=50)
            .map(|sequence| Fault::Edited { sequence })
            .collect();
        let TrailState::Altered { faults, count, .. } = altered(&faults) else {
            panic!("not altered");
        };
        assert_eq!((faults.len(), count), (MOST_FAULTS, 50));
    }
}
