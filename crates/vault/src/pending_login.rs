//! Sign-ins under way, so that they go on after a restart or are ended then.

use std::fmt;

use secrecy::{ExposeSecret, SecretBox};
use signet_trail::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    Error, Store,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable},
    },
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "pending_login",
    purpose: "form",
    account: "NULL",
    only: "TRUE",
};

/// Names a sign-in under way: 16 bytes that whoever signs in chose.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PendingLoginId([u8; 16]);

impl PendingLoginId {
    /// As it was chosen.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for PendingLoginId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PendingLoginId({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

impl From<PendingLoginId> for Uuid {
    fn from(id: PendingLoginId) -> Self {
        Self::from_bytes(id.0)
    }
}

impl From<Uuid> for PendingLoginId {
    fn from(uuid: Uuid) -> Self {
        Self(uuid.into_bytes())
    }
}

/// A sign-in under way.
pub struct PendingLogin {
    /// Its name.
    pub id: PendingLoginId,
    /// When it was kept last.
    pub kept_at: Timestamp,
    /// The secret form that goes on with it or ends it.
    pub form: SecretBox<[u8]>,
}

impl fmt::Debug for PendingLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingLogin")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The sign-ins under way of a vault.
pub struct PendingLogins<'s>(&'s Store);

impl Store {
    /// What is not signed in yet.
    pub fn pending_logins(&self) -> PendingLogins<'_> {
        PendingLogins(self)
    }
}

impl PendingLogins<'_> {
    /// Keeps a form, in place of an earlier one with its id.
    pub async fn keep(
        &self,
        id: PendingLoginId,
        form: &SecretBox<[u8]>,
        at: Timestamp,
    ) -> Result<(), Error> {
        // Exposed to be copied into a buffer that is wiped as well.
        let form = Zeroizing::new(form.expose_secret().to_vec());
        self.0
            .core
            .write(move |desk| {
                let sealed = desk.seal_form(&TABLE, id, None, &form)?;
                desk.sql
                    .prepare_cached(
                        "INSERT OR REPLACE INTO pending_login (id, kept_at, key, version, sealed)
                         VALUES (?, ?, ?, ?, ?)",
                    )?
                    .execute((Id(id), At(at), sealed.key, sealed.version, sealed.bytes))?;
                Ok(())
            })
            .await
    }

    /// Forgets one. One that is not there is no failure.
    pub async fn forget(&self, id: PendingLoginId) -> Result<(), Error> {
        self.0.core.shred(move |desk| delete(desk, id)).await
    }

    /// Those that are kept, the latest first: what a start goes on with, or ends.
    pub async fn all(&self) -> Result<Vec<PendingLogin>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk
                    .sql
                    .prepare_cached("SELECT * FROM pending_login ORDER BY kept_at DESC, id")?;
                let mut rows = query.query([])?;
                let mut logins = Vec::new();
                while let Some(row) = rows.next()? {
                    let id = row.get::<_, Id<PendingLoginId>>("id")?.0;
                    logins.push(PendingLogin {
                        id,
                        kept_at: row.get::<_, At>("kept_at")?.0,
                        form: desk.open_secret(&TABLE, id, None, &Sealed::from_row(row)?)?,
                    });
                }
                Ok(logins)
            })
            .await
    }
}

pub(crate) fn delete(desk: &Desk<'_>, id: PendingLoginId) -> Result<(), Error> {
    desk.sql
        .execute("DELETE FROM pending_login WHERE id = ?", [Id(id)])?;
    Ok(())
}
