//! Changing what keeps the key of the open vault.

use signet_contract::ui::RecoveryKitSheet;
use signet_vault::{Error, Keeper, Stage, opening::Opened};

use super::{
    Answer, State, Vault, now,
    refusal::{Refusal, Tried},
    sheet, shown,
};
use crate::{controller::answer, typed::Typed};

impl Vault {
    pub(super) async fn set_passphrase(
        &mut self,
        current: Option<Typed>,
        next: Typed,
    ) -> Result<(), Refusal> {
        let opened = self.opened()?;
        self.check_of(&opened, current).await?;
        self.withdraw().await;
        let set = self
            .opener
            .set_passphrase(&opened, next.into_secret(), now());
        let set = set.await;
        self.change_over(&opened, set).await
    }

    pub(super) async fn remove_passphrase(&mut self, current: Typed) -> Result<(), Refusal> {
        let opened = self.opened()?;
        self.check(Some(current)).await?;
        self.withdraw().await;
        let removed = self.opener.remove_passphrase(&opened, now()).await;
        self.change_over(&opened, removed).await
    }

    /// The passphrase that keeps the key, if one does.
    async fn check_of(&mut self, opened: &Opened, current: Option<Typed>) -> Result<(), Refusal> {
        match opened.keeper {
            Keeper::Passphrase => self.check(current).await,
            Keeper::Keychain => Ok(()),
        }
    }

    /// Whoever sits at an open vault is not always its owner.
    async fn check(&mut self, current: Option<Typed>) -> Result<(), Refusal> {
        let Some(current) = current else {
            return Err(self.refused(Error::WrongKey, Tried::Passphrase));
        };
        let checked = self.opener.check_passphrase(current.into_secret()).await;
        self.take(checked, Tried::Passphrase)
    }

    /// Something else keeps the key now, and the vault was opened anew for it. Cut short between
    /// the two, it is opened as it stands.
    pub(super) async fn change_over(
        &mut self,
        before: &Opened,
        after: Result<Opened, Error>,
    ) -> Result<(), Refusal> {
        match after {
            Ok(opened) => self.enter(opened).await,
            Err(error) => {
                let refusal = self.refused(error, Tried::Nothing);
                if before.store.trail().is_err() {
                    self.open().await;
                } else if let State::Open(opened, trail) = &self.state {
                    // It stayed open: whoever used it may go on.
                    let state = State::Open(opened.clone(), trail.clone());
                    self.turn(state).await;
                    if self.trail_checked_at.is_none() {
                        self.check_trail(before, None);
                    }
                }
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// Whoever has a kit can end the passphrase with it, so making one asks for it too.
    pub(super) async fn make_kit(
        &mut self,
        current: Option<Typed>,
    ) -> Result<RecoveryKitSheet, Refusal> {
        let opened = self.opened()?;
        self.check_of(&opened, current).await?;
        let made = self.opener.make_kit(&opened, now()).await;
        let sheet = made.and_then(|kit| sheet::sheet(&kit));
        let sheet = self.take(sheet, Tried::Nothing)?;
        self.kits = shown::kits(&opened).await;
        self.tell();
        Ok(sheet)
    }

    pub(super) async fn revoke_kit(&mut self, id: &str) -> Result<(), Refusal> {
        let opened = self.opened()?;
        // What is no id names no kit.
        let id = id.parse().map_err(|_| Error::NotFound("recovery kit"));
        let id = self.take(id, Tried::Nothing)?;
        let retired = opened.store.keys().retire_kit(id, now()).await;
        self.take(retired, Tried::Nothing)?;
        self.kits = shown::kits(&opened).await;
        self.tell();
        Ok(())
    }

    /// Another master key takes over, and every row is sealed under it. Kits go on.
    pub(super) fn rotate_key(&mut self, current: Option<Typed>, reply: Answer) {
        let opened = match self.opened() {
            Ok(opened) => opened,
            Err(refusal) => return answer(reply, Err(refusal)),
        };
        let passphrase = current.map(Typed::into_secret);
        if opened.keeper == Keeper::Passphrase && passphrase.is_none() {
            let refusal = self.refused(Error::WrongKey, Tried::Passphrase);
            return answer(reply, Err(refusal));
        }
        let opener = self.opener.clone();
        let rotate = async move {
            if let (Keeper::Passphrase, Some(passphrase)) = (opened.keeper, &passphrase) {
                // Also where a change that was cut short goes on, which needs none.
                let checked = opener.check_passphrase(passphrase.clone()).await;
                checked.map_err(|error| (error, Tried::Passphrase))?;
            }
            let rotated = opener.rotate(&opened, passphrase, now(), |_| ()).await;
            rotated.map_err(|error| (error, Tried::Nothing))
        };
        self.change_key(rotate, Some(reply));
    }

    /// The old key stays in the vault for as long as a change of it is not finished.
    pub(super) async fn finish_rotation(&mut self) {
        let Ok(opened) = self.opened() else {
            return;
        };
        match opened.store.rotation().stage().await {
            Ok(Stage::Idle) => {}
            Ok(Stage::Begun | Stage::Rewrapping { .. }) => {
                let opener = self.opener.clone();
                let rotate = async move {
                    let rotated = opener.rotate(&opened, None, now(), |_| ()).await;
                    rotated.map_err(|error| (error, Tried::Nothing))
                };
                self.change_key(rotate, None);
            }
            Err(error) => tracing::warn!(%error, "whether the key is being changed is not known"),
        }
    }

    pub(super) fn opened(&self) -> Result<Opened, Refusal> {
        match &self.state {
            State::Open(opened, _) => Ok(opened.clone()),
            State::Opening | State::Unkept(_) | State::Locked(_) | State::Stuck(_) => {
                Err(self.refused(Error::Locked, Tried::Nothing))
            }
        }
    }
}
