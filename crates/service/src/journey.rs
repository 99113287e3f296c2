//! The journey of a link, from a service's wish to the confirmation by the page that asked.

use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use signet_contract::{
    Reference,
    ids::{DeviceId, GrantId, LinkId, ServiceId},
    platform::{
        Confirm, Confirmed, Credential, ErrorCode, Link, LinkRequest, LinkStatus, Moment, NewLink,
        Redeem, Redeemed, Refusal, Refuse, WebhookEvent,
    },
};
use signet_trail::{Actor, Outcome};
use url::form_urlencoded;

use crate::{
    Error, Refused, assertion, audit,
    audit::Deed,
    caller::{Caller, Party},
    deed,
    platform::Platform,
    registration,
    secret::random,
    storage::{DeviceRecord, LinkKey, LinkRecord, Redemption, Stage},
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A link for one of the service's users. Nobody is bound to anything yet.
pub async fn make(platform: &Platform, service: ServiceId, new: NewLink) -> Result<Link, Error> {
    platform.limits.links.take(&service.into())?;
    let now = platform.clock.now();
    let record = registration::find(platform, service).await?;
    // Fails now rather than in front of the person.
    registration::card(platform, &record).await?;
    let mut scopes = new.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || !scopes.iter().all(|scope| record.scopes.contains(scope)) {
        let message = "at least one scope, each of them registered";
        return Err(Refused::new(ErrorCode::ScopeNotRegistered, message).into());
    }
    if let Some(redirect) = &new.redirect_uri
        && !record.redirect_uris.contains(redirect)
    {
        let message = "this redirect is not registered";
        return Err(Refused::new(ErrorCode::RedirectNotRegistered, message).into());
    }
    let longest = now.after(Duration::from_secs(platform.config.session_days * DAY));
    let access_until = new.access_until.unwrap_or(longest).min(longest);
    if access_until <= now {
        return Err(Refused::field("accessUntil", "this is over already").into());
    }
    let secret = random::<32>()?;
    let token = Base64UrlUnpadded::encode_string(&*secret);
    let link = LinkRecord {
        id: LinkId::now(),
        service,
        user_id: new.user_id,
        user_label: new.user_label,
        scopes,
        access_until,
        redirect_uri: new.redirect_uri,
        created_at: now,
        expires_at: now.after(Duration::from_secs(platform.config.link_minutes * MINUTE)),
        stage: Stage::Open,
    };
    let (link_id, expires_at) = (link.id, link.expires_at);
    platform
        .storage
        .links
        .add_link(link, digest(&token))
        .await?;
    Ok(Link {
        link_id,
        page_url: Credential::new(format!("{}/link/{token}", platform.origin)),
        app_url: Credential::new(app_url(platform, &token)),
        token: Credential::new(token),
        expires_at,
    })
}

/// What Signet is opened with.
pub fn app_url(platform: &Platform, token: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("p", platform.origin.as_str())
        .append_pair("t", token)
        .finish();
    format!("signet://link?{query}")
}

/// The link of this token, whatever became of it.
pub async fn look(platform: &Platform, token: &str) -> Result<LinkRecord, Error> {
    let found = platform
        .storage
        .links
        .link(LinkKey::Token(digest(token)))
        .await?;
    found.ok_or_else(unknown)
}

/// What the link asks for, whole. Consumes nothing.
pub async fn preview(platform: &Platform, token: &Credential) -> Result<LinkRequest, Error> {
    // Exposed to be looked up.
    let link = look(platform, token.expose()).await?;
    link.check_open(platform.clock.now())?;
    let service = active(platform, link.service).await?;
    let card = registration::card(platform, &service).await?;
    Ok(LinkRequest {
        origin: platform.origin.to_string(),
        platform_name: platform.config.name.clone(),
        environment: platform.config.environment.clone(),
        service_id: link.service,
        card: card.card,
        user_label: link.user_label,
        scopes: link.scopes,
        access_until: link.access_until,
        redirect_uri: link.redirect_uri,
        expires_at: link.expires_at,
    })
}

/// The person said yes: consumes the token and enrols the device.
pub async fn redeem(platform: &Platform, request: Redeem) -> Result<Redeemed, Error> {
    let now = platform.clock.now();
    // Exposed to be looked up and compared with what was signed.
    let token = request.token.expose();
    let link = look(platform, token).await?;
    link.check_open(now)?;
    active(platform, link.service).await?;
    let origin = platform.origin.as_str();
    assertion::verify_redemption(&request.proof, &request.device_key, token, origin, now)?;

    let bits = random::<5>()?;
    let code = Reference::from_bits(*bits).to_string();
    let mut redemption = Redemption {
        device: DeviceId::now(),
        grant: GrantId::now(),
        reference: Reference::random(),
        code: platform.code(link.id, &code),
        wrong_codes: 0,
        confirm_by: now.after(Duration::from_secs(
            platform.config.confirm_minutes * MINUTE,
        )),
    };
    let device = DeviceRecord {
        id: redemption.device,
        key: request.device_key,
        description: request.device,
        enrolled_at: now,
        last_seen_at: None,
        disabled: false,
    };
    let actor = Party::Device { id: device.id }.actor();
    let line = platform
        .audit
        .record(about(actor, &link, Some(redemption.reference)))
        .await?;
    let access_until = request.access_until;
    let decide = move |link: &mut LinkRecord, device: &DeviceRecord| {
        if device.disabled {
            let message = "this device was disabled";
            return Err(Refused::new(ErrorCode::Forbidden, message));
        }
        // A key that was enrolled before is the device it was then.
        redemption.device = device.id;
        link.redeem(redemption, access_until, now)
    };
    let redeemed = platform
        .storage
        .links
        .redeem(line, link.id, device, Box::new(decide))
        .await?;
    let (link, device) = redeemed?;
    let redemption = link.redemption().ok_or(Error::Unwritable("a redemption"))?;
    Ok(Redeemed {
        grant_id: redemption.grant,
        device_id: device.id,
        reference: redemption.reference,
        confirm_by: redemption.confirm_by,
        confirmation_code: Credential::new(code),
        user_id: link.user_id,
        scopes: link.scopes,
        access_until: link.access_until,
    })
}

/// The page that asked brings the code back, from the browser session that made the link.
pub async fn confirm(
    platform: &Platform,
    caller: &Caller,
    request: Confirm,
) -> Result<Confirmed, Error> {
    let service = caller.service()?;
    let now = platform.clock.now();
    let key = LinkKey::Id(request.link_id);
    let link = platform.storage.links.link(key).await?;
    let link = link
        .filter(|link| link.service == service)
        .ok_or_else(unknown)?;
    // Exposed to be hashed. What cannot be a code counts as a wrong one.
    let typed = request.confirmation_code.expose().parse::<Reference>();
    let code = platform.code(
        link.id,
        &typed.map_or_else(|_| String::new(), |code| code.to_string()),
    );
    let tries = platform.config.confirm_tries;
    let deliver_by = now.after(Duration::from_secs(platform.config.deliver_hours * HOUR));
    let decide = move |link: &mut LinkRecord, told: &mut Vec<WebhookEvent>| {
        link.confirm(&code, tries, deliver_by, now, told)
    };
    let actor = caller.party.actor();
    let tell = move |link: &LinkRecord, outcome| {
        let did = about(actor, link, link.reference());
        Some(audit::event::<deed::ConfirmLink>(now, outcome, did))
    };
    let decided = platform
        .storage
        .links
        .decide_link(key, now, Box::new(decide), Box::new(tell))
        .await?;
    platform.audit.look();
    let decided = decided.ok_or_else(unknown)?;
    let link = decided?;
    let redemption = link.redemption().ok_or(Error::Unwritable("a redemption"))?;
    Ok(Confirmed {
        grant_id: redemption.grant,
        reference: redemption.reference,
        user_id: link.user_id.clone(),
        access_until: link.access_until,
    })
}

/// The person said no. Once it is redeemed, only the device that did so may still say it.
pub async fn refuse(
    platform: &Platform,
    caller: Option<&Caller>,
    request: Refuse,
) -> Result<(), Error> {
    if request.reason == Refusal::NotConfirmed {
        return Err(Refused::field("reason", "this is for the platform to say").into());
    }
    let now = platform.clock.now();
    // Exposed to be looked up.
    let token = digest(request.token.expose());
    let device = caller.map(Caller::device).transpose()?;
    let decide = move |link: &mut LinkRecord, told: &mut Vec<WebhookEvent>| {
        let redeemed_by = link.redemption().map(|redemption| redemption.device);
        if redeemed_by.is_some() && redeemed_by != device {
            let message = "only the device that redeemed it may refuse it now";
            return Err(Refused::new(ErrorCode::LinkRedeemed, message));
        }
        link.refuse(request.reason, now, told)
    };
    let key = LinkKey::Token(token);
    let actor = match device {
        Some(id) => Party::Device { id }.actor(),
        // Whoever holds a link that nobody redeemed has no name.
        None => Actor::Person(signet_trail::Text::none()),
    };
    let tell = move |link: &LinkRecord, outcome| {
        let did = about(actor, link, link.reference());
        (outcome == Outcome::Done).then(|| audit::event::<deed::RefuseLink>(now, outcome, did))
    };
    let decided = platform
        .storage
        .links
        .decide_link(key, now, Box::new(decide), Box::new(tell))
        .await?;
    platform.audit.look();
    decided.ok_or_else(unknown)??;
    Ok(())
}

/// Where a grant of this device stands.
pub async fn status(
    platform: &Platform,
    device: DeviceId,
    grant: GrantId,
) -> Result<LinkStatus, Error> {
    let link = platform.storage.links.link(LinkKey::Grant(grant)).await?;
    let link = link.ok_or_else(unknown)?;
    let redemption = link
        .redemption()
        .filter(|redemption| redemption.device == device);
    let confirm_by: Moment = redemption.ok_or_else(unknown)?.confirm_by;
    Ok(LinkStatus {
        state: link.state(platform.clock.now()),
        confirm_by,
    })
}

async fn active(
    platform: &Platform,
    service: ServiceId,
) -> Result<crate::storage::ServiceRecord, Error> {
    let service = registration::find(platform, service).await?;
    if service.disabled {
        let message = "the service that asked is no longer here";
        return Err(Refused::new(ErrorCode::LinkOver, message).into());
    }
    Ok(service)
}

fn about(actor: Actor, link: &LinkRecord, reference: Option<Reference>) -> Deed {
    Deed::about(actor, "link", link.id, reference)
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

fn unknown() -> Error {
    Refused::new(ErrorCode::LinkUnknown, "there is no such link").into()
}
