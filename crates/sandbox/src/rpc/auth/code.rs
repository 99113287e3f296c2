//! Sending a code, sending it another way, taking it back.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::world::accounts::{CodeWay, Standing, digits, test_number};
use crate::world::codes::{Circumstances, SentCode};
use crate::world::emails::pattern;
use crate::{clock, random};

const DAY: i64 = 86_400;

pub(crate) fn send(
    call: &mut Call<'_>,
    request: tl::functions::auth::SendCode,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    call.check_api(request.api_id, &request.api_hash)?;
    let phone = digits(&request.phone_number);
    if !(7..=15).contains(&phone.len()) {
        return Err(RpcError::not_acceptable("PHONE_NUMBER_INVALID"));
    }
    let account = call.world.accounts.by_phone(&phone);
    let test = test_number(&phone);
    let home = account
        .map(|account| account.dc)
        .or(test.as_ref().map(|(dc, _)| *dc))
        .unwrap_or(call.dc);
    if !call.world.has_dc(home) {
        return Err(RpcError::not_acceptable("PHONE_NUMBER_INVALID"));
    }
    if home != call.dc {
        return Err(RpcError::migrate("PHONE", home));
    }
    match account.map(|account| account.standing) {
        Some(Standing::Banned) => return Err(RpcError::bad("PHONE_NUMBER_BANNED")),
        Some(Standing::Good | Standing::Frozen | Standing::Deleted) | None => {}
    }
    let account = account
        .filter(|account| account.standing != Standing::Deleted)
        .map(|account| account.id);
    if let Some(account) = account
        && let tl::enums::CodeSettings::Settings(settings) = &request.settings
        && let Some(tokens) = &settings.logout_tokens
        && call.world.redeem(account, tokens)
    {
        let authorization = call.enter(account)?;
        let success = tl::types::auth::SentCodeSuccess { authorization };
        return Ok(tl::enums::auth::SentCode::Success(success));
    }
    let code = test.map_or_else(random::code, |(_, code)| code);
    let mut ways = vec![CodeWay::Sms, CodeWay::Call];
    if let Some(account) = account {
        ways = count(call, account)?;
    }
    let sent = SentCode {
        phone,
        account,
        code,
        ways,
        way: 0,
        sent: call.world.now(),
        attempts: 0,
        over: false,
    };
    Ok(deliver(call, sent))
}

pub(crate) fn resend(
    call: &mut Call<'_>,
    request: tl::functions::auth::ResendCode,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    let mut sent = find(call, &request.phone_number, &request.phone_code_hash)?;
    if sent.way + 1 >= sent.ways.len() {
        return Err(RpcError::not_acceptable("SEND_CODE_UNAVAILABLE"));
    }
    call.world.codes.remove(&request.phone_code_hash);
    sent.way += 1;
    sent.sent = call.world.now();
    sent.attempts = 0;
    Ok(deliver(call, sent))
}

pub(crate) fn cancel(
    call: &mut Call<'_>,
    request: tl::functions::auth::CancelCode,
) -> Result<bool, RpcError> {
    find(call, &request.phone_number, &request.phone_code_hash)?;
    if let Some(sent) = call.world.codes.get_mut(&request.phone_code_hash) {
        sent.over = true;
    }
    Ok(true)
}

fn circumstances(call: &Call<'_>, account: Option<i64>) -> Circumstances {
    let rules = &call.world.rules;
    let emails = account.and_then(|id| Some(&call.world.accounts.get(id)?.emails));
    let reset_at = emails.and_then(|emails| emails.reset_at);
    let login = emails.and_then(|emails| emails.login.as_deref());
    Circumstances {
        resend_seconds: rules.resend_seconds,
        email_pattern: login.map(pattern).unwrap_or_default(),
        reset_available: reset_at.is_none().then_some(rules.email_reset_seconds),
        reset_pending: reset_at.map(clock::date),
    }
}

/// The living code of a hash that the client was given for this number.
pub(crate) fn find(call: &Call<'_>, phone: &str, hash: &str) -> Result<SentCode, RpcError> {
    if hash.is_empty() {
        return Err(RpcError::bad("PHONE_CODE_HASH_EMPTY"));
    }
    let sent = call.world.codes.get(hash);
    let sent = sent.filter(|sent| sent.phone == digits(phone));
    let sent = sent.ok_or_else(|| RpcError::bad("PHONE_CODE_EXPIRED"))?;
    if !sent.lives(call.world.now(), call.world.rules.code_seconds) {
        return Err(RpcError::bad("PHONE_CODE_EXPIRED"));
    }
    Ok(sent.clone())
}

/// Counts the code against the day's allowance and says how codes reach this account.
fn count(call: &mut Call<'_>, account: i64) -> Result<Vec<CodeWay>, RpcError> {
    let now = call.world.now();
    let most = call.world.rules.codes_per_day;
    let Some(owner) = call.world.accounts.get_mut(account) else {
        return Err(RpcError::internal());
    };
    owner.codes_sent.retain(|sent| now - sent < DAY);
    if owner.codes_sent.len() >= most {
        let first = owner.codes_sent.first().copied().unwrap_or(now);
        return Err(RpcError::flood(first + DAY - now));
    }
    owner.codes_sent.push(now);
    if !owner.ways.is_empty() {
        return Ok(owner.ways.clone());
    }
    let mut ways = vec![CodeWay::Sms, CodeWay::Call];
    if owner.authorizations.iter().any(|a| !a.password_pending) {
        ways.insert(0, CodeWay::App);
    }
    Ok(ways)
}

/// Keeps the code for control to read, and writes it into Telegram when that is the way.
pub(crate) fn deliver(call: &mut Call<'_>, sent: SentCode) -> tl::enums::auth::SentCode {
    let hash = random::hex::<9>();
    let shown = sent.shown(&hash, &circumstances(call, sent.account));
    let way = sent.ways.get(sent.way);
    let by_app = way == Some(&CodeWay::App);
    let by_email = way == Some(&CodeWay::Email);
    let is_sent = sent.is_sent();
    if let Some(account) = sent.account {
        let text = format!(
            "Login code: {}. Do not give this code to anyone, even if they say they are from \
             Telegram!",
            sent.code
        );
        if let Some(owner) = call.world.accounts.get_mut(account) {
            if by_email {
                owner.emails.last_code = Some(sent.code.clone());
            } else if is_sent {
                owner.last_code = Some(sent.code.clone());
            }
        }
        if by_app {
            call.world.tell(account, &text);
        }
    }
    let (now, lifetime) = (call.world.now(), call.world.rules.code_seconds);
    // One that is over is answered as one that never was.
    let codes = &mut call.world.codes;
    codes.retain(|_, sent| sent.lives(now, lifetime));
    codes.insert(hash, sent);
    shown
}
