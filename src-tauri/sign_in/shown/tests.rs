use std::time::{Duration, UNIX_EPOCH};

use signet_telegram::login::Cause as Why;

use super::*;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn code(resend_at: Option<SystemTime>, alive: bool) -> Step {
    Step::Code {
        way: login::CodeWay::App { length: Some(5) },
        phone: None,
        next: None,
        resend_at,
        alive,
    }
}

fn snapshot(step: Step, failed: Option<&str>) -> Snapshot {
    let failure = failed.map(|name| login::Failure {
        cause: Why::Telegram(Error::from_rpc("auth.signIn", 400, name)),
        retry_at: None,
    });
    Snapshot {
        step,
        busy: false,
        offline: false,
        failure,
        offers: InputKind::ALL.to_vec(),
    }
}

fn sent_at(seen: &Seen) -> u64 {
    let Some(SignInStep::Code { sent_at, .. }) = seen.step(None, None) else {
        panic!("not a code");
    };
    sent_at
}

#[test]
fn a_failure_keeps_its_reference_while_it_stands() {
    let wrong = || snapshot(code(None, true), Some("PHONE_CODE_INVALID"));
    let mut seen = Seen::new(wrong(), at(1));
    let first = seen.failure().unwrap();
    assert_eq!(first.cause, Cause::PhoneCodeInvalid);
    seen.look(wrong(), at(2));
    assert_eq!(seen.failure().unwrap().reference, first.reference);
    seen.look(snapshot(code(None, true), None), at(3));
    assert!(seen.failure().is_none());
    seen.look(wrong(), at(4));
    assert_ne!(seen.failure().unwrap().reference, first.reference);
}

#[test]
fn failing_in_the_same_way_again_is_another_failure() {
    let wrong = || snapshot(code(None, true), Some("PHONE_CODE_INVALID"));
    let mut seen = Seen::new(wrong(), at(1));
    let first = seen.failure().unwrap().reference;
    // Nobody saw that it was gone in between.
    seen.begin();
    seen.end(wrong(), false, at(2));
    let second = seen.failure().unwrap().reference;
    assert_ne!(second, first);
    // Somebody did: it is told once.
    seen.begin();
    seen.look(snapshot(code(None, true), None), at(3));
    seen.look(wrong(), at(3));
    let third = seen.failure().unwrap().reference;
    seen.end(wrong(), false, at(3));
    assert_eq!(seen.failure().unwrap().reference, third);
}

#[test]
fn a_code_is_as_old_as_its_sending() {
    let mut seen = Seen::new(snapshot(code(Some(at(60)), true), None), at(1));
    seen.look(snapshot(code(Some(at(60)), false), None), at(2));
    assert_eq!(sent_at(&seen), 1_000, "it ended, it was not sent");
    seen.look(snapshot(code(Some(at(90)), true), None), at(3));
    assert_eq!(sent_at(&seen), 3_000, "another one");
    seen.begin();
    seen.end(snapshot(code(Some(at(90)), true), None), true, at(4));
    assert_eq!(sent_at(&seen), 4_000, "one that looks the same");
    seen.end(
        snapshot(code(Some(at(90)), true), Some("FLOOD_WAIT_9")),
        true,
        at(5),
    );
    assert_eq!(sent_at(&seen), 4_000, "none was sent");
}

#[test]
fn what_ends_a_sign_in_under_way_is_not_told_as_an_accounts_end() {
    for name in [
        "SESSION_REVOKED",
        "AUTH_KEY_UNREGISTERED",
        "SESSION_EXPIRED",
    ] {
        let error = Error::from_rpc("users.getUsers", 401, name);
        assert_eq!(told(error, None), Cause::SignInEnded, "{name}");
    }
    assert_eq!(told(Error::KeyUnknown, None), Cause::SignInEnded);
    let banned = Error::from_rpc("auth.signIn", 401, "USER_DEACTIVATED_BAN");
    assert_eq!(told(banned, None), Cause::UserRestricted);
    let kind = std::io::ErrorKind::ConnectionRefused;
    let offline = Error::Unreachable { dc: 2, kind };
    assert_eq!(told(offline, None), Cause::TelegramUnreachable);
}

#[test]
fn a_dead_end_is_told_once_and_each_has_its_code() {
    use login::{DeadEnd as Why, StoreFailure};
    for (why, code) in [
        (Why::SignUp, Cause::PhoneNumberUnoccupied),
        (Why::Payment, Cause::OfficialAppOnly),
        (Why::UpdateApp, Cause::UpdateAppToLogin),
        (Why::Banned, Cause::PhoneNumberBanned),
        (Why::OfficialApp, Cause::OfficialAppOnly),
        (Why::NotKept(StoreFailure::Full), Cause::DiskFull),
        (Why::NotKept(StoreFailure::Locked), Cause::VaultClosed),
        (Why::NotKept(StoreFailure::Unavailable), Cause::VaultFailed),
    ] {
        let mut seen = Seen::new(snapshot(Step::DeadEnd(why), None), at(1));
        let told = |seen: &Seen| {
            let Some(SignInStep::DeadEnd { failure }) = seen.step(None, None) else {
                panic!("not a dead end");
            };
            failure
        };
        let first = told(&seen);
        assert_eq!(first.cause, code);
        seen.look(snapshot(Step::DeadEnd(why), None), at(2));
        assert_eq!(told(&seen), first);
    }
}

#[test]
fn done_is_shown_only_as_an_account_that_is_here() {
    let account = login::Account {
        user_id: 1,
        name: "Mara Lind".into(),
        phone: None,
    };
    let done = Step::Done {
        account,
        relogin_days: Some(7),
    };
    let seen = Seen::new(snapshot(done, None), at(1));
    assert!(seen.step(None, None).is_none());
    let saved = Saved {
        account: signet_contract::ids::AccountId::now(),
        again: true,
        listed_as: "desk".into(),
    };
    let Some(SignInStep::Done(shown)) = seen.step(None, Some(&saved)) else {
        panic!("not done");
    };
    assert_eq!((shown.name.as_str(), shown.again), ("Mara Lind", true));
    assert_eq!(shown.relogin_days, Some(7));
}
