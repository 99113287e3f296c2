//! What may become of a link: open → redeemed → confirmed → delivered, or refused on the way.

use signet_contract::{
    Reference,
    ids::SessionId,
    platform::{ErrorCode, ErrorDetails, LinkState, Moment, Refusal, WebhookEvent},
};

use crate::{
    Refused,
    secret::same,
    storage::{LinkRecord, Redemption, Stage},
};

impl LinkRecord {
    pub fn redemption(&self) -> Option<&Redemption> {
        match &self.stage {
            Stage::Open => None,
            Stage::Redeemed(redemption)
            | Stage::Confirmed { redemption, .. }
            | Stage::Delivered { redemption, .. } => Some(redemption),
            Stage::Refused { redemption, .. } => redemption.as_ref(),
        }
    }

    /// What people call the grant, once there is one.
    pub fn reference(&self) -> Option<Reference> {
        self.redemption().map(|redemption| redemption.reference)
    }

    /// Whether its token can still be looked at and redeemed.
    pub fn check_open(&self, now: Moment) -> Result<(), Refused> {
        match &self.stage {
            Stage::Open if now < self.expires_at => Ok(()),
            Stage::Open => Err(over()),
            Stage::Refused { .. } => Err(refused()),
            Stage::Redeemed(_) | Stage::Confirmed { .. } | Stage::Delivered { .. } => {
                Err(Refused::new(
                    ErrorCode::LinkRedeemed,
                    "this link was used; a link works once",
                ))
            }
        }
    }

    /// The person said yes, until then or earlier than was asked for.
    pub fn redeem(
        &mut self,
        redemption: Redemption,
        access_until: Option<Moment>,
        now: Moment,
    ) -> Result<(), Refused> {
        self.check_open(now)?;
        let until = access_until.unwrap_or(self.access_until);
        if until > self.access_until || until <= now {
            return Err(Refused::field(
                "accessUntil",
                "later than asked for, or over",
            ));
        }
        self.access_until = until;
        self.stage = Stage::Redeemed(redemption);
        Ok(())
    }

    /// The asking page brought this code. The last wrong one refuses the link for good.
    pub fn confirm(
        &mut self,
        code: &[u8; 32],
        tries: u8,
        deliver_by: Moment,
        now: Moment,
        told: &mut Vec<WebhookEvent>,
    ) -> Result<(), Refused> {
        let redemption = match &mut self.stage {
            Stage::Redeemed(redemption) if now < redemption.confirm_by => redemption,
            Stage::Redeemed(_) => return Err(over()),
            // The page may not have got the answer.
            Stage::Confirmed { redemption, .. } | Stage::Delivered { redemption, .. }
                if same(&redemption.code, code) =>
            {
                return Ok(());
            }
            Stage::Open => {
                let message = "nobody has allowed this yet";
                return Err(Refused::new(ErrorCode::LinkNotConfirmed, message));
            }
            Stage::Refused {
                reason: Refusal::NotConfirmed,
                ..
            } => return Err(tries_used()),
            Stage::Refused { .. } => return Err(refused()),
            Stage::Confirmed { .. } | Stage::Delivered { .. } => {
                let message = "this link was confirmed with another code";
                return Err(Refused::new(ErrorCode::LinkRedeemed, message));
            }
        };
        if same(&redemption.code, code) {
            self.stage = Stage::Confirmed {
                redemption: redemption.clone(),
                deliver_by,
            };
            return Ok(());
        }
        redemption.wrong_codes = redemption.wrong_codes.saturating_add(1);
        let left = tries.saturating_sub(redemption.wrong_codes);
        if left == 0 {
            self.stage = Stage::Refused {
                redemption: Some(redemption.clone()),
                reason: Refusal::NotConfirmed,
            };
            told.push(self.refused(Refusal::NotConfirmed));
            return Err(tries_used());
        }
        let message = "this is not the code";
        Err(
            Refused::new(ErrorCode::ConfirmationCodeWrong, message).with(ErrorDetails {
                tries_left: Some(left),
                ..ErrorDetails::default()
            }),
        )
    }

    /// Somebody who may said no. Saying it again changes nothing.
    pub fn refuse(
        &mut self,
        reason: Refusal,
        now: Moment,
        told: &mut Vec<WebhookEvent>,
    ) -> Result<(), Refused> {
        match &self.stage {
            Stage::Refused { .. } => return Ok(()),
            Stage::Delivered { .. } => {
                let message = "it was delivered; end the session instead";
                return Err(Refused::new(ErrorCode::LinkRedeemed, message));
            }
            Stage::Open if now >= self.expires_at => return Err(over()),
            Stage::Open | Stage::Redeemed(_) | Stage::Confirmed { .. } => {}
        }
        self.stage = Stage::Refused {
            redemption: self.redemption().cloned(),
            reason,
        };
        told.push(self.refused(reason));
        Ok(())
    }

    /// The event that tells of a refusal.
    fn refused(&self, reason: Refusal) -> WebhookEvent {
        WebhookEvent::SessionRefused {
            link_id: self.id,
            service_id: self.service,
            user_id: self.user_id.clone(),
            reason,
        }
    }

    /// Whether an envelope is awaited now.
    pub fn check_awaited(&self, now: Moment) -> Result<(), Refused> {
        match &self.stage {
            Stage::Confirmed { deliver_by, .. } if now < *deliver_by => Ok(()),
            Stage::Confirmed { .. } => Err(over()),
            Stage::Open | Stage::Redeemed(_) => {
                let message = "the page that asked has not confirmed";
                Err(Refused::new(ErrorCode::LinkNotConfirmed, message))
            }
            Stage::Refused { .. } => Err(refused()),
            Stage::Delivered { .. } => {
                let message = "an envelope was delivered for this grant";
                Err(Refused::new(ErrorCode::GrantDelivered, message))
            }
        }
    }

    /// The envelope is here, as this session.
    pub fn deliver(&mut self, session: SessionId, now: Moment) -> Result<(), Refused> {
        self.check_awaited(now)?;
        if let Some(redemption) = self.redemption().cloned() {
            self.stage = Stage::Delivered {
                redemption,
                session,
            };
        }
        Ok(())
    }

    /// Where it stands, as its device is told.
    pub fn state(&self, now: Moment) -> LinkState {
        match &self.stage {
            Stage::Open => LinkState::Over,
            Stage::Redeemed(redemption) if now < redemption.confirm_by => LinkState::Waiting,
            Stage::Confirmed { deliver_by, .. } if now < *deliver_by => LinkState::Confirmed,
            Stage::Redeemed(_) | Stage::Confirmed { .. } => LinkState::Over,
            Stage::Delivered { .. } => LinkState::Delivered,
            Stage::Refused { .. } => LinkState::Refused,
        }
    }
}

fn over() -> Refused {
    Refused::new(ErrorCode::LinkOver, "this link has ended")
}

fn refused() -> Refused {
    Refused::new(ErrorCode::LinkRefused, "this link was refused")
}

fn tries_used() -> Refused {
    let message = "too many wrong codes; a new link is needed";
    Refused::new(ErrorCode::ConfirmationTriesUsed, message)
}

#[cfg(test)]
mod tests;
