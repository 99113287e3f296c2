//! One sign-in under way, and what waits beside it: nobody who asks holds up who wants to leave.

use std::{collections::HashMap, future::Future, sync::Arc, time::SystemTime};

use signet_contract::{
    ids::AccountId,
    ui::{SignInSnapshot, SignInStep, SignInUnderWay},
};
use signet_telegram::{
    Error, Road,
    login::{Input, InputKind, LoginFlow, PendingLogin, Refused, Setup, Snapshot, Step},
};
use signet_vault::Store;
use tokio::task::JoinSet;

use super::{Answer, Mailbox, Message, Refusal, shown::Seen, store::Keeper};

/// Whose account signs in again, if one is here.
#[derive(Debug, Clone)]
pub struct Again {
    pub account: AccountId,
    /// Its id at Telegram.
    pub user_id: i64,
    pub name: String,
    /// With its middle left out; none where the whole number is not kept.
    pub phone: Option<String>,
}

/// A sign-in under way.
pub struct Flow {
    flow: Arc<LoginFlow>,
    keeper: Arc<Keeper>,
    seen: Seen,
    again: Option<Again>,
    /// Whether it was said that it is saved.
    told: bool,
    road: Road,
    /// Tells it from those before.
    id: u64,
    own: Mailbox,
    /// Besides the inputs, whoever tells of changes.
    beside: JoinSet<()>,
    waiting: HashMap<u64, Waiting>,
    tickets: u64,
}

/// An input on its way.
struct Waiting {
    kind: InputKind,
    reply: Option<Answer>,
}

/// Where a sign-in belongs.
#[derive(Clone)]
pub struct Place {
    pub id: u64,
    pub own: Mailbox,
    pub store: Arc<Store>,
    pub road: Road,
}

impl Flow {
    pub fn begin(place: Place, setup: Setup, again: Option<Again>) -> Result<Self, Error> {
        let keeper = Arc::new(Keeper::new(Arc::clone(&place.store)));
        let flow = LoginFlow::begin(place.road.clone(), setup, Arc::clone(&keeper))?;
        Ok(Self::new(place, flow, keeper, again, SystemTime::now()))
    }

    /// `kept_at`: a code that was sent then is not newer.
    pub fn resume(
        place: Place,
        setup: Setup,
        pending: PendingLogin,
        kept_at: SystemTime,
    ) -> Result<Self, Error> {
        let keeper = Arc::new(Keeper::new(Arc::clone(&place.store)));
        let flow = LoginFlow::resume(place.road.clone(), setup, Arc::clone(&keeper), pending)?;
        Ok(Self::new(place, flow, keeper, None, kept_at))
    }

    fn new(
        place: Place,
        flow: LoginFlow,
        keeper: Arc<Keeper>,
        again: Option<Again>,
        since: SystemTime,
    ) -> Self {
        let Place { id, own, road, .. } = place;
        let mut snapshots = flow.snapshots();
        let mut beside = JoinSet::new();
        let tell = own.clone();
        beside.spawn(async move {
            while snapshots.changed().await.is_ok() {
                if tell.tell(Message::Moved(id)).await.is_err() {
                    break;
                }
            }
        });
        Self {
            seen: Seen::new(flow.snapshot(), since),
            flow: Arc::new(flow),
            keeper,
            again,
            told: false,
            road,
            id,
            own,
            beside,
            waiting: HashMap::new(),
            tickets: 0,
        }
    }

    pub fn id(&self) -> u64 {
        self.id
    }

    /// As which account it is saved, said once.
    pub fn newly_saved(&mut self) -> Option<AccountId> {
        let account = self.keeper.saved()?.account;
        let told = std::mem::replace(&mut self.told, true);
        (!told).then_some(account)
    }

    pub fn again(&self) -> Option<&Again> {
        self.again.as_ref()
    }

    pub fn step(&self) -> &Step {
        &self.seen.snapshot().step
    }

    /// None when there is nothing more to show.
    pub fn shown(&self) -> SignInSnapshot {
        let known = self.again.as_ref().and_then(|again| again.phone.as_deref());
        match self.seen.step(known, self.keeper.saved()) {
            Some(step) => SignInSnapshot::UnderWay(self.under_way(step)),
            None => SignInSnapshot::None,
        }
    }

    fn under_way(&self, step: SignInStep) -> SignInUnderWay {
        SignInUnderWay {
            step,
            busy: self.seen.snapshot().busy,
            offline: self.seen.snapshot().offline,
            failure: self.seen.failure(),
            offers: self.seen.offers(),
            again: self.again.as_ref().map(|again| again.name.clone()),
            proxied: self.road.proxy().is_some(),
        }
    }

    /// Takes note of how it stands now.
    pub fn look(&mut self) {
        self.seen.look(self.flow.snapshot(), SystemTime::now());
    }

    /// Does what the person did, beside everything else.
    pub fn submit(&mut self, input: Input, reply: Answer) {
        let kind = input.kind();
        self.submit_found(kind, async { Ok(input) }, Some(reply));
    }

    /// The same, with something that has to be looked up first.
    pub fn submit_found(
        &mut self,
        kind: InputKind,
        input: impl Future<Output = Result<Input, Refusal>> + Send + 'static,
        reply: Option<Answer>,
    ) {
        self.tickets += 1;
        let (id, ticket) = (self.id, self.tickets);
        self.waiting.insert(ticket, Waiting { kind, reply });
        self.seen.begin();
        let (flow, own) = (Arc::clone(&self.flow), self.own.clone());
        self.beside.spawn(async move {
            let came = match input.await {
                Ok(input) => flow.submit(input).await.map_err(Refusal::Input),
                Err(refusal) => Err(refusal),
            };
            // Before it is told, so that whoever hears of it may end the flow.
            drop(flow);
            // Without a controller nobody waits.
            let _ = own.tell(Message::Came { id, ticket, came }).await;
        });
    }

    /// What came of an input. Whoever waits for it is answered with how things stand then.
    pub fn came(
        &mut self,
        ticket: u64,
        came: Result<Snapshot, Refusal>,
    ) -> Option<(Answer, Result<(), Refusal>)> {
        while self.beside.try_join_next().is_some() {}
        let Waiting { kind, reply } = self.waiting.remove(&ticket)?;
        let taken = match came {
            Ok(snapshot) => {
                self.seen.end(snapshot, sends(kind), SystemTime::now());
                // What moved since then is newer.
                self.look();
                Ok(())
            }
            Err(refusal) => Err(refusal),
        };
        Some((reply?, taken))
    }

    /// The way to Telegram is another one now.
    pub fn reroute(&mut self, road: Road) {
        self.road = road.clone();
        let input = async { Ok(Input::Proxy(road)) };
        self.submit_found(InputKind::Proxy, input, None);
    }

    /// Stops without ending anything: it can be taken up again from the vault. It may have been
    /// completed at the last moment.
    pub async fn suspend(self) -> (Vec<Answer>, Option<AccountId>) {
        let (keeper, told) = (Arc::clone(&self.keeper), self.told);
        let (flow, waiting) = self.alone().await;
        if let Some(flow) = flow {
            flow.suspend().await;
        }
        let saved = keeper.saved().map(|saved| saved.account);
        (waiting, saved.filter(|_| !told))
    }

    /// Ends it unless it is done. What it left at Telegram is ended in the background.
    pub async fn close(self) -> Vec<Answer> {
        let (flow, waiting) = self.alone().await;
        if let Some(flow) = flow {
            tauri::async_runtime::spawn(flow.close());
        }
        waiting
    }

    /// Cancels one that nobody looks at any more, in the background.
    pub fn discard(self) {
        tauri::async_runtime::spawn(async move {
            let cancelled = self.flow.submit(Input::Cancel).await;
            if let Err(refused @ (Refused::Busy | Refused::NotNow)) = cancelled {
                tracing::warn!(error = %refused, "a sign-in could not be cancelled");
            }
            self.close().await;
        });
    }

    /// Nobody else holds the flow then.
    async fn alone(mut self) -> (Option<LoginFlow>, Vec<Answer>) {
        self.beside.shutdown().await;
        let waiting = self.waiting.into_values();
        let waiting = waiting.filter_map(|waiting| waiting.reply).collect();
        (Arc::into_inner(self.flow), waiting)
    }
}

/// Whether a code goes out, should it be taken.
fn sends(kind: InputKind) -> bool {
    match kind {
        InputKind::Phone
        | InputKind::Resend
        | InputKind::NewCode
        | InputKind::Email
        | InputKind::ResetEmail => true,
        InputKind::UseQr
        | InputKind::UsePhone
        | InputKind::Code
        | InputKind::Password
        | InputKind::Recover
        | InputKind::Back
        | InputKind::Retry
        | InputKind::Proxy
        | InputKind::Cancel => false,
    }
}
