//! What follows from an answer.

use std::time::SystemTime;

use grammers_tl_types as tl;
use zeroize::Zeroize;

use super::{Action, Machine};
use crate::Error;
use crate::login::request::{Answer, Request, Transfer};
use crate::login::state::{Asked, Entry, Qr, Sent, State, life};
use crate::login::{Account, Cause, DeadEnd, FutureToken};

impl Machine {
    /// How a question went.
    pub(crate) fn answered(
        &mut self,
        request: Request,
        result: Result<Answer, Error>,
        now: SystemTime,
    ) {
        self.outstanding = false;
        match result {
            Ok(answer) => self.succeeded(request, answer, now),
            Err(error) => self.failed(request, error, now),
        }
    }

    fn succeeded(&mut self, request: Request, answer: Answer, now: SystemTime) {
        match answer {
            Answer::Sent(sent) => self.code_sent(sent, now),
            Answer::Cancelled => self.code_ended(),
            Answer::Entered(authorization) => self.entered(authorization, now),
            Answer::EmailSent(tl::enums::account::SentEmailCode::Code(told)) => {
                if let (State::Sent(sent), Request::SendEmailCode(to)) = (&mut self.state, request)
                {
                    sent.proof(told, to);
                    self.kept = false;
                    self.queue.push_back(Action::Keep);
                }
            }
            Answer::EmailVerified(verified) => match verified {
                tl::enums::account::EmailVerified::Login(login) => {
                    self.code_sent(login.sent_code, now);
                }
                tl::enums::account::EmailVerified::Verified(_) => {
                    self.nonsense("account.verifyEmail", now);
                }
            },
            Answer::Token(token) => self.token(token, now),
            Answer::Password(password) => self.asked(*password, now),
            Answer::Recovery(tl::enums::auth::PasswordRecovery::Recovery(told)) => {
                self.recovery(&told.email_pattern);
            }
            Answer::Right(true) => {}
            Answer::Right(false) => {
                let wrong = Error::from_rpc("auth.checkRecoveryPassword", 400, "CODE_INVALID");
                self.fail(Cause::Telegram(wrong), now);
            }
            Answer::Me(Some(user)) => self.finish(&user, None, None, now),
            Answer::Me(None) => self.nobody(now),
        }
    }

    fn code_sent(&mut self, sent: tl::enums::auth::SentCode, now: SystemTime) {
        match sent {
            tl::enums::auth::SentCode::Code(sent) => match Sent::read(sent, now) {
                Some(sent) => self.enter(State::Sent(sent), now),
                None => self.nonsense("auth.sendCode", now),
            },
            tl::enums::auth::SentCode::Success(success) => {
                self.entered(success.authorization, now);
            }
            tl::enums::auth::SentCode::PaymentRequired(unpaid) => {
                // Left behind like any other code.
                if let Some(sent) = Sent::unpaid(unpaid.phone_code_hash) {
                    self.state = State::Sent(sent);
                }
                self.dead_end(DeadEnd::Payment, now);
            }
        }
    }

    pub(super) fn code_ended(&mut self) {
        if let State::Sent(sent) = &mut self.state {
            sent.alive = false;
        }
    }

    fn entered(&mut self, authorization: tl::enums::auth::Authorization, now: SystemTime) {
        match authorization {
            tl::enums::auth::Authorization::Authorization(entered) => {
                let token = entered.future_auth_token.map(FutureToken::new);
                let days = entered.otherwise_relogin_days;
                let days = days.and_then(|days| u32::try_from(days).ok());
                self.finish(&entered.user, token, days, now);
            }
            tl::enums::auth::Authorization::SignUpRequired(_) => {
                self.dead_end(DeadEnd::SignUp, now);
            }
        }
    }

    fn finish(
        &mut self,
        user: &tl::enums::User,
        future_token: Option<FutureToken>,
        relogin_days: Option<u32>,
        now: SystemTime,
    ) {
        self.held.entered = true;
        let Some(account) = Account::read(user) else {
            self.nonsense("users.getUsers", now);
            return;
        };
        let before = Box::new(self.step());
        self.queue.clear();
        self.state = State::Entered(Entry {
            account,
            relogin_days,
            future_token,
            before,
        });
        self.queue.push_back(Action::Save);
    }

    fn token(&mut self, token: tl::enums::auth::LoginToken, now: SystemTime) {
        match token {
            tl::enums::auth::LoginToken::Token(mut token) => {
                self.token_shown(&token, now);
                token.token.zeroize();
            }
            tl::enums::auth::LoginToken::MigrateTo(to) => {
                let dc = u8::try_from(to.dc_id).unwrap_or_default();
                self.held.transfer = Some(Transfer::from(to.token));
                self.held.doubt = None;
                if self.moves_to(dc) {
                    // The old key never holds what is claimed on the new one.
                    self.held.token_until = None;
                    self.show_qr();
                } else {
                    self.nonsense("auth.exportLoginToken", now);
                }
            }
            tl::enums::auth::LoginToken::Success(success) => {
                self.held.transfer = None;
                self.entered(success.authorization, now);
            }
        }
    }

    fn token_shown(&mut self, token: &tl::types::auth::LoginToken, now: SystemTime) {
        self.settle(now);
        self.failure = None;
        self.held.token_until = Some(now + life(token.expires, now));
        if let State::Qr(qr) = &mut self.state {
            // A phone may have said yes while this was on its way; then it is asked again, once.
            let again = qr.scanned;
            qr.show(token, now);
            // Only what could be ended again is shown.
            self.since = now;
            self.kept = false;
            self.queue.push_back(Action::Keep);
            if again {
                self.show_qr();
            }
        }
    }

    fn asked(&mut self, password: tl::enums::account::Password, now: SystemTime) {
        let tl::enums::account::Password::Password(password) = password;
        let asked = Asked::read(password);
        if let State::Password(known) = &mut self.state {
            *known = asked;
        } else {
            self.enter(State::Password(asked), now);
        }
    }

    fn recovery(&mut self, pattern: &str) {
        let pattern = crate::login::shown::shown(pattern, crate::login::shown::LINE);
        let pattern = pattern.unwrap_or_default();
        match &mut self.state {
            State::Password(asked) => {
                let asked = std::mem::take(asked);
                self.state = State::Recovery { asked, pattern };
            }
            State::Recovery { pattern: old, .. } => *old = pattern,
            State::Phone
            | State::Qr(_)
            | State::Sent(_)
            | State::Entered(_)
            | State::Unkept(..)
            | State::DeadEnd(_)
            | State::Done(_)
            | State::Over => {}
        }
    }

    /// Nobody is signed in with this key, as far as can be known now.
    pub(super) fn nobody(&mut self, now: SystemTime) {
        self.held.entered = false;
        self.settle(now);
        if matches!(self.state, State::Password(_) | State::Recovery { .. }) {
            self.begin_anew(now);
            self.fail(Cause::Ended, now);
        }
    }

    /// An answer that contradicts itself.
    fn nonsense(&mut self, method: &'static str, now: SystemTime) {
        self.fail(Cause::Telegram(Error::Garbage { method }), now);
    }

    /// Whether the next question goes to another DC, with a new key.
    pub(super) fn moves_to(&mut self, dc: u8) -> bool {
        let goes = dc != 0 && dc != self.dc && self.moves < super::MOST_MOVES;
        if goes {
            self.moves += 1;
            self.dc = dc;
            self.kept = false;
            if let State::Qr(qr) = &mut self.state {
                let failures = qr.failures;
                *qr = Qr {
                    failures,
                    scanned: true,
                    ..Qr::default()
                };
            }
        }
        goes
    }
}
