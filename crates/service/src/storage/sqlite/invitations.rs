//! Invitations in SQLite.

use rusqlite::{Connection, params};
use signet_contract::{ids::OperatorId, platform::Moment};

use super::{
    attempts,
    operators::{email_key, end_families},
    words::{change, first, millis, read, read_maybe, word},
};
use crate::storage::{Accepted, Foreseen, Newcomer, StorageError, StoredInvitation};

pub(super) fn add(
    connection: &Connection,
    invitation: &StoredInvitation,
) -> Result<(), StorageError> {
    change(
        connection,
        "INSERT INTO invitations (digest, role, operator, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![
            invitation.digest,
            word(&invitation.role)?,
            invitation.operator.map(|id| id.to_string()),
            millis(invitation.expires_at)
        ],
    )?;
    Ok(())
}

pub(super) fn foresee(
    connection: &Connection,
    digest: [u8; 32],
    key: &str,
    now: Moment,
) -> Result<Foreseen, StorageError> {
    let invitation = first(
        connection,
        "SELECT role, operator FROM invitations WHERE digest = ?1 AND expires_at > ?2",
        params![digest, millis(now)],
        |row| {
            Ok((
                read(row, "role")?,
                read_maybe::<OperatorId>(row, "operator")?,
            ))
        },
    )?;
    let Some((role, meant)) = invitation else {
        return Ok(Foreseen::Over);
    };
    let holder = first(
        connection,
        "SELECT id, active FROM operators WHERE email_key = ?1",
        [key],
        |row| {
            Ok((
                read::<OperatorId>(row, "id")?,
                row.get::<_, bool>("active")?,
            ))
        },
    )?;
    let known = match meant {
        Some(id) => first(
            connection,
            "SELECT email_key, active FROM operators WHERE id = ?1",
            [id.to_string()],
            |row| {
                Ok((
                    row.get::<_, String>("email_key")?,
                    row.get::<_, bool>("active")?,
                ))
            },
        )?,
        None => None,
    };
    // Whoever was let in once keeps the address they were let in with.
    Ok(match (meant, known, holder) {
        (Some(id), Some((own, true)), _) if own == key => Foreseen::Again(id, role),
        (_, Some((_, true)), _) | (_, _, Some((_, true))) => Foreseen::EmailTaken,
        (Some(id), Some((_, false)), _) => Foreseen::Again(id, role),
        (_, _, _) => Foreseen::New(role),
    })
}

pub(super) fn accept(
    connection: &Connection,
    digest: [u8; 32],
    newcomer: &Newcomer,
) -> Result<Accepted, StorageError> {
    let key = email_key(&newcomer.email);
    let (id, role) = match foresee(connection, digest, &key, newcomer.now)? {
        Foreseen::New(role) => (newcomer.id, role),
        Foreseen::Again(id, role) => (id, role),
        Foreseen::Over => return Ok(Accepted::Over),
        Foreseen::EmailTaken => return Ok(Accepted::EmailTaken),
    };
    let Some(totp) = (newcomer.totp)(id) else {
        return Ok(Accepted::Unsealed);
    };
    // Somebody who took another invitation under this address and never sent a code.
    change(
        connection,
        "DELETE FROM operators WHERE email_key = ?1 AND id <> ?2 AND NOT active",
        params![key, id.to_string()],
    )?;
    end_families(connection, id)?;
    change(
        connection,
        "INSERT INTO operators (id, email, email_key, name, role, password, totp, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET email = ?2, email_key = ?3, name = ?4, role = ?5,
         password = ?6, totp = ?7, last_step = NULL, active = 0",
        params![
            id.to_string(),
            newcomer.email.as_str(),
            key,
            newcomer.name.as_str(),
            word(&role)?,
            newcomer.password.as_str(),
            totp,
            millis(newcomer.now)
        ],
    )?;
    attempts::forget(connection, &key)?;
    change(
        connection,
        "UPDATE invitations SET operator = ?2 WHERE digest = ?1",
        params![digest, id.to_string()],
    )?;
    Ok(Accepted::Taken(id, role))
}
