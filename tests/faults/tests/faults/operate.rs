//! Each operation of the story, done through the vault's own interface.

use std::str::FromStr;

use signet_contract::{
    Reference,
    ids::{
        AccountId, DeliveryId, DeviceId, GrantId, MintIntentId, PlatformId, ServiceId, SessionId,
        VaultId,
    },
};
use signet_trail::{
    Action, Actor, Circumstance, Deliver, Export, Import, Mint, Prune, Recorded, Reveal, Text,
    Timestamp,
};
use signet_vault::{
    CopyKind, DeliveryKind, Error, FutureToken, GrantDetails, GrantState, Health, Message,
    MintStep, NewGrant, PendingLoginId, RecoveryKey, RevocationStep, RevokedBy, ServiceCard,
    SignIn, StepOutcome, StepTaken, Store,
    keychain::{Entry, Keychain, KeychainError},
    opening::Restored,
    subject,
};

use crate::{
    home::{Home, NOW, PASSPHRASE},
    secrets,
    story::Operation,
};

pub const LATER: Timestamp = Timestamp::from_unix_millis(NOW.unix_millis() + 60_000);
/// An ending whose line could not be written, which is no failure for whoever ends.
pub const QUEUED: Error = Error::Conflict("line that is queued");
const ORIGIN: &str = "https://ledger.example";

/// An id that is the same in every run.
fn id<T: FromStr>(number: u8) -> T {
    let text = format!("019b76da-a800-7000-8000-0000000000{number:02x}");
    text.parse().ok().unwrap()
}

pub fn the_grant() -> GrantId {
    id(1)
}

fn the_service() -> ServiceId {
    id(2)
}

fn the_sign_in() -> PendingLoginId {
    PendingLoginId::from_bytes([3; 16])
}

impl Operation {
    pub async fn run(self, home: &mut Home) -> Result<(), Error> {
        match self {
            Self::Make | Self::Reopen => home.open().await,
            Self::SetAside => {
                home.close().await;
                home.opener.set_aside().await.map(drop)
            }
            Self::MakeKit | Self::MakeKitAgain => {
                let kit = home.opener.make_kit(home.opened(), NOW).await?;
                home.write_down(&kit.words()?);
                Ok(())
            }
            Self::RestoreKey => restore(home).await,
            Self::Rotate => home.opener.rotate(home.opened(), None, NOW, |_| ()).await,
            Self::RotateBehindPassphrase => {
                let passphrase = Some(PASSPHRASE.into());
                home.opener
                    .rotate(home.opened(), passphrase, NOW, |_| ())
                    .await
            }
            Self::SetPassphrase => {
                let set = home
                    .opener
                    .set_passphrase(home.opened(), PASSPHRASE.into(), NOW);
                home.opened = Some(set.await?);
                Ok(())
            }
            Self::RemovePassphrase => {
                let removed = home.opener.remove_passphrase(home.opened(), NOW);
                home.opened = Some(removed.await?);
                Ok(())
            }
            other => other.on(home.store(), home.opened().vault).await,
        }
    }

    async fn on(self, store: &Store, vault: VaultId) -> Result<(), Error> {
        match self {
            Self::KeepSignIn => {
                let form = secrets::form("pending login");
                store.pending_logins().keep(the_sign_in(), &form, NOW).await
            }
            Self::SignIn => sign_in(store, "home", Some(the_sign_in()), NOW).await,
            Self::SignInAgain => sign_in(store, "home again", None, LATER).await,
            Self::SetPhoto => {
                let photo = secrets::bytes("photo", 3000).into_boxed_slice();
                let account = account(store).await?;
                store.accounts().set_photo(account, photo.into(), NOW).await
            }
            Self::RefreshCard => {
                let account = account(store).await?;
                store.accounts().refresh(account, secrets::card(true)).await
            }
            Self::Rename => {
                let account = account(store).await?;
                let name = Some(secrets::LOCAL_NAME.to_owned());
                store.accounts().rename(account, name).await
            }
            Self::KnowDevices => {
                let account = account(store).await?;
                store
                    .accounts()
                    .set_known_devices(account, secrets::devices(), LATER)
                    .await
            }
            Self::SetProxy => store.proxy().set(secrets::PROXY.into()).await,
            Self::ReplaceProxy => store.proxy().set(secrets::OTHER_PROXY.into()).await,
            Self::RemoveProxy => store.proxy().remove().await,
            Self::Check => {
                let account = account(store).await?;
                store
                    .accounts()
                    .checked(account, Health::Frozen, LATER)
                    .await
            }
            Self::KeepToken => {
                let account = account(store).await?;
                let token = FutureToken::new(secrets::form("second token"));
                store.future_tokens().keep(account, &token, LATER).await
            }
            Self::SpendToken => {
                let tokens = store.future_tokens().all().await?;
                let spent = tokens.first().ok_or(Error::NotFound("token"))?.0;
                store.future_tokens().spent(spent).await
            }
            Self::PinPlatform => {
                let pinned = secrets::bytes("pinned", 64);
                store.platforms().pin(ORIGIN, pinned, NOW).await.map(drop)
            }
            Self::EnrolDevice => {
                let key = secrets::key_32("device key");
                let platform = platform(store).await?;
                store
                    .platforms()
                    .enrol(platform, id::<DeviceId>(4), key, NOW)
                    .await
            }
            Self::KeepServiceCard => {
                let card = ServiceCard {
                    platform: Some(platform(store).await?),
                    service: the_service(),
                    kept_at: NOW,
                    identity: secrets::bytes("identity", 32),
                    card: b"the card itself is public".to_vec(),
                };
                store.service_cards().keep(card).await
            }
            Self::Grant => {
                let new = NewGrant {
                    id: the_grant(),
                    account: account(store).await?,
                    platform: Some(platform(store).await?),
                    service: the_service(),
                    state: GrantState::Confirming,
                    reference: Reference::from_bits([1, 2, 3, 4, 5]),
                    created_at: NOW,
                    expires_at: None,
                    details: GrantDetails {
                        service_name: secrets::SERVICE.to_owned(),
                        user_label: secrets::LABEL.to_owned(),
                        device_model: "Ledger via Signet".to_owned(),
                        scopes: vec!["read".to_owned()],
                    },
                };
                store.grants().add(new).await
            }
            Self::BeginMinting => {
                let line = record::<Mint>(store, subject::grant(the_grant())).await?;
                let (intents, fresh) = (store.mint_intents(), secrets::fresh("fresh key"));
                intents
                    .begin(line, the_grant(), &fresh, NOW)
                    .await
                    .map(drop)
            }
            Self::AdvanceMinting => {
                let intent = intent(store).await?;
                let step = MintStep::LetIn { authorization: 42 };
                store.mint_intents().advance(intent, step, LATER).await
            }
            Self::FinishMinting => {
                let (intent, session) = (intent(store).await?, secrets::session("minted"));
                store
                    .mint_intents()
                    .minted(intent, &session, 42, LATER)
                    .await
            }
            Self::QueueEnvelope => {
                let line = record::<Deliver>(store, subject::grant(the_grant())).await?;
                let seal = |_: &_| Ok::<_, ()>(secrets::bytes("envelope", 400));
                let sealed = store
                    .outbox()
                    .deliver(line, the_grant(), seal, LATER)
                    .await?;
                sealed.map(drop).map_err(|()| Error::NotFound("envelope"))
            }
            Self::TryInVain => store.outbox().retry(envelope(store).await?, LATER).await,
            Self::Delivered => {
                let receipt = secrets::bytes("receipt", 80);
                let envelope = envelope(store).await?;
                store.outbox().delivered(envelope, receipt, LATER).await
            }
            Self::GrantDelivered => {
                store
                    .grants()
                    .delivered(the_grant(), id::<SessionId>(5), None)
                    .await
            }
            Self::UseGrant => store.grants().used(the_grant(), LATER).await,
            Self::Export => {
                let line = record::<Export>(store, subject::grant(the_grant())).await?;
                let seal = |_: &_| Ok::<_, ()>(());
                let sealed = store
                    .minted_sessions()
                    .export(line, the_grant(), seal)
                    .await?;
                sealed.map_err(|()| Error::NotFound("envelope"))
            }
            Self::RevealPhone => {
                let account = account(store).await?;
                let line = record::<Reveal>(store, subject::account(account)).await?;
                store.accounts().reveal_phone(line, account).await.map(drop)
            }
            Self::ReplaceHome => {
                let account = account(store).await?;
                let sessions = store.home_sessions();
                let home = sessions.current(account).await?;
                sessions.replace(account, home.id, &home.session).await
            }
            Self::ForgetFormerHome => {
                let all = store.home_sessions().of(account(store).await?).await?;
                let former = all.last().ok_or(Error::NotFound("home session"))?;
                store.home_sessions().forget(former.id).await
            }
            Self::RequestEnding => {
                let (by, why) = (RevokedBy::Operator, Some(secrets::REASON));
                let asked = store
                    .revocations()
                    .request(the_grant(), by, why, LATER)
                    .await?;
                if !asked.recorded {
                    return Err(QUEUED);
                }
                Ok(())
            }
            Self::ConfirmEnding => {
                let ending = store.revocations().of_grant(the_grant()).await?;
                let ending = ending.ok_or(Error::NotFound("ending"))?;
                let taken = StepTaken {
                    step: RevocationStep::Gone,
                    outcome: StepOutcome::Done,
                    at: LATER,
                };
                store.revocations().step(ending.id, taken, LATER).await
            }
            Self::Shred => store.minted_sessions().shred(the_grant()).await,
            Self::QueueMessage => {
                let message = Message {
                    kind: DeliveryKind::Health,
                    platform: platform(store).await?,
                    grant: None,
                    body: b"how it is".to_vec(),
                    at: LATER,
                };
                store.outbox().queue(message).await.map(drop)
            }
            Self::CancelMessage => {
                let waiting = store.outbox().due(LATER, 1).await?;
                let first = waiting.first().ok_or(Error::NotFound("delivery"))?;
                store.outbox().cancel(first.id).await
            }
            Self::BeginImport => {
                let line = record::<Import>(store, subject::vault(vault)).await?;
                let (intents, donor) = (store.mint_intents(), secrets::session("imported key"));
                let fresh = secrets::fresh("fresh key again");
                intents
                    .begin_import(line, &donor, &fresh, NOW)
                    .await
                    .map(drop)
            }
            Self::ForgetImport => store.mint_intents().forget(intent(store).await?).await,
            Self::RetireKit => {
                let copies = store.keys().copies().await?;
                let kit = copies.iter().find(|copy| copy.kind == CopyKind::Kit);
                store
                    .keys()
                    .retire_kit(kit.ok_or(Error::NotFound("kit"))?.id, NOW)
                    .await
            }
            Self::PruneTrail => {
                let Some(head) = store.activity().older_than(LATER).await? else {
                    return Ok(());
                };
                let line = record::<Prune>(store, Text::from(&head)).await?;
                store.activity().prune(line).await.map(drop)
            }
            Self::RemovePhoto => store.accounts().remove_photo(account(store).await?).await,
            Self::BeginRemoval => store.accounts().begin_removal(account(store).await?).await,
            Self::RemoveAccount => store.accounts().remove(account(store).await?).await,
            _ => unreachable!("{self:?} is not done on an open vault alone"),
        }
    }
}

/// The key is lost, and comes back from paper.
async fn restore(home: &mut Home) -> Result<(), Error> {
    home.close().await;
    let entry = Entry::key(home.id());
    match home.keychain.remove(&entry) {
        Ok(()) | Err(KeychainError::Missing) => {}
        Err(error) => return Err(error.into()),
    }
    let kit = RecoveryKey::parse(&home.paper())?;
    match home.opener.restore(kit, NOW).await? {
        Restored::Kept(opened) => {
            home.opened = Some(opened);
            Ok(())
        }
        Restored::Unkept(opened, error) => {
            home.opened = Some(opened);
            Err(error.into())
        }
    }
}

async fn sign_in(
    store: &Store,
    session: &str,
    pending: Option<PendingLoginId>,
    at: Timestamp,
) -> Result<(), Error> {
    let token = FutureToken::new(secrets::form("future token"));
    let sign_in = SignIn {
        pending,
        session: &secrets::session(session),
        card: &secrets::card(false),
        future_token: Some(&token),
        at,
    };
    store.accounts().sign_in(sign_in).await.map(drop)
}

async fn record<A: Action>(store: &Store, subject: Text) -> Result<Recorded<A>, Error> {
    let circumstance = Circumstance {
        at: NOW,
        actor: Actor::Person(Text::none()),
        subject,
        reference: Text::none(),
    };
    store.trail()?.record(circumstance).await
}

async fn account(store: &Store) -> Result<AccountId, Error> {
    let found = store.accounts().of_user(secrets::USER).await?;
    found.ok_or(Error::NotFound("account"))
}

async fn platform(store: &Store) -> Result<PlatformId, Error> {
    let found = store.platforms().of_origin(ORIGIN).await?;
    Ok(found.ok_or(Error::NotFound("platform"))?.id)
}

async fn intent(store: &Store) -> Result<MintIntentId, Error> {
    let all = store.mint_intents().all().await?;
    Ok(all.first().ok_or(Error::NotFound("minting"))?.id)
}

async fn envelope(store: &Store) -> Result<DeliveryId, Error> {
    let found = store.outbox().of_grant(the_grant()).await?;
    Ok(found.ok_or(Error::NotFound("envelope"))?.id)
}
