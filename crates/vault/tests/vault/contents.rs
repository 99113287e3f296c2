//! One row in every table, for whoever wants to move, lose or rewrap them.

use secrecy::{ExposeSecret, SecretBox, SecretString};
use signet_contract::{
    Reference,
    ids::{AccountId, DeliveryId, DeviceId, GrantId, MintIntentId, PlatformId, ServiceId},
};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_trail::{Deliver, Mint};
use signet_vault::{
    Card, Error, FreshKey, FutureToken, GrantDetails, GrantState, NewGrant, PendingLoginId,
    RevokedBy, ServiceCard, SignIn, Store, subject,
};

use crate::bench::{NOW, Place};

/// What was written about one account.
pub struct Contents {
    pub number: u8,
    pub account: AccountId,
    pub pending: PendingLoginId,
    pub platform: PlatformId,
    pub service: ServiceId,
    pub device: DeviceId,
    /// A grant whose session is minted, delivered by `delivery`, and being ended.
    pub grant: GrantId,
    pub delivery: DeliveryId,
    /// A grant that is being minted.
    pub minting: GrantId,
    pub intent: MintIntentId,
}

pub fn secret(bytes: &[u8]) -> SecretBox<[u8]> {
    SecretBox::from(bytes.to_vec())
}

/// The bytes of its key.
pub fn key(session: &TelegramSession) -> &[u8] {
    session.key().expose_secret()
}

/// A session whose key is made of this byte.
pub fn session(byte: u8) -> TelegramSession {
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "127.0.0.1:4430".parse().unwrap(),
        test: true,
        key: AuthKey::new(SecretBox::new(Box::new([byte; 256]))).unwrap(),
        user_id: 1000 + i64::from(byte),
        api_id: 4242,
        introduction: Introduction::new("Signet", "Debian 12", "0.1.0", "en").unwrap(),
    })
    .unwrap()
}

/// A key made of this byte, about to be let in.
pub fn fresh(byte: u8) -> FreshKey {
    FreshKey {
        dc: 2,
        key: AuthKey::new(SecretBox::new(Box::new([byte; 256]))).unwrap(),
        introduction: Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en").unwrap(),
    }
}

pub fn card(number: u8) -> Card {
    Card {
        name: format!("Mara Lind {number}"),
        username: Some(format!("maralind{number}")),
        masked_phone: Some("+49 151 *** 4077".to_owned()),
        phone: Some(SecretString::from(format!("+49151{number:03}4077"))),
        premium: true,
        two_factor: None,
    }
}

pub fn grant(account: AccountId, platform: Option<PlatformId>, service: ServiceId) -> NewGrant {
    NewGrant {
        id: GrantId::now(),
        account,
        platform,
        service,
        state: GrantState::Confirming,
        reference: Reference::random(),
        created_at: NOW,
        expires_at: None,
        details: GrantDetails {
            service_name: "Atlas Reader".to_owned(),
            user_label: "mara@lind.example".to_owned(),
            device_model: "Atlas via Signet".to_owned(),
            scopes: vec!["read your chats".to_owned(), "write".to_owned()],
        },
    }
}

/// The last one that was written stands.
pub fn proxy(number: u8) -> SecretString {
    format!("socks5://mara:word{number}@127.0.0.1:1080").into()
}

/// Signs an account in.
pub async fn sign_in(store: &Store, number: u8) -> AccountId {
    let sign_in = SignIn {
        pending: None,
        session: &session(number),
        card: &card(number),
        future_token: Some(&FutureToken::new(secret(&[number; 40]))),
        at: NOW,
    };
    store.accounts().sign_in(sign_in).await.unwrap()
}

/// Writes a row into every table, as an account with this number has them. Numbers stay below
/// 100: its minted session is made of the number 100 above.
pub async fn fill(place: &Place, store: &Store, number: u8) -> Contents {
    let account = sign_in(store, number).await;
    let accounts = store.accounts();
    let photo = secret(&[number; 5000]);
    accounts.set_photo(account, photo, NOW).await.unwrap();
    let local_name = format!("My number {number}");
    accounts.rename(account, Some(local_name)).await.unwrap();
    let devices = vec![i64::from(number), -1];
    accounts
        .set_known_devices(account, devices, NOW)
        .await
        .unwrap();
    store.proxy().set(proxy(number)).await.unwrap();

    let pending = PendingLoginId::from_bytes([number; 16]);
    let form = secret(format!("pending {number}").as_bytes());
    store
        .pending_logins()
        .keep(pending, &form, NOW)
        .await
        .unwrap();

    let origin = format!("https://atlas{number}.example");
    let pinned = format!("keys {number}").into_bytes();
    let platforms = store.platforms();
    let platform = platforms.pin(&origin, pinned, NOW).await.unwrap();
    let device = DeviceId::now();
    let key = SecretBox::new(Box::new([number; 32]));
    platforms.enrol(platform, device, key, NOW).await.unwrap();

    let service = ServiceId::now();
    let card = ServiceCard {
        platform: Some(platform),
        service,
        kept_at: NOW,
        identity: vec![number; 32],
        card: format!("card {number}").into_bytes(),
    };
    store.service_cards().keep(card).await.unwrap();

    let minting = begin_minting(place, store, account, platform, service).await;
    let minted = begin_minting(place, store, account, platform, service).await;
    let intents = store.mint_intents();
    let session = session(100 + number);
    intents.minted(minted.1, &session, 77, NOW).await.unwrap();
    let line = place
        .recorded::<Deliver>(store, subject::grant(minted.0))
        .await;
    let seal = move |_: &TelegramSession| Ok::<_, ()>(format!("envelope {number}").into_bytes());
    let outbox = store.outbox();
    let delivery = outbox
        .deliver(line, minted.0, seal, NOW)
        .await
        .unwrap()
        .unwrap();
    let revocations = store.revocations();
    let reason = format!("reason {number}");
    revocations
        .request(minted.0, RevokedBy::Person, Some(&reason), NOW)
        .await
        .unwrap();
    Contents {
        number,
        account,
        pending,
        platform,
        service,
        device,
        grant: minted.0,
        delivery,
        minting: minting.0,
        intent: minting.1,
    }
}

/// Mints what `fill` left begun: a grant that lives, and whose session is here.
pub async fn mint(store: &Store, contents: &Contents) -> GrantId {
    let (intent, session) = (contents.intent, session(50));
    store
        .mint_intents()
        .minted(intent, &session, 78, NOW)
        .await
        .unwrap();
    contents.minting
}

async fn begin_minting(
    place: &Place,
    store: &Store,
    account: AccountId,
    platform: PlatformId,
    service: ServiceId,
) -> (GrantId, MintIntentId) {
    let grant = grant(account, Some(platform), service);
    let id = grant.id;
    store.grants().add(grant).await.unwrap();
    let line = place.recorded::<Mint>(store, subject::grant(id)).await;
    let fresh = fresh(b'f');
    let intent = store
        .mint_intents()
        .begin(line, id, &fresh, NOW)
        .await
        .unwrap();
    (id, intent)
}

/// Tries to write each kind of secret, and says how that went.
pub async fn fill_one_of_each(
    place: &Place,
    store: &Store,
    account: AccountId,
) -> Vec<(&'static str, Option<Error>)> {
    let token = FutureToken::new(secret(b"token"));
    let card = ServiceCard {
        platform: None,
        service: ServiceId::now(),
        kept_at: NOW,
        identity: vec![],
        card: vec![],
    };
    let photo = store
        .accounts()
        .set_photo(account, secret(b"photo"), NOW)
        .await;
    let devices = vec![1, 2];
    let devices = store
        .accounts()
        .set_known_devices(account, devices, NOW)
        .await;
    let name = Some("My number".to_owned());
    let name = store.accounts().rename(account, name).await;
    let proxy = store.proxy().set(proxy(1)).await;
    let token = store.future_tokens().keep(account, &token, NOW).await;
    let pending = PendingLoginId::from_bytes([1; 16]);
    let pending = store
        .pending_logins()
        .keep(pending, &secret(b"form"), NOW)
        .await;
    let platform = store
        .platforms()
        .pin("https://atlas.example", vec![], NOW)
        .await;
    let card = store.service_cards().keep(card).await;
    let grant = store
        .grants()
        .add(grant(account, None, ServiceId::now()))
        .await;
    let home = store.home_sessions().current(account).await.unwrap();
    let home = store
        .home_sessions()
        .replace(account, home.id, &session(9))
        .await;
    let line = place.recorded(store, subject::vault(place.vault)).await;
    let import = store
        .mint_intents()
        .begin_import(line, &session(3), &fresh(4), NOW)
        .await;
    vec![
        ("photo", photo.err()),
        ("devices", devices.err()),
        ("name", name.err()),
        ("proxy", proxy.err()),
        ("token", token.err()),
        ("pending", pending.err()),
        ("platform", platform.err()),
        ("card", card.err()),
        ("grant", grant.err()),
        ("home", home.err()),
        ("import", import.err()),
    ]
}
