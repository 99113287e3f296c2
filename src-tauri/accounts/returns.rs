//! What becomes of an errand's report: it is kept, told to whoever waits, and shown.

use std::{collections::BTreeSet, mem, sync::Arc, time::SystemTime};

use secrecy::ExposeSecret;
use signet_contract::{ids::AccountId, ui::NotificationKind};
use signet_telegram::{Account as Telegrams, DeviceHash, Standing};
use signet_trail::{Actor, Outcome, Text};
use signet_vault::{AccountState, Card, Store};

use super::{
    Accounts, State,
    devices::Look,
    errand::{Errand, Picture, Report},
    line::{self, Deed},
    refusal::Refusal,
    resident::{Asker, Resident, Seat},
    standing, timing,
};
use crate::{controller::answer, failure::report as told};

impl Accounts {
    pub(super) async fn returned(&mut self, id: AccountId, number: u64, mut report: Report) {
        let chance = self.chance.fraction();
        let State::Open(house) = &mut self.state else {
            return;
        };
        let Some(resident) = house.residents.get_mut(&id) else {
            return;
        };
        // One whose place was given to another meanwhile.
        if !matches!(&resident.seat, Seat::Taken(taken) if taken.number == number) {
            return;
        }
        let Seat::Taken(mut taken) = mem::replace(&mut resident.seat, Seat::Free) else {
            return;
        };
        let errand = taken.errand.clone();
        let asker = mem::replace(&mut taken.asker, Asker::Nobody);
        let now = SystemTime::now();
        if let Some(client) = report.client.take() {
            // What was opened on a way that is no more is closed at the next beat.
            resident.rest(client, taken.way, now);
        }
        if errand == Errand::Rest {
            return self.send(id);
        }
        let store = Arc::clone(&house.store);
        let mut news = Vec::new();
        if let Err(refusal) = keep(&store, resident, &errand, &mut report, &mut news).await {
            tracing::warn!(%refusal, "what was found of an account was not kept");
            report.refusal.get_or_insert(refusal);
        }
        plan(resident, &errand, &report, chance, now);
        if let Some(deed) = Deed::of(&errand) {
            let outcome = line::outcome(report.refusal.as_ref());
            line::note(&store, id, Actor::Person(Text::none()), deed, outcome).await;
        }
        for kind in news {
            (self.ports.notify)(kind);
        }
        if errand == Errand::Leave {
            self.left(id, report.refusal, asker, chance).await;
        } else {
            self.answer(id, report, asker);
        }
        self.send(id);
        self.tell();
        if self.looked_at == Some(id) {
            self.tell_devices();
        }
    }

    fn answer(&mut self, id: AccountId, report: Report, asker: Asker) {
        let State::Open(house) = &mut self.state else {
            return;
        };
        let Some(resident) = house.residents.get_mut(&id) else {
            return;
        };
        match asker {
            Asker::Nobody => {
                if let Some(refusal) = report.refusal {
                    tracing::debug!(%refusal, "an account could not be looked at");
                }
            }
            Asker::Accounts(replies) => {
                // What the standing does not tell.
                let untold = report.refusal.filter(|refusal| !explains(refusal));
                for reply in replies {
                    let answered = untold.clone().map_or_else(|| Ok(self.snapshot()), Err);
                    answer(reply, answered);
                }
            }
            Asker::Devices(replies) => {
                resident.trouble = report.refusal.map(told);
                for reply in replies {
                    answer(reply, Ok(self.devices()));
                }
            }
        }
    }

    /// Signed out, and nothing is kept of it; or it is tried again later. One that was signed in
    /// again in the meantime stays.
    async fn left(&mut self, id: AccountId, refusal: Option<Refusal>, asker: Asker, chance: f64) {
        let now = SystemTime::now();
        let refusal = match refusal {
            None => self.forget_if_leaving(id).await.err(),
            some => some,
        };
        if let Some(refusal) = refusal
            && let State::Open(house) = &mut self.state
            && let Some(resident) = house.residents.get_mut(&id)
            && let Some(leaving) = &mut resident.leaving
        {
            let not_before = refusal.not_before();
            leaving.failed(told(refusal), not_before, now, chance);
        }
        match asker {
            Asker::Accounts(replies) => {
                for reply in replies {
                    answer(reply, Ok(self.snapshot()));
                }
            }
            Asker::Nobody | Asker::Devices(_) => {}
        }
    }

    pub(super) async fn forget_if_leaving(&mut self, id: AccountId) -> Result<(), Refusal> {
        let account = self.house()?.store.accounts().get(id).await?;
        match account.state {
            AccountState::Removing => self.forget(id).await,
            AccountState::Active => self.signed_in(id).await,
        }
    }
}

/// Writes what was found, and shows it from then on.
async fn keep(
    store: &Store,
    resident: &mut Resident,
    errand: &Errand,
    report: &mut Report,
    news: &mut Vec<NotificationKind>,
) -> Result<(), Refusal> {
    let (id, now) = (resident.id(), SystemTime::now().into());
    let accounts = store.accounts();
    if let Some(found) = report.standing {
        let before = standing::of(resident.account.health);
        accounts.checked(id, standing::kept(found), now).await?;
        if let Some(found) = report.card.take() {
            // Always: whether the whole number is another one cannot be seen here.
            accounts.refresh(id, card(found)).await?;
        }
        resident.account = accounts.get(id).await?;
        if found.is_over() && !before.is_over() && resident.leaving.is_none() {
            let app = Actor::App(Text::none());
            line::note(store, id, app, Deed::SignInLost, Outcome::Done).await;
            news.push(NotificationKind::SignInLost);
        }
    }
    match mem::replace(&mut report.picture, Picture::Same) {
        Picture::Same => {}
        Picture::New(portrait) => {
            accounts.set_photo(id, portrait.write(), now).await?;
            resident.read_portrait(store).await?;
        }
        // Also one that cannot be read any more.
        Picture::Gone if accounts.photo(id).await?.is_some() => {
            accounts.remove_photo(id).await?;
            resident.portrait = None;
        }
        Picture::Gone => {}
    }
    if let Some(look) = report.look.take() {
        resident.count_access(store).await?;
        let mut ours = resident.services();
        ours.append(&mut report.ours);
        let before = resident.known.clone();
        let tell = take(resident, errand, look, &ours);
        if resident.known != before {
            let known = resident.known.write();
            accounts.set_known_devices(id, known, now).await?;
        }
        if tell {
            news.push(NotificationKind::NewDevice);
        }
    }
    Ok(())
}

/// Answers whether the person has to be told. Who looks at the list is told by it.
fn take(resident: &mut Resident, errand: &Errand, look: Look, ours: &BTreeSet<DeviceHash>) -> bool {
    let anew = resident.known.look(&look.devices, ours);
    let new = resident.known.new_ones();
    let tell = match errand {
        Errand::Check => {
            resident.marked.extend(new);
            anew
        }
        Errand::Look => {
            resident.marked.clone_from(new);
            false
        }
        Errand::End(_)
        | Errand::EndOthers { .. }
        | Errand::Confirm(_)
        | Errand::SetInactiveDays(_)
        | Errand::Leave
        | Errand::Rest => {
            resident.marked.extend(new);
            false
        }
    };
    if *errand != Errand::Check {
        resident.known.shown(&look.devices);
    }
    resident.look = Some(look);
    tell
}

/// When it is looked at next by itself.
fn plan(resident: &mut Resident, errand: &Errand, report: &Report, chance: f64, now: SystemTime) {
    let missed = match &report.refusal {
        Some(Refusal::Telegram(error, _)) => {
            Standing::told_by(error) == Some(Standing::Unreachable)
        }
        Some(Refusal::Vault(_) | Refusal::Panicked) => true,
        Some(
            Refusal::Closed
            | Refusal::NoAccount
            | Refusal::NoDevice
            | Refusal::Leaving
            | Refusal::Days
            | Refusal::TooYoung(_)
            | Refusal::Name(_),
        )
        | None => false,
    };
    match errand {
        Errand::Check => {
            resident.misses = if missed {
                resident.misses.saturating_add(1)
            } else {
                0
            };
            let standing = if missed {
                Standing::Unreachable
            } else {
                standing::of(resident.account.health)
            };
            let next = now + timing::next_check(standing, resident.misses, chance);
            let not_before = report.refusal.as_ref().and_then(Refusal::not_before);
            resident.check_at = not_before.map_or(next, |then| then.max(next));
        }
        Errand::Look
        | Errand::End(_)
        | Errand::EndOthers { .. }
        | Errand::Confirm(_)
        | Errand::SetInactiveDays(_)
        | Errand::Leave
        | Errand::Rest => {}
    }
}

/// Whether the account's standing says what went wrong.
fn explains(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Telegram(error, _) => Standing::told_by(error).is_some(),
        Refusal::Closed
        | Refusal::NoAccount
        | Refusal::NoDevice
        | Refusal::Leaving
        | Refusal::Days
        | Refusal::TooYoung(_)
        | Refusal::Name(_)
        | Refusal::Vault(_)
        | Refusal::Panicked => false,
    }
}

/// As the vault keeps it.
fn card(found: Telegrams) -> Card {
    let names = [found.first_name, found.last_name];
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    Card {
        name: names.join(" "),
        username: found.username,
        masked_phone: found.phone.as_ref().map(|phone| phone.masked().to_string()),
        // Exposed to be kept encrypted.
        phone: found.phone.map(|phone| phone.expose_secret().into()),
        premium: found.premium,
        two_factor: Some(found.has_password),
    }
}
