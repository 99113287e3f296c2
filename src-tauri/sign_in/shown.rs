//! A sign-in as the web view is told of it, and what has to be remembered for that: since when a
//! code is on its way, and under which reference a failure was reported.

use std::time::SystemTime;

use qrcodegen::{QrCode, QrCodeEcc};
use secrecy::ExposeSecret;
use signet_contract::ui::{
    Cause, CodeWay, EmailReset, Failure, NextWay, QrPicture, SignInOffer, SignInStep, SignedIn,
};
use signet_telegram::{
    Error, MaskedPhone, Standing,
    login::{self, InputKind, QrLink, Snapshot, Step},
};

use super::store::Saved;
use crate::{
    failure::{FromTelegram, millis, report, unkept},
    qr,
};

/// What was seen of a sign-in so far.
pub struct Seen {
    snapshot: Snapshot,
    failure: Option<Reported<login::Failure>>,
    dead_end: Option<Reported<login::DeadEnd>>,
    /// Whether the failure was reported since the last input.
    fresh: bool,
    /// The step that asks for a code, as it was when the code was sent.
    sent: Option<(Step, SystemTime)>,
    qr: Option<(QrLink, SystemTime)>,
}

/// Written to the log once, and shown under the same reference for as long as it stands.
struct Reported<E> {
    error: E,
    failure: Failure,
}

impl Seen {
    /// One that was kept sent its code by then.
    pub fn new(snapshot: Snapshot, now: SystemTime) -> Self {
        let mut seen = Self {
            snapshot: snapshot.clone(),
            failure: None,
            dead_end: None,
            fresh: false,
            sent: None,
            qr: None,
        };
        seen.look(snapshot, now);
        seen
    }

    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Takes note of how things stand.
    pub fn look(&mut self, snapshot: Snapshot, now: SystemTime) {
        match &snapshot.failure {
            Some(error) => {
                let known = self.failure.as_ref();
                if known.is_none_or(|known| known.error != *error) {
                    self.report(error.clone());
                }
            }
            None => self.failure = None,
        }
        if let Step::DeadEnd(why) = &snapshot.step {
            let known = self.dead_end.as_ref();
            if known.is_none_or(|known| known.error != *why) {
                self.dead_end = Some(Reported {
                    error: *why,
                    failure: report(DeadEnd(*why)),
                });
            }
        } else {
            self.dead_end = None;
        }
        self.sent = sent(&snapshot.step).map(|step| match self.sent.take() {
            Some((known, at)) if known == step => (step, at),
            Some(_) | None => (step, now),
        });
        let link = if let Step::Qr { link, .. } = &snapshot.step {
            link.clone()
        } else {
            None
        };
        self.qr = link.map(|link| match self.qr.take() {
            Some((known, at)) if known == link => (link, at),
            Some(_) | None => (link, now),
        });
        self.snapshot = snapshot;
    }

    /// An input is on its way: what fails from now on has failed anew, even in the same way.
    pub fn begin(&mut self) {
        self.fresh = false;
    }

    /// The input was taken, and this came of it.
    pub fn end(&mut self, snapshot: Snapshot, sends: bool, now: SystemTime) {
        self.look(snapshot, now);
        match &self.snapshot.failure {
            Some(error) if !self.fresh => self.report(error.clone()),
            None if sends => {
                // Another code may look like the one before.
                if let Some((_, at)) = &mut self.sent {
                    *at = now;
                }
            }
            Some(_) | None => {}
        }
    }

    fn report(&mut self, error: login::Failure) {
        self.fresh = true;
        self.failure = Some(Reported {
            failure: report(Failed(error.clone())),
            error,
        });
    }

    pub fn failure(&self) -> Option<Failure> {
        self.failure.as_ref().map(|known| known.failure.clone())
    }

    pub fn offers(&self) -> Vec<SignInOffer> {
        self.snapshot.offers.iter().copied().map(offer).collect()
    }

    /// The step; none when it is over. `known` is the number of who signs in again.
    pub fn step(&self, known: Option<&str>, saved: Option<&Saved>) -> Option<SignInStep> {
        let phone = |phone: &Option<MaskedPhone>| phone.as_ref().map(ToString::to_string);
        let at = |time: &Option<SystemTime>| time.map(millis);
        let sent_at = self.sent.as_ref().map_or(0, |(_, at)| millis(*at));
        Some(match &self.snapshot.step {
            Step::Phone => SignInStep::Phone {
                known: known.map(ToOwned::to_owned),
            },
            Step::Qr {
                link,
                renewed_at,
                scanned,
            } => SignInStep::Qr {
                code: link.as_ref().and_then(drawn),
                shown_at: self.qr.as_ref().map(|(_, at)| millis(*at)),
                renewed_at: at(renewed_at),
                scanned: *scanned,
            },
            Step::Code {
                way,
                phone: number,
                next,
                resend_at,
                alive,
            } => SignInStep::Code {
                way: code_way(way),
                phone: phone(number),
                next: next.map(next_way),
                sent_at,
                resend_at: at(resend_at),
                alive: *alive,
            },
            Step::EmailSetup {
                phone: number,
                alive,
            } => SignInStep::EmailSetup {
                phone: phone(number),
                alive: *alive,
            },
            Step::EmailCode {
                phone: number,
                pattern,
                length,
                setup,
                reset,
                resend_at,
                alive,
            } => SignInStep::EmailCode {
                phone: phone(number),
                pattern: pattern.clone(),
                length: *length,
                setup: *setup,
                reset: email_reset(*reset),
                sent_at,
                resend_at: at(resend_at),
                alive: *alive,
            },
            Step::Password { hint, recovery } => SignInStep::Password {
                hint: hint.clone(),
                recovery: *recovery,
            },
            Step::Recovery { pattern } => SignInStep::Recovery {
                pattern: pattern.clone(),
            },
            Step::Done {
                account,
                relogin_days,
            } => SignInStep::Done(signed_in(account, *relogin_days, saved?)),
            Step::DeadEnd(_) => SignInStep::DeadEnd {
                failure: self.dead_end.as_ref()?.failure.clone(),
            },
            Step::Over => return None,
        })
    }
}

fn signed_in(account: &login::Account, relogin_days: Option<u32>, saved: &Saved) -> SignedIn {
    SignedIn {
        account: saved.account.to_string(),
        name: account.name.clone(),
        phone: account.phone.as_ref().map(ToString::to_string),
        listed_as: saved.listed_as.clone(),
        again: saved.again,
        relogin_days,
    }
}

/// The one place where a token leaves Rust: to be scanned by whoever asked for it.
fn drawn(link: &QrLink) -> Option<QrPicture> {
    // Exposed to be drawn. A link of this length always fits.
    let code = QrCode::encode_text(link.expose_secret(), QrCodeEcc::Medium).ok()?;
    Some(qr::picture(&code))
}

/// The step, if it waits for a code, as it is as long as that code is the one.
fn sent(step: &Step) -> Option<Step> {
    let mut step = step.clone();
    match &mut step {
        Step::Code { alive, .. } | Step::EmailCode { alive, .. } => *alive = true,
        Step::Phone
        | Step::Qr { .. }
        | Step::EmailSetup { .. }
        | Step::Password { .. }
        | Step::Recovery { .. }
        | Step::Done { .. }
        | Step::DeadEnd(_)
        | Step::Over => return None,
    }
    Some(step)
}

fn code_way(way: &login::CodeWay) -> CodeWay {
    match way.clone() {
        login::CodeWay::App { length } => CodeWay::App { length },
        login::CodeWay::Sms { length } => CodeWay::Sms { length },
        login::CodeWay::Call { length } => CodeWay::Call { length },
        login::CodeWay::FlashCall { pattern } => CodeWay::FlashCall { pattern },
        login::CodeWay::MissedCall { prefix, length } => CodeWay::MissedCall { prefix, length },
        login::CodeWay::Fragment { url, length } => CodeWay::Fragment { url, length },
        login::CodeWay::OfficialApp => CodeWay::OfficialApp,
        login::CodeWay::Word { beginning } => CodeWay::Word { beginning },
        login::CodeWay::Phrase { beginning } => CodeWay::Phrase { beginning },
    }
}

fn next_way(way: login::NextWay) -> NextWay {
    match way {
        login::NextWay::Sms => NextWay::Sms,
        login::NextWay::Call => NextWay::Call,
        login::NextWay::FlashCall => NextWay::FlashCall,
        login::NextWay::MissedCall => NextWay::MissedCall,
        login::NextWay::Fragment => NextWay::Fragment,
    }
}

fn email_reset(reset: login::EmailReset) -> EmailReset {
    match reset {
        login::EmailReset::No => EmailReset::No,
        login::EmailReset::After(wait) => EmailReset::After {
            seconds: wait.as_secs(),
        },
        login::EmailReset::At(time) => EmailReset::At { time: millis(time) },
    }
}

fn offer(kind: InputKind) -> SignInOffer {
    match kind {
        InputKind::Phone => SignInOffer::Phone,
        InputKind::UseQr => SignInOffer::UseQr,
        InputKind::UsePhone => SignInOffer::UsePhone,
        InputKind::Code => SignInOffer::Code,
        InputKind::Resend => SignInOffer::Resend,
        InputKind::NewCode => SignInOffer::NewCode,
        InputKind::Email => SignInOffer::Email,
        InputKind::ResetEmail => SignInOffer::ResetEmail,
        InputKind::Password => SignInOffer::Password,
        InputKind::Recover => SignInOffer::Recover,
        InputKind::Back => SignInOffer::Back,
        InputKind::Retry => SignInOffer::Retry,
        InputKind::Proxy => SignInOffer::Proxy,
        InputKind::Cancel => SignInOffer::Cancel,
    }
}

/// What went wrong in a sign-in.
#[derive(Debug)]
struct Failed(login::Failure);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0.cause {
            login::Cause::Telegram(error) => error.fmt(f),
            login::Cause::Store(failure) => failure.fmt(f),
            login::Cause::Ended => f.write_str("this sign-in ended meanwhile"),
        }
    }
}

impl From<Failed> for Cause {
    fn from(Failed(login::Failure { cause, retry_at }): Failed) -> Self {
        match cause {
            login::Cause::Telegram(error) => told(error, retry_at),
            login::Cause::Store(failure) => unkept(failure),
            login::Cause::Ended => Cause::SignInEnded,
        }
    }
}

/// What would end an account's sign-in only ends the one that is under way.
pub fn told(error: Error, retry_at: Option<SystemTime>) -> Cause {
    use Standing::{
        Active, Banned, Deactivated, Duplicated, Expired, Frozen, KeyLost, Revoked, Unreachable,
    };
    match Standing::told_by(&error) {
        Some(Revoked | Duplicated | Expired | KeyLost) => Cause::SignInEnded,
        Some(Active | Deactivated | Banned | Frozen | Unreachable) | None => {
            FromTelegram { error, retry_at }.into()
        }
    }
}

/// Why there is no way on.
#[derive(Debug)]
struct DeadEnd(login::DeadEnd);

impl std::fmt::Display for DeadEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            login::DeadEnd::SignUp => "nobody has this number",
            login::DeadEnd::Payment => "Telegram wants to be paid for the code",
            login::DeadEnd::UpdateApp => "Telegram wants a newer Signet",
            login::DeadEnd::Banned => "Telegram has banned this number",
            login::DeadEnd::OfficialApp => "only Telegram's own apps get this code",
            login::DeadEnd::NotKept(failure) => return failure.fmt(f),
        })
    }
}

impl From<DeadEnd> for Cause {
    fn from(DeadEnd(why): DeadEnd) -> Self {
        match why {
            login::DeadEnd::SignUp => Cause::PhoneNumberUnoccupied,
            login::DeadEnd::UpdateApp => Cause::UpdateAppToLogin,
            login::DeadEnd::Banned => Cause::PhoneNumberBanned,
            login::DeadEnd::Payment | login::DeadEnd::OfficialApp => Cause::OfficialAppOnly,
            login::DeadEnd::NotKept(failure) => unkept(failure),
        }
    }
}

#[cfg(test)]
mod tests;
