//! The descriptions of services as they were consented to, with their pinned identity keys.

use rusqlite::Row;
use signet_contract::ids::{PlatformId, ServiceCardId, ServiceId};
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
    name: "service_card",
    purpose: "card",
    account: "NULL",
    only: "TRUE",
};

/// A card that was consented to. Nobody can have swapped it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCard {
    /// Its platform; none for a card that came as a file.
    pub platform: Option<PlatformId>,
    /// Its service.
    pub service: ServiceId,
    /// When it was kept last.
    pub kept_at: Timestamp,
    /// The service's own identity key, pinned at the first consent.
    pub identity: Vec<u8>,
    /// The card as it was received.
    pub card: Vec<u8>,
}

/// The service cards of a vault.
pub struct ServiceCards<'s>(&'s Store);

impl Store {
    /// Who may be given access.
    pub fn service_cards(&self) -> ServiceCards<'_> {
        ServiceCards(self)
    }
}

impl ServiceCards<'_> {
    /// Keeps a card, or a newer one in its place. The identity key stays what it was pinned to:
    /// another one is a conflict, whatever the caller checked.
    pub async fn keep(&self, card: ServiceCard) -> Result<(), Error> {
        self.0.core.write(move |desk| put(desk, &card)).await
    }

    /// The card of a service, if one was consented to.
    pub async fn of(
        &self,
        platform: Option<PlatformId>,
        service: ServiceId,
    ) -> Result<Option<ServiceCard>, Error> {
        self.0
            .core
            .read(move |desk| Ok(find(desk, platform, service)?.map(|(_, card)| card)))
            .await
    }

    /// All of them.
    pub async fn all(&self) -> Result<Vec<ServiceCard>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk.sql.prepare("SELECT * FROM service_card ORDER BY id")?;
                let mut rows = query.query([])?;
                let mut cards = Vec::new();
                while let Some(row) = rows.next()? {
                    cards.push(card(desk, row)?.1);
                }
                Ok(cards)
            })
            .await
    }
}

fn put(desk: &Desk<'_>, card: &ServiceCard) -> Result<(), Error> {
    let known = find(desk, card.platform, card.service)?;
    if known
        .as_ref()
        .is_some_and(|(_, known)| known.identity != card.identity)
    {
        return Err(Error::Conflict("identity key"));
    }
    let id = known.map_or_else(ServiceCardId::now, |(id, _)| id);
    let platform = card.platform.map(|id| Uuid::from(id).into_bytes());
    // Whose card it is is sealed too, so that it cannot be put under another service's name.
    let sealed = desk.seal(
        &TABLE,
        id,
        None,
        &[
            platform.as_ref().map_or(&[], |id| id.as_slice()),
            Uuid::from(card.service).as_bytes(),
            &card.identity,
            &card.card,
        ],
    )?;
    desk.sql.execute(
        "INSERT INTO service_card (id, platform, service, kept_at, key, version, sealed)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET kept_at = excluded.kept_at,
             key = excluded.key, version = excluded.version, sealed = excluded.sealed",
        (
            Id(id),
            card.platform.map(Id),
            Id(card.service),
            At(card.kept_at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(())
}

fn find(
    desk: &Desk<'_>,
    platform: Option<PlatformId>,
    service: ServiceId,
) -> Result<Option<(ServiceCardId, ServiceCard)>, Error> {
    let mut query = desk.sql.prepare_cached(
        "SELECT * FROM service_card WHERE ifnull(platform, x'') = ifnull(?, x'') AND service = ?",
    )?;
    let mut rows = query.query((platform.map(Id), Id(service)))?;
    rows.next()?.map(|row| card(desk, row)).transpose()
}

fn card(desk: &Desk<'_>, row: &Row<'_>) -> Result<(ServiceCardId, ServiceCard), Error> {
    let id = row.get::<_, Id<ServiceCardId>>("id")?.0;
    let platform = row
        .get::<_, Option<Id<PlatformId>>>("platform")?
        .map(|id| id.0);
    let service = row.get::<_, Id<ServiceId>>("service")?.0;
    let plain = desk.open(&TABLE, id, None, &Sealed::from_row(row)?)?;
    let mut parts = Parts::of(&plain, TABLE.name);
    let whose = platform.map(|id| Uuid::from(id).into_bytes());
    if parts.next()? != whose.as_ref().map_or(&[][..], |id| id.as_slice())
        || parts.next()? != Uuid::from(service).as_bytes()
    {
        return Err(parts.damaged());
    }
    let card = ServiceCard {
        platform,
        service,
        kept_at: row.get::<_, At>("kept_at")?.0,
        identity: parts.next()?.to_vec(),
        card: parts.next()?.to_vec(),
    };
    parts.end()?;
    Ok((id, card))
}
