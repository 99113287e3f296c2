//! The platforms that were consented to, and this installation's key at each.

use std::fmt;

use rusqlite::{OptionalExtension, Row};
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox};
use signet_contract::ids::{DeviceId, PlatformId};
use signet_trail::Timestamp;
use uuid::Uuid;

use crate::{
    Error, Store,
    parts::Parts,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable},
    },
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "platform",
    purpose: "pinned-keys",
    account: "NULL",
    only: "TRUE",
};

pub(crate) const DEVICE_KEY: SealedTable = SealedTable {
    name: "device_key",
    purpose: "signing-key",
    account: "NULL",
    only: "TRUE",
};

/// A platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// Its id here.
    pub id: PlatformId,
    /// What it is: its https origin.
    pub origin: String,
    /// When it was first consented to.
    pub first_seen: Timestamp,
    /// When its keys were last looked at.
    pub last_seen: Timestamp,
    /// Its pinned keys, as whoever checks them wrote them. Nobody can have swapped them.
    pub pinned: Vec<u8>,
}

/// This installation's own signing key at one platform.
pub struct DeviceKey {
    /// How the platform names this installation.
    pub device: DeviceId,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// The secret key.
    pub key: SecretBox<[u8; 32]>,
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceKey")
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// The platforms of a vault.
pub struct Platforms<'s>(&'s Store);

impl Store {
    /// Who was consented to.
    pub fn platforms(&self) -> Platforms<'_> {
        Platforms(self)
    }
}

impl Platforms<'_> {
    /// Pins the keys of a platform, or newer ones in their place, which the caller has checked.
    pub async fn pin(
        &self,
        origin: &str,
        pinned: Vec<u8>,
        at: Timestamp,
    ) -> Result<PlatformId, Error> {
        let origin = origin.to_owned();
        self.0
            .core
            .write(move |desk| {
                let known = by_origin(desk, &origin)?.map(|platform| platform.id);
                let id = known.unwrap_or_else(PlatformId::now);
                // The origin is sealed too, so that no other platform's keys can be put under it.
                let sealed = desk.seal(&TABLE, id, None, &[origin.as_bytes(), &pinned])?;
                desk.sql.execute(
                    "INSERT INTO platform (id, origin, first_seen, last_seen, key, version, sealed)
                     VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET last_seen = excluded.last_seen,
                         key = excluded.key, version = excluded.version, sealed = excluded.sealed",
                    (
                        Id(id),
                        &origin,
                        At(at),
                        sealed.key,
                        sealed.version,
                        sealed.bytes,
                    ),
                )?;
                Ok(id)
            })
            .await
    }

    /// The platform of this origin, if it was consented to.
    pub async fn of_origin(&self, origin: &str) -> Result<Option<Platform>, Error> {
        let origin = origin.to_owned();
        self.0.core.read(move |desk| by_origin(desk, &origin)).await
    }

    /// All of them.
    pub async fn all(&self) -> Result<Vec<Platform>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk.sql.prepare("SELECT * FROM platform ORDER BY id")?;
                let mut rows = query.query([])?;
                let mut platforms = Vec::new();
                while let Some(row) = rows.next()? {
                    platforms.push(platform(desk, row)?);
                }
                Ok(platforms)
            })
            .await
    }

    /// Keeps this installation's key at a platform. Once it is there it is never replaced:
    /// losing it would lose what was delivered under it.
    pub async fn enrol(
        &self,
        platform: PlatformId,
        device: DeviceId,
        key: SecretBox<[u8; 32]>,
        at: Timestamp,
    ) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                // Exposed to be encrypted.
                let whose = Uuid::from(platform);
                let parts: [&[u8]; 2] = [whose.as_bytes(), key.expose_secret()];
                let sealed = desk.seal(&DEVICE_KEY, device, None, &parts)?;
                desk.sql.execute(
                    "INSERT INTO device_key (id, platform, enrolled_at, key, version, sealed)
                     VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        Id(device),
                        Id(platform),
                        At(at),
                        sealed.key,
                        sealed.version,
                        sealed.bytes,
                    ),
                )?;
                Ok(())
            })
            .await
    }

    /// This installation's key at a platform, if it is enrolled there.
    pub async fn device_key(&self, platform: PlatformId) -> Result<Option<DeviceKey>, Error> {
        self.0
            .core
            .read(move |desk| device_key(desk, platform))
            .await
    }
}

fn by_origin(desk: &Desk<'_>, origin: &str) -> Result<Option<Platform>, Error> {
    let mut query = desk
        .sql
        .prepare_cached("SELECT * FROM platform WHERE origin = ?")?;
    let mut rows = query.query([origin])?;
    rows.next()?.map(|row| platform(desk, row)).transpose()
}

fn platform(desk: &Desk<'_>, row: &Row<'_>) -> Result<Platform, Error> {
    let id = row.get::<_, Id<PlatformId>>("id")?.0;
    let origin: String = row.get("origin")?;
    let plain = desk.open(&TABLE, id, None, &Sealed::from_row(row)?)?;
    let mut parts = Parts::of(&plain, TABLE.name);
    if parts.text()? != origin {
        return Err(parts.damaged());
    }
    let pinned = parts.next()?.to_vec();
    parts.end()?;
    Ok(Platform {
        id,
        origin,
        first_seen: row.get::<_, At>("first_seen")?.0,
        last_seen: row.get::<_, At>("last_seen")?.0,
        pinned,
    })
}

fn device_key(desk: &Desk<'_>, platform: PlatformId) -> Result<Option<DeviceKey>, Error> {
    let row = desk
        .sql
        .prepare_cached("SELECT * FROM device_key WHERE platform = ?")?
        .query_row([Id(platform)], |row| {
            Ok((
                row.get::<_, Id<DeviceId>>("id")?.0,
                row.get::<_, At>("enrolled_at")?.0,
                Sealed::from_row(row)?,
            ))
        })
        .optional()?;
    let Some((device, enrolled_at, sealed)) = row else {
        return Ok(None);
    };
    let plain = desk.open(&DEVICE_KEY, device, None, &sealed)?;
    let mut parts = Parts::of(&plain, DEVICE_KEY.name);
    if parts.next()? != Uuid::from(platform).as_bytes() {
        return Err(parts.damaged());
    }
    let mut key = SecretBox::new(Box::new([0; 32]));
    let stored: &[u8; 32] = parts.next()?.try_into().map_err(|_| parts.damaged())?;
    key.expose_secret_mut().copy_from_slice(stored);
    parts.end()?;
    Ok(Some(DeviceKey {
        device,
        enrolled_at,
        key,
    }))
}
