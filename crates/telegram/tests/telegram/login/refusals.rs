//! Every error that Telegram answers a sign-in with, and where it leads.

use signet_sandbox::Fault;
use signet_telegram::login::{Cause, DeadEnd, Input, LoginFlow, Snapshot, Step};
use signet_telegram::{Error, Refusal};

use super::journey::{World, goes_on, submit, until};
use super::places::Place;

/// Where an error leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    /// It is shown, and the same can be tried again.
    Nowhere,
    /// It is shown; this code is over, another can be asked for.
    ToNewCode,
    /// It is shown, and all begins with the number.
    ToPhone,
    /// To a dead end with a way on.
    To(DeadEnd),
    /// The code is asked for on another DC.
    ToCode,
    /// The password is asked about.
    ToPassword,
    /// It is dealt with, and nobody notices.
    On,
}

use Leads::{Nowhere, On, To, ToCode, ToNewCode, ToPassword, ToPhone};

/// One error, met in one place.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub place: Place,
    pub method: &'static str,
    pub code: i32,
    pub name: &'static str,
    pub leads: Leads,
}

const fn row(
    place: Place,
    method: &'static str,
    code: i32,
    name: &'static str,
    leads: Leads,
) -> Row {
    Row {
        place,
        method,
        code,
        name,
        leads,
    }
}

const SEND: &str = "auth.sendCode";
const RESEND: &str = "auth.resendCode";
const SIGN_IN: &str = "auth.signIn";
const CHECK: &str = "auth.checkPassword";
const EXPORT: &str = "auth.exportLoginToken";
const MAIL: &str = "auth.requestPasswordRecovery";
const PROVE: &str = "auth.checkRecoveryPassword";
const RECOVER: &str = "auth.recoverPassword";

pub const ROWS: &[Row] = &[
    row(Place::Phone, SEND, 400, "API_ID_INVALID", Nowhere),
    row(Place::Phone, SEND, 400, "API_ID_PUBLISHED_FLOOD", Nowhere),
    row(
        Place::Phone,
        SEND,
        400,
        "PHONE_NUMBER_APP_SIGNUP_FORBIDDEN",
        To(DeadEnd::OfficialApp),
    ),
    row(
        Place::Phone,
        SEND,
        400,
        "PHONE_NUMBER_BANNED",
        To(DeadEnd::Banned),
    ),
    row(Place::Phone, SEND, 400, "PHONE_NUMBER_FLOOD", Nowhere),
    row(Place::Phone, SEND, 400, "PHONE_PASSWORD_PROTECTED", Nowhere),
    row(Place::Phone, SEND, 400, "SMS_CODE_CREATE_FAILED", Nowhere),
    row(Place::Phone, SEND, 406, "PHONE_NUMBER_INVALID", Nowhere),
    row(Place::Phone, SEND, 406, "PHONE_PASSWORD_FLOOD", Nowhere),
    row(
        Place::Phone,
        SEND,
        406,
        "UPDATE_APP_TO_LOGIN",
        To(DeadEnd::UpdateApp),
    ),
    row(Place::Phone, SEND, 500, "AUTH_RESTART", Nowhere),
    row(Place::Phone, SEND, 500, "AUTH_RESTART_3", Nowhere),
    row(
        Place::Phone,
        SEND,
        403,
        "RECAPTCHA_CHECK_signup__6Ldm",
        To(DeadEnd::OfficialApp),
    ),
    row(Place::Phone, SEND, 303, "PHONE_MIGRATE_3", ToCode),
    row(Place::Phone, SEND, 303, "NETWORK_MIGRATE_1", ToCode),
    row(Place::Phone, SEND, 420, "FLOOD_WAIT_3600", Nowhere),
    row(Place::Phone, SEND, 400, "BRAND_NEW", Nowhere),
    row(Place::Code, RESEND, 400, "PHONE_CODE_EMPTY", Nowhere),
    row(Place::Code, RESEND, 400, "PHONE_CODE_EXPIRED", ToNewCode),
    row(Place::Code, RESEND, 400, "PHONE_CODE_HASH_EMPTY", ToNewCode),
    row(Place::Code, RESEND, 406, "PHONE_NUMBER_INVALID", Nowhere),
    row(Place::Code, RESEND, 406, "SEND_CODE_UNAVAILABLE", Nowhere),
    row(Place::Code, SIGN_IN, 400, "PHONE_CODE_EMPTY", Nowhere),
    row(Place::Code, SIGN_IN, 400, "PHONE_CODE_EXPIRED", ToNewCode),
    row(Place::Code, SIGN_IN, 400, "PHONE_CODE_INVALID", Nowhere),
    row(
        Place::Code,
        SIGN_IN,
        400,
        "PHONE_NUMBER_UNOCCUPIED",
        To(DeadEnd::SignUp),
    ),
    row(
        Place::Code,
        SIGN_IN,
        401,
        "SESSION_PASSWORD_NEEDED",
        ToPassword,
    ),
    row(
        Place::Code,
        SIGN_IN,
        400,
        "SESSION_PASSWORD_NEEDED",
        ToPassword,
    ),
    row(Place::Code, SIGN_IN, 406, "PHONE_NUMBER_INVALID", Nowhere),
    row(
        Place::Code,
        SIGN_IN,
        406,
        "UPDATE_APP_TO_LOGIN",
        To(DeadEnd::UpdateApp),
    ),
    row(Place::Code, SIGN_IN, 500, "AUTH_RESTART", ToPhone),
    row(Place::Code, SIGN_IN, 500, "SIGN_IN_FAILED", Nowhere),
    row(Place::Code, SIGN_IN, 303, "USER_MIGRATE_3", On),
    row(Place::Code, SIGN_IN, 420, "FLOOD_WAIT_60", Nowhere),
    row(Place::Code, SIGN_IN, 401, "AUTH_KEY_UNREGISTERED", ToPhone),
    row(Place::Code, SIGN_IN, 401, "AUTH_KEY_INVALID", ToPhone),
    row(Place::Code, SIGN_IN, 401, "AUTH_KEY_PERM_EMPTY", ToPhone),
    row(Place::Code, SIGN_IN, 401, "SESSION_REVOKED", ToPhone),
    row(Place::Code, SIGN_IN, 401, "SESSION_EXPIRED", ToPhone),
    row(
        Place::Code,
        SIGN_IN,
        401,
        "USER_DEACTIVATED",
        To(DeadEnd::Banned),
    ),
    row(
        Place::Code,
        SIGN_IN,
        401,
        "USER_DEACTIVATED_BAN",
        To(DeadEnd::Banned),
    ),
    row(Place::Code, SIGN_IN, 406, "AUTH_KEY_DUPLICATED", ToPhone),
    row(Place::Code, SIGN_IN, 420, "FROZEN_METHOD_INVALID", Nowhere),
    row(
        Place::Code,
        SIGN_IN,
        400,
        "FROZEN_PARTICIPANT_MISSING",
        Nowhere,
    ),
    row(
        Place::EmailCode,
        SIGN_IN,
        400,
        "PHONE_CODE_INVALID",
        Nowhere,
    ),
    row(
        Place::EmailCode,
        SIGN_IN,
        400,
        "PHONE_CODE_EXPIRED",
        ToNewCode,
    ),
    row(
        Place::EmailSetup,
        "account.sendVerifyEmailCode",
        400,
        "EMAIL_INVALID",
        Nowhere,
    ),
    row(
        Place::EmailSetup,
        "account.sendVerifyEmailCode",
        400,
        "EMAIL_NOT_ALLOWED",
        Nowhere,
    ),
    row(
        Place::EmailSetup,
        "account.sendVerifyEmailCode",
        400,
        "PHONE_HASH_EXPIRED",
        ToNewCode,
    ),
    row(
        Place::EmailProof,
        "account.verifyEmail",
        400,
        "CODE_INVALID",
        Nowhere,
    ),
    row(
        Place::EmailProof,
        "account.verifyEmail",
        400,
        "EMAIL_VERIFY_EXPIRED",
        Nowhere,
    ),
    row(
        Place::Password,
        CHECK,
        400,
        "PASSWORD_HASH_INVALID",
        Nowhere,
    ),
    row(Place::Password, CHECK, 400, "SRP_ID_INVALID", On),
    row(Place::Password, CHECK, 400, "SRP_PASSWORD_CHANGED", Nowhere),
    row(
        Place::Password,
        CHECK,
        500,
        "AUTH_KEY_UNSYNCHRONIZED",
        Nowhere,
    ),
    row(Place::Password, CHECK, 420, "FLOOD_WAIT_60", Nowhere),
    row(
        Place::Password,
        CHECK,
        401,
        "AUTH_KEY_UNREGISTERED",
        ToPhone,
    ),
    row(Place::Password, CHECK, 406, "AUTH_KEY_DUPLICATED", ToPhone),
    row(Place::Password, MAIL, 400, "PASSWORD_EMPTY", Nowhere),
    row(Place::Password, MAIL, 400, "PASSWORD_RECOVERY_NA", Nowhere),
    row(Place::Recovery, PROVE, 400, "CODE_INVALID", Nowhere),
    row(
        Place::Recovery,
        PROVE,
        400,
        "PASSWORD_RECOVERY_EXPIRED",
        Nowhere,
    ),
    row(Place::Recovery, RECOVER, 400, "CODE_INVALID", Nowhere),
    row(
        Place::Recovery,
        RECOVER,
        400,
        "PASSWORD_RECOVERY_EXPIRED",
        Nowhere,
    ),
    row(Place::Qr, EXPORT, 400, "API_ID_INVALID", Nowhere),
    row(Place::Qr, EXPORT, 400, "API_ID_PUBLISHED_FLOOD", Nowhere),
    row(
        Place::Qr,
        EXPORT,
        400,
        "AUTH_TOKEN_ALREADY_ACCEPTED",
        Nowhere,
    ),
    row(Place::Qr, EXPORT, 400, "AUTH_TOKEN_EXCEPTION", Nowhere),
    row(Place::Qr, EXPORT, 400, "AUTH_TOKEN_EXPIRED", Nowhere),
    row(Place::Qr, EXPORT, 400, "AUTH_TOKEN_INVALIDX", Nowhere),
    row(Place::Qr, EXPORT, 420, "FLOOD_WAIT_60", Nowhere),
    row(Place::Qr, EXPORT, 500, "AUTH_RESTART", ToPhone),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_telegram_leads_somewhere() {
    for row in ROWS {
        met(*row).await;
    }
}

async fn met(row: Row) {
    let Row { place, method, .. } = row;
    let (world, begins_at) = match method {
        EXPORT => (Place::Qr.world(), Place::Phone),
        // Of an account that has a recovery e-mail.
        MAIL => (Place::Recovery.world(), Place::Password),
        _ => (place.world(), place),
    };
    let flow = begins_at.reach(&world).await;
    let before = world.codes();
    let asked = world.asked(method);
    let error = Fault::Error {
        code: row.code,
        message: row.name.to_owned(),
    };
    world.sandbox.script(method, 1, error);
    let snapshot = act(&world, &flow, row).await;
    let snapshot = if snapshot.busy {
        until(&flow, |s| !s.busy).await
    } else {
        snapshot
    };
    assert!(world.asked(method) > asked, "{row:?}");
    let by_person = u64::from(method == SEND);
    // There and, since the number does not live there, back.
    let moves = if row.leads == ToCode { 2 } else { 0 };
    assert_eq!(world.codes(), before + by_person + moves, "{row:?}");
    judge(&world, &snapshot, row);
    world.sandbox.clear_faults();
    if matches!(snapshot.step, Step::Done { .. }) {
        world.is_signed_in(flow).await;
        return;
    }
    goes_on(&snapshot);
    assert!(flow.close().await, "{row:?}");
    let lost = matches!(row.name, "AUTH_KEY_DUPLICATED" | "AUTH_KEY_INVALID");
    if !lost && !row.name.starts_with("AUTH_KEY_UN") {
        // A server that says such a thing of a key that it knows does not let it end anything.
        assert_eq!(world.devices(), Vec::<String>::new(), "{row:?}");
    }
    assert_eq!(world.store.forms().len(), 0, "{row:?}");
    crate::telegram::unbroken(&world.sandbox);
}

async fn act(world: &World, flow: &LoginFlow, row: Row) -> Snapshot {
    let input = match row.method {
        SEND => Input::Phone("9996621234".into()),
        RESEND => Input::Resend,
        EXPORT => Input::UseQr,
        MAIL => Input::Recover,
        _ => {
            row.place.go_on_until_left(world, flow).await;
            return flow.snapshot();
        }
    };
    submit(flow, input).await
}

fn judge(world: &World, snapshot: &Snapshot, row: Row) {
    let shown = match &snapshot.failure {
        Some(failure) => match &failure.cause {
            Cause::Telegram(Error::Refused { refusal, .. }) => Some(refusal.clone()),
            other => panic!("{row:?}: {other:?}"),
        },
        None => None,
    };
    let wanted = Error::from_rpc(row.method, row.code, row.name);
    let wanted = wanted.refusal().cloned();
    if let (Some(Refusal::FloodWait(_)), Some(failure)) = (&wanted, &snapshot.failure) {
        assert!(failure.retry_at.is_some(), "{row:?}");
    }
    match row.leads {
        Nowhere => {
            assert_eq!(shown, wanted, "{row:?}");
            let stays = row.place == Place::Qr && matches!(snapshot.step, Step::Qr { .. });
            assert!(
                stays || row.place.is_shown(snapshot),
                "{row:?}: {snapshot:?}"
            );
        }
        ToNewCode => {
            assert_eq!(shown, wanted, "{row:?}");
            let new = signet_telegram::login::InputKind::NewCode;
            assert!(snapshot.offers.contains(&new), "{row:?}: {snapshot:?}");
        }
        ToPhone => {
            assert_eq!(shown, wanted, "{row:?}");
            assert_eq!(snapshot.step, Step::Phone, "{row:?}");
        }
        To(why) => {
            assert_eq!(shown, wanted, "{row:?}");
            assert_eq!(snapshot.step, Step::DeadEnd(why), "{row:?}");
        }
        ToCode => assert!(Place::Code.is_shown(snapshot), "{row:?}: {snapshot:?}"),
        // The sandbox knows of no password here; that it is asked about is what matters.
        ToPassword => assert!(world.asked("account.getPassword") > 0, "{row:?}"),
        On => {
            assert!(
                matches!(snapshot.step, Step::Done { .. }),
                "{row:?}: {snapshot:?}"
            );
        }
    }
}
