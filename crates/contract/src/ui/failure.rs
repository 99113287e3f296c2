//! What went wrong, as code and data. The UI owns the words.

use serde::Serialize;

use crate::Reference;

/// A failure that a person is told about. The reference stands beside it in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Failure {
    pub reference: Reference,
    #[serde(flatten)]
    pub cause: Cause,
}

/// Every code there is, with its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Cause {
    /// The program itself failed; what was running is undone.
    Internal,
    /// The folder that holds everything cannot be used: nothing will be kept.
    DataFolderUnusable {
        folder: String,
    },
    /// Nothing more fits on the disk.
    DiskFull,
    /// The settings could not be written; the old ones stand.
    SettingsNotSaved,
    /// A link that cannot be used.
    LinkInvalid {
        problem: LinkProblem,
    },
    /// The keychain is closed. `fresh`: nothing is kept here yet, as in the two below.
    KeychainLocked {
        fresh: bool,
    },
    /// There is no keychain.
    KeychainAbsent {
        fresh: bool,
    },
    /// The keychain does not answer.
    KeychainSilent {
        fresh: bool,
    },
    /// What is kept here is there, its key is not in the keychain.
    KeyMissing,
    /// The key in the keychain is another one.
    KeyWrong,
    /// There are two keys in the keychain.
    KeyDoubled,
    /// A newer Signet made what is kept here. Nothing was changed.
    VaultNewer,
    /// What is kept here is not what was written.
    VaultDamaged,
    /// What is kept here belongs to another Telegram.
    VaultElsewhere {
        environment: String,
    },
    /// Another process has it open.
    VaultInUse,
    /// The database failed in a way that has no better name.
    VaultFailed,
    /// The vault is locked or not open; what was asked needs it.
    VaultClosed,
    /// Not the passphrase.
    PassphraseWrong,
    /// A new passphrase that is too short or too long.
    PassphraseUnfit {
        fewest: u32,
        most: u32,
    },
    /// Not enough memory to use the passphrase.
    OutOfMemory,
    /// A text that is not a recovery kit.
    KitInvalid {
        problem: KitProblem,
    },
    /// A recovery kit, but not one of what is kept here, or one that was revoked.
    KitWrong,
    /// What is kept of a recovery kit was changed, so that it gets no new key.
    KitDamaged,
    /// Telegram cannot be reached. Nothing was asked.
    TelegramUnreachable,
    /// Telegram gave no answer in time, or the connection broke: it may have been done.
    TelegramSilent,
    /// What came back is not what Telegram says; somebody may be in between.
    TelegramGarbled,
    /// Telegram said no in a way that has no better name.
    TelegramRefused {
        name: String,
    },
    /// The proxy cannot be reached or does not let us through. Nothing was asked.
    ProxyUnreachable,
    /// What was typed is no proxy's address.
    ProxyInvalid,
    /// The proxy that was set cannot be read any more. Nobody is reached until it is set anew or
    /// removed.
    ProxyUnreadable,
    /// This build has no api_id and nobody entered one.
    NoApiId,
    /// An api_id or api_hash that Telegram does not know.
    ApiIdInvalid,
    /// Telegram blocked this build's api_id.
    ApiIdPublishedFlood,
    /// What was typed is empty or far too long.
    Unusable,
    /// Asked too often. Times are milliseconds since 1970 UTC.
    FloodWait {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        retry_at: u64,
    },
    /// Asked too often; Telegram names no time.
    PhoneNumberFlood,
    PhoneNumberInvalid,
    /// Nobody has this number; accounts are made in Telegram's app.
    PhoneNumberUnoccupied,
    PhoneNumberBanned,
    PhoneCodeInvalid,
    PhoneCodeExpired,
    /// Another code may be asked for from then on.
    CodeTooEarly {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        retry_at: u64,
    },
    SendCodeUnavailable,
    /// Only Telegram's own apps get this code.
    OfficialAppOnly,
    UpdateAppToLogin,
    EmailInvalid,
    EmailNotAllowed,
    PasswordHashInvalid,
    /// The password was changed elsewhere meanwhile.
    PasswordChanged,
    PasswordRecoveryNa,
    /// A sign-in that is too young to end others.
    FreshResetForbidden {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        retry_at: u64,
    },
    /// Telegram signed this account out.
    SessionRevoked,
    AuthKeyDuplicated,
    /// It was not used for too long.
    SessionExpired,
    /// Telegram does not know its key any more.
    SessionLost,
    UserDeactivated,
    /// Telegram restricted this account.
    UserRestricted,
    /// This sign-in took too long or was ended from another device.
    SignInEnded,
    /// This sign-in is not under way, or something else is to be done first.
    SignInNotNow,
    /// What was asked about is not here any more.
    NotHere,
    /// A text that is no session that could be taken over. Nothing was asked.
    ImportInvalid {
        problem: ImportProblem,
    },
    /// A local name that is too long or shows nothing.
    NameUnfit,
    /// The folder for files that people ask for cannot be written.
    FileNotWritten {
        folder: String,
    },
}

/// What is wrong with the words of a recovery kit. They are not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "kind"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum KitProblem {
    /// Not as many words as a kit has.
    Count { found: u32, needed: u32 },
    /// A word that no kit has, counted from 1.
    Word { place: u32 },
    /// Words of kits, but not these together.
    Checksum,
}

/// What is wrong with the text of a session. It is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ImportProblem {
    /// Not one of Telethon, GramJS, Pyrogram or mtcute, or one that was cut or changed.
    NotASession,
    /// One of a bot.
    Bot,
    /// One of another Telegram, or of somebody else than it says.
    Elsewhere,
}

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum LinkProblem {
    /// Not a `signet://link` at all.
    NotALink,
    /// A part is missing, doubled, unknown or too long: it was probably cut when copied.
    Damaged,
    /// Its platform is not reached by https.
    NotHttps,
    /// Its platform is on a private or local address.
    PrivateAddress,
}

/// A failure nobody asked about, such as a crashed task, until it is dismissed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ProblemSnapshot {
    pub failure: Option<Failure>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_its_code_data_and_reference() {
        let failure = Failure {
            reference: Reference::from_bits([0; 5]),
            cause: Cause::LinkInvalid {
                problem: LinkProblem::NotHttps,
            },
        };
        assert_eq!(
            serde_json::to_value(&failure).unwrap(),
            serde_json::json!({
                "reference": "0000-0000",
                "code": "LINK_INVALID",
                "problem": "notHttps",
            })
        );
    }
}
