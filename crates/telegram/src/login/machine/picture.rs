//! What is shown of each state.

use std::time::SystemTime;

use super::Machine;
use crate::login::phone::PhoneNumber;
use crate::login::state::{Sent, State, Target};
use crate::login::{Cause, DeadEnd, Failure, InputKind, MaskedPhone, Snapshot, Step};
use crate::{Error, Refusal};

impl Machine {
    pub(crate) fn snapshot(&self, offline: bool, now: SystemTime) -> Snapshot {
        let may = |kind: &InputKind| self.accepts(*kind, now).is_ok();
        Snapshot {
            step: self.step(),
            busy: self.is_busy(),
            offline,
            failure: self.failure.clone(),
            offers: InputKind::ALL.into_iter().filter(may).collect(),
        }
    }

    fn is_busy(&self) -> bool {
        self.outstanding || !self.queue.is_empty()
    }

    pub(super) fn step(&self) -> Step {
        match &self.state {
            State::Phone => Step::Phone,
            State::Qr(qr) => Step::Qr {
                // Not before it is sure that what it lets in can be ended again.
                link: qr.link.clone().filter(|_| self.kept),
                renewed_at: qr.renew_at,
                scanned: qr.scanned,
            },
            State::Sent(sent) => self.sent_step(sent),
            State::Password(asked) => Step::Password {
                hint: asked.hint.clone(),
                recovery: asked.recovery,
            },
            State::Recovery { pattern, .. } => Step::Recovery {
                pattern: pattern.clone(),
            },
            State::Entered(entry) => (*entry.before).clone(),
            State::Unkept(_, failure) => Step::DeadEnd(DeadEnd::NotKept(*failure)),
            State::DeadEnd(why) => Step::DeadEnd(*why),
            State::Done(entry) => Step::Done {
                account: entry.account.clone(),
                relogin_days: entry.relogin_days,
            },
            State::Over => Step::Over,
        }
    }

    fn sent_step(&self, sent: &Sent) -> Step {
        let phone: Option<MaskedPhone> = self.phone.as_ref().map(PhoneNumber::masked);
        let (resend_at, alive) = (sent.resend_at, sent.alive);
        let email = |pattern: &String, length, setup, reset| Step::EmailCode {
            phone: phone.clone(),
            pattern: pattern.clone(),
            length,
            setup,
            reset,
            resend_at,
            alive,
        };
        match &sent.target {
            Target::Code(way) => Step::Code {
                way: way.clone(),
                phone,
                next: sent.next,
                resend_at,
                alive,
            },
            Target::EmailSetup => Step::EmailSetup { phone, alive },
            Target::EmailProof {
                pattern, length, ..
            } => email(pattern, *length, true, crate::login::EmailReset::No),
            Target::EmailCode {
                pattern,
                length,
                reset,
            } => email(pattern, *length, false, *reset),
        }
    }
}

impl Failure {
    pub(crate) fn new(cause: Cause, now: SystemTime) -> Self {
        let wait = if let Cause::Telegram(error) = &cause {
            error.refusal().and_then(wait)
        } else {
            None
        };
        Self {
            cause,
            retry_at: wait.and_then(|wait| now.checked_add(wait)),
        }
    }

    /// Whether it is worth trying again without the person.
    pub(crate) fn passes(&self) -> bool {
        match &self.cause {
            Cause::Telegram(Error::Refused { refusal, .. }) => {
                self.retry_at.is_some()
                    || matches!(refusal, Refusal::AuthTokenExpired | Refusal::AuthRestart)
            }
            Cause::Telegram(error) => !matches!(error, Error::NoApi | Error::UnknownDc { .. }),
            Cause::Store(_) | Cause::Ended => false,
        }
    }
}

fn wait(refusal: &Refusal) -> Option<std::time::Duration> {
    if let Refusal::FloodWait(wait) | Refusal::ConfirmWait(wait) = refusal {
        Some(*wait)
    } else {
        None
    }
}
