//! What the person is shown: a whole picture of the sign-in after each change.

use std::time::{Duration, SystemTime};

use super::{Account, CodeWay, InputKind, MaskedPhone, NextWay, QrLink, StoreFailure};
use crate::Error;

/// Where a sign-in is. Complete: a screen is a function of it, and nothing in it is a secret but
/// the link that a QR code draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The state and what it shows.
    pub step: Step,
    /// Whether something is being waited for. Then only leaving is possible.
    pub busy: bool,
    /// Whether Telegram could not be reached at the last try, or the connection is lost. While a
    /// QR code is shown and after a sign-in was taken up again it is made anew by itself.
    pub offline: bool,
    /// What went wrong last, until the next input.
    pub failure: Option<Failure>,
    /// What may be submitted now.
    pub offers: Vec<InputKind>,
}

/// The state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A phone number is asked for.
    Phone,
    /// A QR code is shown.
    Qr {
        /// What to draw; `None` while it is fetched, and once it was scanned.
        link: Option<QrLink>,
        /// When it is replaced by the next one.
        renewed_at: Option<SystemTime>,
        /// Whether a phone has scanned it and said yes.
        scanned: bool,
    },
    /// A code is asked for.
    Code {
        /// Where it went and what it looks like.
        way: CodeWay,
        /// For which number.
        phone: Option<MaskedPhone>,
        /// Where the next one would go.
        next: Option<NextWay>,
        /// When another one may be asked for.
        resend_at: Option<SystemTime>,
        /// Whether this code can still be right.
        alive: bool,
    },
    /// Telegram wants an e-mail address for its codes before it sends one.
    EmailSetup {
        /// For which number.
        phone: Option<MaskedPhone>,
        /// Whether this sign-in can still go on; otherwise a new code must be asked for.
        alive: bool,
    },
    /// A code that went by e-mail is asked for.
    EmailCode {
        /// For which number.
        phone: Option<MaskedPhone>,
        /// The address, with most of it left out.
        pattern: String,
        /// How many characters the code has.
        length: Option<u8>,
        /// Whether it proves a new address; the code to sign in comes after it.
        setup: bool,
        /// How to do without an address that cannot be read.
        reset: EmailReset,
        /// When another one may be asked for.
        resend_at: Option<SystemTime>,
        /// Whether this code can still be right.
        alive: bool,
    },
    /// The password of the second step is asked for.
    Password {
        /// The hint its owner set, made harmless.
        hint: Option<String>,
        /// Whether a code can be sent to a recovery e-mail.
        recovery: bool,
    },
    /// The code that was sent to the recovery e-mail is asked for. It signs in and removes the
    /// forgotten password. Telegram does not say how long it is.
    Recovery {
        /// The address, with most of it left out.
        pattern: String,
    },
    /// Signed in, and the session is saved.
    Done {
        /// Whose it is.
        account: Account,
        /// Without a password set before, signing in again waits so many days; Telegram suggests
        /// to set one.
        relogin_days: Option<u32>,
    },
    /// No way on from here but another one.
    DeadEnd(DeadEnd),
    /// Cancelled.
    Over,
}

/// Whether a login e-mail can be done without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailReset {
    /// It cannot.
    No,
    /// It can be asked for; it is granted after so long.
    After(Duration),
    /// It was asked for and is granted then.
    At(SystemTime),
}

/// Why there is no way on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadEnd {
    /// Nobody has this number; accounts are made in Telegram's app.
    SignUp,
    /// Telegram wants to be paid for the code, which only its app can do.
    Payment,
    /// Telegram wants a newer Signet.
    UpdateApp,
    /// Telegram has banned this number or account.
    Banned,
    /// Only Telegram's own apps get a code for this number.
    OfficialApp,
    /// Signed in, and the session cannot be saved. Retrying saves it; anything else signs out.
    NotKept(StoreFailure),
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What it was.
    pub cause: Cause,
    /// When trying again makes sense, where Telegram says so.
    pub retry_at: Option<SystemTime>,
}

/// What it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Telegram or the way to it.
    Telegram(Error),
    /// The sign-in under way cannot be kept. Nothing that could sign in is asked before it is.
    Store(StoreFailure),
    /// It was taken up again too late, or ended from another device meanwhile.
    Ended,
}
