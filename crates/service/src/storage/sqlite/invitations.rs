//! Invitations in SQLite.

use rusqlite::{Connection, params};
use signet_contract::{
    ids::OperatorId,
    platform::{Moment, Role},
};

use super::{
    attempts, news,
    operators::{self, email_key, end_families},
    words::{change, first, millis, read, read_maybe, word},
};
use crate::storage::{Accepted, Newcomer, StorageError, StoredInvitation};

/// An invitation that is good now.
pub(super) struct Good {
    pub role: Role,
    /// Whom it is for, or who took it before.
    pub operator: Option<OperatorId>,
}

pub(super) fn add(
    connection: &Connection,
    invitation: &StoredInvitation,
) -> Result<(), StorageError> {
    change(
        connection,
        "INSERT INTO invitations (digest, role, operator, made_by, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            invitation.digest,
            word(&invitation.role)?,
            invitation.operator.map(|id| id.to_string()),
            invitation.made_by.map(|id| id.to_string()),
            millis(invitation.expires_at)
        ],
    )?;
    Ok(())
}

pub(super) fn find(
    connection: &Connection,
    digest: [u8; 32],
    now: Moment,
) -> Result<Option<Good>, StorageError> {
    first(
        connection,
        "SELECT role, operator FROM good_invitations WHERE digest = ?1 AND expires_at > ?2",
        params![digest, millis(now)],
        |row| {
            Ok(Good {
                role: read(row, "role")?,
                operator: read_maybe(row, "operator")?,
            })
        },
    )
}

/// Those that somebody made, and those that were made for them.
pub(super) fn take_back(connection: &Connection, id: OperatorId) -> Result<(), StorageError> {
    change(
        connection,
        "DELETE FROM invitations WHERE made_by = ?1 OR operator = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

pub(super) fn accept(
    connection: &Connection,
    digest: [u8; 32],
    newcomer: &Newcomer,
) -> Result<Accepted, StorageError> {
    let Some(invitation) = find(connection, digest, newcomer.now)? else {
        return Ok(Accepted::Over);
    };
    let id = newcomer.id;
    let known = match invitation.operator {
        Some(meant) => operators::operator(connection, meant)?,
        None => None,
    };
    if known.as_ref().is_some_and(|known| known.id != id) {
        return Ok(Accepted::Over);
    }
    let key = email_key(&newcomer.email);
    // Whoever was let in once keeps the address they were let in with.
    let kept = known.as_ref().filter(|known| known.last_login_at.is_some());
    if kept.is_some_and(|kept| email_key(&kept.email) != key) {
        return Ok(Accepted::EmailTaken);
    }
    let other = first(
        connection,
        "SELECT id FROM operators WHERE email_key = ?1 AND id <> ?2
         AND (active OR last_login_at IS NOT NULL)",
        params![key, id.to_string()],
        |row| read::<OperatorId>(row, "id"),
    )?;
    if other.is_some() {
        return Ok(Accepted::EmailTaken);
    }
    // Somebody who took another invitation under this address and never sent a code.
    change(
        connection,
        "DELETE FROM operators WHERE email_key = ?1 AND id <> ?2",
        params![key, id.to_string()],
    )?;
    let ended = end_families(connection, id)?;
    news::revoke(connection, ended.clone(), newcomer.now)?;
    let role = known.map_or(invitation.role, |known| known.role);
    change(
        connection,
        "INSERT INTO operators (id, email, email_key, name, role, password, totp, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET email = ?2, email_key = ?3, name = ?4, password = ?6,
         totp = ?7, last_step = NULL, active = 0, disabled = 0",
        params![
            id.to_string(),
            newcomer.email.as_str(),
            key,
            newcomer.name.as_str(),
            word(&role)?,
            newcomer.password.as_str(),
            newcomer.totp,
            millis(newcomer.now)
        ],
    )?;
    attempts::forget(connection, &key)?;
    change(
        connection,
        "UPDATE invitations SET operator = ?2 WHERE digest = ?1",
        params![digest, id.to_string()],
    )?;
    Ok(Accepted::Taken(role, ended))
}
