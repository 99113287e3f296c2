//! What a sign-in knows in each state, secrets included.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use grammers_tl_types as tl;
use secrecy::{ExposeSecret, SecretString};

use super::code::{Kind, length};
use super::phone::PhoneNumber;
use super::request::Transfer;
use super::shown::{LINE, shown};
use super::{Account, CodeWay, DeadEnd, EmailReset, FutureToken, NextWay, QrLink, Step};
use super::{Failure, StoreFailure};

/// No hash of Telegram's is nearly as long.
const LONGEST_HASH: usize = 256;

/// A token is replaced so long before it ends, or at two thirds of its life.
const RENEW_BEFORE: Duration = Duration::from_secs(5);

/// How long Telegram's tokens live, for a clock that is too wrong to tell.
const TOKEN_LIFE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(crate) enum State {
    Phone,
    Qr(Qr),
    Sent(Sent),
    Password(Asked),
    Recovery {
        asked: Asked,
        pattern: String,
    },
    /// Signed in; being saved.
    Entered(Entry),
    /// Signed in; could not be saved.
    Unkept(Entry, StoreFailure),
    DeadEnd(DeadEnd),
    Done(Entry),
    Over,
}

#[derive(Debug, Default)]
pub(crate) struct Qr {
    pub(crate) link: Option<QrLink>,
    /// When the next token is fetched by itself.
    pub(crate) renew_at: Option<SystemTime>,
    pub(crate) scanned: bool,
    /// Failed in a row.
    pub(crate) failures: u32,
}

/// A code, or a place for one, that Telegram keeps for this sign-in.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) hash: SecretString,
    pub(crate) target: Target,
    pub(crate) next: Option<NextWay>,
    pub(crate) resend_at: Option<SystemTime>,
    pub(crate) alive: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Target {
    Code(CodeWay),
    EmailSetup,
    /// A code went to an address that is being set up.
    EmailProof {
        address: SecretString,
        pattern: String,
        length: Option<u8>,
    },
    EmailCode {
        pattern: String,
        length: Option<u8>,
        reset: EmailReset,
    },
}

/// What is known of the password.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// Serves once.
    pub(crate) challenge: Option<Box<tl::types::account::Password>>,
    pub(crate) hint: Option<String>,
    pub(crate) recovery: bool,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) account: Account,
    pub(crate) relogin_days: Option<u32>,
    pub(crate) future_token: Option<FutureToken>,
    /// What is shown until it is saved.
    pub(crate) before: Box<Step>,
}

/// What the server may hold for the key of this sign-in.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// An authorization, whole or with the password missing.
    pub(crate) entered: bool,
    /// Something that would sign it in was asked and not answered. It may still happen until
    /// then; who is signed in must be asked before anything builds on it.
    pub(crate) doubt: Option<SystemTime>,
    /// Until then a phone that saw the QR code can let the key in.
    pub(crate) token_until: Option<SystemTime>,
    /// Accepted on another DC and not yet claimed at home.
    pub(crate) transfer: Option<Transfer>,
}

impl Held {
    pub(crate) fn copied(&self) -> Self {
        // Exposed to be copied into another secret.
        let copy = |token: &Transfer| Transfer::from(token.expose_secret().to_vec());
        Self {
            entered: self.entered,
            doubt: self.doubt,
            token_until: self.token_until,
            transfer: self.transfer.as_ref().map(copy),
        }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        let Self {
            entered,
            doubt,
            token_until,
            transfer,
        } = self;
        !entered && doubt.is_none() && token_until.is_none() && transfer.is_none()
    }
}

/// What a sign-in that was left may have left behind.
#[derive(Debug, Default)]
pub(crate) struct Remains {
    /// Where its key is.
    pub(crate) dc: u8,
    pub(crate) code: Option<(PhoneNumber, SecretString)>,
    pub(crate) held: Held,
    /// Scanned and accepted: there is no need to wait for it.
    pub(crate) scanned: bool,
    /// The server does not know the key: there is nothing to end.
    pub(crate) key_lost: bool,
}

impl Remains {
    pub(crate) fn is_nothing(&self) -> bool {
        self.key_lost || self.code.is_none() && self.held.is_nothing()
    }
}

impl Sent {
    /// `None` for a hash that cannot be one.
    pub(crate) fn read(sent: tl::types::auth::SentCode, now: SystemTime) -> Option<Self> {
        let hash = hash(sent.phone_code_hash)?;
        let target = match Kind::from(sent.r#type) {
            Kind::Code(way) => Target::Code(way),
            Kind::EmailSetup => Target::EmailSetup,
            Kind::EmailCode {
                pattern,
                length,
                reset_after,
                reset_at,
            } => Target::EmailCode {
                pattern,
                length,
                reset: reset(reset_after, reset_at),
            },
        };
        let wait = sent.timeout.and_then(|seconds| u64::try_from(seconds).ok());
        Some(Self {
            hash,
            target,
            next: sent.next_type.map(NextWay::from),
            resend_at: wait.map(|seconds| now + Duration::from_secs(seconds)),
            alive: true,
        })
    }

    /// One of which only the hash matters: what it names is to be cancelled.
    pub(crate) fn left(hash: SecretString) -> Self {
        Self {
            hash,
            target: Target::Code(CodeWay::OfficialApp),
            next: None,
            resend_at: None,
            alive: true,
        }
    }

    pub(crate) fn unpaid(code_hash: String) -> Option<Self> {
        hash(code_hash).map(Self::left)
    }

    pub(crate) fn proof(&mut self, sent: tl::types::account::SentEmailCode, to: SecretString) {
        self.target = Target::EmailProof {
            address: to,
            pattern: shown(&sent.email_pattern, LINE).unwrap_or_default(),
            length: length(sent.length),
        };
    }
}

impl Asked {
    pub(crate) fn read(password: tl::types::account::Password) -> Self {
        Self {
            hint: password.hint.as_deref().and_then(|hint| shown(hint, LINE)),
            recovery: password.has_recovery,
            challenge: password.has_password.then(|| Box::new(password)),
        }
    }
}

impl Qr {
    pub(crate) fn show(&mut self, token: &tl::types::auth::LoginToken, now: SystemTime) {
        let life = life(token.expires, now);
        self.link = Some(QrLink::of(&token.token));
        self.renew_at = Some(now + life - RENEW_BEFORE.min(life / 3));
        self.scanned = false;
        self.failures = 0;
    }

    /// After a failure that may pass: twice as long each time, up to half a minute.
    pub(crate) fn retry(&mut self, failure: &Failure, now: SystemTime) {
        let wait = Duration::from_secs(1 << self.failures.min(5)).min(TOKEN_LIFE);
        self.failures = self.failures.saturating_add(1);
        self.link = None;
        self.renew_at = Some(failure.retry_at.unwrap_or(now + wait));
    }
}

/// How long a token lives by our clock, which may be wrong.
pub(crate) fn life(expires: i32, now: SystemTime) -> Duration {
    let expires = UNIX_EPOCH + Duration::from_secs(u64::try_from(expires).unwrap_or_default());
    match expires.duration_since(now) {
        Ok(life) if life <= TOKEN_LIFE * 2 && !life.is_zero() => life,
        Ok(_) | Err(_) => TOKEN_LIFE,
    }
}

fn hash(hash: String) -> Option<SecretString> {
    let sensible = (1..=LONGEST_HASH).contains(&hash.len());
    let hash = SecretString::from(hash);
    sensible.then_some(hash)
}

fn reset(after: Option<i32>, at: Option<i32>) -> EmailReset {
    let seconds = |n: i32| u64::try_from(n).ok().map(Duration::from_secs);
    match (at.and_then(seconds), after.and_then(seconds)) {
        (Some(at), _) => EmailReset::At(UNIX_EPOCH + at),
        (None, Some(after)) => EmailReset::After(after),
        (None, None) => EmailReset::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_lives_by_our_clock_unless_that_is_absurd() {
        let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
        for (expires, seconds) in [
            (1_000_030, 30),
            (1_000_002, 2),
            (1_000_000, 30),
            (0, 30),
            (-1, 30),
            (i32::MAX, 30),
        ] {
            assert_eq!(
                life(expires, now),
                Duration::from_secs(seconds),
                "{expires}"
            );
        }
    }
}
