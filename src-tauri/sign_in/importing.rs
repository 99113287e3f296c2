//! Imports, as the controller of sign-ins has them under way.

use std::sync::Arc;

use secrecy::SecretString;
use signet_session::Introduction;
use signet_telegram::login::Step;
use signet_vault::Store;

use super::{
    Answer, Refusal, SignIns, State,
    flow::Place,
    import::{Came, Import, ending},
};
use crate::{computer, controller::answer};

impl SignIns {
    pub(super) async fn import(
        &mut self,
        text: SecretString,
        password: Option<SecretString>,
        reply: Answer,
    ) {
        match self.may_import().await {
            Ok((place, introduction)) => {
                match Import::begin(place, &text, password, introduction, reply) {
                    Ok(import) => self.turn(State::Importing(Box::new(import))),
                    Err((refusal, reply)) => answer(reply, Err(refusal)),
                }
            }
            Err(refusal) => answer(reply, Err(refusal)),
        }
    }

    async fn may_import(&mut self) -> Result<(Place, Introduction), Refusal> {
        let store = self.store().await?;
        match &self.state {
            State::UnderWay(flow) if !matches!(flow.step(), Step::Done { .. }) => {
                return Err(Refusal::NotUnderWay);
            }
            State::Importing(import) if import.is_busy() => return Err(Refusal::NotUnderWay),
            State::UnderWay(_) | State::Importing(_) | State::None => {}
            State::Kept(_) => self.discard().await?,
        }
        let language = self.settings.borrow().language;
        let introduction = computer::introduction(language)?;
        Ok((self.place(&store), introduction))
    }

    pub(super) fn imported(&mut self, id: u64, came: Came) {
        if let Came::Done(signed_in) = &came
            && let Ok(account) = signed_in.account.parse()
        {
            (self.signed_in)(account);
        }
        let State::Importing(import) = &mut self.state else {
            return;
        };
        if import.id != id {
            return;
        }
        let reply = import.came(came);
        self.tell();
        if let Some(reply) = reply {
            self.answer(reply, Ok(()));
        }
    }

    /// Undone beside everything else, if it is not done.
    pub(super) async fn leave_import(&mut self) {
        if let State::Importing(import) = std::mem::replace(&mut self.state, State::None) {
            let (reply, place, left) = import.leave().await;
            if let Some(intent) = left {
                self.endings.spawn(ending::settle_one(place, intent));
            }
            self.tell();
            if let Some(reply) = reply {
                self.answer(reply, Ok(()));
            }
        }
    }

    /// Finishes or undoes what other runs left.
    pub(super) async fn settle_imports(&mut self, store: &Arc<Store>) {
        let (road, own) = (self.roads.borrow().clone(), self.own.clone());
        let settled = ending::settle_all(store, &road, &own, &mut self.endings);
        if let Err(error) = settled.await {
            tracing::error!(%error, "the imports that were cut short cannot be read");
        }
    }
}
