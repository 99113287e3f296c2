//! The handle of a running sandbox, which is also its control.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use crate::clock::Clock;
use crate::config::Config;
use crate::control;
use crate::environment;
use crate::error::SandboxError;
use crate::faults::Fault;
use crate::hub::Hub;
use crate::listener;
use crate::rsa_key::RsaKey;
use crate::state;
use crate::violation::Violation;
use crate::world::accounts::{NewAccount, Standing};
use crate::world::{Api, Counts, Dc, World};

/// Of each thread; taken only as far as it is used. Enough for the deepest request there can be.
pub(crate) const STACK: usize = 64 * 1024 * 1024;

/// Ends, with all its connections, when dropped.
pub struct Sandbox {
    hub: Arc<Hub>,
    environment: String,
    control: Option<Control>,
    state: Option<PathBuf>,
    runtime: Option<Runtime>,
}

/// Where control is served, and what must be shown there.
#[derive(Clone, Debug)]
pub struct Control {
    pub address: SocketAddr,
    pub token: String,
}

impl Control {
    /// Where a person can watch the codes.
    pub fn page(&self) -> String {
        format!("http://{}/#{}", self.address, self.token)
    }
}

impl Sandbox {
    pub fn start(config: Config) -> Result<Self, SandboxError> {
        let mut ids = config.dcs.clone();
        ids.sort_unstable();
        ids.dedup();
        let valid = ids.iter().all(|id| (1..=9).contains(id));
        if ids.len() != config.dcs.len() || !valid || !ids.contains(&config.home_dc) {
            return Err(SandboxError::Dcs);
        }
        let bound = listener::bind_dcs(config.listen, &config.dcs)?;
        let dcs: Vec<Dc> = bound.iter().map(|(dc, _)| *dc).collect();
        let kept = match &config.state {
            Some(path) => state::read(path)?,
            None => None,
        };
        let (rsa, hash, accounts, keys) = match kept {
            Some(kept) => {
                let ahead = u64::try_from(kept.ahead).unwrap_or_default();
                config.clock.advance(Duration::from_secs(ahead));
                (kept.rsa, kept.api_hash, kept.accounts, kept.keys)
            }
            None => (RsaKey::generate()?, config.api_hash, vec![], vec![]),
        };
        let api = Api {
            id: config.api_id,
            hash,
        };
        let environment = environment::write(&api, config.home_dc, &dcs, &rsa.pem(), &config.rules);
        let mut world = World::new(config.rules, api, config.clock, dcs, config.home_dc);
        accounts
            .into_iter()
            .for_each(|account| world.accounts.restore(account));
        keys.into_iter().for_each(|key| world.keys.restore(key));
        let hub = Arc::new(Hub::new(rsa, world));
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sandbox")
            .thread_stack_size(STACK)
            .enable_all()
            .build()
            .map_err(SandboxError::Threads)?;
        for account in config.accounts {
            if hub.world().accounts.by_phone(&account.phone).is_none() {
                control::make_account(&hub, account)?;
            }
        }
        if let Some(path) = &config.state {
            runtime.spawn(state::keep(Arc::clone(&hub), path.clone()));
        }
        for (dc, listener) in bound {
            runtime.spawn(listener::serve(Arc::clone(&hub), dc, listener));
        }
        let control = config
            .control
            .map(|address| control::http::serve(&runtime, Arc::clone(&hub), address));
        Ok(Self {
            hub,
            environment,
            control: control.transpose()?,
            state: config.state,
            runtime: Some(runtime),
        })
    }

    /// The environment file, as text.
    pub fn environment(&self) -> &str {
        &self.environment
    }

    pub fn control(&self) -> Option<&Control> {
        self.control.as_ref()
    }

    /// Where each DC listens.
    pub fn dcs(&self) -> Vec<(u8, SocketAddr)> {
        let world = self.hub.world();
        world.dcs.iter().map(|dc| (dc.id, dc.address)).collect()
    }

    pub fn public_key_pem(&self) -> String {
        self.hub.rsa.pem()
    }

    /// By which clients look the key up.
    pub fn public_key_fingerprint(&self) -> i64 {
        self.hub.rsa.fingerprint()
    }

    pub fn clock(&self) -> Clock {
        self.hub.world().clock.clone()
    }

    pub fn violations(&self) -> Vec<Violation> {
        self.hub.world().violations.clone()
    }

    pub fn counts(&self) -> Counts {
        self.hub.world().counts()
    }

    /// Everything that clients waited for an answer to, by TL name: steps of the key exchange, API
    /// calls, and what was refused for its salt. In all, the round trips.
    pub fn asked(&self) -> BTreeMap<String, u64> {
        self.hub.world().asked.clone()
    }

    /// Makes an account and returns its user id.
    pub fn make_account(&self, account: NewAccount) -> Result<i64, SandboxError> {
        control::make_account(&self.hub, account)
    }

    pub fn last_code(&self, phone: &str) -> Result<Option<String>, SandboxError> {
        control::with_account(&self.hub, phone, |account| account.last_code.clone())
    }

    pub fn last_email_code(&self, phone: &str) -> Result<Option<String>, SandboxError> {
        control::with_account(&self.hub, phone, |account| account.emails.last_code.clone())
    }

    /// Sets, changes or removes the second step. Takes effect for sign-ins from now on.
    pub fn set_password(
        &self,
        phone: &str,
        password: Option<&str>,
        hint: Option<&str>,
    ) -> Result<(), SandboxError> {
        control::set_password(&self.hub, phone, password, hint)
    }

    pub fn set_standing(&self, phone: &str, standing: Standing) -> Result<(), SandboxError> {
        control::set_standing(&self.hub, phone, standing)
    }

    /// Makes every authorization of the account so much older.
    pub fn age_authorizations(&self, phone: &str, by: Duration) -> Result<(), SandboxError> {
        control::age_authorizations(&self.hub, phone, by)
    }

    /// Marks every device of the account as not yet confirmed.
    pub fn unconfirm_devices(&self, phone: &str) -> Result<(), SandboxError> {
        control::unconfirm_devices(&self.hub, phone)
    }

    /// The device models that are signed in, the oldest first.
    pub fn devices(&self, phone: &str) -> Result<Vec<String>, SandboxError> {
        control::with_account(&self.hub, phone, |account| {
            let all = account.authorizations.iter();
            all.map(|held| held.client.device_model.clone()).collect()
        })
    }

    /// How many connections each of the account's devices has now, in the order of
    /// [`devices`](Self::devices).
    pub fn connections(&self, phone: &str) -> Result<Vec<usize>, SandboxError> {
        let hashes: Vec<i64> = control::with_account(&self.hub, phone, |account| {
            let all = account.authorizations.iter();
            all.map(|held| held.hash).collect()
        })?;
        let world = self.hub.world();
        let live = |hash: &i64| world.keys.with_hash(*hash).map(|key| key.live.len()).sum();
        Ok(hashes.iter().map(live).collect())
    }

    /// How many keys died because they were used from two addresses.
    pub fn duplicated(&self) -> usize {
        self.hub.world().keys.duplicated()
    }

    /// The server no longer knows the account's keys: transport error -404.
    pub fn forget_keys(&self, phone: &str) -> Result<(), SandboxError> {
        control::forget_keys(&self.hub, phone)
    }

    /// Makes every salt given out so far a bad one.
    pub fn skip_salts(&self) {
        control::skip_salts(&self.hub);
    }

    /// The next calls of a method, by its TL name, meet this.
    pub fn script(&self, method: &str, times: u32, fault: Fault) {
        self.hub.world().faults.script(method, times, fault);
    }

    pub fn clear_faults(&self) {
        self.hub.world().faults.clear();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        if let Some(path) = &self.state
            && let Err(error) = state::save(&self.hub, path, &mut Vec::new())
        {
            tracing::error!(%error, "the state is not kept");
        }
    }
}
