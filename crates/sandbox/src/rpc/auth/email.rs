//! The login e-mail: set up on the way in, or done without.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::auth::code::{deliver, find};
use crate::rpc::error::RpcError;
use crate::world::accounts::{Account, CodeWay};
use crate::world::codes::SentCode;
use crate::world::emails::{Mismatch, Purpose, is_address, pattern};

pub(crate) fn code_of(verification: tl::enums::EmailVerification) -> Result<String, RpcError> {
    match verification {
        tl::enums::EmailVerification::Code(given) => Ok(given.code),
        tl::enums::EmailVerification::Google(_) | tl::enums::EmailVerification::Apple(_) => {
            Err(RpcError::bad("EMAIL_TOKEN_INVALID"))
        }
    }
}

pub(crate) fn send(
    call: &mut Call<'_>,
    request: tl::functions::account::SendVerifyEmailCode,
) -> Result<tl::enums::account::SentEmailCode, RpcError> {
    let (sent, _) = setting_up(call, &request.purpose)?;
    if !is_address(&request.email) {
        return Err(RpcError::bad("EMAIL_INVALID"));
    }
    let now = call.world.now();
    let address = request.email.clone();
    let length = owner(call, &sent)?
        .emails
        .send(Purpose::Setup { address }, now);
    let answer = tl::types::account::SentEmailCode {
        email_pattern: pattern(&request.email),
        length,
    };
    Ok(tl::enums::account::SentEmailCode::Code(answer))
}

/// A proven address is where the code of this sign-in is sent at once.
pub(crate) fn verify(
    call: &mut Call<'_>,
    request: tl::functions::account::VerifyEmail,
) -> Result<tl::enums::account::EmailVerified, RpcError> {
    let (mut sent, hash) = setting_up(call, &request.purpose)?;
    let code = code_of(request.verification)?;
    let (now, lifetime) = (call.world.now(), call.world.rules.code_seconds);
    let owner = owner(call, &sent)?;
    let address = match owner.emails.prove(&code, now, lifetime, true) {
        Ok(Purpose::Setup { address }) => address,
        Ok(Purpose::Recovery) | Err(Mismatch::Wrong) => return Err(RpcError::bad("CODE_INVALID")),
        Err(Mismatch::Expired) => return Err(RpcError::bad("EMAIL_VERIFY_EXPIRED")),
    };
    owner.emails.login = Some(address.clone());
    for way in owner.ways.iter_mut().chain(&mut sent.ways) {
        if *way == CodeWay::EmailSetup {
            *way = CodeWay::Email;
        }
    }
    call.world.codes.remove(&hash);
    sent.sent = now;
    let verified = tl::types::account::EmailVerifiedLogin {
        email: address,
        sent_code: deliver(call, sent),
    };
    Ok(tl::enums::account::EmailVerified::Login(verified))
}

/// Asked for once, granted when the time is over: then the next way is taken.
pub(crate) fn reset(
    call: &mut Call<'_>,
    request: tl::functions::auth::ResetLoginEmail,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    let mut sent = find(call, &request.phone_number, &request.phone_code_hash)?;
    let (now, period) = (call.world.now(), call.world.rules.email_reset_seconds);
    let emails = &mut owner(call, &sent)?.emails;
    if emails.login.is_none() {
        return Err(RpcError::bad("EMAIL_INSTALL_MISSING"));
    }
    match emails.reset_at {
        None => emails.reset_at = Some(now + i64::from(period)),
        Some(at) if at > now => return Err(RpcError::bad("TASK_ALREADY_EXISTS")),
        Some(_) => {
            emails.reset_at = None;
            emails.login = None;
            let owner = owner(call, &sent)?;
            owner.ways.retain(|way| *way != CodeWay::Email);
            sent.ways = vec![CodeWay::Sms];
            sent.way = 0;
        }
    }
    call.world.codes.remove(&request.phone_code_hash);
    sent.sent = now;
    Ok(deliver(call, sent))
}

/// The sign-in that waits for an address, and its hash.
fn setting_up(
    call: &Call<'_>,
    purpose: &tl::enums::EmailVerifyPurpose,
) -> Result<(SentCode, String), RpcError> {
    let tl::enums::EmailVerifyPurpose::LoginSetup(setup) = purpose else {
        return Err(RpcError::bad("EMAIL_NOT_ALLOWED"));
    };
    let hash = setup.phone_code_hash.clone();
    let sent =
        find(call, &setup.phone_number, &hash).map_err(|_| RpcError::bad("PHONE_HASH_EXPIRED"))?;
    if sent.ways.get(sent.way) == Some(&CodeWay::EmailSetup) {
        Ok((sent, hash))
    } else {
        Err(RpcError::bad("EMAIL_NOT_SETUP"))
    }
}

fn owner<'a>(call: &'a mut Call<'_>, sent: &SentCode) -> Result<&'a mut Account, RpcError> {
    let account = sent.account.and_then(|id| call.world.accounts.get_mut(id));
    account.ok_or_else(|| RpcError::bad("PHONE_NUMBER_UNOCCUPIED"))
}
