//! How an import ends: saved as an account whose old session is signed out, or undone.

use std::{sync::Arc, time::SystemTime};

use signet_session::TelegramSession;
use signet_telegram::{
    Road,
    login::{LoginFlow, PendingLogin, SessionStore, StoreFailure},
    mint::{Interrupted, Recovered, recover},
};
use signet_trail::{Actor, Circumstance, Code, Event, Outcome, Text};
use signet_vault::{Card, MintIntent, Purpose, SignIn, Store, subject};
use tokio::task::JoinSet;

use super::{
    super::{
        Mailbox, Message, Refusal,
        flow::Place,
        now,
        store::{Keeper, Saved, failure},
    },
    Intent,
    journal::{Journal, step},
};

/// Saves the fresh session. That the other one is signed out is sure before: its form is kept
/// first, and whoever opens the vault ends what is kept.
pub async fn save(
    store: &Arc<Store>,
    road: &Road,
    fresh: &TelegramSession,
    donor: &TelegramSession,
    card: &Card,
    journal: &Journal,
) -> Result<(Saved, Option<PendingLogin>), Refusal> {
    let leaving = PendingLogin::leaving(road.environment(), donor);
    if let Some(leaving) = &leaving {
        Keeper::new(Arc::clone(store)).keep(leaving).await?;
    }
    let accounts = store.accounts();
    let before = accounts.of_user(fresh.user_id()).await.map_err(failure)?;
    let sign_in = SignIn {
        pending: None,
        session: fresh,
        card,
        future_token: None,
        at: now(),
    };
    let account = accounts.sign_in(sign_in).await.map_err(failure)?;
    tell(store, account).await;
    if let Some(intent) = journal.intent().get() {
        let forgotten = store.mint_intents().forget(*intent).await;
        forgotten.map_err(failure)?;
    }
    let saved = Saved {
        account,
        again: before.is_some(),
        listed_as: fresh.introduction().device_model().to_owned(),
    };
    Ok((saved, leaving))
}

/// What it did stands already, so it waits for no line.
async fn tell(store: &Store, account: signet_contract::ids::AccountId) {
    let told = async {
        let action = Code::of::<signet_trail::Import>();
        let circumstance = Circumstance {
            at: now(),
            actor: Actor::Person(Text::none()),
            subject: subject::account(account),
            reference: Text::none(),
        };
        let outcome = Outcome::Done;
        let event = Event {
            circumstance,
            action,
            outcome,
        };
        store.trail()?.note(event).await
    };
    if let Err(error) = told.await {
        tracing::warn!(%error, "an import is not in the trail");
    }
}

/// Signs out what was imported. What cannot be reached is ended at the next start.
pub async fn sign_out(store: Arc<Store>, road: Road, leaving: PendingLogin) {
    let keeper = Arc::new(Keeper::new(store));
    if let Err(error) = LoginFlow::end(&road, keeper, leaving).await {
        tracing::warn!(%error, "an imported session could not be signed out yet");
    }
}

/// Finishes or undoes what other runs left, beside everything else.
pub async fn settle_all(
    store: &Arc<Store>,
    road: &Road,
    own: &Mailbox,
    endings: &mut JoinSet<()>,
) -> Result<(), signet_vault::Error> {
    for intent in store.mint_intents().all().await? {
        match intent.purpose {
            Purpose::Import => {
                let (store, road) = (Arc::clone(store), road.clone());
                endings.spawn(settle(store, road, own.clone(), intent));
            }
            // Whoever grants sees to those.
            Purpose::Grant { .. } => {}
        }
    }
    Ok(())
}

/// The same for one that was given up in this run.
pub async fn settle_one(place: Place, intent: Intent) {
    let Some(id) = intent.get() else {
        return;
    };
    match place.store.mint_intents().all().await {
        Ok(all) => {
            if let Some(intent) = all.into_iter().find(|intent| intent.id == *id) {
                settle(place.store, place.road, place.own, intent).await;
            }
        }
        Err(error) => tracing::warn!(%error, "an import that was left is not undone yet"),
    }
}

async fn settle(store: Arc<Store>, road: Road, own: Mailbox, intent: MintIntent) {
    if let Err(error) = try_to_settle(store, road, own, intent).await {
        tracing::warn!(%error, "an import that was cut short is not settled yet");
    }
}

async fn try_to_settle(
    store: Arc<Store>,
    road: Road,
    own: Mailbox,
    intent: MintIntent,
) -> Result<(), Refusal> {
    let journal = Journal::of(Arc::clone(&store), intent.id);
    let donor = intent.donor.ok_or(StoreFailure::Unavailable)?;
    let interrupted = Interrupted {
        dc: intent.fresh.dc,
        key: intent.fresh.key,
        introduction: intent.fresh.introduction,
        user_id: donor.user_id(),
        step: step(intent.step),
    };
    // Without the imported session: somebody may be using it again.
    let recovered = recover(&road, None, interrupted, &journal, SystemTime::now()).await?;
    match recovered {
        Recovered::Finished(minted) => {
            let card = Card {
                name: String::new(),
                username: None,
                masked_phone: None,
                phone: None,
                premium: false,
                two_factor: None,
            };
            let fresh = minted.session;
            let saved = save(&store, &road, &fresh, &donor, &card, &journal).await?;
            let (saved, leaving) = saved;
            // Without a controller nobody has to know.
            let _ = own.tell(Message::Settled(saved.account)).await;
            if let Some(leaving) = leaving {
                sign_out(store, road, leaving).await;
            }
        }
        Recovered::Undone => {}
        Recovered::Again(_) => tracing::info!("an import is undone at the next start"),
    }
    Ok(())
}
