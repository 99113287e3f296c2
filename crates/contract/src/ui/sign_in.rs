//! A Telegram sign-in under way, as a whole picture. The one secret in it is the QR code.

use serde::{Deserialize, Serialize};

use super::{Failure, QrPicture};

/// Whether somebody is signing in.
#[derive(Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "state"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum SignInSnapshot {
    /// Nobody is.
    None,
    /// One was begun before Signet ended, and can go on. Nothing was asked of Telegram yet.
    Kept {
        /// For which number, with its middle left out.
        phone: Option<String>,
        /// Milliseconds since 1970 UTC.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        kept_at: u64,
    },
    /// It goes on.
    UnderWay(SignInUnderWay),
}

/// Where a sign-in is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SignInUnderWay {
    pub step: SignInStep,
    /// Whether something is being waited for. Then only leaving is possible.
    pub busy: bool,
    /// Whether Telegram could not be reached at the last try.
    pub offline: bool,
    /// What went wrong last, until the next input.
    pub failure: Option<Failure>,
    /// What may be done now.
    pub offers: Vec<SignInOffer>,
    /// The name of the account that is signed in again, if it is here already.
    pub again: Option<String>,
    /// Whether Telegram is reached through a proxy.
    pub proxied: bool,
}

/// The step. Times are milliseconds since 1970 UTC; a length is `None` where Telegram names none.
#[derive(Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "kind"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum SignInStep {
    /// A phone number is asked for.
    Phone {
        /// The number of the account that is signed in again, with its middle left out: it need
        /// not be typed.
        known: Option<String>,
    },
    /// A QR code is shown.
    Qr {
        /// `None` while it is fetched, and once it was scanned.
        code: Option<QrPicture>,
        /// When this one was first shown.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        shown_at: Option<u64>,
        /// When it is replaced by the next one.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        renewed_at: Option<u64>,
        /// Whether a phone has scanned it and said yes.
        scanned: bool,
    },
    /// A code is asked for.
    Code {
        way: CodeWay,
        phone: Option<String>,
        /// Where the next one would go.
        next: Option<NextWay>,
        /// When this one was sent, as far as this program saw it.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        sent_at: u64,
        /// When another one may be asked for.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        resend_at: Option<u64>,
        /// Whether this code can still be right.
        alive: bool,
    },
    /// Telegram wants an e-mail address for its codes before it sends one.
    EmailSetup { phone: Option<String>, alive: bool },
    /// A code that went by e-mail is asked for.
    EmailCode {
        phone: Option<String>,
        /// The address, with most of it left out.
        pattern: String,
        length: Option<u8>,
        /// Whether it proves a new address; the code to sign in comes after it.
        setup: bool,
        reset: EmailReset,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        sent_at: u64,
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        resend_at: Option<u64>,
        alive: bool,
    },
    /// The password of the second step is asked for.
    Password {
        hint: Option<String>,
        /// Whether a code can be sent to a recovery e-mail.
        recovery: bool,
    },
    /// The code that was sent to the recovery e-mail is asked for. It signs in and removes the
    /// forgotten password.
    Recovery { pattern: String },
    /// A session made elsewhere is being taken over: while it is busy, Telegram is asked. If that
    /// failed, its text can be given again. A missing password is asked for by `Password`.
    Import,
    /// No way on from here but another one.
    DeadEnd { failure: Failure },
    /// Signed in, and kept.
    Done(SignedIn),
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SignedIn {
    /// The account's id here.
    pub account: String,
    pub name: String,
    pub phone: Option<String>,
    /// How Telegram's device list names this sign-in.
    pub listed_as: String,
    /// Whether it was here before and is only signed in anew.
    pub again: bool,
    /// Without a password set before, signing in again waits so many days.
    pub relogin_days: Option<u32>,
}

/// Where a code went, and what it looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "kind"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum CodeWay {
    /// A message in the Telegram apps that are signed in already.
    App {
        length: Option<u8>,
    },
    Sms {
        length: Option<u8>,
    },
    /// A call that says the digits.
    Call {
        length: Option<u8>,
    },
    /// A call from a number that is the code; not to be answered.
    FlashCall {
        pattern: String,
    },
    /// A call from a number whose last digits are the code; not to be answered.
    MissedCall {
        prefix: String,
        length: Option<u8>,
    },
    /// A message on Fragment, for anonymous numbers; its address is opened by
    /// `open_fragment`, not by the web view.
    Fragment {
        url: Option<String>,
        length: Option<u8>,
    },
    /// An SMS that only Telegram's own apps can ask for: it will not come.
    OfficialApp,
    /// A word in an SMS.
    Word {
        beginning: Option<String>,
    },
    /// A few words in an SMS.
    Phrase {
        beginning: Option<String>,
    },
}

/// Where the next code would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum NextWay {
    Sms,
    Call,
    FlashCall,
    MissedCall,
    Fragment,
}

/// Whether a login e-mail can be done without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "kind"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum EmailReset {
    /// It cannot.
    No,
    /// It can be asked for; it is granted after so many seconds.
    After {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        seconds: u64,
    },
    /// It was asked for and is granted then.
    At {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        time: u64,
    },
}

/// What may be done now. What is typed has commands of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum SignInOffer {
    Phone,
    UseQr,
    UsePhone,
    Code,
    Resend,
    NewCode,
    Email,
    ResetEmail,
    Password,
    Recover,
    Back,
    Retry,
    Proxy,
    Cancel,
}

/// One thing the person does without typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum SignInAct {
    /// Send a code to the number that is known.
    KnownPhone,
    UseQr,
    /// Back to the phone number: another number, or phone instead of QR, or start over.
    UsePhone,
    /// Send the code again, another way.
    Resend,
    /// A new code for the same number, because this one has ended.
    NewCode,
    /// Do without the login e-mail that cannot be read.
    ResetEmail,
    /// The password is forgotten.
    Recover,
    /// One step back.
    Back,
    /// Try again what could not be done.
    Retry,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_does_not_hide_which_step_it_is() {
        let done = SignInStep::Done(SignedIn {
            account: "a".into(),
            name: "Mara Lind".into(),
            phone: None,
            listed_as: "Signet".into(),
            again: false,
            relogin_days: None,
        });
        let said = serde_json::to_string(&done).unwrap();
        assert_eq!(said.matches("\"name\"").count(), 1);
        assert!(said.contains("\"kind\":\"done\""));
    }
}
