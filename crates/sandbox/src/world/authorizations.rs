//! Authorizations: one device signed in to one account, as Telegram's device list shows it.

use std::net::IpAddr;

use grammers_tl_types as tl;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::random;
use crate::world::World;
use crate::world::keys::{Client, Ending, Login};

#[derive(Serialize, Deserialize)]
pub(crate) struct Authorization {
    pub(crate) hash: i64,
    pub(crate) client: Client,
    pub(crate) ip: IpAddr,
    pub(crate) created: i64,
    pub(crate) active: i64,
    pub(crate) password_pending: bool,
    pub(crate) unconfirmed: bool,
    pub(crate) encrypted_requests_disabled: bool,
    pub(crate) call_requests_disabled: bool,
}

impl Authorization {
    pub(crate) fn shown(&self, current: bool) -> tl::enums::Authorization {
        tl::enums::Authorization::Authorization(tl::types::Authorization {
            current,
            official_app: false,
            password_pending: self.password_pending,
            encrypted_requests_disabled: self.encrypted_requests_disabled,
            call_requests_disabled: self.call_requests_disabled,
            unconfirmed: self.unconfirmed,
            hash: if current { 0 } else { self.hash },
            device_model: self.client.device_model.clone(),
            platform: String::new(),
            system_version: self.client.system_version.clone(),
            api_id: self.client.api_id,
            app_name: "Sandbox client".to_owned(),
            app_version: self.client.app_version.clone(),
            date_created: clock::date(self.created),
            date_active: clock::date(self.active),
            ip: self.ip.to_string(),
            country: "Loopback".to_owned(),
            region: String::new(),
        })
    }
}

impl World {
    /// Lets the key into the account, or to the password when one is set.
    pub(crate) fn authorize(&mut self, key: i64, account: i64, ip: IpAddr) -> Option<Login> {
        let client = self.keys.get(key)?.client.clone()?;
        let hash = self.register(account, client, ip)?;
        self.hold(key, account, hash)
    }

    /// A new line in the device list, which no key holds yet.
    pub(crate) fn register(&mut self, account: i64, client: Client, ip: IpAddr) -> Option<i64> {
        let now = self.now();
        let owner = self.accounts.get_mut(account)?;
        let hash = random::id();
        owner.authorizations.push(Authorization {
            hash,
            client,
            ip,
            created: now,
            active: now,
            password_pending: owner.password.is_some(),
            unconfirmed: false,
            encrypted_requests_disabled: false,
            call_requests_disabled: false,
        });
        Some(hash)
    }

    /// Gives an authorization to a key; one that the key held for itself ends.
    pub(crate) fn hold(&mut self, key: i64, account: i64, hash: i64) -> Option<Login> {
        let held = self.keys.get(key)?.login.hash();
        if let Some(old) = held.filter(|old| *old != hash) {
            self.end_authorization(old, Ending::LoggedOut);
        }
        let owner = self.accounts.get(account)?;
        let found = owner.authorizations.iter().find(|a| a.hash == hash)?;
        let login = if found.password_pending {
            Login::PasswordMissing { account, hash }
        } else {
            Login::In { account, hash }
        };
        self.set_login(key, login);
        Some(login)
    }

    /// Every introduction resets what the device list shows.
    pub(crate) fn reintroduce(&mut self, login: Login, client: &Client) {
        let (Some(account), Some(hash)) = (login.account(), login.hash()) else {
            return;
        };
        if let Some(owner) = self.accounts.get_mut(account) {
            for held in owner.authorizations.iter_mut().filter(|a| a.hash == hash) {
                held.client = client.clone();
            }
        }
    }

    /// A token kept from an earlier sign-out lets in once.
    pub(crate) fn redeem(&mut self, account: i64, tokens: &[Vec<u8>]) -> bool {
        let Some(owner) = self.accounts.get_mut(account) else {
            return false;
        };
        let before = owner.future_tokens.len();
        owner.future_tokens.retain(|token| !tokens.contains(token));
        owner.future_tokens.len() < before
    }

    /// The password was right.
    pub(crate) fn admit(&mut self, key: i64, account: i64, hash: i64) {
        let now = self.now();
        if let Some(owner) = self.accounts.get_mut(account) {
            for held in owner.authorizations.iter_mut().filter(|a| a.hash == hash) {
                held.password_pending = false;
                held.created = now;
                held.active = now;
            }
        }
        self.set_login(key, Login::In { account, hash });
    }

    /// Ends one authorization on every DC it reached. Whether there was one.
    pub(crate) fn end_authorization(&mut self, hash: i64, ending: Ending) -> bool {
        let mut known = false;
        for account in self.accounts.all_mut() {
            let before = account.authorizations.len();
            account.authorizations.retain(|held| held.hash != hash);
            known |= account.authorizations.len() < before;
        }
        self.exports.retain(|_, export| export.hash != hash);
        let too_long = tl::enums::Updates::TooLong;
        for key in self.keys.with_hash_mut(hash) {
            key.push(&too_long);
            key.login = Login::Ended(ending);
        }
        known
    }

    pub(crate) fn end_all(&mut self, account: i64, ending: Ending) {
        let hashes: Vec<_> = self
            .accounts
            .get(account)
            .map(|owner| owner.authorizations.iter().map(|a| a.hash).collect())
            .unwrap_or_default();
        for hash in hashes {
            self.end_authorization(hash, ending);
        }
    }

    /// To every connection of every device of the account.
    pub(crate) fn push(&self, account: i64, updates: &tl::enums::Updates) {
        let Some(owner) = self.accounts.get(account) else {
            return;
        };
        for held in owner.authorizations.iter().filter(|a| !a.password_pending) {
            for key in self.keys.with_hash(held.hash) {
                key.push(updates);
            }
        }
    }

    fn set_login(&mut self, key: i64, login: Login) {
        if let Some(key) = self.keys.get_mut(key) {
            key.login = login;
        }
    }
}
