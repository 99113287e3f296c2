//! What the person asks of an account.

use std::sync::Arc;

use secrecy::ExposeSecret;
use signet_contract::{
    ids::AccountId,
    ui::{AccountsSnapshot, RevealedPhone},
};
use signet_trail::{Actor, Outcome, Text};
use signet_vault::Store;

use super::{
    Accounts, AccountsReply, DeviceAct, DevicesReply, State, devices,
    errand::Errand,
    line::{self, Deed},
    name,
    portrait::Portrait,
    refusal::Refusal,
    removal::Leaving,
    resident::Asker,
};
use crate::controller::{Reply, answer};

impl Accounts {
    pub(super) fn check(&mut self, account: &str, reply: AccountsReply) {
        match self.wanted(account) {
            Ok((id, Some(errand))) => {
                self.queue(id, errand, Asker::Accounts(vec![reply]));
                self.tell();
            }
            Ok((_, None)) => answer(reply, Ok(self.snapshot())),
            Err(refusal) => answer(reply, Err(refusal)),
        }
    }

    /// What a look at this account is. One that leaves is tried to be signed out, unless its
    /// services still need home to be ended.
    fn wanted(&mut self, account: &str) -> Result<(AccountId, Option<Errand>), Refusal> {
        let id = self.known(account)?;
        let resident = self.house()?.find(id)?;
        let errand = match &mut resident.leaving {
            Some(_) if resident.access > 0 => None,
            Some(leaving) => {
                leaving.hurry();
                Some(Errand::Leave)
            }
            None => Some(Errand::Check),
        };
        Ok((id, errand))
    }

    fn queue(&mut self, id: AccountId, errand: Errand, asker: Asker) {
        if let State::Open(house) = &mut self.state
            && let Some(resident) = house.residents.get_mut(&id)
        {
            resident.enlist(errand, asker);
        }
        self.send(id);
    }

    pub(super) fn act(&mut self, account: &str, act: DeviceAct, reply: DevicesReply) {
        match self.errand_of(account, act) {
            Ok((id, errand)) => {
                self.looked_at = Some(id);
                self.queue(id, errand, Asker::Devices(vec![reply]));
                self.tell_devices();
            }
            Err(refusal) => answer(reply, Err(refusal)),
        }
    }

    fn errand_of(&mut self, account: &str, act: DeviceAct) -> Result<(AccountId, Errand), Refusal> {
        let id = self.known(account)?;
        let resident = self.house()?.find(id)?;
        if resident.leaving.is_some() {
            return Err(Refusal::Leaving);
        }
        resident.trouble = None;
        // Only what was found: the device itself is called 0, and must not be meant.
        let found = |device: &str| {
            let hash = devices::parse(device).ok_or(Refusal::NoDevice)?;
            let look = resident.look.as_ref();
            let device = look.and_then(|look| look.devices.find(hash));
            device.map(|device| device.hash).ok_or(Refusal::NoDevice)
        };
        let errand = match act {
            DeviceAct::Look => Errand::Look,
            DeviceAct::End(device) => Errand::End(found(&device)?),
            DeviceAct::Confirm(device) => Errand::Confirm(found(&device)?),
            DeviceAct::EndOthers { services: true } => Errand::EndOthers {
                sparing: Default::default(),
            },
            DeviceAct::EndOthers { services: false } => Errand::EndOthers {
                sparing: resident.services(),
            },
            DeviceAct::SetInactiveDays(days @ 1..=366) => Errand::SetInactiveDays(days),
            DeviceAct::SetInactiveDays(_) => return Err(Refusal::Days),
        };
        Ok((id, errand))
    }

    pub(super) async fn rename(
        &mut self,
        account: &str,
        name: Option<String>,
    ) -> Result<AccountsSnapshot, Refusal> {
        let id = self.known(account)?;
        let name = name.as_deref().map(name::fit).transpose()?;
        let house = self.house()?;
        house.store.accounts().rename(id, name.clone()).await?;
        house.find(id)?.account.local_name = name;
        Ok(self.tell())
    }

    pub(super) async fn remove(
        &mut self,
        account: &str,
        now: bool,
    ) -> Result<AccountsSnapshot, Refusal> {
        let id = self.known(account)?;
        let house = self.house()?;
        if house.find(id)?.leaving.is_none() {
            house.store.accounts().begin_removal(id).await?;
            let person = Actor::Person(Text::none());
            line::note(&house.store, id, person, Deed::Remove, Outcome::Begun).await;
            let resident = house.find(id)?;
            resident.leaving = Some(Leaving::default());
            for (_, asker) in std::mem::take(&mut resident.queue) {
                asker.refuse(Refusal::Leaving);
            }
        }
        if now && self.may_forget(id).await? {
            self.forget_if_leaving(id).await?;
        } else {
            self.beat().await;
        }
        Ok(self.tell())
    }

    /// Whether it may go without Telegram's answer: signing it out was tried, and what its
    /// services have does not hang on it. Otherwise it goes on leaving as it does.
    async fn may_forget(&mut self, id: AccountId) -> Result<bool, Refusal> {
        let house = self.house()?;
        let store = Arc::clone(&house.store);
        let resident = house.find(id)?;
        resident.count_access(&store).await?;
        let leaving = resident.leaving.as_ref();
        Ok(resident.access == 0 && leaving.is_some_and(Leaving::has_failed))
    }

    /// Nothing of the account is kept any more.
    pub(super) async fn forget(&mut self, id: AccountId) -> Result<(), Refusal> {
        let house = self.house()?;
        house.store.accounts().remove(id).await?;
        let app = Actor::App(Text::none());
        line::note(&house.store, id, app, Deed::Remove, Outcome::Done).await;
        if let Some(resident) = house.residents.remove(&id) {
            resident.dismiss(|| Refusal::NoAccount);
        }
        if self.looked_at == Some(id) {
            self.looked_at = None;
            self.tell_devices();
        }
        Ok(())
    }

    pub(super) async fn photo(&mut self, account: &str) -> Result<Option<String>, Refusal> {
        let id = self.known(account)?;
        let kept = self.house()?.store.accounts().photo(id).await?;
        let portrait = kept.and_then(|(kept, _)| Portrait::read(&kept));
        Ok(portrait.map(|portrait| portrait.data_url()))
    }

    /// Looked up beside this task: the line before it may wait for a keychain.
    pub(super) fn reveal_phone(
        &mut self,
        account: &str,
        reply: Reply<Result<RevealedPhone, Refusal>>,
    ) {
        let found = self
            .known(account)
            .and_then(|id| Ok((id, Arc::clone(&self.house()?.store))));
        match found {
            Ok((id, store)) => {
                tokio::spawn(async move { answer(reply, revealed(&store, id).await) });
            }
            Err(refusal) => answer(reply, Err(refusal)),
        }
    }

    /// The account that the window means, if it is here.
    fn known(&mut self, account: &str) -> Result<AccountId, Refusal> {
        let id = account.parse().map_err(|_| Refusal::NoAccount)?;
        self.house()?.find(id).map(|resident| resident.id())
    }
}

async fn revealed(store: &Store, id: AccountId) -> Result<RevealedPhone, Refusal> {
    let phone = line::reveal_phone(store, id).await?;
    // Exposed because its owner asked to see it.
    let phone = phone.expose_secret();
    let plus = if phone.starts_with('+') { "" } else { "+" };
    Ok(RevealedPhone {
        phone: format!("{plus}{phone}"),
    })
}
