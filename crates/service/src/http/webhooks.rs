//! Webhooks: who is told what happens.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::WebhookId,
    platform::{
        Credential, ErrorCode, NewWebhook, Nothing, Page, PageQuery, Success, Webhook, WebhookMade,
    },
};

use super::{
    asked::{Asked, Named},
    body::Body,
    data::{Answer, Data},
    paging::Asked as PageAsked,
    problem,
    problem::Problem,
    roles::{AsAdmin, AsViewer},
};
use crate::{
    Error, Refused,
    audit::Deed,
    deed,
    ledger::{Fact, hash},
    platform::Platform,
    registration, shutoff,
    storage::StoredWebhook,
    webhooks::{self, destination::Destination, signature::WebhookSecret},
};

/// All webhooks, newest first
#[utoipa::path(
    get, path = "/webhooks", tag = "Webhooks", params(PageQuery), security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<Webhook>>)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
    Asked(query): Asked<PageQuery>,
) -> Answer<Page<Webhook>> {
    let asked = PageAsked::new(query.limit, query.cursor.as_deref())?;
    let found = platform
        .storage
        .webhooks
        .webhooks(asked.before(), asked.fetch())
        .await?;
    Ok(Data(asked.page(found, |webhook| webhook.id)))
}

/// Have an address told what happens
#[utoipa::path(
    post, path = "/webhooks", tag = "Webhooks", request_body = NewWebhook, security(("operator" = ["admin"])),
    responses((status = 200, body = Success<WebhookMade>)),
)]
pub async fn add(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Body(request): Body<NewWebhook>,
) -> Answer<WebhookMade> {
    Destination::parse(&request.url, platform.config.webhook_reach())
        .map_err(|_| Refused::field("url", "an https URL on the open internet is needed"))?;
    let mut events = request.events;
    events.dedup();
    if events.is_empty() || events.len() > webhooks::KINDS {
        return Err(Refused::field("events", "each kind once, at least one").into());
    }
    if let Some(service) = request.service_id {
        registration::find(&platform, service).await?;
    }
    let id = WebhookId::now();
    let deed = Deed::about(caller.party.actor(), "webhook", id, None);
    let _line = platform.audit.record::<deed::AddWebhook>(deed).await?;
    let (shown, secret) = new_secret(&platform, id)?;
    let webhook = Webhook {
        id,
        url: request.url,
        service_id: request.service_id,
        events,
        created_at: platform.clock.now(),
        waiting: 0,
        last_delivered_at: None,
        last_failure: None,
    };
    let stored = StoredWebhook {
        webhook: webhook.clone(),
        secret,
    };
    platform.storage.webhooks.add_webhook(stored).await?;
    Ok(Data(WebhookMade {
        webhook,
        secret: shown,
    }))
}

/// Sign a webhook's messages with a new secret; the old one signs too for a day
#[utoipa::path(
    post, path = "/webhooks/{id}/secret", tag = "Webhooks", security(("operator" = ["admin"])),
    params(("id" = WebhookId, Path)),
    responses((status = 200, body = Success<WebhookMade>)),
)]
pub async fn replace_secret(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Named(id): Named<WebhookId>,
) -> Answer<WebhookMade> {
    let webhook = platform
        .storage
        .webhooks
        .webhook(id)
        .await?
        .ok_or_else(unknown)?;
    let deed = Deed::about(caller.party.actor(), "webhook", id, None);
    let _line = platform
        .audit
        .record::<deed::ReplaceWebhookSecret>(deed)
        .await?;
    let (shown, secret) = new_secret(&platform, id)?;
    let _turn = platform.turn().await;
    let before = platform.storage.webhooks.webhook_secret(id).await?;
    let before = before.ok_or_else(unknown)?;
    let is = |secret: &[u8]| vec![Fact::WebhookSecretIs(id, hash(secret))];
    platform.promise(is(&secret), is(&before)).await?;
    let both_until = platform.clock.now().after(webhooks::BOTH_SECRETS);
    if !platform
        .storage
        .webhooks
        .replace_secret(id, secret, both_until)
        .await?
    {
        return Err(unknown());
    }
    Ok(Data(WebhookMade {
        webhook,
        secret: shown,
    }))
}

/// Tell an address nothing any more
#[utoipa::path(
    delete, path = "/webhooks/{id}", tag = "Webhooks", security(("operator" = ["admin"])),
    params(("id" = WebhookId, Path)),
    responses((status = 200, body = Success<Nothing>)),
)]
pub async fn remove(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Named(id): Named<WebhookId>,
) -> Answer<Nothing> {
    shutoff::webhook(&platform, caller.party.actor(), id).await?;
    Ok(Data(Nothing {}))
}

fn new_secret(platform: &Platform, id: WebhookId) -> Result<(Credential, Vec<u8>), Error> {
    let secret = WebhookSecret::random().ok_or(Error::Random)?;
    let place = webhooks::place(id);
    let sealed = platform
        .rest
        .seal(&place, secret.expose())
        .ok_or(Error::Random)?;
    Ok((secret.shown(), sealed))
}

fn unknown() -> Problem {
    problem(ErrorCode::NotFound, "no such webhook")
}
