//! What is in a vault, as its callers read it, in words that are the same in every run.

use std::fmt::Write;

use secrecy::ExposeSecret;
use signet_trail::Timestamp;
use signet_vault::{Account, CopyKind, Error, Grant, Purpose, Store};

use crate::home::Home;

/// Every row of every table but the trail's. Ids that differ from run to run are left out, and
/// secrets stand as a few bytes of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State(Vec<String>);

const FOR_EVER: Timestamp = Timestamp::from_unix_millis(i64::MAX as u64);

impl State {
    pub async fn of(home: &Home) -> Self {
        match &home.opened {
            Some(opened) => Self(read(&opened.store).await.unwrap()),
            None => {
                let there = home.vault().join("vault.db").exists();
                Self(vec![format!("closed, vault: {there}")])
            }
        }
    }
}

async fn read(store: &Store) -> Result<Vec<String>, Error> {
    let mut lines = keys(store).await?;
    for account in store.accounts().list(None, 1000).await? {
        lines.extend(one_account(store, &account).await?);
    }
    for (_, token) in store.future_tokens().all().await? {
        lines.push(format!("token {}", start(token.expose_secret())));
    }
    for pending in store.pending_logins().all().await? {
        let form = start(pending.form.expose_secret());
        lines.push(format!("sign-in {:?} {form}", pending.kept_at));
    }
    if let Some(proxy) = store.proxy().get().await? {
        lines.push(format!("proxy {}", proxy.expose_secret()));
    }
    for platform in store.platforms().all().await? {
        let (first, last) = (platform.first_seen, platform.last_seen);
        let pinned = start(&platform.pinned);
        lines.push(format!(
            "platform {} {first:?} {last:?} {pinned}",
            platform.origin
        ));
        if let Some(key) = store.platforms().device_key(platform.id).await? {
            let secret = start(key.key.expose_secret());
            lines.push(format!(
                "device {} {:?} {secret}",
                key.device, key.enrolled_at
            ));
        }
    }
    for card in store.service_cards().all().await? {
        let (identity, text) = (start(&card.identity), start(&card.card));
        lines.push(format!(
            "card {} {:?} {identity} {text}",
            card.service, card.kept_at
        ));
    }
    for grant in store.grants().list(None, None, 1000).await? {
        lines.extend(one_grant(store, grant).await?);
    }
    for intent in store.mint_intents().all().await? {
        let purpose = match intent.purpose {
            Purpose::Grant { grant, .. } => format!("grant {grant}"),
            Purpose::Import => "import".to_owned(),
        };
        let key = start(intent.fresh.key.expose_secret());
        let donor = intent.donor.map(|donor| start(donor.key().expose_secret()));
        let (step, at) = (intent.step, intent.changed_at);
        lines.push(format!("intent {purpose} {step:?} {at:?} {key} {donor:?}"));
    }
    for delivery in store.outbox().due(FOR_EVER, 1000).await? {
        let (kind, attempts, next) = (delivery.kind, delivery.attempts, delivery.next_at);
        let body = start(&store.outbox().body(delivery.id).await?);
        lines.push(format!("waits {kind:?} {attempts} {next:?} {body}"));
    }
    lines.sort();
    Ok(lines)
}

async fn keys(store: &Store) -> Result<Vec<String>, Error> {
    let mut lines = vec![format!("rotation {:?}", store.rotation().stage().await?)];
    for key in store.keys().known().await? {
        lines.push(format!("key {:?}", key.state));
    }
    for copy in store.keys().copies().await? {
        lines.push(match copy.kind {
            CopyKind::Passphrase => "a passphrase".to_owned(),
            CopyKind::Kit => "a kit".to_owned(),
        });
    }
    Ok(lines)
}

async fn one_account(store: &Store, account: &Account) -> Result<Vec<String>, Error> {
    let card = &account.card;
    let mut lines = vec![format!(
        "account {} {:?} {:?} {:?} {:?} {} {:?} {:?} {} {:?} {:?}",
        account.user_id,
        account.state,
        account.health,
        account.health_since,
        account.checked_at,
        card.name,
        card.username,
        card.masked_phone,
        card.premium,
        card.two_factor,
        account.local_name
    )];
    if let Some((devices, at)) = store.accounts().known_devices(account.id).await? {
        lines.push(format!("devices {at:?} {devices:?}"));
    }
    if let Some((photo, at)) = store.accounts().photo(account.id).await? {
        let photo = start(photo.expose_secret());
        lines.push(format!("photo {at:?} {photo}"));
    }
    for home in store.home_sessions().of(account.id).await? {
        let key = start(home.session.key().expose_secret());
        lines.push(format!("home {:?} {:?} {key}", home.role, home.since));
    }
    Ok(lines)
}

async fn one_grant(store: &Store, grant: Grant) -> Result<Vec<String>, Error> {
    let id = grant.id;
    let mut lines = Vec::new();
    if let Some(delivery) = store.outbox().of_grant(id).await? {
        let receipt = store.outbox().receipt(delivery.id).await?;
        let receipt = receipt.map(|receipt| start(&receipt));
        lines.push(format!("envelope {:?} {receipt:?}", delivery.delivered_at));
    }
    if let Some(ending) = store.revocations().of_grant(id).await? {
        lines.push(format!(
            "ending {:?} {:?} {} {:?} {:?}",
            ending.by, ending.reason, ending.recorded, ending.confirmed_at, ending.steps
        ));
    }
    if let Some(session) = store.minted_sessions().to_end(id).await? {
        lines.push(format!("minted {}", start(session.key().expose_secret())));
    }
    // Its account is the one there is, its platform as well.
    let Grant {
        state,
        reference,
        details,
        ..
    } = &grant;
    lines.push(format!(
        "grant {reference} {state:?} {:?} {:?} {:?} {:?} {}",
        grant.last_used_at, grant.ended_at, grant.authorization, grant.session, details.user_label
    ));
    Ok(lines)
}

fn start(bytes: &[u8]) -> String {
    let mut text = format!("{}:", bytes.len());
    for byte in bytes.iter().take(6) {
        // Writing to a text cannot fail.
        write!(text, "{byte:02x}").unwrap();
    }
    text
}
