//! Registering services, their API keys, and the cards that describe them.

mod changing;

use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use signet_contract::{
    ids::{ApiKeyId, DeviceId, ServiceId},
    platform::{
        ErrorCode, NewApiKey, NewService, Service, ServiceCard, ServiceCards, ServiceRegistered,
    },
};
use signet_seal::{CardDraft, Error as SealError, KeyStatement, VerifyingKey};
use signet_trail::Outcome;

use crate::{
    Error, Refused,
    audit::Deed,
    config::Networks,
    deed,
    ledger::{Allowances, Fact, Hash, hash},
    platform::Platform,
    storage::{ApiKeyRecord, CardRecord, ServiceRecord},
};

pub use changing::change;

/// How long a card is good for, and how much of that is left when the next one is made.
const CARD_LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const CARD_REST: Duration = Duration::from_secs(15 * 24 * 60 * 60);

/// Registers a service and makes its first API key. What its card would say is checked first:
/// its identity key must have signed its sealing key.
pub async fn register(
    platform: &Platform,
    new: NewService,
    by: Deed,
) -> Result<ServiceRegistered, Error> {
    let now = platform.clock.now();
    let record = ServiceRecord {
        id: new.id,
        name: new.name,
        purpose: new.purpose,
        scopes: new.scopes,
        redirect_uris: new.redirect_uris,
        contact: new.contact,
        identity_key: new.identity_key,
        sealing_key: new.sealing_key,
        allowed_addresses: new.allowed_addresses,
        disabled: false,
        created_at: now,
    };
    check(platform, &record)?;
    let (api_key, kept) = platform.api_keys.make(record.id, now)?;
    let id = kept.id;
    let services = &platform.storage.services;
    let told = platform
        .audit
        .event::<deed::RegisterService>(Outcome::Done, by);
    if !services
        .register(record.clone(), kept.clone(), told)
        .await?
    {
        let message = "there is a service of this id";
        return Err(Refused::new(ErrorCode::AlreadyExists, message).into());
    }
    platform.audit.look();
    Ok(ServiceRegistered {
        service: shown(record, &[kept])?,
        api_key: NewApiKey { id, api_key },
    })
}

/// Refuses a description that could not stand in a card.
pub fn check(platform: &Platform, record: &ServiceRecord) -> Result<(), Error> {
    Networks::try_from(record.allowed_addresses.clone())
        .map_err(|_| Refused::field("allowedAddresses", "a network is like 192.0.2.0/24"))?;
    draft(platform, record)?
        .sign_by_platform(platform.keyring.platform())
        .map(|_| ())
        .map_err(refused)
}

/// Another API key for a service. The oldest ends when there are two already, and with it every
/// token that it was exchanged for.
pub async fn rotate_api_key(
    platform: &Platform,
    service: ServiceId,
    by: Deed,
) -> Result<NewApiKey, Error> {
    let now = platform.clock.now();
    let (api_key, kept) = platform.api_keys.make(service, now)?;
    let id = kept.id;
    find(platform, service).await?;
    let services = &platform.storage.services;
    let told = platform.audit.event::<deed::MadeApiKey>(Outcome::Done, by);
    let ended = services.add_api_key(service, kept, told, now).await?;
    for key in &ended {
        platform.revoked.refuse(*key);
    }
    platform.audit.look();
    platform
        .remember(ended.into_iter().map(Fact::ApiKeyEnded).collect())
        .await;
    Ok(NewApiKey { id, api_key })
}

/// Ends an API key and every token that it was exchanged for.
pub async fn end_api_key(
    platform: &Platform,
    service: ServiceId,
    key: ApiKeyId,
    by: Deed,
) -> Result<(), Error> {
    let services = &platform.storage.services;
    let unknown = || Error::from(Refused::new(ErrorCode::NotFound, "there is no such key"));
    let live = services.api_keys(service).await?;
    if live.iter().all(|known| known.id != key) {
        return Err(unknown());
    }
    platform.revoked.refuse(key);
    platform.remember(vec![Fact::ApiKeyEnded(key)]).await;
    let told = platform.audit.event::<deed::EndApiKey>(Outcome::Done, by);
    let now = platform.clock.now();
    if !services.end_api_key(service, key, told, now).await? {
        return Err(unknown());
    }
    platform.audit.look();
    Ok(())
}

/// The service of this id.
pub async fn find(platform: &Platform, id: ServiceId) -> Result<ServiceRecord, Error> {
    let found = platform.storage.services.service(id).await?;
    found.ok_or_else(|| Refused::new(ErrorCode::NotFound, "there is no such service").into())
}

/// The card that a service shows now: the last one, or a new one when that has changed or is
/// running out.
pub async fn card(platform: &Platform, record: &ServiceRecord) -> Result<CardRecord, Error> {
    let now = platform.clock.now();
    let services = &platform.storage.services;
    let statement = statement(record)?;
    if let Some(card) = services.newest_card(record.id).await?
        && now.until(card.ends_at) > CARD_REST
        && says_the_same(platform, record, &card)
    {
        return Ok(card);
    }
    if statement.not_after <= now.unix_seconds() {
        let message = "the service's sealing key has ended";
        return Err(Refused::new(ErrorCode::SealingKeyMissing, message).into());
    }
    let draft = draft(platform, record)?;
    let signed = draft
        .sign_by_platform(platform.keyring.platform())
        .map_err(refused)?;
    let card = CardRecord {
        hash: Sha256::digest(&signed).into(),
        key_id: statement.id,
        card: signed,
        issued_at: now,
        ends_at: signet_contract::platform::Moment::from_unix_millis(draft.not_after * 1000),
    };
    services.keep_card(record.id, card.clone()).await?;
    Ok(card)
}

/// The cards of the services that a device has redeemed links of.
pub async fn cards_for(platform: &Platform, device: DeviceId) -> Result<ServiceCards, Error> {
    let mut cards = Vec::new();
    for service_id in platform.storage.links.services_of(device).await? {
        let service = find(platform, service_id).await?;
        if !service.disabled {
            let card = card(platform, &service).await?.card;
            cards.push(ServiceCard { service_id, card });
        }
    }
    Ok(ServiceCards { cards })
}

/// Whether a card that was signed before says what a new one would, and is signed by the key
/// that is used now.
fn says_the_same(platform: &Platform, record: &ServiceRecord, card: &CardRecord) -> bool {
    let key = platform.keyring.platform().verifying_key();
    let signer = signet_seal::Signer::Platform {
        origin: platform.origin.as_str(),
        key: &key,
    };
    let now = platform.clock.now().unix_seconds();
    let (Ok(read), Ok(fresh)) = (
        signet_seal::Card::read(&card.card, signer, now),
        draft(platform, record),
    ) else {
        return false;
    };
    let before = read.drafted_for(platform.origin.as_str());
    CardDraft {
        not_before: before.not_before,
        not_after: before.not_after,
        ..fresh
    } == before
}

fn draft(platform: &Platform, record: &ServiceRecord) -> Result<CardDraft, Error> {
    let now = platform.clock.now();
    let key: KeyStatement = serde_json::from_str(&record.sealing_key).map_err(|_| malformed())?;
    let identity_key = VerifyingKey::from_bytes(&record.identity_key.0)
        .map_err(|_| Refused::field("identityKey", "not an Ed25519 key that can sign"))?;
    let longest = now.after(CARD_LIFE).unix_seconds();
    let mut scopes: Vec<String> = record.scopes.iter().cloned().map(String::from).collect();
    scopes.sort_unstable();
    Ok(CardDraft {
        platform: platform.origin.to_string(),
        service_id: record.id,
        name: record.name.to_string(),
        purpose: record.purpose.to_string(),
        contact: record.contact.clone(),
        scopes,
        redirect_uris: record.redirect_uris.clone(),
        identity_key,
        key,
        not_before: now.unix_seconds(),
        not_after: longest.min(statement(record)?.not_after),
    })
}

/// What the service said of its sealing key, as far as the platform needs to know.
#[derive(Deserialize)]
struct Statement {
    id: String,
    not_after: u64,
}

fn statement(record: &ServiceRecord) -> Result<Statement, Error> {
    serde_json::from_str(&record.sealing_key).map_err(|_| malformed().into())
}

/// A sealing key by its bits, since an id is only what the service calls it.
#[derive(Deserialize)]
struct StatedKey {
    id: String,
    suite: String,
    public_key: String,
}

impl StatedKey {
    fn hash(&self) -> Hash {
        // None of them holds a blank.
        hash(format!("{} {} {}", self.id, self.suite, self.public_key))
    }
}

/// The sealing key that a service stated last.
pub fn sealing_key(record: &ServiceRecord) -> Result<Hash, Error> {
    let stated = serde_json::from_str::<StatedKey>(&record.sealing_key);
    Ok(stated.map_err(|_| malformed())?.hash())
}

/// The sealing key that a card of ours names. It was verified when the card was made, and what
/// is found by its hash is what was made.
pub fn card_key(card: &CardRecord) -> Option<Hash> {
    #[derive(Deserialize)]
    struct Claims {
        key: StatedKey,
    }
    let claims = card.card.split('.').nth(1)?;
    let claims = Base64UrlUnpadded::decode_vec(claims).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    Some(claims.key.hash())
}

/// What a service is fenced in by.
pub fn allowances(record: &ServiceRecord) -> Allowances {
    Allowances {
        addresses: record.allowed_addresses.clone(),
        redirects: record.redirect_uris.clone(),
        scopes: record.scopes.clone(),
    }
}

fn malformed() -> Refused {
    Refused::field("sealingKey", "not the statement of a sealing key")
}

fn refused(error: SealError) -> Error {
    match error {
        SealError::Card(field) => Refused::field(field, "this cannot stand in a card").into(),
        SealError::KeySignature => {
            let message = "the identity key did not sign this sealing key";
            Refused::new(ErrorCode::SealingKeyRefused, message).into()
        }
        SealError::CardOver | SealError::CardEarly => {
            let message = "the sealing key has ended";
            Refused::new(ErrorCode::SealingKeyRefused, message).into()
        }
        SealError::Random => Error::Random,
        SealError::Closed
        | SealError::Envelope
        | SealError::OtherLine
        | SealError::Context(_)
        | SealError::SecretKey
        | SealError::PublicKey
        | SealError::CardSignature
        | SealError::CardPlatform
        | SealError::KeyChange => Error::Unwritable("a card"),
    }
}

/// A service as operators see it.
pub fn shown(record: ServiceRecord, keys: &[ApiKeyRecord]) -> Result<Service, Error> {
    let sealing_key_id = statement(&record)?.id;
    Ok(Service {
        id: record.id,
        name: record.name,
        purpose: record.purpose,
        scopes: record.scopes,
        redirect_uris: record.redirect_uris,
        contact: record.contact,
        identity_key: record.identity_key,
        sealing_key_id,
        allowed_addresses: record.allowed_addresses,
        api_keys: keys.iter().map(key_shown).collect(),
        disabled: record.disabled,
        created_at: record.created_at,
    })
}

fn key_shown(key: &ApiKeyRecord) -> signet_contract::platform::ApiKey {
    signet_contract::platform::ApiKey {
        id: key.id,
        prefix: key.prefix.clone(),
        created_at: key.created_at,
        last_used_at: key.last_used_at,
    }
}
