//! Support staff in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use signet_contract::{
    ids::OperatorId,
    platform::{Email, Moment, Operator},
};
use signet_trail::Recorded;
use uuid::Uuid;

use super::{
    Sqlite, about, alerts, attempts, invitations, news, told,
    words::{all, change, count, first, millis, moment, moment_maybe, read, word},
};
use crate::{
    deed::Enrol,
    operators::{
        family::{Family, LIFE, Place, Turn},
        password::StoredPassword,
        totp::Step,
    },
    storage::{
        Accepted, Attempt, ChangedOperator, Door, Invited, Newcomer, OperatorChange,
        OperatorTelling, Operators, Reuse, StorageError, StoredInvitation, StoredOperator, Used,
    },
};

const COLUMNS: &str = "id, email, email_key, name, role, disabled, created_at, last_login_at";

#[async_trait]
impl Operators for Sqlite {
    async fn invite(&self, invitation: StoredInvitation) -> Result<(), StorageError> {
        self.write(move |connection| invitations::add(connection, &invitation))
            .await
    }

    async fn invited(
        &self,
        digest: [u8; 32],
        now: Moment,
    ) -> Result<Option<Invited>, StorageError> {
        self.read(move |connection| {
            let Some(good) = invitations::find(connection, digest, now)? else {
                return Ok(None);
            };
            let known = match good.operator {
                Some(id) => operator(connection, id)?,
                None => None,
            };
            Ok(Some(known.map_or(Invited::Somebody, |known| {
                Invited::Known(Box::new(known))
            })))
        })
        .await
    }

    async fn password(&self, id: OperatorId) -> Result<Option<StoredPassword>, StorageError> {
        self.read(move |connection| {
            let sql = "SELECT password FROM operators WHERE id = ?1";
            first(connection, sql, [id.to_string()], |row| {
                Ok(StoredPassword::from_stored(row.get("password")?))
            })
        })
        .await
    }

    async fn accept(
        &self,
        line: Recorded<Enrol>,
        digest: [u8; 32],
        newcomer: Newcomer,
    ) -> Result<Accepted, StorageError> {
        about(&line, "operator", newcomer.id)?;
        self.write(move |connection| invitations::accept(connection, digest, &newcomer))
            .await
    }

    async fn attempt(
        &self,
        email: &Email,
        door: Door,
        now: Moment,
    ) -> Result<Attempt, StorageError> {
        let key = email_key(email);
        self.write(move |connection| attempt(connection, &key, door, now))
            .await
    }

    async fn admit(
        &self,
        id: OperatorId,
        totp: Vec<u8>,
        step: Step,
        family: Uuid,
        now: Moment,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| admit(connection, id, &totp, step, family, now))
            .await
    }

    async fn operator(&self, id: OperatorId) -> Result<Option<Operator>, StorageError> {
        self.read(move |connection| operator(connection, id)).await
    }

    async fn operators(
        &self,
        before: Option<OperatorId>,
        limit: u16,
    ) -> Result<Vec<Operator>, StorageError> {
        let before = before.map(|id| id.to_string());
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM operators
                 WHERE (active OR last_login_at IS NOT NULL) AND (?1 IS NULL OR id < ?1)
                 ORDER BY id DESC LIMIT ?2"
            );
            all(connection, &sql, params![before, limit], |row| {
                to_operator(connection, row)
            })
        })
        .await
    }

    async fn change_operator(
        &self,
        id: OperatorId,
        change: OperatorChange,
        now: Moment,
    ) -> Result<Option<ChangedOperator>, StorageError> {
        self.write(move |connection| alter(connection, id, &change, now))
            .await
    }

    async fn use_token(
        &self,
        place: Place,
        now: Moment,
        reused: Reuse,
    ) -> Result<Used, StorageError> {
        self.write(move |connection| {
            let used = use_token(connection, place, now)?;
            if let Used::Reused(owner) = &used {
                let (event, alert) = reused(*owner);
                news::revoke(connection, [place.family], now)?;
                told::keep(connection, &event)?;
                alerts::raise(connection, &alert)?;
            }
            Ok(used)
        })
        .await
    }

    async fn end_family(
        &self,
        family: Uuid,
        now: Moment,
        tell: OperatorTelling,
    ) -> Result<Option<OperatorId>, StorageError> {
        self.write(move |connection| {
            let owner = first(
                connection,
                "UPDATE families SET ended = 1 WHERE id = ?1 AND NOT ended RETURNING operator",
                [family.to_string()],
                |row| read(row, "operator"),
            )?;
            // The access token that asks is refused even if its family had ended.
            news::revoke(connection, [family], now)?;
            if let Some(owner) = owner {
                told::keep(connection, &tell(owner))?;
            }
            Ok(owner)
        })
        .await
    }

    async fn sweep_operators(&self, now: Moment) -> Result<u64, StorageError> {
        self.write(move |connection| {
            let unused = millis(now.before(LIFE));
            let families = change(
                connection,
                "DELETE FROM families WHERE rotated_at <= ?1",
                [unused],
            )?;
            let invitations = change(
                connection,
                "DELETE FROM invitations WHERE expires_at <= ?1",
                [millis(now)],
            )?;
            let enrolling = change(
                connection,
                "DELETE FROM operators WHERE NOT active AND last_login_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM invitations WHERE operator = operators.id)",
                [],
            )?;
            let attempts = attempts::sweep(connection, now)?;
            Ok((families + invitations + enrolling + attempts) as u64)
        })
        .await
    }
}

/// Addresses are compared without case, as everybody who hands out mail does.
pub(super) fn email_key(email: &Email) -> String {
    email.as_str().to_ascii_lowercase()
}

pub(super) fn operator(
    connection: &Connection,
    id: OperatorId,
) -> Result<Option<Operator>, StorageError> {
    let sql = format!("SELECT {COLUMNS} FROM operators WHERE id = ?1");
    first(connection, &sql, [id.to_string()], |row| {
        to_operator(connection, row)
    })
}

fn to_operator(connection: &Connection, row: &Row<'_>) -> Result<Operator, StorageError> {
    let email_key: String = row.get("email_key")?;
    Ok(Operator {
        id: read(row, "id")?,
        email: read(row, "email")?,
        name: read(row, "name")?,
        role: read(row, "role")?,
        disabled: row.get("disabled")?,
        created_at: moment(row, "created_at")?,
        last_login_at: moment_maybe(row, "last_login_at")?,
        locked_until: attempts::locked_until(connection, &email_key)?,
    })
}

fn alter(
    connection: &Connection,
    id: OperatorId,
    asked: &OperatorChange,
    now: Moment,
) -> Result<Option<ChangedOperator>, StorageError> {
    let role = asked.role.map(|role| word(&role)).transpose()?;
    change(
        connection,
        "UPDATE operators SET role = coalesce(?2, role), disabled = coalesce(?3, disabled)
         WHERE id = ?1",
        params![id.to_string(), role, asked.disabled],
    )?;
    let Some(operator) = operator(connection, id)? else {
        return Ok(None);
    };
    invitations::take_back(connection, id)?;
    let ended = end_families(connection, id)?;
    news::revoke(connection, ended.clone(), now)?;
    if let Some(event) = &asked.told {
        told::keep(connection, event)?;
    }
    Ok(Some(ChangedOperator { operator, ended }))
}

fn attempt(
    connection: &Connection,
    email_key: &str,
    door: Door,
    now: Moment,
) -> Result<Attempt, StorageError> {
    // Whoever is named, so that no answer tells whether there is such a person.
    if let Err(until) = attempts::begin(connection, email_key, now)? {
        return Ok(Attempt::Locked(until));
    }
    let sql = format!(
        "SELECT {COLUMNS}, password, totp, last_step FROM operators
         WHERE email_key = ?1 AND active = ?2 AND NOT disabled AND password <> ''"
    );
    let active = door == Door::Active;
    let found = first(connection, &sql, params![email_key, active], |row| {
        Ok(StoredOperator {
            operator: to_operator(connection, row)?,
            password: StoredPassword::from_stored(row.get("password")?),
            totp: row.get("totp")?,
            last_step: row
                .get::<_, Option<i64>>("last_step")?
                .map(|step| Step(step.unsigned_abs())),
        })
    })?;
    Ok(found.map_or(Attempt::Nobody, |stored| Attempt::Of(Box::new(stored))))
}

fn admit(
    connection: &Connection,
    id: OperatorId,
    totp: &[u8],
    step: Step,
    family: Uuid,
    now: Moment,
) -> Result<bool, StorageError> {
    let step = i64::try_from(step.0).map_err(|_| StorageError::Damaged("a time too far off"))?;
    let admitted = change(
        connection,
        "UPDATE operators SET last_step = ?2, active = 1, last_login_at = ?3
         WHERE id = ?1 AND totp = ?4 AND NOT disabled AND (last_step IS NULL OR last_step < ?2) AND
          (active OR EXISTS (SELECT 1 FROM good_invitations
            WHERE operator = operators.id AND expires_at > ?3))",
        params![id.to_string(), step, millis(now), totp],
    )?;
    if admitted == 0 {
        return Ok(false);
    }
    let sql = "SELECT email_key FROM operators WHERE id = ?1";
    let named = first(connection, sql, [id.to_string()], |row| {
        Ok(row.get::<_, String>("email_key")?)
    })?;
    if let Some(email_key) = named {
        attempts::forget(connection, &email_key)?;
    }
    change(
        connection,
        "DELETE FROM invitations WHERE operator = ?1",
        [id.to_string()],
    )?;
    change(
        connection,
        "INSERT INTO families (id, operator, newest, rotated_at, ended) VALUES (?1, ?2, 0, ?3, 0)",
        params![family.to_string(), id.to_string(), millis(now)],
    )?;
    Ok(true)
}

fn use_token(connection: &Connection, place: Place, now: Moment) -> Result<Used, StorageError> {
    let id = place.family.to_string();
    let found = first(
        connection,
        "SELECT operator, newest, rotated_at, ended FROM families WHERE id = ?1",
        [&id],
        |row| {
            let family = Family {
                newest: count(row, "newest")?,
                rotated_at: moment(row, "rotated_at")?,
                ended: row.get("ended")?,
            };
            Ok((read::<OperatorId>(row, "operator")?, family))
        },
    )?;
    let Some((owner, family)) = found else {
        return Ok(Used::Over);
    };
    let Some(operator) = operator(connection, owner)?.filter(|operator| !operator.disabled) else {
        return Ok(Used::Over);
    };
    match family.use_token(place.number, now) {
        Turn::Next(next) => {
            change(
                connection,
                "UPDATE families SET newest = ?2, rotated_at = ?3 WHERE id = ?1",
                params![id, next.newest, millis(now)],
            )?;
            Ok(Used::Stands(next, Box::new(operator)))
        }
        Turn::Again => Ok(Used::Stands(family, Box::new(operator))),
        Turn::Reused => {
            change(
                connection,
                "UPDATE families SET ended = 1 WHERE id = ?1",
                [id],
            )?;
            Ok(Used::Reused(owner))
        }
        Turn::Over => Ok(Used::Over),
    }
}

pub(super) fn end_families(
    connection: &Connection,
    id: OperatorId,
) -> Result<Vec<Uuid>, StorageError> {
    all(
        connection,
        "UPDATE families SET ended = 1 WHERE operator = ?1 AND NOT ended RETURNING id",
        [id.to_string()],
        |row| read(row, "id"),
    )
}
