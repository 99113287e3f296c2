//! What may become of a session: live → ending → dead, each step with its outcome.

use signet_contract::platform::{
    Ending, ErrorCode, Health, Moment, Receipt, RevocationStep, Session, SessionDevice,
    SessionState, StepKind, StepOutcome, WebhookEvent,
};

use crate::{Refused, caller::Party, storage::SessionRecord};

impl SessionRecord {
    /// Whether a service may have it now.
    pub fn check_live(&self, now: Moment) -> Result<(), Refused> {
        if self.state != SessionState::Live {
            let message = "access was ended";
            return Err(Refused::new(ErrorCode::SessionRevoked, message));
        }
        if self.expires_at <= now {
            let message = "access has reached its end date";
            return Err(Refused::new(ErrorCode::SessionExpired, message));
        }
        Ok(())
    }

    /// Ends it here and begins the steps that end it at Telegram. False if it had ended before.
    pub fn end(&mut self, ending: Ending, held: bool, now: Moment) -> bool {
        if self.state != SessionState::Live {
            return false;
        }
        self.state = SessionState::Ending;
        self.ending = Some(ending);
        self.revoked_at = Some(now);
        self.step(StepKind::Blocked, StepOutcome::Done, None, now);
        if held {
            self.step(StepKind::HolderLogout, StepOutcome::Waiting, None, now);
        }
        self.step(StepKind::HomeReset, StepOutcome::Waiting, None, now);
        self.step(StepKind::ConfirmedDead, StepOutcome::Waiting, None, now);
        true
    }

    /// A party says what it did. Services and devices are believed in what is theirs to know.
    pub fn receive(
        &mut self,
        receipt: &Receipt,
        from: &Party,
        now: Moment,
    ) -> Result<Vec<WebhookEvent>, Refused> {
        let by_device = matches!(from, Party::Device { .. });
        let wants_device = match receipt {
            Receipt::Opened { .. } | Receipt::LoggedOut { .. } => false,
            Receipt::HomeReset { .. } | Receipt::CopyLogout { .. } | Receipt::ConfirmedDead {} => {
                true
            }
        };
        if by_device != wants_device {
            let message = "this is not for this caller to report";
            return Err(Refused::new(ErrorCode::Forbidden, message));
        }
        self.check_due(receipt, now)?;
        let outcome = |done| {
            if done {
                StepOutcome::Done
            } else {
                StepOutcome::Failed
            }
        };
        match *receipt {
            Receipt::Opened { opened, .. } => {
                let health = if opened {
                    Health::Working
                } else {
                    Health::Unopened
                };
                return Ok(self.fare(health));
            }
            Receipt::LoggedOut { done } => {
                self.step(StepKind::HolderLogout, outcome(done), None, now);
            }
            Receipt::CopyLogout { done } => {
                self.step(StepKind::CopyLogout, outcome(done), None, now);
            }
            Receipt::HomeReset { done, retry_at } => {
                let outcome = match retry_at {
                    Some(_) if !done => StepOutcome::Postponed,
                    Some(_) | None => outcome(done),
                };
                self.step(StepKind::HomeReset, outcome, retry_at, now);
            }
            Receipt::ConfirmedDead {} => {
                // Telegram may have ended it before anybody here did.
                let ended = self.end(Ending::Died, false, now);
                self.step(StepKind::ConfirmedDead, StepOutcome::Done, None, now);
                self.state = SessionState::Dead;
                return Ok(if ended {
                    vec![self.revoked_event()]
                } else {
                    Vec::new()
                });
            }
        }
        Ok(Vec::new())
    }

    /// Opening is for a session that lives, the steps of an ending for one that does not: a step
    /// that is said to be done before anybody ended it would be believed when somebody does. That
    /// it is dead may be said at any time, since Telegram may end it first.
    fn check_due(&self, receipt: &Receipt, now: Moment) -> Result<(), Refused> {
        let lives = self.check_live(now);
        match receipt {
            Receipt::Opened { .. } => lives,
            Receipt::LoggedOut { .. } | Receipt::CopyLogout { .. } | Receipt::HomeReset { .. } => {
                match lives {
                    Ok(()) => Err(Refused::field("kind", "this session was not ended")),
                    Err(_) => Ok(()),
                }
            }
            Receipt::ConfirmedDead {} => Ok(()),
        }
    }

    /// Takes note of how it does; told when that has changed.
    pub fn fare(&mut self, health: Health) -> Vec<WebhookEvent> {
        if self.health == health {
            return Vec::new();
        }
        self.health = health;
        vec![WebhookEvent::SessionHealth {
            session_id: self.id,
            grant_id: self.grant,
            service_id: self.service,
            user_id: self.user_id.clone(),
            reference: self.reference,
            health,
        }]
    }

    /// The event that tells of a new session.
    pub fn linked(&self) -> WebhookEvent {
        WebhookEvent::SessionLinked {
            session_id: self.id,
            grant_id: self.grant,
            service_id: self.service,
            user_id: self.user_id.clone(),
            account_id: self.account_id,
            reference: self.reference,
            expires_at: self.expires_at,
        }
    }

    /// The event that tells of its ending.
    pub fn revoked_event(&self) -> WebhookEvent {
        WebhookEvent::SessionRevoked {
            session_id: self.id,
            grant_id: self.grant,
            service_id: self.service,
            user_id: self.user_id.clone(),
            reference: self.reference,
            reason: self.ending.unwrap_or(Ending::Died),
        }
    }

    /// As those who may see it see it: the address is for operators.
    pub fn shown(&self, to: &Party, now: Moment) -> Session {
        let ip = match to {
            Party::Operator { .. } => Some(self.ip.to_string()),
            Party::Device { .. } | Party::Service { .. } => None,
        };
        Session {
            id: self.id,
            reference: self.reference,
            grant_id: self.grant,
            service_id: self.service,
            user_id: self.user_id.clone(),
            account_id: self.account_id,
            account_hint: self.account_hint.clone(),
            device: SessionDevice {
                id: self.device,
                name: self.device_name.clone(),
            },
            ip,
            scopes: self.scopes.clone(),
            created_at: self.created_at,
            expires_at: self.expires_at,
            last_used_at: self.last_used_at,
            state: self.state,
            is_active: self.check_live(now).is_ok(),
            health: self.health,
            revoked_at: self.revoked_at,
            revocation_reason: self.ending,
        }
    }

    /// One entry a kind, the newest; the trail has them all. A step that is done stays done.
    fn step(
        &mut self,
        kind: StepKind,
        outcome: StepOutcome,
        retry_at: Option<Moment>,
        now: Moment,
    ) {
        let step = RevocationStep {
            kind,
            outcome,
            at: now,
            retry_at,
        };
        match self.steps.iter_mut().find(|before| before.kind == kind) {
            Some(before) if before.outcome == StepOutcome::Done => {}
            Some(before) => *before = step,
            None => self.steps.push(step),
        }
    }
}

#[cfg(test)]
mod tests;
