//! Telegram's own errors, by name.

use std::{fmt, time::Duration};

/// Longer names do not exist; a longer one is cut.
const MAX_NAME: usize = 64;

macro_rules! refusals {
    ($( $variant:ident = $name:literal ),+ $(,)?) => {
        /// What Telegram answered instead of a result. It was not done.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Refusal {
            $( #[doc = concat!("`", $name, "`")] $variant, )+
            /// `FLOOD_WAIT_n` and its relatives: asked too often; again after this.
            FloodWait(Duration),
            /// `PHONE_MIGRATE_n` and its relatives: ask this data centre.
            Migrate {
                /// What lives there.
                what: Migrant,
                /// Its number.
                dc: u8,
            },
            /// `AUTH_RESTART`, also with a number: begin the sign-in anew.
            AuthRestart,
            /// `RECAPTCHA_CHECK_…`: only official apps can answer.
            RecaptchaCheck,
            /// `EMAIL_UNCONFIRMED_n`: an e-mail was sent with a code of this length.
            EmailUnconfirmed(Option<u8>),
            /// `2FA_CONFIRM_WAIT_n`: the account is deleted after this, unless it is confirmed.
            ConfirmWait(Duration),
            /// One we do not know.
            Unknown {
                /// Its number, such as 400.
                code: i32,
                /// Its name, reduced to `A-Z`, `0-9` and `_`.
                name: String,
            },
        }

        impl Refusal {
            /// Every error without data, and its name.
            #[cfg(test)]
            const NAMED: &[(&str, Self)] = &[$( ($name, Self::$variant) ),+];

            fn named(name: &str) -> Option<Self> {
                match name {
                    $( $name => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        /// The name; for what carries data, with its number.
        impl fmt::Display for Refusal {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $( Self::$variant => f.write_str($name), )+
                    Self::FloodWait(wait) => write!(f, "FLOOD_WAIT_{}", wait.as_secs()),
                    Self::Migrate { what, dc } => write!(f, "{}_MIGRATE_{dc}", what.name()),
                    Self::AuthRestart => f.write_str("AUTH_RESTART"),
                    Self::RecaptchaCheck => f.write_str("RECAPTCHA_CHECK"),
                    Self::EmailUnconfirmed(_) => f.write_str("EMAIL_UNCONFIRMED"),
                    Self::ConfirmWait(wait) => write!(f, "2FA_CONFIRM_WAIT_{}", wait.as_secs()),
                    Self::Unknown { code, name } => write!(f, "{code} {name}"),
                }
            }
        }
    };
}

refusals! {
    ApiIdInvalid = "API_ID_INVALID",
    ApiIdPublishedFlood = "API_ID_PUBLISHED_FLOOD",
    AuthBytesInvalid = "AUTH_BYTES_INVALID",
    AuthKeyDuplicated = "AUTH_KEY_DUPLICATED",
    AuthKeyInvalid = "AUTH_KEY_INVALID",
    AuthKeyPermEmpty = "AUTH_KEY_PERM_EMPTY",
    AuthKeyUnregistered = "AUTH_KEY_UNREGISTERED",
    AuthKeyUnsynchronized = "AUTH_KEY_UNSYNCHRONIZED",
    AuthTokenAlreadyAccepted = "AUTH_TOKEN_ALREADY_ACCEPTED",
    AuthTokenException = "AUTH_TOKEN_EXCEPTION",
    AuthTokenExpired = "AUTH_TOKEN_EXPIRED",
    AuthTokenInvalid = "AUTH_TOKEN_INVALID",
    CodeInvalid = "CODE_INVALID",
    ConnectionNotInited = "CONNECTION_NOT_INITED",
    EmailInvalid = "EMAIL_INVALID",
    EmailNotAllowed = "EMAIL_NOT_ALLOWED",
    EmailVerifyExpired = "EMAIL_VERIFY_EXPIRED",
    FreshResetForbidden = "FRESH_RESET_AUTHORISATION_FORBIDDEN",
    FrozenMethodInvalid = "FROZEN_METHOD_INVALID",
    FrozenParticipantMissing = "FROZEN_PARTICIPANT_MISSING",
    HashInvalid = "HASH_INVALID",
    PasswordEmpty = "PASSWORD_EMPTY",
    PasswordHashInvalid = "PASSWORD_HASH_INVALID",
    PasswordRecoveryExpired = "PASSWORD_RECOVERY_EXPIRED",
    PasswordRecoveryUnavailable = "PASSWORD_RECOVERY_NA",
    PhoneCodeEmpty = "PHONE_CODE_EMPTY",
    PhoneCodeExpired = "PHONE_CODE_EXPIRED",
    PhoneCodeHashEmpty = "PHONE_CODE_HASH_EMPTY",
    PhoneCodeInvalid = "PHONE_CODE_INVALID",
    PhoneHashExpired = "PHONE_HASH_EXPIRED",
    PhoneNumberAppSignupForbidden = "PHONE_NUMBER_APP_SIGNUP_FORBIDDEN",
    PhoneNumberBanned = "PHONE_NUMBER_BANNED",
    PhoneNumberFlood = "PHONE_NUMBER_FLOOD",
    PhoneNumberInvalid = "PHONE_NUMBER_INVALID",
    PhoneNumberUnoccupied = "PHONE_NUMBER_UNOCCUPIED",
    PhonePasswordFlood = "PHONE_PASSWORD_FLOOD",
    PhonePasswordProtected = "PHONE_PASSWORD_PROTECTED",
    SendCodeUnavailable = "SEND_CODE_UNAVAILABLE",
    SessionExpired = "SESSION_EXPIRED",
    SessionPasswordNeeded = "SESSION_PASSWORD_NEEDED",
    SessionRevoked = "SESSION_REVOKED",
    SignInFailed = "SIGN_IN_FAILED",
    SmsCodeCreateFailed = "SMS_CODE_CREATE_FAILED",
    SrpIdInvalid = "SRP_ID_INVALID",
    SrpPasswordChanged = "SRP_PASSWORD_CHANGED",
    TaskAlreadyExists = "TASK_ALREADY_EXISTS",
    TtlDaysInvalid = "TTL_DAYS_INVALID",
    UpdateAppToLogin = "UPDATE_APP_TO_LOGIN",
    UserDeactivated = "USER_DEACTIVATED",
    UserDeactivatedBan = "USER_DEACTIVATED_BAN",
}

/// What lives on another data centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migrant {
    /// A number that is signing in.
    Phone,
    /// Whoever is nearer to it.
    Network,
    /// The account.
    User,
    /// A file.
    File,
    /// Statistics.
    Stats,
}

impl Refusal {
    /// The name decides, not the number: some errors come with several numbers.
    pub(super) fn read(code: i32, name: &str) -> Self {
        // The server's own documents spell it both ways.
        if matches!(name, "AUTH_TOKEN_INVALID" | "AUTH_TOKEN_INVALIDX") {
            return Self::AuthTokenInvalid;
        }
        Self::named(name)
            .or_else(|| Self::with_data(name))
            .unwrap_or_else(|| Self::Unknown {
                code,
                name: sanitised(name),
            })
    }

    fn with_data(name: &str) -> Option<Self> {
        if name.starts_with("RECAPTCHA_CHECK_") {
            return Some(Self::RecaptchaCheck);
        }
        match name {
            "AUTH_RESTART" => return Some(Self::AuthRestart),
            "EMAIL_UNCONFIRMED" => return Some(Self::EmailUnconfirmed(None)),
            _ => {}
        }
        let (stem, number) = name.rsplit_once('_')?;
        let number: u64 = number.parse().ok()?;
        let migrate = |what| {
            let dc = u8::try_from(number).ok().filter(|dc| *dc > 0)?;
            Some(Self::Migrate { what, dc })
        };
        match stem {
            "FLOOD_WAIT" | "FLOOD_PREMIUM_WAIT" | "SLOWMODE_WAIT" | "FLOOD_TEST_PHONE_WAIT" => {
                Some(Self::FloodWait(Duration::from_secs(number)))
            }
            "2FA_CONFIRM_WAIT" => Some(Self::ConfirmWait(Duration::from_secs(number))),
            "AUTH_RESTART" => Some(Self::AuthRestart),
            "EMAIL_UNCONFIRMED" => Some(Self::EmailUnconfirmed(u8::try_from(number).ok())),
            "PHONE_MIGRATE" => migrate(Migrant::Phone),
            "NETWORK_MIGRATE" => migrate(Migrant::Network),
            "USER_MIGRATE" => migrate(Migrant::User),
            "FILE_MIGRATE" => migrate(Migrant::File),
            "STATS_MIGRATE" => migrate(Migrant::Stats),
            _ => None,
        }
    }
}

impl Migrant {
    fn name(self) -> &'static str {
        match self {
            Self::Phone => "PHONE",
            Self::Network => "NETWORK",
            Self::User => "USER",
            Self::File => "FILE",
            Self::Stats => "STATS",
        }
    }
}

/// A server's text is shown and logged only in these characters.
fn sanitised(name: &str) -> String {
    let plain = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_';
    name.chars().filter(plain).take(MAX_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_what_it_is_shown_as() {
        for (name, refusal) in Refusal::NAMED {
            assert_eq!(Refusal::read(400, name), *refusal, "{name}");
            assert_eq!(refusal.to_string(), *name);
        }
    }

    #[test]
    fn data_is_taken_out_of_the_name() {
        let wait = Refusal::FloodWait(Duration::from_secs(86_400));
        assert_eq!(Refusal::read(420, "FLOOD_WAIT_86400"), wait);
        assert_eq!(wait.to_string(), "FLOOD_WAIT_86400");
        let premium = Refusal::FloodWait(Duration::from_secs(3));
        assert_eq!(Refusal::read(420, "FLOOD_PREMIUM_WAIT_3"), premium);
        for (name, what) in [
            ("PHONE_MIGRATE_4", Migrant::Phone),
            ("NETWORK_MIGRATE_4", Migrant::Network),
            ("USER_MIGRATE_4", Migrant::User),
            ("FILE_MIGRATE_4", Migrant::File),
            ("STATS_MIGRATE_4", Migrant::Stats),
        ] {
            let refusal = Refusal::read(303, name);
            assert_eq!(refusal, Refusal::Migrate { what, dc: 4 });
            assert_eq!(refusal.to_string(), name);
        }
        for name in ["AUTH_RESTART", "AUTH_RESTART_7"] {
            assert_eq!(Refusal::read(500, name), Refusal::AuthRestart);
        }
        let recaptcha = Refusal::read(403, "RECAPTCHA_CHECK_signup__6LdmhKwqAAAAA");
        assert_eq!(recaptcha, Refusal::RecaptchaCheck);
        let email = Refusal::read(400, "EMAIL_UNCONFIRMED_6");
        assert_eq!(email, Refusal::EmailUnconfirmed(Some(6)));
        assert_eq!(
            Refusal::read(400, "AUTH_TOKEN_INVALIDX"),
            Refusal::AuthTokenInvalid
        );
    }

    #[test]
    fn what_is_not_known_keeps_its_name_in_plain_letters() {
        let unknown = |code, name: &str| Refusal::Unknown {
            code,
            name: name.to_owned(),
        };
        let read = Refusal::read;
        assert_eq!(read(400, "BRAND_NEW_3"), unknown(400, "BRAND_NEW_3"));
        assert_eq!(read(400, "no: \"+49151\"\n\u{202e}"), unknown(400, "49151"));
        assert_eq!(read(400, &"X".repeat(1000)), unknown(400, &"X".repeat(64)));
        for name in ["", "_", "FLOOD_WAIT_", "FLOOD_WAIT_-1", "PHONE_MIGRATE_0"] {
            assert!(matches!(read(420, name), Refusal::Unknown { .. }), "{name}");
        }
        let huge = "FLOOD_WAIT_99999999999999999999";
        assert_eq!(read(420, huge), unknown(420, huge));
    }
}
