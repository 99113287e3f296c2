//! What follows from a question that was refused or not answered.

use std::time::SystemTime;

use super::{Action, Machine};
use crate::Error;
use crate::login::Cause;
use crate::login::request::Request;
use crate::login::state::{Asked, State};
use crate::login::verdict::{Verdict, verdict};

impl Machine {
    pub(super) fn failed(&mut self, request: Request, error: Error, now: SystemTime) {
        let verdict = verdict(&error);
        match (request, verdict) {
            // It was good to say, and the code dies by itself.
            (Request::CancelCode, verdict) if verdict != Verdict::KeyLost => self.code_ended(),
            // It is about this key, wherever that is.
            (Request::WhoAmI, verdict) => self.unknown_who(verdict, error, now),
            (request, Verdict::Migrate(dc)) if self.may_move(dc) => {
                self.queue.push_front(Action::Ask(request));
            }
            (Request::GetPassword, Verdict::Unsettled | Verdict::Shown) if !self.is_past_code() => {
                // Half signed in, whatever there is to say about the password.
                self.enter(State::Password(Asked::default()), now);
                let keep = self.queue.pop_back();
                self.fail(Cause::Telegram(error), now);
                self.queue.extend(keep);
            }
            (request, verdict) => self.told(request, verdict, error, now),
        }
    }

    fn told(&mut self, request: Request, verdict: Verdict, error: Error, now: SystemTime) {
        if let State::Password(asked) = &mut self.state
            && matches!(request, Request::CheckPassword { .. })
        {
            // It serves once, and nobody knows whether it did.
            asked.challenge = None;
        }
        match verdict {
            Verdict::PasswordNeeded if !self.is_past_code() => self.password_needed(now),
            Verdict::Restart => self.restart(error, now),
            Verdict::CodeEnded => {
                self.fail(Cause::Telegram(error), now);
                self.code_ended();
                if self.held.doubt.is_some() {
                    // Perhaps it was used by what was asked before.
                    self.queue.push_back(Action::Ask(Request::WhoAmI));
                }
            }
            Verdict::KeyLost => self.key_lost(error, now),
            Verdict::NotIn if !matches!(self.state, State::Phone | State::Qr(_)) => {
                self.held.entered = false;
                self.restart(error, now);
            }
            Verdict::DeadEnd(why) => {
                self.dead_end(why, now);
                self.fail(Cause::Telegram(error), now);
            }
            Verdict::SrpStale => self.stale(request, error, now),
            Verdict::PasswordChanged if self.is_past_code() => {
                self.fail(Cause::Telegram(error), now);
                self.queue.push_back(Action::Ask(Request::GetPassword));
            }
            Verdict::NoRecovery => {
                if let State::Password(asked) = &mut self.state {
                    asked.recovery = false;
                }
                self.fail(Cause::Telegram(error), now);
            }
            Verdict::TokenEnded => {
                if matches!(request, Request::ImportToken) {
                    self.held.transfer = None;
                }
                self.fail(Cause::Telegram(error), now);
            }
            Verdict::Unsettled => {
                self.fail(Cause::Telegram(error), now);
                if request.enters(self.limits.tokens_offered) {
                    self.doubt(now);
                    self.queue.push_back(Action::Ask(Request::WhoAmI));
                }
            }
            Verdict::PasswordNeeded
            | Verdict::PasswordChanged
            | Verdict::Migrate(_)
            | Verdict::NotIn
            | Verdict::NoPassword
            | Verdict::Shown => self.fail(Cause::Telegram(error), now),
        }
    }

    /// Who is signed in could not be told, or nobody is.
    fn unknown_who(&mut self, verdict: Verdict, error: Error, now: SystemTime) {
        match verdict {
            Verdict::PasswordNeeded if self.is_past_code() => {
                self.held.entered = true;
                self.settle(now);
                if self.queue.is_empty() && self.challenge().is_none() {
                    self.ask(Request::GetPassword);
                }
            }
            Verdict::PasswordNeeded => self.password_needed(now),
            Verdict::NotIn => self.nobody(now),
            Verdict::KeyLost => self.key_lost(error, now),
            Verdict::DeadEnd(why) => {
                self.dead_end(why, now);
                self.fail(Cause::Telegram(error), now);
            }
            Verdict::Migrate(_)
            | Verdict::Restart
            | Verdict::CodeEnded
            | Verdict::SrpStale
            | Verdict::PasswordChanged
            | Verdict::NoRecovery
            | Verdict::NoPassword
            | Verdict::TokenEnded
            | Verdict::Unsettled
            | Verdict::Shown => match self.failure.take() {
                // What led here says more.
                Some(failure) => {
                    self.queue.clear();
                    self.failure = Some(failure);
                }
                None => self.fail(Cause::Telegram(error), now),
            },
        }
    }

    /// The code or the token was right.
    fn password_needed(&mut self, now: SystemTime) {
        self.held.entered = true;
        self.held.transfer = None;
        self.settle(now);
        self.queue.clear();
        self.ask(Request::GetPassword);
    }

    /// The password's parameters were too old: fetched anew, once, without the person noticing.
    fn stale(&mut self, request: Request, error: Error, now: SystemTime) {
        if let Request::CheckPassword {
            password,
            again: false,
        } = request
        {
            let again = true;
            self.ask(Request::GetPassword);
            self.ask(Request::CheckPassword { password, again });
        } else {
            self.fail(Cause::Telegram(error), now);
        }
    }

    /// Telegram wants everything from the start.
    fn restart(&mut self, error: Error, now: SystemTime) {
        self.begin_anew(now);
        self.fail(Cause::Telegram(error), now);
    }

    fn is_past_code(&self) -> bool {
        matches!(self.state, State::Password(_) | State::Recovery { .. })
    }

    /// Whether the question goes to another DC. What the key may hold stays where the key is.
    fn may_move(&mut self, dc: u8) -> bool {
        if self.held.entered {
            return false;
        }
        let from = self.dc;
        let open = self.held.doubt.is_some() || self.held.token_until.is_some();
        let moves = self.moves_to(dc);
        if moves && open {
            self.leave_key(from);
        }
        moves
    }
}
