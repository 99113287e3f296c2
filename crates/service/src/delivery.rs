//! Taking envelopes in: checked against the grant, recorded, receipted.

use std::{net::IpAddr, time::Duration};

use sha2::{Digest, Sha256};
use signet_contract::{
    ids::{DeviceId, SessionId},
    platform::{
        Deliver, Delivered, Ending, ErrorCode, Health, Moment, Octets, RECEIPT_TYPE, ReceiptClaims,
        SessionState,
    },
};
use signet_seal::Envelope;
use signet_trail::Outcome;

use crate::{
    Error, Refused,
    alerts::rules::MANY_GRANTS,
    audit::Deed,
    caller::Party,
    ending,
    ledger::Hash,
    platform::Platform,
    registration,
    storage::{
        Delivery, DeviceRecord, LinkKey, LinkRecord, Redemption, ServiceRecord, SessionFilter,
        SessionRecord,
    },
};

/// How far a device's clock may be ahead.
const SKEW: u64 = 300;

/// More live sessions of one person are looked at next time.
const MOST_LIVE: u32 = 100;

const DAY: u64 = 24 * 60 * 60;

/// Takes an envelope in for a confirmed grant of this device. The same one again gets the same
/// answer, however often the first was lost.
pub async fn deliver(
    platform: &Platform,
    device: DeviceId,
    ip: IpAddr,
    request: Deliver,
) -> Result<Delivered, Error> {
    let now = platform.clock.now();
    let unknown = || Refused::new(ErrorCode::GrantUnknown, "there is no such grant");
    let grant = LinkKey::Grant(request.grant_id);
    let link = platform
        .storage
        .links
        .link(grant)
        .await?
        .ok_or_else(unknown)?;
    let redemption = link
        .redemption()
        .filter(|redemption| redemption.device == device);
    let redemption = redemption.ok_or_else(unknown)?;
    let hash: [u8; 32] = Sha256::digest(&request.envelope).into();
    if let Some(before) = platform
        .storage
        .sessions
        .session_of(request.grant_id)
        .await?
    {
        return again(before, hash);
    }
    link.check_awaited(now)?;
    let device = platform
        .storage
        .devices
        .device(device)
        .await?
        .ok_or_else(unknown)?;
    let service = registration::find(platform, link.service).await?;
    let (key, envelope_ends) =
        check(platform, &link, redemption, &device, &request.envelope, now).await?;
    check_parties(&device, &service, key)?;

    let longest = now.after(Duration::from_secs(platform.config.session_days * DAY));
    let mut session = SessionRecord {
        id: SessionId::now(),
        grant: request.grant_id,
        link: link.id,
        service: link.service,
        user_id: link.user_id.clone(),
        account_id: request.account_id,
        account_hint: request.account_hint,
        device: device.id,
        device_name: device.description.name,
        device_key: device.key,
        ip,
        scopes: link.scopes.clone(),
        reference: redemption.reference,
        created_at: now,
        expires_at: link.access_until.min(longest).min(envelope_ends),
        last_used_at: None,
        state: SessionState::Live,
        health: Health::Unknown,
        revoked_at: None,
        ending: None,
        steps: Vec::new(),
        envelope: hash,
        receipt: String::new(),
    };
    session.receipt = receipt(platform, &session)?;
    let actor = Party::Device { id: device.id }.actor();
    let deed = Deed::about(actor, "session", session.id, Some(session.reference));
    let line = platform.audit.record(deed.clone()).await?;
    let sessions = &platform.storage.sessions;
    match sessions
        .deliver(line, session, key, request.envelope, now)
        .await?
    {
        Delivery::New(session) => {
            platform.watch.delivered(&session);
            end_oldest(platform, &session).await?;
            Ok(answer(session))
        }
        Delivery::Before(before) => again(before, hash),
        Delivery::Refused(refused) => {
            platform
                .audit
                .tell::<signet_trail::Deliver>(Outcome::Refused, deed);
            Err(refused.into())
        }
    }
}

/// Nothing is taken from a device that was shut off, or for a service that was, or sealed to a
/// key that its service replaced: it may have leaked. Asked again in the transaction that takes
/// the envelope in.
pub fn check_parties(
    device: &DeviceRecord,
    service: &ServiceRecord,
    key: Hash,
) -> Result<(), Refused> {
    if device.disabled {
        let message = "this device was disabled";
        return Err(Refused::new(ErrorCode::Forbidden, message));
    }
    if service.disabled {
        let message = "the service that asked is no longer here";
        return Err(Refused::new(ErrorCode::LinkOver, message));
    }
    if registration::sealing_key(service).is_ok_and(|used| used == key) {
        return Ok(());
    }
    let message = "the service has replaced the key that this is sealed to";
    Err(Refused::new(ErrorCode::EnvelopeMismatch, message))
}

/// Where the platform wants it, a person's oldest sessions for one service make room.
async fn end_oldest(platform: &Platform, session: &SessionRecord) -> Result<(), Error> {
    if !platform.config.end_oldest_grant {
        return Ok(());
    }
    let filter = SessionFilter {
        service: Some(session.service),
        user_id: Some(session.user_id.clone()),
        state: Some(SessionState::Live),
        ..SessionFilter::default()
    };
    let live = platform
        .storage
        .sessions
        .sessions(filter, None, MOST_LIVE)
        .await?;
    let oldest = live.iter().skip(MANY_GRANTS as usize);
    let oldest: Vec<_> = oldest.map(|session| session.id).collect();
    ending::end_by_policy(platform, &oldest, Ending::TooMany).await
}

fn again(before: SessionRecord, hash: [u8; 32]) -> Result<Delivered, Error> {
    if before.envelope == hash {
        return Ok(answer(before));
    }
    let message = "another envelope was delivered for this grant";
    Err(Refused::new(ErrorCode::GrantDelivered, message).into())
}

fn answer(session: SessionRecord) -> Delivered {
    Delivered {
        session_id: session.id,
        expires_at: session.expires_at,
        reference: session.reference,
        receipt: session.receipt,
    }
}

/// Everything an envelope says in the open must be what was agreed. What it holds nobody here can
/// see. Returns the key it is sealed to, and when it ends.
async fn check(
    platform: &Platform,
    link: &LinkRecord,
    redemption: &Redemption,
    device: &DeviceRecord,
    envelope: &str,
    now: Moment,
) -> Result<(Hash, Moment), Error> {
    let envelope = Envelope::read(envelope.as_bytes()).map_err(|_| {
        let message = "this is not an envelope, or its signature is not good";
        Refused::new(ErrorCode::EnvelopeMalformed, message)
    })?;
    let context = envelope.context();
    let card = platform
        .storage
        .services
        .card(link.service, context.card)
        .await?;
    let card = card.filter(|card| card.key_id == envelope.key_id());
    let key = card.as_ref().and_then(registration::card_key);
    let scopes = link.scopes.iter().map(|scope| scope.as_str());
    let seconds = now.unix_seconds();
    let fits = context.environment == platform.config.environment
        && context.platform == platform.origin.as_str()
        && context.service == link.service
        && context.grant == redemption.grant
        && context.user == link.user_id.as_str()
        && *context.device.as_bytes() == device.key.0
        && scopes.eq(context.scopes.iter().map(String::as_str))
        && context.issued_at <= seconds.saturating_add(SKEW)
        && context.expires_at > seconds
        && context.expires_at <= link.access_until.unix_seconds();
    let Some(key) = key.filter(|_| fits) else {
        let message = "this envelope is sealed for something else than was agreed";
        return Err(Refused::new(ErrorCode::EnvelopeMismatch, message).into());
    };
    let ends = Moment::from_unix_millis(context.expires_at.saturating_mul(1000));
    Ok((key, ends))
}

/// The platform's word that it has the envelope.
fn receipt(platform: &Platform, session: &SessionRecord) -> Result<String, Error> {
    let claims = ReceiptClaims {
        iss: platform.origin.to_string(),
        iat: session.created_at.unix_seconds(),
        grant_id: session.grant,
        session_id: session.id,
        device_id: session.device,
        service_id: session.service,
        envelope: Octets(session.envelope).to_string(),
        expires_at: session.expires_at,
        reference: session.reference,
    };
    let key = platform.keyring.platform();
    key.sign_jws(RECEIPT_TYPE, &claims)
        .map_err(|_| Error::Unwritable("a receipt"))
}
