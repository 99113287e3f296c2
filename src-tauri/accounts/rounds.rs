//! What is due by itself, and how an errand sets out.

use std::{mem, sync::Arc, time::SystemTime};

use signet_contract::ids::AccountId;

use super::{
    Accounts, Message, State,
    errand::{Errand, Report, Visit},
    refusal::Refusal,
    removal::Step,
    resident::{Asker, Seat, Taken},
    standing, timing,
};

/// More looks than these are not under way at once by themselves.
const AT_ONCE: usize = 4;

impl Accounts {
    /// Sends the next errand of an account on its way, unless one is under way.
    /// A client that came by a way that is no more is closed before: nothing is asked by it.
    pub(super) fn send(&mut self, id: AccountId) {
        self.look_at_road();
        let State::Open(house) = &mut self.state else {
            return;
        };
        let Some(resident) = house.residents.get_mut(&id) else {
            return;
        };
        if matches!(resident.seat, Seat::Taken(_)) {
            return;
        }
        if !resident.queue.is_empty() && resident.came_by_another(self.way) {
            resident.queue.push_front((Errand::Rest, Asker::Nobody));
        }
        let Some((errand, asker)) = resident.queue.pop_front() else {
            return;
        };
        let client = match mem::replace(&mut resident.seat, Seat::Free) {
            Seat::Resting { client, .. } => Some(*client),
            Seat::Free | Seat::Taken(_) => None,
        };
        let visit = Visit {
            store: Arc::clone(&house.store),
            road: self.ports.roads.borrow().clone(),
            account: id,
            before: standing::of(resident.account.health),
            asked: !matches!(asker, Asker::Nobody),
            portrait: resident.portrait.map(|(portrait, _)| portrait),
            known: resident.known.clone(),
            client,
        };
        self.visits += 1;
        let (number, own) = (self.visits, self.own.clone());
        let visiting = tokio::spawn(visit.run(errand.clone()));
        resident.seat = Seat::Taken(Taken {
            number,
            errand,
            asker,
            way: self.way,
            task: visiting.abort_handle(),
        });
        tokio::spawn(async move {
            let report = match visiting.await {
                Ok(report) => report,
                Err(error) if error.is_cancelled() => return,
                Err(_) => Report::refused(Some(Refusal::Panicked)),
            };
            let returned = Message::Returned(id, number, Box::new(report));
            if own.tell(returned).await.is_err() {
                tracing::debug!("an errand came back to nobody");
            }
        });
    }

    /// What nobody asked for and is due.
    pub(super) async fn beat(&mut self) {
        let (now, way) = (SystemTime::now(), self.way);
        let State::Open(house) = &mut self.state else {
            return;
        };
        let residents = house.residents.values();
        let mut under_way = residents.filter(|resident| !resident.is_idle()).count();
        let mut due = Vec::new();
        for resident in house.residents.values_mut() {
            if !resident.is_idle() {
                continue;
            }
            let errand = match &resident.leaving {
                Some(leaving) => match leaving.next(resident.access, now) {
                    Step::SignOut => Some(Errand::Leave),
                    Step::Wait => None,
                    Step::WaitForServices => {
                        if let Err(error) = resident.count_access(&house.store).await {
                            tracing::debug!(%error, "services could not be counted");
                        }
                        None
                    }
                },
                None if timing::is_due(resident.check_at, now) && under_way < AT_ONCE => {
                    under_way += 1;
                    Some(Errand::Check)
                }
                None => None,
            };
            let rest = || resident.wants_rest(way, now).then_some(Errand::Rest);
            if let Some(errand) = errand.or_else(rest) {
                resident.queue.push_back((errand, Asker::Nobody));
                due.push(resident.id());
            }
        }
        let seen = due.iter().any(|id| {
            let resident = house.residents.get(id);
            resident.is_some_and(|one| one.queue.iter().any(|(errand, _)| *errand != Errand::Rest))
        });
        for id in due {
            self.send(id);
        }
        if seen {
            self.tell();
        }
    }

    /// Counts a way that is new, also before its message has come.
    fn look_at_road(&mut self) {
        if self.ports.roads.has_changed().unwrap_or(false) {
            self.ports.roads.mark_unchanged();
            self.way += 1;
        }
    }

    /// What was out of reach may be within it now.
    pub(super) fn road_turned(&mut self) {
        self.look_at_road();
        let now = SystemTime::now();
        if let State::Open(house) = &mut self.state {
            for resident in house.residents.values_mut() {
                if resident.misses > 0 {
                    resident.check_at = now;
                }
                if let Some(leaving) = &mut resident.leaving {
                    leaving.hurry();
                }
            }
        }
    }
}
