//! Authorization keys: who uses them, from where, and what they may do.

use std::collections::HashMap;
use std::net::IpAddr;

use grammers_tl_types as tl;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::UnboundedSender;

use crate::messages::cipher;
use crate::messages::salts::Salts;
use crate::messages::session::{Kind, Saying, Session};
use crate::rpc::layers::Spoken;
use crate::{hexadecimal, random};

#[derive(Default)]
pub(crate) struct Keys {
    keys: HashMap<i64, Key>,
    /// Counts what makes a key idle.
    steps: u64,
}

pub(crate) struct Key {
    pub(crate) secret: [u8; 256],
    pub(crate) dc: u8,
    pub(crate) salts: Salts,
    pub(crate) sessions: HashMap<i64, Session>,
    pub(crate) login: Login,
    pub(crate) client: Option<Client>,
    pub(crate) live: HashMap<u64, Live>,
    /// The step at which it was made or last left.
    left: u64,
}

/// A key as the state file has it. Salts are made anew and sessions begin again.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeptKey {
    #[serde(with = "hexadecimal")]
    secret: [u8; 256],
    dc: u8,
    login: Login,
    client: Option<Client>,
}

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Login {
    Nobody,
    /// The code or the token was right, the password is missing.
    PasswordMissing {
        account: i64,
        hash: i64,
    },
    In {
        account: i64,
        hash: i64,
    },
    /// Ended, and what its calls are told since.
    Ended(Ending),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ending {
    LoggedOut,
    Revoked,
    Expired,
    Duplicated,
    Deactivated,
    Banned,
}

/// How a client introduced itself, with the layer it speaks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) layer: i32,
    pub(crate) api_id: i32,
    pub(crate) device_model: String,
    pub(crate) system_version: String,
    pub(crate) app_version: String,
}

pub(crate) struct Live {
    pub(crate) source: IpAddr,
    pub(crate) session: i64,
    pub(crate) outbox: UnboundedSender<Outbound>,
    /// Connections that only ever said `invokeWithoutUpdates` get none.
    pub(crate) updates: bool,
}

#[derive(Debug)]
pub(crate) enum Outbound {
    Say(Saying),
    Close,
}

impl Keys {
    pub(crate) fn add(&mut self, id: i64, secret: [u8; 256], dc: u8, first_salt: i64) {
        self.steps += 1;
        let key = Key {
            secret,
            dc,
            salts: Salts::new(first_salt),
            sessions: HashMap::new(),
            login: Login::Nobody,
            client: None,
            live: HashMap::new(),
            left: self.steps,
        };
        self.keys.insert(id, key);
    }

    pub(crate) fn kept(&self) -> Vec<KeptKey> {
        let mut kept: Vec<_> = self.keys.iter().collect();
        // In one order, so that the same keys are the same text.
        kept.sort_by_key(|(id, _)| **id);
        let kept = kept.into_iter().map(|(_, key)| KeptKey {
            secret: key.secret,
            dc: key.dc,
            login: key.login,
            client: key.client.clone(),
        });
        kept.collect()
    }

    pub(crate) fn restore(&mut self, kept: KeptKey) {
        let id = cipher::key_id(&kept.secret);
        self.add(id, kept.secret, kept.dc, random::id());
        if let Some(key) = self.keys.get_mut(&id) {
            key.login = kept.login;
            key.client = kept.client;
        }
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Key> {
        self.keys.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut Key> {
        self.keys.get_mut(&id)
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Key> {
        self.keys.values_mut()
    }

    pub(crate) fn with_hash(&self, wanted: i64) -> impl Iterator<Item = &Key> {
        self.keys
            .values()
            .filter(move |key| key.login.hash() == Some(wanted))
    }

    pub(crate) fn with_hash_mut(&mut self, wanted: i64) -> impl Iterator<Item = &mut Key> {
        self.keys
            .values_mut()
            .filter(move |key| key.login.hash() == Some(wanted))
    }

    pub(crate) fn disconnected(&mut self, id: i64, connection: u64) {
        if let Some(key) = self.keys.get_mut(&id) {
            key.live.remove(&connection);
            self.steps += 1;
            key.left = self.steps;
        }
    }

    /// Forgets the oldest of the keys that nobody is signed in with and no connection uses.
    pub(crate) fn retire(&mut self, kept: usize) {
        let idle = |key: &Key| key.login.hash().is_none() && key.live.is_empty();
        let idle = self.keys.iter().filter(|(_, key)| idle(key));
        let mut idle: Vec<_> = idle.map(|(id, key)| (key.left, *id)).collect();
        idle.sort_unstable();
        let older = idle.len().saturating_sub(kept);
        for (_, id) in idle.into_iter().take(older) {
            self.forget(id);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn duplicated(&self) -> usize {
        let dead = |key: &&Key| key.login == Login::Ended(Ending::Duplicated);
        self.keys.values().filter(dead).count()
    }

    /// Of all keys together.
    pub(crate) fn sessions(&self) -> usize {
        self.keys.values().map(|key| key.sessions.len()).sum()
    }

    pub(crate) fn forget(&mut self, id: i64) {
        if let Some(key) = self.keys.remove(&id) {
            key.close();
        }
    }

    pub(crate) fn ids_of(&self, account: i64) -> Vec<i64> {
        let of_account = |key: &&Key| key.login.account() == Some(account);
        let ids = self.keys.iter().filter(|(_, key)| of_account(key));
        ids.map(|(id, _)| *id).collect()
    }
}

impl Key {
    /// To every connection that takes updates.
    pub(crate) fn push(&self, updates: &tl::enums::Updates) {
        let layer = self
            .client
            .as_ref()
            .map_or(tl::LAYER, |client| client.layer);
        let body = updates.spoken(layer);
        for live in self.live.values().filter(|live| live.updates) {
            let saying = Saying {
                body: body.clone(),
                kind: Kind::Push,
            };
            // A connection that has just closed reads nothing more.
            let _ = live.outbox.send(Outbound::Say(saying));
        }
    }

    pub(crate) fn close(&self) {
        for live in self.live.values() {
            let _ = live.outbox.send(Outbound::Close);
        }
    }
}

impl Login {
    pub(crate) fn account(self) -> Option<i64> {
        match self {
            Self::PasswordMissing { account, .. } | Self::In { account, .. } => Some(account),
            Self::Nobody | Self::Ended(_) => None,
        }
    }

    pub(crate) fn hash(self) -> Option<i64> {
        match self {
            Self::PasswordMissing { hash, .. } | Self::In { hash, .. } => Some(hash),
            Self::Nobody | Self::Ended(_) => None,
        }
    }
}
