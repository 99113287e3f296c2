//! Changing the master key, in steps that each survive being cut short.
//!
//! 1. [`Rotation::begin`]: the next key is in the database, sealed under the current one, and the
//!    current one sealed under the next. Whichever of them the keychain has opens the vault.
//! 2. The caller puts the next key into the keychain.
//! 3. [`Rotation::switch`]: everything new is sealed under it, and every recovery kit opens it. A
//!    vault that is opened with the next key has been through step 2, and does this by itself.
//! 4. [`Rotation::rewrap`], again and again: old rows follow, some at a time. After the last one
//!    the old key is gone.

use secrecy::ExposeSecret;
use signet_contract::ids::{AccountId, KeyId};
use signet_trail::{Recorded, Rotate, Timestamp};
use uuid::Uuid;

use super::{
    CopyKind, KeyState, KnownKey, WrappedCopy, copies, insert_copy, insert_master, kits,
    known_keys, read_vault,
};
use crate::{
    Error, MasterKey, Store, parts,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable, place},
        ring::{Named, Ring},
        tables,
    },
    subject,
};

/// A master key sealed under another one.
const BRIDGE: SealedTable = SealedTable {
    name: "key",
    purpose: "bridge",
    account: "NULL",
    only: "kind = 'bridge'",
};

/// The key that takes over.
#[derive(Debug)]
pub struct NextKey {
    /// Its name.
    pub id: KeyId,
    /// The key.
    pub key: MasterKey,
    /// Wrapped copies of it. That of the current key ends with the switch, so a passphrase that
    /// shall go on needs one here. Recovery kits go on by themselves.
    pub copies: Vec<WrappedCopy>,
}

/// How far a rotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// None goes on.
    Idle,
    /// The next key waits for the keychain to have it.
    Begun,
    /// So many rows are still sealed under the previous key.
    Rewrapping {
        /// Rows left.
        left: u64,
    },
}

/// Changing the master key.
pub struct Rotation<'s>(&'s Store);

impl Store {
    /// The rotation of the master key.
    pub fn rotation(&self) -> Rotation<'_> {
        Rotation(self)
    }
}

impl Rotation<'_> {
    /// How far it is; what a start after a crash asks first.
    pub async fn stage(&self) -> Result<Stage, Error> {
        self.0.core.read(stage).await
    }

    /// Makes the next key known. The line names the vault. One rotation at a time; where a
    /// passphrase opens the vault, [`NextKey::copies`] has the next key under it. A recovery kit
    /// that was altered is [`Error::KitAltered`]: it must be retired first.
    pub async fn begin(
        &self,
        line: Recorded<Rotate>,
        next: NextKey,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.0
            .core
            .rekey(move |desk| {
                subject::checked(&line, &subject::vault(read_vault(desk.sql)?.0), "vault")?;
                begin(desk, next, now).map(|ring| ((), ring))
            })
            .await
    }

    /// The next key, to be put into the keychain when that was not done before a crash.
    pub async fn next_key(&self) -> Result<MasterKey, Error> {
        self.0
            .core
            .read(|desk| match stage(desk)? {
                Stage::Begun => desk.ring.copy_of_other(),
                Stage::Idle | Stage::Rewrapping { .. } => Err(Error::Conflict("rotation")),
            })
            .await
    }

    /// Forgets the next key. Only when the keychain was read back and has the current one.
    pub async fn abandon(&self) -> Result<(), Error> {
        self.0
            .core
            .rekey(|desk| {
                let next = in_state(desk, KeyState::Next)?;
                desk.sql
                    .execute("DELETE FROM key WHERE kind = 'bridge'", [])?;
                desk.sql
                    .execute("DELETE FROM key WHERE master = ?", [Id(next.id)])?;
                desk.sql
                    .execute("DELETE FROM key WHERE id = ?", [Id(next.id)])?;
                Ok(((), desk.ring.alone()))
            })
            .await
    }

    /// The keychain has the next key: it is the current one from now on, and what the recovery
    /// kits open.
    pub async fn switch(&self) -> Result<(), Error> {
        self.0
            .core
            .rekey(|desk| switch(desk).map(|ring| ((), ring)))
            .await
    }

    /// Brings at most `rows` rows under the current key, and says how far it is. After the last
    /// one the previous key is forgotten. A row that cannot be opened is [`Error::Damaged`],
    /// and a recovery kit that was altered since the beginning [`Error::KitAltered`]; the previous
    /// key then stays.
    pub async fn rewrap(&self, rows: usize) -> Result<Stage, Error> {
        self.0.core.rekey(move |desk| rewrap(desk, rows)).await
    }
}

/// While the next key waits, a copy of the current one would end with the switch that comes.
pub(super) fn none_begun(desk: &Desk<'_>) -> Result<(), Error> {
    if stage(desk)? == Stage::Begun {
        return Err(Error::Conflict("rotation"));
    }
    Ok(())
}

fn in_state(desk: &Desk<'_>, state: KeyState) -> Result<KnownKey, Error> {
    known_keys(desk.sql)?
        .into_iter()
        .find(|key| key.state == state)
        .ok_or(Error::Conflict("rotation"))
}

fn stage(desk: &Desk<'_>) -> Result<Stage, Error> {
    let others = known_keys(desk.sql)?;
    let other = others.iter().find(|key| key.state != KeyState::Current);
    match other.map(|key| key.state) {
        Some(KeyState::Next) => Ok(Stage::Begun),
        Some(KeyState::Previous) => {
            let mut left = 0;
            for table in tables::ALL {
                left += rows_left(desk, table)?;
            }
            Ok(Stage::Rewrapping { left })
        }
        Some(KeyState::Current) | None => Ok(Stage::Idle),
    }
}

fn rows_left(desk: &Desk<'_>, table: &SealedTable) -> Result<u64, Error> {
    let count: i64 = desk.sql.query_row(
        &format!(
            "SELECT count(*) FROM \"{}\" WHERE {} AND key <> ?",
            table.name, table.only
        ),
        [Id(desk.ring.current())],
        |row| row.get(0),
    )?;
    Ok(count.cast_unsigned())
}

fn begin(desk: &Desk<'_>, next: NextKey, now: Timestamp) -> Result<Ring, Error> {
    if known_keys(desk.sql)?.len() > 1 {
        return Err(Error::Conflict("rotation"));
    }
    kits::proven(desk)?;
    let foreign = |copy: &WrappedCopy| copy.master != next.id || copy.kind != CopyKind::Passphrase;
    if next.copies.iter().any(foreign) {
        return Err(Error::WrongKey);
    }
    // A vault that a passphrase opens must not be left with a key that nothing opens.
    let by_passphrase = |copy: &WrappedCopy| copy.kind == CopyKind::Passphrase;
    if copies(desk.sql)?.iter().any(by_passphrase) && !next.copies.iter().any(by_passphrase) {
        return Err(Error::Conflict("passphrase"));
    }
    let known = KnownKey {
        id: next.id,
        fingerprint: next.key.fingerprint()?,
        state: KeyState::Next,
    };
    insert_master(desk.sql, &known, now)?;
    for copy in &next.copies {
        insert_copy(desk.sql, copy)?;
    }
    let ring = desk.ring.with(Named {
        id: next.id,
        key: next.key,
    });
    bridge(desk, &ring, (next.id, desk.ring.current()), now)?;
    bridge(desk, &ring, (desk.ring.current(), next.id), now)?;
    Ok(ring)
}

/// Seals one key under the other.
fn bridge(
    desk: &Desk<'_>,
    ring: &Ring,
    (inner, under): (KeyId, KeyId),
    now: Timestamp,
) -> Result<(), Error> {
    let id = KeyId::now();
    let place = place(&BRIDGE, id.into(), None, 1, under);
    // Exposed to be encrypted.
    let plain = parts::join(&[ring.key(inner)?.expose_secret()]);
    let sealed = ring.seal(&place, &plain, desk.random)?;
    desk.sql.execute(
        "INSERT INTO key (id, kind, created_at, master, key, version, sealed)
         VALUES (?, 'bridge', ?, ?, ?, 1, ?)",
        (Id(id), At(now), Id(inner), Id(under), sealed),
    )?;
    Ok(())
}

/// Crosses the bridge from a key that is held to the other one.
pub(crate) fn cross(desk: &Desk<'_>, from: KeyId, to: KeyId) -> Result<Named, Error> {
    let (id, sealed) = desk.sql.query_row(
        "SELECT id, key, version, sealed FROM key WHERE kind = 'bridge' AND master = ? AND key = ?",
        (Id(to), Id(from)),
        |row| Ok((row.get::<_, Id<KeyId>>("id")?.0, Sealed::from_row(row)?)),
    )?;
    let plain = desk.open(&BRIDGE, id, None, &sealed)?;
    let mut parts = parts::Parts::of(&plain, "key");
    let key = MasterKey::copied(parts.next()?)?;
    parts.end()?;
    Ok(Named { id: to, key })
}

/// Makes the next key, which is the ring's other one, the current one.
pub(crate) fn switch(desk: &Desk<'_>) -> Result<Ring, Error> {
    let (current, next) = (
        in_state(desk, KeyState::Current)?,
        in_state(desk, KeyState::Next)?,
    );
    kits::follow(desk, next.id)?;
    // The bridge from the old key to the new one goes, so that the old one no longer opens this
    // vault; and so does its copy.
    desk.sql.execute(
        "DELETE FROM key WHERE kind = 'bridge' AND key = ?",
        [Id(current.id)],
    )?;
    desk.sql.execute(
        "DELETE FROM key WHERE kind = 'passphrase' AND master = ?",
        [Id(current.id)],
    )?;
    for (id, state) in [
        (current.id, KeyState::Previous),
        (next.id, KeyState::Current),
    ] {
        desk.sql
            .execute("UPDATE key SET state = ? WHERE id = ?", (state, Id(id)))?;
    }
    desk.ring.switched()
}

fn rewrap(desk: &Desk<'_>, rows: usize) -> Result<(Stage, Ring), Error> {
    let previous = in_state(desk, KeyState::Previous)?;
    kits::none_left(desk)?;
    let mut room = rows.max(1);
    for table in tables::ALL {
        room -= rewrap_table(desk, table, room)?;
        if room == 0 {
            break;
        }
    }
    match stage(desk)? {
        Stage::Rewrapping { left: 0 } => {
            desk.sql
                .execute("DELETE FROM key WHERE kind = 'bridge'", [])?;
            // The database itself refuses this while a row still refers to it.
            desk.sql
                .execute("DELETE FROM key WHERE id = ?", [Id(previous.id)])?;
            Ok((Stage::Idle, desk.ring.alone()))
        }
        stage @ (Stage::Idle | Stage::Begun | Stage::Rewrapping { .. }) => {
            Ok((stage, desk.ring.same()))
        }
    }
}

struct Old {
    row: Uuid,
    account: Option<AccountId>,
    sealed: Sealed,
}

fn rewrap_table(desk: &Desk<'_>, table: &SealedTable, rows: usize) -> Result<usize, Error> {
    let current = desk.ring.current();
    let old = desk
        .sql
        .prepare(&format!(
            "SELECT id, {} AS account, key, version, sealed FROM \"{}\" WHERE {} AND key <> ? LIMIT ?",
            table.account, table.name, table.only
        ))?
        .query_map((Id(current), rows as i64), |row| {
            let account: Option<Id<AccountId>> = row.get("account")?;
            Ok(Old {
                row: row.get::<_, Id<Uuid>>("id")?.0,
                account: account.map(|account| account.0),
                sealed: Sealed::from_row(row)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut update = desk.sql.prepare(&format!(
        "UPDATE \"{}\" SET key = ?, version = ?, sealed = ? WHERE id = ?",
        table.name
    ))?;
    for Old {
        row,
        account,
        sealed,
    } in &old
    {
        let plain = desk.open(table, *row, *account, sealed)?;
        let version = sealed.version + 1;
        let place = place(table, *row, *account, version, current);
        let fresh = desk.ring.seal(&place, &plain, desk.random)?;
        update.execute((Id(current), version, fresh, Id(*row)))?;
    }
    Ok(old.len())
}
