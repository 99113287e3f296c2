//! The recovery kits of a vault, which outlive its master keys.
//!
//! A kit's row holds the master key, sealed to the kit's public half, and the public half itself,
//! sealed under the master key: that proves it to be the one that was put there. A rotation seals
//! the next key to every half that proves itself, in the transaction that switches to that key.
//! To any other half it seals nothing. One that is altered before stops a rotation from beginning;
//! one that is altered meanwhile is passed over, keeps the rotation from ending, and is reported
//! by both until it is retired.

use rusqlite::Connection;
use signet_contract::ids::KeyId;
use signet_trail::Timestamp;

use super::{CopyKind, WrappedCopy, copies, read_vault};
use crate::{
    CopyPlace, Error, PublicHalf,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable, place},
    },
};

/// The public halves.
pub(crate) const TABLE: SealedTable = SealedTable {
    name: "key",
    purpose: "recovery-kit",
    account: "NULL",
    only: "kind = 'kit'",
};

/// Adds a kit for the current master key.
pub(super) fn insert(desk: &Desk<'_>, half: &PublicHalf, now: Timestamp) -> Result<KeyId, Error> {
    let place = CopyPlace {
        vault: read_vault(desk.sql)?.0,
        copy: KeyId::now(),
        kind: CopyKind::Kit,
        master: desk.ring.current(),
        parameters: Vec::new(),
    };
    let wrapped = half.wrap(desk.ring.current_key(), &place, desk.random)?;
    let sealed = desk.seal_form(&TABLE, place.copy, None, &half.to_bytes())?;
    desk.sql.execute(
        "INSERT INTO key (id, kind, created_at, master, parameters, wrapped, key, version, sealed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            Id(place.copy),
            place.kind,
            At(now),
            Id(place.master),
            &place.parameters,
            wrapped,
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(place.copy)
}

/// Refuses a vault with a kit whose public half does not prove itself.
pub(super) fn proven(desk: &Desk<'_>) -> Result<(), Error> {
    all(desk.sql)?
        .iter()
        .try_for_each(|kit| public_half(desk, kit.id).map(drop))
}

/// Seals the next key, which is the ring's other one, to every kit whose public half proves
/// itself. The others stay behind.
pub(super) fn follow(desk: &Desk<'_>, next: KeyId) -> Result<(), Error> {
    let vault = read_vault(desk.sql)?.0;
    for kit in all(desk.sql)? {
        match public_half(desk, kit.id) {
            Ok((half, version)) => {
                let place = CopyPlace {
                    master: next,
                    ..kit.place(vault)
                };
                give(desk, &half, &place, version + 1)?;
            }
            Err(Error::KitAltered) => {
                tracing::error!("a recovery kit was altered and does not get the new key");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Refuses to go on while a kit stayed behind.
pub(super) fn none_left(desk: &Desk<'_>) -> Result<(), Error> {
    let behind = desk
        .sql
        .prepare("SELECT 1 FROM key WHERE kind = 'kit' AND (master <> ?1 OR key <> ?1)")?
        .exists([Id(desk.ring.current())])?;
    if behind {
        Err(Error::KitAltered)
    } else {
        Ok(())
    }
}

fn all(sql: &Connection) -> Result<Vec<WrappedCopy>, Error> {
    let mut kits = copies(sql)?;
    kits.retain(|copy| copy.kind == CopyKind::Kit);
    Ok(kits)
}

/// With the version of the row that it stands in. One that was proven under another key than the
/// current one is as good as none: that key may be the one that somebody wants to be rid of.
fn public_half(desk: &Desk<'_>, kit: KeyId) -> Result<(PublicHalf, i64), Error> {
    let sealed = desk.sql.query_row(
        "SELECT key, version, sealed FROM key WHERE kind = 'kit' AND id = ?",
        [Id(kit)],
        Sealed::from_row,
    )?;
    if sealed.key.0 != desk.ring.current() {
        return Err(Error::KitAltered);
    }
    let plain = desk
        .open(&TABLE, kit, None, &sealed)
        .map_err(|_| Error::KitAltered)?;
    Ok((PublicHalf::from_bytes(&plain)?, sealed.version))
}

/// Seals the key that the place names to the half, and proves the half under that key.
fn give(desk: &Desk<'_>, half: &PublicHalf, copy: &CopyPlace, version: i64) -> Result<(), Error> {
    let wrapped = half.wrap(desk.ring.key(copy.master)?, copy, desk.random)?;
    let place = place(&TABLE, copy.copy.into(), None, version, copy.master);
    let sealed = desk.ring.seal(&place, &half.to_bytes(), desk.random)?;
    desk.sql.execute(
        "UPDATE key SET master = ?1, wrapped = ?2, key = ?1, version = ?3, sealed = ?4
         WHERE id = ?5",
        (Id(copy.master), wrapped, version, sealed, Id(copy.copy)),
    )?;
    Ok(())
}
