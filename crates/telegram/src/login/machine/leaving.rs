//! Leaving a state for good, and what that leaves behind.

use std::time::SystemTime;

use super::Machine;
use crate::login::DeadEnd;
use crate::login::state::{Held, Remains, State};

impl Machine {
    /// Back to the number, with nothing of the old sign-in.
    pub(super) fn begin_anew(&mut self, now: SystemTime) {
        if !matches!(self.state, State::Phone) {
            self.abandon(now);
        }
    }

    pub(super) fn dead_end(&mut self, why: DeadEnd, now: SystemTime) {
        self.abandon(now);
        self.state = State::DeadEnd(why);
    }

    /// Gives the key up, and with it everything that hangs on it.
    pub(super) fn abandon(&mut self, now: SystemTime) {
        let state = std::mem::replace(&mut self.state, State::Phone);
        let scanned = matches!(&state, State::Qr(qr) if qr.scanned);
        let hash = if let State::Sent(sent) = state {
            Some(sent.hash).filter(|_| sent.alive)
        } else {
            None
        };
        self.abandoned.push(Remains {
            dc: self.dc,
            code: self.phone.take().zip(hash),
            held: std::mem::take(&mut self.held),
            scanned,
            key_lost: false,
        });
        self.begin(now);
    }

    /// The server does not know the key: there is nothing left to end.
    pub(super) fn key_lost(&mut self, error: crate::Error, now: SystemTime) {
        self.abandoned.push(Remains {
            key_lost: true,
            ..Remains::default()
        });
        self.state = State::Phone;
        self.phone = None;
        self.held = Held::default();
        self.begin(now);
        self.fail(crate::login::Cause::Telegram(error), now);
    }

    /// The key stays behind with what may still happen to it; the sign-in goes on with another.
    pub(super) fn leave_key(&mut self, dc: u8) {
        let held = Held {
            transfer: self.held.transfer.take(),
            ..Held::default()
        };
        let held = std::mem::replace(&mut self.held, held);
        self.abandoned.push(Remains {
            dc,
            held,
            ..Remains::default()
        });
    }

    fn begin(&mut self, now: SystemTime) {
        self.queue.clear();
        self.dc = self.limits.home_dc;
        self.moves = 0;
        self.kept = false;
        self.since = now;
    }
}
