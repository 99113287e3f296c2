//! What the person may do in each state, and what follows.

use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use super::{Action, Machine};
use crate::login::phone::PhoneNumber;
use crate::login::request::Request;
use crate::login::state::{Qr, State, Target};
use crate::login::{Input, InputKind, Refused};

/// Nothing that a person types is longer; passwords may be sentences.
const LONGEST: usize = 1024;

/// The longest address that e-mail knows.
const LONGEST_ADDRESS: usize = 254;

impl Machine {
    /// Takes an input, or says why not and changes nothing. What the driver does with a
    /// [`Input::Proxy`] does not concern the machine.
    pub(crate) fn input(&mut self, input: Input, now: SystemTime) -> Result<(), Refused> {
        self.accepts(input.kind(), now)?;
        let input = usable(input, &self.state)?;
        if !matches!(input, Input::Proxy(_)) {
            self.failure = None;
        }
        match input {
            Input::Phone(typed) => {
                self.phone = Some(PhoneNumber::typed(&typed).ok_or(Refused::Unusable)?);
                self.moves = 0;
                self.ask(Request::SendCode);
            }
            Input::UseQr => {
                self.abandon(now);
                self.state = State::Qr(Qr::default());
                self.since = now;
                self.show_qr();
            }
            Input::UsePhone => self.begin_anew(now),
            Input::Code(code) => self.code(code),
            Input::Resend => self.resend(),
            Input::NewCode => self.new_code(),
            Input::Email(address) => self.ask(Request::SendEmailCode(address)),
            Input::ResetEmail => self.ask(Request::ResetEmail),
            Input::Password(password) => self.password(password),
            Input::Recover => self.ask(Request::MailRecovery),
            Input::Back => self.back(),
            Input::Retry => self.retry(),
            Input::Proxy(_) => {}
            Input::Cancel => {
                self.abandon(now);
                self.state = State::Over;
            }
        }
        Ok(())
    }

    /// Whether this may be submitted now.
    pub(crate) fn accepts(&self, kind: InputKind, now: SystemTime) -> Result<(), Refused> {
        if self.is_final() {
            return Err(Refused::Over);
        }
        // What is being saved is signed in: it is left when that has ended, one way or the other.
        let saving = matches!(self.state, State::Entered(_));
        let busy = self.outstanding || !self.queue.is_empty();
        if saving || busy && !kind.leaves() && kind != InputKind::Proxy {
            return Err(Refused::Busy);
        }
        let fits = match kind {
            InputKind::Cancel | InputKind::Proxy => true,
            InputKind::Phone => matches!(self.state, State::Phone),
            InputKind::UsePhone => !matches!(self.state, State::Phone),
            InputKind::UseQr => !matches!(self.state, State::Qr(_)),
            InputKind::Code => {
                matches!(self.state, State::Recovery { .. })
                    || self.is_alive() && !self.targets_setup()
            }
            InputKind::Resend => {
                matches!(self.state, State::Recovery { .. })
                    || self.is_alive() && !self.targets_setup()
            }
            InputKind::NewCode => self.sent().is_some() && self.phone.is_some(),
            InputKind::Email => self.is_alive() && self.targets_setup(),
            InputKind::ResetEmail => self.is_alive() && self.targets_email(),
            InputKind::Password => matches!(self.state, State::Password(_)),
            InputKind::Recover => {
                matches!(&self.state, State::Password(asked) if asked.recovery)
            }
            InputKind::Back => {
                matches!(self.state, State::Recovery { .. }) || self.is_alive() && self.proves()
            }
            InputKind::Retry => {
                let shown = matches!(&self.state, State::Qr(qr) if qr.link.is_none());
                shown || matches!(self.state, State::Unkept(..))
            }
        };
        if !fits {
            return Err(Refused::NotNow);
        }
        let resend_at = self.sent().and_then(|sent| sent.resend_at);
        match resend_at.filter(|at| kind == InputKind::Resend && *at > now) {
            Some(at) => Err(Refused::TooEarly(at)),
            None => Ok(()),
        }
    }

    fn code(&mut self, code: SecretString) {
        if matches!(self.state, State::Recovery { .. }) {
            self.ask(Request::CheckRecovery(code.clone()));
            self.ask(Request::Recover(code));
        } else if self.proves() {
            self.ask(Request::VerifyEmail(code));
        } else if self.targets_email() {
            self.ask(Request::SignInByEmail(code));
        } else {
            self.ask(Request::SignIn(code));
        }
    }

    fn resend(&mut self) {
        match self.sent().map(|sent| &sent.target) {
            Some(Target::EmailProof { address, .. }) => {
                self.ask(Request::SendEmailCode(address.clone()));
            }
            Some(Target::Code(_) | Target::EmailSetup | Target::EmailCode { .. }) => {
                self.ask(Request::ResendCode);
            }
            None => self.ask(Request::MailRecovery),
        }
    }

    fn new_code(&mut self) {
        self.moves = 0;
        if self.is_alive() {
            self.ask(Request::CancelCode);
        }
        self.ask(Request::SendCode);
    }

    fn password(&mut self, password: SecretString) {
        if self.challenge().is_none() {
            self.ask(Request::GetPassword);
        }
        let again = false;
        self.ask(Request::CheckPassword { password, again });
    }

    fn back(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Phone) {
            State::Recovery { asked, .. } => State::Password(asked),
            State::Sent(mut sent) => {
                sent.target = Target::EmailSetup;
                State::Sent(sent)
            }
            other @ (State::Phone
            | State::Qr(_)
            | State::Password(_)
            | State::Entered(_)
            | State::Unkept(..)
            | State::DeadEnd(_)
            | State::Done(_)
            | State::Over) => other,
        };
    }

    fn retry(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Phone) {
            State::Unkept(entry, _) => {
                self.queue.push_back(Action::Save);
                State::Entered(entry)
            }
            other @ (State::Phone
            | State::Qr(_)
            | State::Sent(_)
            | State::Password(_)
            | State::Recovery { .. }
            | State::Entered(_)
            | State::DeadEnd(_)
            | State::Done(_)
            | State::Over) => other,
        };
        if self.listens() {
            self.show_qr();
        }
    }

    fn is_alive(&self) -> bool {
        self.sent().is_some_and(|sent| sent.alive)
    }

    fn targets_setup(&self) -> bool {
        matches!(self.sent().map(|s| &s.target), Some(Target::EmailSetup))
    }

    fn targets_email(&self) -> bool {
        let target = self.sent().map(|sent| &sent.target);
        matches!(target, Some(Target::EmailCode { .. }))
    }

    fn proves(&self) -> bool {
        let target = self.sent().map(|sent| &sent.target);
        matches!(target, Some(Target::EmailProof { .. }))
    }
}

/// What was typed, as Telegram takes it. A password is taken as it is.
fn usable(input: Input, state: &State) -> Result<Input, Refused> {
    let words = matches!(state, State::Sent(sent)
        if matches!(&sent.target, Target::Code(way) if way.is_words()));
    match input {
        Input::Code(code) if words => trimmed(&code, LONGEST).map(Input::Code),
        Input::Code(code) => joined(&code).map(Input::Code),
        Input::Email(address) => trimmed(&address, LONGEST_ADDRESS).map(Input::Email),
        Input::Password(password) => {
            // Exposed to be measured.
            let length = password.expose_secret().len();
            let sensible = (1..=LONGEST).contains(&length);
            sensible
                .then_some(Input::Password(password))
                .ok_or(Refused::Unusable)
        }
        Input::Phone(typed) => PhoneNumber::typed(&typed)
            .map(|_| Input::Phone(typed))
            .ok_or(Refused::Unusable),
        other @ (Input::UseQr
        | Input::UsePhone
        | Input::Resend
        | Input::NewCode
        | Input::ResetEmail
        | Input::Recover
        | Input::Back
        | Input::Retry
        | Input::Proxy(_)
        | Input::Cancel) => Ok(other),
    }
}

fn trimmed(text: &SecretString, longest: usize) -> Result<SecretString, Refused> {
    // Exposed to be trimmed into another secret.
    let text = text.expose_secret().trim();
    let sensible = (1..=longest).contains(&text.len());
    sensible.then(|| text.into()).ok_or(Refused::Unusable)
}

/// Codes are typed with blanks and dashes in between, which are not part of them.
fn joined(code: &SecretString) -> Result<SecretString, Refused> {
    // Exposed to be cleaned into another secret.
    let code = code.expose_secret();
    let mut kept = String::with_capacity(code.len().min(LONGEST));
    let marks = code.chars().filter(|c| !c.is_whitespace() && *c != '-');
    for mark in marks.take(LONGEST_ADDRESS) {
        kept.push(mark);
    }
    let kept = SecretString::from(kept);
    // Exposed to see that there is something.
    let empty = kept.expose_secret().is_empty();
    (!empty).then_some(kept).ok_or(Refused::Unusable)
}
