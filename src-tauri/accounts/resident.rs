//! One account that is here: what is known of it, and what is under way for it.

use std::{
    collections::{BTreeSet, VecDeque},
    time::{Duration, SystemTime},
};

use signet_contract::{
    ids::AccountId,
    ui::{
        AccountHealth, AccountStay, AccountSummary, AccountsSnapshot, DeviceList, DevicesSnapshot,
        Failure,
    },
};
use signet_telegram::{Client, DeviceHash};
use signet_trail::Timestamp;
use signet_vault::{Account, AccountState, Error, Grant, GrantState, Store};
use tokio::task::AbortHandle;

use super::{
    devices::{Given, Look},
    errand::Errand,
    known::Known,
    portrait::Portrait,
    refusal::Refusal,
    removal::Leaving,
    standing,
};
use crate::controller::{Reply, answer};

/// How many grants are read at once.
const PAGE: usize = 200;

pub struct Resident {
    pub account: Account,
    /// Which picture is here, and since when.
    pub portrait: Option<(i64, Timestamp)>,
    pub known: Known,
    /// How many services have access.
    pub access: u32,
    given: Given,
    /// The last one of this run.
    pub look: Option<Look>,
    /// Those that the list shows as new.
    pub marked: BTreeSet<DeviceHash>,
    /// Why the last look or act did not work.
    pub trouble: Option<Failure>,
    pub check_at: SystemTime,
    /// How many looks in a row did not reach Telegram.
    pub misses: u32,
    /// `None` while it stays.
    pub leaving: Option<Leaving>,
    pub seat: Seat,
    pub queue: VecDeque<(Errand, Asker)>,
}

/// The place of an account's one client: Telegram ends a session that is used twice.
pub enum Seat {
    Free,
    /// Nobody needs it, and somebody may soon.
    Resting {
        client: Box<Client>,
        until: SystemTime,
        /// By which way to Telegram it was opened.
        way: u64,
    },
    Taken(Taken),
}

/// An errand that is under way. Ends, with its connection, when dropped.
pub struct Taken {
    pub number: u64,
    pub errand: Errand,
    pub asker: Asker,
    pub way: u64,
    pub task: AbortHandle,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Who waits for an errand.
pub enum Asker {
    Nobody,
    Accounts(Vec<Reply<Result<AccountsSnapshot, Refusal>>>),
    Devices(Vec<Reply<Result<DevicesSnapshot, Refusal>>>),
}

impl Asker {
    pub fn refuse(self, refusal: Refusal) {
        match self {
            Self::Nobody => {}
            Self::Accounts(replies) => {
                for reply in replies {
                    answer(reply, Err(refusal.clone()));
                }
            }
            Self::Devices(replies) => {
                for reply in replies {
                    answer(reply, Err(refusal.clone()));
                }
            }
        }
    }

    /// Waits together with others, or is given back: they wait for something else.
    fn join(&mut self, other: Self) -> Result<(), Self> {
        match (self, other) {
            (_, Self::Nobody) => {}
            (nobody @ Self::Nobody, other) => *nobody = other,
            (Self::Accounts(all), Self::Accounts(more)) => all.extend(more),
            (Self::Devices(all), Self::Devices(more)) => all.extend(more),
            (Self::Accounts(_), other @ Self::Devices(_))
            | (Self::Devices(_), other @ Self::Accounts(_)) => return Err(other),
        }
        Ok(())
    }
}

impl Resident {
    /// As the vault has it.
    pub async fn read(
        store: &Store,
        account: Account,
        check_at: SystemTime,
    ) -> Result<Self, Error> {
        let id = account.id;
        let known = store.accounts().known_devices(id).await?;
        let leaving = (account.state == AccountState::Removing).then(|| Leaving::from(check_at));
        let mut resident = Self {
            account,
            portrait: None,
            known: Known::read(known.map(|(hashes, _)| hashes)),
            access: 0,
            given: Given::new(),
            look: None,
            marked: BTreeSet::new(),
            trouble: None,
            check_at,
            misses: 0,
            leaving,
            seat: Seat::Free,
            queue: VecDeque::new(),
        };
        resident.read_portrait(store).await?;
        resident.count_access(store).await?;
        Ok(resident)
    }

    pub fn id(&self) -> AccountId {
        self.account.id
    }

    pub async fn read_portrait(&mut self, store: &Store) -> Result<(), Error> {
        let kept = store.accounts().photo(self.id()).await?;
        self.portrait = kept.and_then(|(kept, at)| Some((Portrait::read(&kept)?.id(), at)));
        Ok(())
    }

    pub async fn count_access(&mut self, store: &Store) -> Result<(), Error> {
        let (mut given, mut access, mut after) = (Given::new(), 0, None);
        loop {
            let page = store.grants().list(Some(self.id()), after, PAGE).await?;
            let Some(last) = page.last() else {
                break;
            };
            after = Some(last.id);
            for grant in page.into_iter().filter(may_live) {
                access += 1;
                if let Some(hash) = grant.authorization {
                    given.insert(DeviceHash(hash), grant.details.service_name);
                }
            }
        }
        (self.given, self.access) = (given, access);
        Ok(())
    }

    /// The devices of its services.
    pub fn services(&self) -> BTreeSet<DeviceHash> {
        self.given.keys().copied().collect()
    }

    /// Whether nothing is under way or waits.
    pub fn is_idle(&self) -> bool {
        let free = match self.seat {
            Seat::Free | Seat::Resting { .. } => true,
            Seat::Taken(_) => false,
        };
        free && self.queue.is_empty()
    }

    /// Whether the client that rests here has rested enough, or came by a way that is no more.
    pub fn wants_rest(&self, way: u64, now: SystemTime) -> bool {
        let rested = match &self.seat {
            Seat::Resting { until, .. } => super::timing::is_due(*until, now),
            Seat::Free | Seat::Taken(_) => false,
        };
        rested || self.came_by_another(way)
    }

    /// Whether the client that rests here came by another way to Telegram than this one.
    pub fn came_by_another(&self, way: u64) -> bool {
        match &self.seat {
            Seat::Resting { way: came, .. } => *came != way,
            Seat::Free | Seat::Taken(_) => false,
        }
    }

    /// Leaves a client open for the next errand.
    pub fn rest(&mut self, client: Client, way: u64, now: SystemTime) {
        self.seat = Seat::Resting {
            client: Box::new(client),
            until: now + RESTS,
            way,
        };
    }

    /// Puts an errand in line: acts in the order in which they were asked for, before looks. One
    /// that is there already is waited for together, unless another act comes after it.
    pub fn enlist(&mut self, errand: Errand, mut asker: Asker) {
        let look = errand.is_look();
        let last_act = self.queue.iter().rposition(|(one, _)| !one.is_look());
        let equal = if look {
            self.queue.iter().position(|(one, _)| *one == errand)
        } else {
            last_act.filter(|&at| self.queue[at].0 == errand)
        };
        let there = match (equal, &mut self.seat) {
            (Some(at), _) => Some(&mut self.queue[at].1),
            // What nobody asked for looks less closely.
            (None, Seat::Taken(taken))
                if (look || last_act.is_none())
                    && taken.errand == errand
                    && !matches!(taken.asker, Asker::Nobody) =>
            {
                Some(&mut taken.asker)
            }
            (None, Seat::Free | Seat::Resting { .. } | Seat::Taken(_)) => None,
        };
        if let Some(there) = there {
            match there.join(asker) {
                Ok(()) => return,
                Err(back) => asker = back,
            }
        }
        let at = if look {
            self.queue.len()
        } else {
            last_act.map_or(0, |last| last + 1)
        };
        self.queue.insert(at, (errand, asker));
    }

    fn does(&self, wanted: impl Fn(&Errand, &Asker) -> bool) -> bool {
        let now = match &self.seat {
            Seat::Taken(taken) => wanted(&taken.errand, &taken.asker),
            Seat::Free | Seat::Resting { .. } => false,
        };
        now || self
            .queue
            .iter()
            .any(|(errand, asker)| wanted(errand, asker))
    }

    /// Whether somebody waits for its devices.
    pub fn is_busy(&self) -> bool {
        self.does(|_, asker| matches!(asker, Asker::Devices(_)))
    }

    pub fn found(&self) -> Option<DeviceList> {
        let look = self.look.as_ref()?;
        Some(look.shown(&self.given, &self.marked))
    }

    pub fn summary(&self) -> AccountSummary {
        let Account {
            id,
            user_id: _,
            state: _,
            health,
            health_since,
            checked_at,
            added_at,
            card,
            phone_kept,
            local_name,
        } = &self.account;
        AccountSummary {
            id: id.to_string(),
            name: card.name.clone(),
            local_name: local_name.clone(),
            username: card.username.clone(),
            phone: card.masked_phone.clone(),
            phone_kept: *phone_kept,
            premium: card.premium,
            two_factor: card.two_factor,
            photo: self.portrait.map(|(_, at)| at.unix_millis()),
            added_at: added_at.unix_millis(),
            stay: match &self.leaving {
                None => AccountStay::Here,
                Some(leaving) => leaving.shown(self.access),
            },
            health: AccountHealth {
                standing: standing::shown(*health),
                since: health_since.unix_millis(),
                checked_at: checked_at.unix_millis(),
                checking: self.does(|errand, _| *errand == Errand::Check),
            },
            access: self.access,
            devices: self
                .look
                .as_ref()
                .map(|look| look.count(self.known.new_ones())),
        }
    }

    /// Everything under way ends; whoever waits is told why.
    pub fn dismiss(self, why: impl Fn() -> Refusal) {
        if let Seat::Taken(mut taken) = self.seat {
            std::mem::replace(&mut taken.asker, Asker::Nobody).refuse(why());
        }
        for (_, asker) in self.queue {
            asker.refuse(why());
        }
    }
}

/// How long a client is kept that nobody needs.
const RESTS: Duration = Duration::from_secs(60);

/// Whether a service may have a session, or get one.
fn may_live(grant: &Grant) -> bool {
    match grant.state {
        GrantState::Confirming
        | GrantState::Minting
        | GrantState::Delivering
        | GrantState::Live
        | GrantState::Ending => true,
        GrantState::Ended | GrantState::Failed => false,
    }
}
