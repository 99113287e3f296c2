//! The accounts that are here: how their sign-ins are, which devices they have, and how they leave.
//!
//! One task owns what is known. What Telegram is asked runs beside it, one errand at a time for
//! each account, since a session is used from one place only; a client is kept open for a short
//! while and closed. When the vault is locked all of it ends.

mod acts;
mod devices;
mod errand;
mod formers;
mod known;
mod line;
mod name;
mod portrait;
mod refusal;
mod removal;
mod resident;
mod returns;
mod rounds;
mod standing;
#[cfg(test)]
mod tests;
mod timing;

use std::{
    collections::BTreeMap,
    mem,
    sync::Arc,
    time::{Duration, SystemTime},
};

use signet_contract::{
    ids::AccountId,
    ui::{AccountsSnapshot, DevicesSnapshot, Failure, NotificationKind, RevealedPhone},
};
use signet_telegram::Road;
use signet_vault::Store;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use self::{
    errand::{Errand, Report},
    refusal::Refusal,
    resident::{Asker, Resident, Seat},
    timing::Chance,
};
use crate::{
    controller::{self, Controller, Publish, Reply, answer},
    failure::report,
};

pub type Mailbox = controller::Mailbox<Message>;

type AccountsReply = Reply<Result<AccountsSnapshot, Refusal>>;
type DevicesReply = Reply<Result<DevicesSnapshot, Refusal>>;

pub enum Message {
    Read(Reply<AccountsSnapshot>),
    /// Somebody signed in: an account is new here, or has another home session.
    SignedIn(AccountId),
    /// Look now. An account that leaves is tried to be signed out now.
    Check(String, AccountsReply),
    /// `None` takes Telegram's name again.
    Rename(String, Option<String>, AccountsReply),
    /// `now`: without waiting for Telegram, where the sign-in then stays. Taken once signing out
    /// was tried and no service has access.
    Remove {
        account: String,
        now: bool,
        reply: AccountsReply,
    },
    Photo(String, Reply<Result<Option<String>, Refusal>>),
    RevealPhone(String, Reply<Result<RevealedPhone, Refusal>>),
    /// Looks at the devices, or does something about them and looks then.
    Devices(String, DeviceAct, DevicesReply),
    /// The vault was opened or locked.
    VaultTurned,
    /// There is another way to Telegram.
    RoadTurned,
    /// Time has passed.
    Beat,
    Returned(AccountId, u64, Box<Report>),
}

/// What the person does about devices. A device is named as in the list.
#[derive(Debug)]
pub enum DeviceAct {
    Look,
    End(String),
    /// Services are spared unless they are meant too.
    EndOthers {
        services: bool,
    },
    Confirm(String),
    SetInactiveDays(u16),
}

/// What the controller needs of others.
pub struct Ports {
    pub stores: watch::Receiver<Option<Arc<Store>>>,
    pub roads: watch::Receiver<Road>,
    pub publish: Publish<AccountsSnapshot>,
    pub publish_devices: Publish<DevicesSnapshot>,
    pub notify: Box<dyn Fn(NotificationKind) + Send>,
}

/// How often it is looked whether something is due.
const BEAT: Duration = Duration::from_secs(2);

/// How many accounts are read at once.
const PAGE: usize = 200;

/// Starts the task, which watches the vault and the way to Telegram from then on.
pub fn start(ports: Ports) -> Mailbox {
    let (mut stores, mut roads) = (ports.stores.clone(), ports.roads.clone());
    // What is there already is news too.
    stores.mark_changed();
    let mailbox = Mailbox::start_with(|own| Accounts {
        own,
        ports,
        state: State::Closed,
        looked_at: None,
        way: 0,
        visits: 0,
        chance: Chance::new(),
    });
    let to = mailbox.clone();
    tauri::async_runtime::spawn(async move {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let message = tokio::select! {
                Ok(()) = stores.changed() => Message::VaultTurned,
                Ok(()) = roads.changed() => Message::RoadTurned,
                _ = beat.tick() => Message::Beat,
            };
            if to.tell(message).await.is_err() {
                break;
            }
        }
    });
    mailbox
}

/// Owns what is known of the accounts.
struct Accounts {
    own: Mailbox,
    ports: Ports,
    state: State,
    /// Whose devices are looked at.
    looked_at: Option<AccountId>,
    /// Counts the ways to Telegram.
    way: u64,
    /// Counts the errands.
    visits: u64,
    chance: Chance,
}

enum State {
    /// No vault is open.
    Closed,
    Failed(Failure),
    Open(House),
}

/// The open vault and who lives in it, the oldest first.
struct House {
    store: Arc<Store>,
    residents: BTreeMap<AccountId, Resident>,
}

impl House {
    fn find(&mut self, id: AccountId) -> Result<&mut Resident, Refusal> {
        self.residents.get_mut(&id).ok_or(Refusal::NoAccount)
    }
}

impl Accounts {
    async fn turn(&mut self) {
        let store = self.ports.stores.borrow_and_update().clone();
        if let (State::Open(house), Some(store)) = (&self.state, &store)
            && Arc::ptr_eq(&house.store, store)
        {
            return;
        }
        self.close();
        if let Some(store) = store {
            self.state = match self.read(&store).await {
                Ok(residents) => State::Open(House { store, residents }),
                Err(refusal) => State::Failed(report(refusal)),
            };
        }
        self.tell();
        self.tell_devices();
    }

    fn close(&mut self) {
        self.looked_at = None;
        if let State::Open(house) = mem::replace(&mut self.state, State::Closed) {
            for resident in house.residents.into_values() {
                resident.dismiss(|| Refusal::Closed);
            }
        }
    }

    async fn read(&mut self, store: &Store) -> Result<BTreeMap<AccountId, Resident>, Refusal> {
        let (mut accounts, mut after) = (Vec::new(), None);
        loop {
            let page = store.accounts().list(after, PAGE).await?;
            let Some(last) = page.last() else {
                break;
            };
            after = Some(last.id);
            accounts.extend(page);
        }
        let (count, now) = (accounts.len(), SystemTime::now());
        let mut residents = BTreeMap::new();
        for account in accounts {
            let check_at = now + timing::first_check(count, self.chance.fraction());
            let resident = Resident::read(store, account, check_at).await?;
            residents.insert(resident.id(), resident);
        }
        Ok(residents)
    }

    /// The account comes as it stands in the vault now. What was asked for is asked of its new
    /// sign-in.
    async fn signed_in(&mut self, id: AccountId) -> Result<(), Refusal> {
        let house = self.house()?;
        let account = house.store.accounts().get(id).await?;
        let mut resident = Resident::read(&house.store, account, SystemTime::now()).await?;
        if let Some(mut before) = house.residents.remove(&id) {
            resident.marked = mem::take(&mut before.marked);
            resident.look = before.look.take();
            if let Seat::Taken(mut taken) = mem::replace(&mut before.seat, Seat::Free) {
                let asker = mem::replace(&mut taken.asker, Asker::Nobody);
                resident.queue.push_back((taken.errand.clone(), asker));
            }
            resident.queue.append(&mut before.queue);
            resident
                .queue
                .retain(|(errand, _)| *errand != Errand::Leave);
        }
        resident.queue.push_back((Errand::Check, Asker::Nobody));
        house.residents.insert(id, resident);
        self.send(id);
        self.tell();
        Ok(())
    }

    fn house(&mut self) -> Result<&mut House, Refusal> {
        match &mut self.state {
            State::Open(house) => Ok(house),
            State::Closed | State::Failed(_) => Err(Refusal::Closed),
        }
    }

    fn tell(&self) -> AccountsSnapshot {
        let snapshot = self.snapshot();
        (self.ports.publish)(&snapshot);
        snapshot
    }

    fn tell_devices(&self) {
        (self.ports.publish_devices)(&self.devices());
    }

    fn snapshot(&self) -> AccountsSnapshot {
        match &self.state {
            State::Closed => AccountsSnapshot::Loading,
            State::Failed(failure) => AccountsSnapshot::Failed {
                failure: failure.clone(),
            },
            State::Open(house) => AccountsSnapshot::Ready {
                accounts: house.residents.values().map(Resident::summary).collect(),
            },
        }
    }

    fn devices(&self) -> DevicesSnapshot {
        let resident = match (&self.state, self.looked_at) {
            (State::Open(house), Some(id)) => house.residents.get(&id),
            (State::Open(_) | State::Closed | State::Failed(_), _) => None,
        };
        DevicesSnapshot {
            account: resident.map(|resident| resident.id().to_string()),
            busy: resident.is_some_and(Resident::is_busy),
            failure: resident.and_then(|resident| resident.trouble.clone()),
            found: resident.and_then(Resident::found),
        }
    }
}

impl Controller for Accounts {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Read(reply) => {
                if matches!(self.state, State::Failed(_)) {
                    self.turn().await;
                }
                answer(reply, self.snapshot());
            }
            Message::SignedIn(id) => {
                if let Err(refusal) = self.signed_in(id).await {
                    tracing::error!(%refusal, "a sign-in that was kept cannot be shown");
                }
            }
            Message::Check(account, reply) => self.check(&account, reply),
            Message::Rename(account, name, reply) => {
                let renamed = self.rename(&account, name).await;
                answer(reply, renamed);
            }
            Message::Remove {
                account,
                now,
                reply,
            } => {
                let removed = self.remove(&account, now).await;
                answer(reply, removed);
            }
            Message::Photo(account, reply) => {
                let photo = self.photo(&account).await;
                answer(reply, photo);
            }
            Message::RevealPhone(account, reply) => self.reveal_phone(&account, reply),
            Message::Devices(account, act, reply) => self.act(&account, act, reply),
            Message::VaultTurned => self.turn().await,
            Message::RoadTurned => self.road_turned(),
            Message::Beat => self.beat().await,
            Message::Returned(id, number, report) => self.returned(id, number, *report).await,
        }
    }
}
