//! Everything the sandbox knows, behind one short lock: keys, accounts, codes, tokens, faults.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

use serde::Serialize;

use crate::clock::Clock;
use crate::config::Rules;
use crate::faults::Faults;
use crate::srp::Challenge;
use crate::violation::{Rule, Violation};
use crate::world::accounts::Accounts;
use crate::world::keys::Keys;
use crate::world::tokens::Tokens;

pub(crate) mod accounts;
pub(crate) mod authorizations;
pub(crate) mod codes;
pub(crate) mod emails;
pub(crate) mod keys;
pub(crate) mod liveliness;
pub(crate) mod people;
pub(crate) mod portraits;
pub(crate) mod tokens;

pub(crate) struct World {
    pub(crate) rules: Rules,
    pub(crate) api: Api,
    pub(crate) clock: Clock,
    pub(crate) dcs: Vec<Dc>,
    pub(crate) home_dc: u8,
    /// Open ones, with a key or without.
    pub(crate) connections: usize,
    pub(crate) keys: Keys,
    pub(crate) accounts: Accounts,
    /// By `phone_code_hash`.
    pub(crate) codes: HashMap<String, codes::SentCode>,
    pub(crate) tokens: Tokens,
    /// Authorizations on their way to another DC.
    pub(crate) exports: HashMap<Vec<u8>, Export>,
    /// By `srp_id`.
    pub(crate) challenges: HashMap<i64, Challenge>,
    pub(crate) faults: Faults,
    pub(crate) violations: Vec<Violation>,
    /// What clients waited for an answer to, by TL name.
    pub(crate) asked: BTreeMap<String, u64>,
}

/// How many of each there are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub connections: usize,
    pub keys: usize,
    pub sessions: usize,
    pub devices: usize,
    /// Sent, and neither used nor expired.
    pub codes: usize,
    pub tokens: usize,
    pub transfers: usize,
    pub challenges: usize,
    pub violations: usize,
}

/// What clients must say to be let in.
pub(crate) struct Api {
    pub(crate) id: i32,
    pub(crate) hash: String,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Dc {
    pub(crate) id: u8,
    pub(crate) address: SocketAddr,
}

pub(crate) struct Export {
    pub(crate) account: i64,
    pub(crate) hash: i64,
    pub(crate) dc: u8,
}

impl World {
    pub(crate) fn new(rules: Rules, api: Api, clock: Clock, dcs: Vec<Dc>, home_dc: u8) -> Self {
        Self {
            rules,
            api,
            clock,
            dcs,
            home_dc,
            connections: 0,
            keys: Keys::default(),
            accounts: Accounts::default(),
            codes: HashMap::new(),
            tokens: Tokens::default(),
            exports: HashMap::new(),
            challenges: HashMap::new(),
            faults: Faults::default(),
            violations: Vec::new(),
            asked: BTreeMap::new(),
        }
    }

    pub(crate) fn asked(&mut self, method: &str) {
        *self.asked.entry(method.to_owned()).or_default() += 1;
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn counts(&self) -> Counts {
        let accounts = self.accounts.all();
        let (now, lifetime) = (self.now(), self.rules.code_seconds);
        let alive = |sent: &&codes::SentCode| sent.lives(now, lifetime);
        Counts {
            connections: self.connections,
            keys: self.keys.len(),
            sessions: self.keys.sessions(),
            devices: accounts.map(|held| held.authorizations.len()).sum(),
            codes: self.codes.values().filter(alive).count(),
            tokens: self.tokens.len(),
            transfers: self.exports.len(),
            challenges: self.challenges.len(),
            violations: self.violations.len(),
        }
    }

    pub(crate) fn has_dc(&self, id: u8) -> bool {
        self.dcs.iter().any(|dc| dc.id == id)
    }

    pub(crate) fn violated(&mut self, rule: Rule, key: i64, detail: impl Into<String>) {
        let detail = detail.into();
        tracing::warn!(?rule, detail, "a client broke a rule");
        self.violations.push(Violation { rule, key, detail });
    }
}
