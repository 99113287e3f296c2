//! Every error that Telegram documents for what we ask.

use std::time::{Duration, SystemTime};

use signet_contract::platform::Category::{self, Authentication, RateLimit, TelegramApi, Unknown};
use signet_telegram::{Error, Migrant, Refusal};

/// Method, number, name, what it is, its category.
type Row = (&'static str, i32, &'static str, Refusal, Category);

#[rustfmt::skip]
fn table() -> Vec<Row> {
    use Refusal as R;
    let wait = |seconds| R::FloodWait(Duration::from_secs(seconds));
    let to = |what| R::Migrate { what, dc: 4 };
    let (send, resend, sign) = ("auth.sendCode", "auth.resendCode", "auth.signIn");
    let (password, accept) = ("auth.checkPassword", "auth.acceptLoginToken");
    let (recover, end) = ("auth.recoverPassword", "account.resetAuthorization");
    let (days, any) = ("account.setAuthorizationTTL", "users.getUsers");
    vec![
        (send, 400, "API_ID_INVALID", R::ApiIdInvalid, TelegramApi),
        (send, 400, "API_ID_PUBLISHED_FLOOD", R::ApiIdPublishedFlood, RateLimit),
        (send, 400, "PHONE_NUMBER_APP_SIGNUP_FORBIDDEN", R::PhoneNumberAppSignupForbidden, TelegramApi),
        (send, 400, "PHONE_NUMBER_BANNED", R::PhoneNumberBanned, Authentication),
        (send, 400, "PHONE_NUMBER_FLOOD", R::PhoneNumberFlood, RateLimit),
        (send, 400, "PHONE_PASSWORD_PROTECTED", R::PhonePasswordProtected, TelegramApi),
        (send, 400, "SMS_CODE_CREATE_FAILED", R::SmsCodeCreateFailed, TelegramApi),
        (send, 406, "PHONE_NUMBER_INVALID", R::PhoneNumberInvalid, Authentication),
        (send, 406, "PHONE_PASSWORD_FLOOD", R::PhonePasswordFlood, RateLimit),
        (send, 406, "UPDATE_APP_TO_LOGIN", R::UpdateAppToLogin, TelegramApi),
        (send, 500, "AUTH_RESTART", R::AuthRestart, TelegramApi),
        (send, 500, "AUTH_RESTART_3", R::AuthRestart, TelegramApi),
        (send, 403, "RECAPTCHA_CHECK_signup__6Ld", R::RecaptchaCheck, TelegramApi),
        (resend, 400, "PHONE_CODE_EMPTY", R::PhoneCodeEmpty, Authentication),
        (resend, 400, "PHONE_CODE_EXPIRED", R::PhoneCodeExpired, Authentication),
        (resend, 400, "PHONE_CODE_HASH_EMPTY", R::PhoneCodeHashEmpty, Authentication),
        (resend, 406, "PHONE_NUMBER_INVALID", R::PhoneNumberInvalid, Authentication),
        (resend, 406, "SEND_CODE_UNAVAILABLE", R::SendCodeUnavailable, TelegramApi),
        (sign, 400, "PHONE_CODE_EMPTY", R::PhoneCodeEmpty, Authentication),
        (sign, 400, "PHONE_CODE_EXPIRED", R::PhoneCodeExpired, Authentication),
        (sign, 400, "PHONE_CODE_INVALID", R::PhoneCodeInvalid, Authentication),
        (sign, 400, "PHONE_NUMBER_UNOCCUPIED", R::PhoneNumberUnoccupied, Authentication),
        (sign, 401, "SESSION_PASSWORD_NEEDED", R::SessionPasswordNeeded, Authentication),
        (sign, 400, "SESSION_PASSWORD_NEEDED", R::SessionPasswordNeeded, Authentication),
        (sign, 406, "PHONE_NUMBER_INVALID", R::PhoneNumberInvalid, Authentication),
        (sign, 406, "UPDATE_APP_TO_LOGIN", R::UpdateAppToLogin, TelegramApi),
        (sign, 500, "AUTH_RESTART", R::AuthRestart, TelegramApi),
        (sign, 500, "SIGN_IN_FAILED", R::SignInFailed, TelegramApi),
        (password, 400, "PASSWORD_HASH_INVALID", R::PasswordHashInvalid, Authentication),
        (password, 400, "SRP_ID_INVALID", R::SrpIdInvalid, TelegramApi),
        (password, 400, "SRP_PASSWORD_CHANGED", R::SrpPasswordChanged, Authentication),
        (password, 500, "AUTH_KEY_UNSYNCHRONIZED", R::AuthKeyUnsynchronized, Authentication),
        (accept, 400, "AUTH_TOKEN_ALREADY_ACCEPTED", R::AuthTokenAlreadyAccepted, TelegramApi),
        (accept, 400, "AUTH_TOKEN_EXCEPTION", R::AuthTokenException, TelegramApi),
        (accept, 400, "AUTH_TOKEN_EXPIRED", R::AuthTokenExpired, TelegramApi),
        (accept, 400, "AUTH_TOKEN_INVALIDX", R::AuthTokenInvalid, TelegramApi),
        (recover, 400, "PASSWORD_EMPTY", R::PasswordEmpty, Authentication),
        (recover, 400, "PASSWORD_RECOVERY_NA", R::PasswordRecoveryUnavailable, TelegramApi),
        (recover, 400, "CODE_INVALID", R::CodeInvalid, Authentication),
        (recover, 400, "PASSWORD_RECOVERY_EXPIRED", R::PasswordRecoveryExpired, Authentication),
        (end, 406, "FRESH_RESET_AUTHORISATION_FORBIDDEN", R::FreshResetForbidden, TelegramApi),
        (end, 400, "HASH_INVALID", R::HashInvalid, TelegramApi),
        (days, 406, "FRESH_RESET_AUTHORISATION_FORBIDDEN", R::FreshResetForbidden, TelegramApi),
        (days, 400, "TTL_DAYS_INVALID", R::TtlDaysInvalid, TelegramApi),
        (any, 303, "PHONE_MIGRATE_4", to(Migrant::Phone), TelegramApi),
        (any, 303, "NETWORK_MIGRATE_4", to(Migrant::Network), TelegramApi),
        (any, 303, "USER_MIGRATE_4", to(Migrant::User), TelegramApi),
        (any, 303, "FILE_MIGRATE_4", to(Migrant::File), TelegramApi),
        (any, 303, "STATS_MIGRATE_4", to(Migrant::Stats), TelegramApi),
        (any, 420, "FLOOD_WAIT_0", wait(0), RateLimit),
        (any, 420, "FLOOD_WAIT_86400", wait(86_400), RateLimit),
        (any, 401, "AUTH_KEY_UNREGISTERED", R::AuthKeyUnregistered, Authentication),
        (any, 401, "AUTH_KEY_INVALID", R::AuthKeyInvalid, Authentication),
        (any, 401, "AUTH_KEY_PERM_EMPTY", R::AuthKeyPermEmpty, Authentication),
        (any, 401, "SESSION_REVOKED", R::SessionRevoked, Authentication),
        (any, 401, "SESSION_EXPIRED", R::SessionExpired, Authentication),
        (any, 401, "USER_DEACTIVATED", R::UserDeactivated, Authentication),
        (any, 401, "USER_DEACTIVATED_BAN", R::UserDeactivatedBan, Authentication),
        (any, 406, "AUTH_KEY_DUPLICATED", R::AuthKeyDuplicated, Authentication),
        (any, 420, "FROZEN_METHOD_INVALID", R::FrozenMethodInvalid, TelegramApi),
        (any, 400, "FROZEN_PARTICIPANT_MISSING", R::FrozenParticipantMissing, TelegramApi),
        (any, 400, "NEW_AND_STRANGE", R::Unknown { code: 400, name: "NEW_AND_STRANGE".to_owned() }, Unknown),
    ]
}

#[test]
fn each_documented_error_is_its_own() {
    for (method, code, name, refusal, category) in table() {
        let error = Error::from_rpc(method, code, name);
        assert_eq!(error.refusal(), Some(&refusal), "{name}");
        assert_eq!(error.category(), category, "{name}");
        assert!(error.to_string().starts_with(method), "{error}");
        assert!(!error.may_be_done());
    }
}

#[test]
fn a_wait_becomes_a_time() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let at = |name| Error::from_rpc("auth.sendCode", 420, name).retry_at(now);
    assert_eq!(at("FLOOD_WAIT_60"), Some(now + Duration::from_secs(60)));
    assert_eq!(at("FLOOD_WAIT_18446744073709551615"), None);
    assert_eq!(at("PHONE_NUMBER_FLOOD"), None);
}
