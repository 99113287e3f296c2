//! The sign-in as a state machine: no input or output, no clock, no chance.
//!
//! It says what to do next, one thing at a time, and is told how that went. A question that could
//! sign the key in is asked only when the store has what can end it again, and its outcome is
//! never left open: an answer that was lost is followed by asking who is signed in.

mod answers;
mod failures;
mod inputs;
mod leaving;
mod picture;
#[cfg(test)]
mod properties;

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use grammers_tl_types as tl;
use secrecy::SecretString;

use super::pending::{Kept, Stage};
use super::phone::PhoneNumber;
use super::request::Request;
use super::state::{Asked, Entry, Held, Qr, Remains, Sent, State};
use super::{Cause, Failure, StoreFailure};

/// DCs visited for one question; more is a server that sends us in circles.
const MOST_MOVES: u8 = 3;

#[derive(Debug)]
pub(crate) struct Machine {
    limits: Limits,
    state: State,
    phone: Option<PhoneNumber>,
    dc: u8,
    moves: u8,
    queue: VecDeque<Action>,
    /// Done before anything in the queue.
    abandoned: Vec<Remains>,
    /// Handed out and not answered.
    outstanding: bool,
    /// Whether the store has this stage.
    kept: bool,
    /// When this stage began.
    since: SystemTime,
    held: Held,
    failure: Option<Failure>,
}

/// What does not change during a sign-in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Where it begins.
    pub(crate) home_dc: u8,
    /// So long an answer is waited for.
    pub(crate) patience: Duration,
    /// Whether asking for a code may sign in at once.
    pub(crate) tokens_offered: bool,
}

/// The next thing to do.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing, until an input, [`wake_at`](Machine::wake_at) or a scan.
    Rest,
    /// Keep [`record`](Machine::record), with a key; then [`kept`](Machine::kept). Comes with each
    /// new stage, and before anything is asked that could sign in.
    Keep,
    /// Ask this on [`dc`](Machine::dc); then [`answered`](Machine::answered).
    Ask(Request),
    /// Save the session with this; then [`saved`](Machine::saved).
    Save,
    /// Give the key up and see to what it may have left behind. A new key comes with the next
    /// question. Nothing is told back.
    Abandon(Remains),
}

impl Machine {
    pub(crate) fn new(limits: Limits, now: SystemTime) -> Self {
        Self {
            limits,
            state: State::Phone,
            phone: None,
            dc: limits.home_dc,
            moves: 0,
            queue: VecDeque::new(),
            abandoned: Vec::new(),
            outstanding: false,
            kept: false,
            since: now,
            held: Held::default(),
            failure: None,
        }
    }

    /// One that was kept. The first thing asked is who is signed in, since the answer to the last
    /// question may have been lost.
    pub(crate) fn resumed(limits: Limits, kept: Kept, now: SystemTime) -> Self {
        let mut machine = Self::new(limits, now);
        machine.dc = kept.dc;
        machine.phone = kept.phone;
        machine.since = kept.since;
        machine.kept = true;
        machine.held = kept.held;
        machine.state = match (kept.stage, kept.sent) {
            (Stage::Qr, _) => State::Qr(Qr::default()),
            (Stage::Sent, Some(sent)) => State::Sent(sent),
            (Stage::Password, _) => State::Password(Asked::default()),
            (Stage::Phone | Stage::Sent | Stage::Leaving, _) => State::Phone,
        };
        machine.doubt(now);
        machine.reconsider();
        machine
    }

    /// One in place of a kept one that is too old.
    pub(crate) fn too_late(limits: Limits, now: SystemTime) -> Self {
        let mut machine = Self::new(limits, now);
        machine.failure = Some(Failure {
            cause: Cause::Ended,
            retry_at: None,
        });
        machine
    }

    pub(crate) fn next(&mut self) -> Action {
        if let Some(remains) = self.abandoned.pop() {
            return Action::Abandon(remains);
        }
        let unkept = !self.kept
            && matches!(self.queue.front(), Some(Action::Ask(request))
                if request.enters(self.limits.tokens_offered));
        let action = if unkept {
            Action::Keep
        } else {
            self.queue.pop_front().unwrap_or(Action::Rest)
        };
        self.outstanding = !matches!(action, Action::Rest | Action::Abandon(_));
        action
    }

    /// On which DC to ask.
    pub(crate) fn dc(&self) -> u8 {
        self.dc
    }

    pub(crate) fn phone(&self) -> Option<&PhoneNumber> {
        self.phone.as_ref()
    }

    pub(crate) fn code_hash(&self) -> Option<&SecretString> {
        self.sent().map(|sent| &sent.hash)
    }

    pub(crate) fn challenge(&self) -> Option<&tl::types::account::Password> {
        if let State::Password(asked) = &self.state {
            asked.challenge.as_deref()
        } else {
            None
        }
    }

    pub(crate) fn transfer(&self) -> Option<&[u8]> {
        use secrecy::ExposeSecret;
        // Exposed to be sent to the DC that it was made for.
        self.held.transfer.as_ref().map(ExposeSecret::expose_secret)
    }

    pub(crate) fn entry(&mut self) -> Option<&mut Entry> {
        if let State::Entered(entry) = &mut self.state {
            Some(entry)
        } else {
            None
        }
    }

    /// Nothing follows but what is still in the queue.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self.state, State::Done(_) | State::Over)
    }

    /// Nothing more is asked on this key.
    fn is_settled(&self) -> bool {
        self.is_final() || matches!(self.state, State::Entered(_) | State::Unkept(..))
    }

    fn sent(&self) -> Option<&Sent> {
        if let State::Sent(sent) = &self.state {
            Some(sent)
        } else {
            None
        }
    }

    /// Whether the connection is worth having while nothing is asked.
    pub(crate) fn listens(&self) -> bool {
        matches!(self.state, State::Qr(_))
    }

    /// When [`tick`](Self::tick) has something to do or the picture changes.
    pub(crate) fn wake_at(&self, now: SystemTime) -> Option<SystemTime> {
        if let State::Qr(qr) = &self.state {
            return qr.renew_at;
        }
        let sent = self.sent()?;
        sent.resend_at.filter(|at| sent.alive && *at > now)
    }

    /// Time has passed.
    pub(crate) fn tick(&mut self, now: SystemTime) {
        if let State::Qr(qr) = &mut self.state
            && qr.renew_at.is_some_and(|at| at <= now)
            && self.queue.is_empty()
        {
            qr.renew_at = None;
            self.show_qr();
        }
    }

    /// `updateLoginToken`: a phone said yes.
    pub(crate) fn scanned(&mut self) {
        if let State::Qr(qr) = &mut self.state {
            qr.scanned = true;
            qr.link = None;
            qr.renew_at = None;
            if self.queue.is_empty() && !self.outstanding {
                self.show_qr();
            }
        }
    }

    /// The connection is new: what was said meanwhile was missed.
    pub(crate) fn reconnected(&mut self) {
        if self.queue.is_empty() && !self.outstanding {
            self.reconsider();
        }
    }

    pub(crate) fn kept(&mut self, result: Result<(), Cause>, now: SystemTime) {
        self.outstanding = false;
        match result {
            Ok(()) => self.kept = true,
            Err(cause) => self.fail(cause, now),
        }
    }

    pub(crate) fn saved(&mut self, result: Result<(), StoreFailure>) {
        self.outstanding = false;
        let state = std::mem::replace(&mut self.state, State::Over);
        self.state = match (state, result) {
            (State::Entered(entry), Ok(())) => {
                self.held = Held::default();
                self.failure = None;
                State::Done(entry)
            }
            (State::Entered(entry), Err(failure)) => State::Unkept(entry, failure),
            (other, Ok(()) | Err(_)) => other,
        };
    }

    /// What was handed out was given up because the person leaves.
    pub(crate) fn interrupted(&mut self, asked: Option<&Request>, now: SystemTime) {
        self.outstanding = false;
        if asked.is_some_and(|request| request.enters(self.limits.tokens_offered)) {
            self.doubt(now);
        }
    }

    /// Whether the store has all it takes to go on from here, or there is nothing to go on from.
    pub(crate) fn is_kept(&self) -> bool {
        let nothing = !self.held.entered && self.held.doubt.is_none() && self.sent().is_none();
        self.kept || nothing && self.held.token_until.is_none() && self.held.transfer.is_none()
    }

    /// What must be kept to go on from here after a crash, or to end it.
    pub(crate) fn record(&self) -> Option<Kept> {
        let stage = match &self.state {
            State::Phone => Stage::Phone,
            State::Qr(_) => Stage::Qr,
            State::Sent(_) => Stage::Sent,
            State::Password(_) | State::Recovery { .. } => Stage::Password,
            State::Entered(_)
            | State::Unkept(..)
            | State::DeadEnd(_)
            | State::Done(_)
            | State::Over => return None,
        };
        let sent = self.sent().cloned();
        Some(Kept {
            stage,
            since: self.since,
            dc: self.dc,
            phone: self.phone.as_ref().map(PhoneNumber::copied),
            sent,
            held: self.held.copied(),
        })
    }

    /// Asks, settling a doubt first if the question could sign in.
    fn ask(&mut self, request: Request) {
        if request.enters(self.limits.tokens_offered) && self.held.doubt.is_some() {
            self.queue.push_back(Action::Ask(Request::WhoAmI));
        }
        self.queue.push_back(Action::Ask(request));
    }

    fn show_qr(&mut self) {
        let transfer = self.held.transfer.is_some();
        self.ask(if transfer {
            Request::ImportToken
        } else {
            Request::ExportToken
        });
    }

    /// What a new connection begins with.
    fn reconsider(&mut self) {
        if self.listens() {
            self.show_qr();
        } else if self.held.doubt.is_some() && !self.is_settled() {
            self.queue.push_back(Action::Ask(Request::WhoAmI));
        }
    }

    fn doubt(&mut self, now: SystemTime) {
        self.held.doubt = Some(now + self.limits.patience);
    }

    /// Telegram said who is signed in. What was asked shortly before may still happen.
    fn settle(&mut self, now: SystemTime) {
        self.held.doubt = self.held.doubt.filter(|until| *until > now);
    }

    /// A new stage, which the store does not have yet.
    fn enter(&mut self, state: State, now: SystemTime) {
        self.state = state;
        self.since = now;
        self.kept = false;
        self.failure = None;
        self.queue.push_back(Action::Keep);
    }

    fn fail(&mut self, cause: Cause, now: SystemTime) {
        self.queue.clear();
        let failure = Failure::new(cause, now);
        if let State::Qr(qr) = &mut self.state {
            if failure.passes() {
                qr.retry(&failure, now);
            } else {
                qr.link = None;
                qr.renew_at = None;
            }
        }
        self.failure = Some(failure);
    }
}
