//! What the driver asks of the caller's store.

use tokio::sync::mpsc;

use super::{Driver, Message, wait};
use crate::Error;
use crate::login::pending::PendingLogin;
use crate::login::{Cause, Finished, SessionStore, StoreFailure, clock, ending};

impl<S: SessionStore> Driver<S> {
    /// Keeps how things stand, with the key, which is made for it if there is none yet.
    pub(super) async fn keep(&mut self, inbox: &mut mpsc::Receiver<Message>) {
        let Self {
            road,
            setup,
            machine,
            place,
            ..
        } = self;
        let road = road.clone();
        let connecting = async {
            place.connected(&road, setup, machine).await?;
            Ok(())
        };
        let result = match wait::unless_left(connecting, inbox, machine).await {
            Ok(connected) => {
                self.notice(&connected);
                match connected {
                    Ok(()) => self.keep_form().await,
                    Err(error) => Err(Cause::Telegram(error)),
                }
            }
            Err(interruption) => {
                self.machine.interrupted(None, clock::now());
                self.interrupt(interruption);
                return;
            }
        };
        self.machine.kept(result, clock::now());
    }

    async fn keep_form(&mut self) -> Result<(), Cause> {
        let Some(form) = self.form() else {
            return Err(Cause::Telegram(Error::NoApi));
        };
        // Perhaps it is there even if the store says that it failed.
        self.stored = true;
        self.store.keep(&form).await.map_err(Cause::Store)
    }

    fn form(&self) -> Option<PendingLogin> {
        let link = self.place.link.as_ref()?;
        Some(PendingLogin {
            id: self.id,
            environment: self.road.environment().name().to_owned(),
            api_id: self.road.api().ok()?.id(),
            key: ending::copied(link.key())?,
            introduction: self.setup.introduction.clone(),
            kept: self.machine.record()?,
        })
    }

    /// Closes the connection, so that nobody else can be using the session, and saves it.
    pub(super) async fn save(&mut self) {
        if self.finished.is_none() {
            self.finished = self.finish().await;
        }
        let result = match &self.finished {
            Some(finished) => self.store.save(finished).await,
            None => Err(StoreFailure::Unavailable),
        };
        if result.is_ok() {
            self.finished = None;
            self.stored = false;
        }
        self.machine.saved(result);
    }

    async fn finish(&mut self) -> Option<Finished> {
        if self.place.link.is_none() {
            let setup = &self.setup;
            self.place
                .connected(&self.road, setup, &self.machine)
                .await
                .ok()?;
        }
        let link = self.place.link.take()?;
        // Should the session fail to be made, the key must still be there to be signed out.
        self.place.key = ending::copied(link.key());
        let entry = self.machine.entry()?;
        let user_id = entry.account.user_id;
        let session = match link.close().await.and_then(|c| c.into_session(user_id)) {
            Ok(session) => session,
            Err(error) => {
                tracing::error!(%error, "a session could not be made");
                return None;
            }
        };
        self.place.key = None;
        let entry = self.machine.entry()?;
        Some(Finished {
            pending: self.id,
            session,
            account: entry.account.clone(),
            future_token: entry.future_token.take(),
        })
    }
}
