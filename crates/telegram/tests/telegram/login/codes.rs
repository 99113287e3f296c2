//! By phone number and code.

use signet_sandbox::{CodeWay as Way, Fault, NewAccount, Rules};
use signet_telegram::Refusal;
use signet_telegram::login::{CodeWay, Input, InputKind, NextWay, Refused, Step};

use super::journey::{World, code, phone, refusal, refused, submit, until};
use crate::telegram::{CODE, PHONE, person};

#[tokio::test]
async fn a_number_and_its_code_sign_in() {
    let world = World::new();
    let flow = world.begin();
    assert_eq!(flow.snapshot().step, Step::Phone);
    let snapshot = phone(&flow).await;
    let Step::Code {
        way,
        phone,
        next,
        alive,
        ..
    } = &snapshot.step
    else {
        panic!("{snapshot:?}");
    };
    assert_eq!(*way, CodeWay::Sms { length: Some(5) });
    assert_eq!(phone.as_ref().unwrap().as_str(), "+999 *** 1234");
    assert_eq!(*next, Some(NextWay::Call));
    assert!(*alive && snapshot.failure.is_none() && !snapshot.offline);
    let snapshot = code(&flow, " 2 22-22 ").await;
    let Step::Done { account, .. } = &snapshot.step else {
        panic!("{snapshot:?}");
    };
    assert_eq!(account.name, "Ada");
    assert_eq!(account.phone.as_ref().unwrap().as_str(), "+999 *** 1234");
    assert_eq!(snapshot.offers, []);
    assert_eq!(refused(&flow, Input::Cancel).await, Refused::Over);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_number_of_another_dc_signs_in_there() {
    let world = World::with(vec![person()], Rules::default(), 1);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    let snapshot = flow.snapshot();
    assert!(matches!(snapshot.step, Step::Done { .. }), "{snapshot:?}");
    assert_eq!(world.codes(), 2, "once here and once there");
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn servers_that_send_us_in_circles_are_given_up() {
    let world = World::new();
    let flow = world.begin();
    for dc in [1, 2, 3, 1, 2, 3] {
        let message = format!("NETWORK_MIGRATE_{dc}");
        let error = Fault::Error { code: 303, message };
        world.sandbox.script("auth.sendCode", 1, error);
    }
    let snapshot = phone(&flow).await;
    assert!(matches!(refusal(&snapshot), Refusal::Migrate { .. }));
    assert_eq!(world.codes(), 4);
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn a_sign_in_that_is_sent_elsewhere_goes_there_with_its_code() {
    for name in ["USER_MIGRATE_3", "NETWORK_MIGRATE_3"] {
        let world = World::new();
        let flow = world.begin();
        phone(&flow).await;
        let message = name.to_owned();
        let error = Fault::Error { code: 303, message };
        world.sandbox.script("auth.signIn", 1, error);
        code(&flow, CODE).await;
        assert_eq!(world.codes(), 1);
        world.is_signed_in(flow).await;
    }
}

#[tokio::test]
async fn each_way_of_a_code_is_told_with_what_is_known_of_it() {
    let digits = Some(5);
    let url = "https://fragment.com/number/99966/code".to_owned();
    let (pattern, prefix) = ("+4930".to_owned(), "+4989".to_owned());
    let beginning = Some("sal".to_owned());
    let ways = [
        (Way::App, CodeWay::App { length: digits }),
        (Way::Sms, CodeWay::Sms { length: digits }),
        (Way::Call, CodeWay::Call { length: digits }),
        (
            Way::FlashCall {
                pattern: pattern.clone(),
            },
            CodeWay::FlashCall { pattern },
        ),
        (
            Way::MissedCall {
                prefix: prefix.clone(),
            },
            CodeWay::MissedCall {
                prefix,
                length: digits,
            },
        ),
        (
            Way::Fragment { url: url.clone() },
            CodeWay::Fragment {
                url: Some(url),
                length: digits,
            },
        ),
        (Way::Firebase, CodeWay::OfficialApp),
        (
            Way::Word {
                beginning: beginning.clone(),
            },
            CodeWay::Word {
                beginning: beginning.clone(),
            },
        ),
        (
            Way::Phrase {
                beginning: beginning.clone(),
            },
            CodeWay::Phrase { beginning },
        ),
    ];
    for (sent, told) in ways {
        let world = World::of(vec![NewAccount {
            ways: vec![sent],
            ..person()
        }]);
        let flow = world.begin();
        let snapshot = phone(&flow).await;
        let Step::Code { way, .. } = snapshot.step else {
            panic!("{snapshot:?}");
        };
        assert_eq!(way, told);
        code(&flow, CODE).await;
        world.is_signed_in(flow).await;
    }
}

#[tokio::test]
async fn a_code_is_sent_another_way_when_its_time_has_come() {
    let rules = Rules {
        resend_seconds: 1,
        ..Rules::default()
    };
    let world = World::with(vec![person()], rules, 2);
    let flow = world.begin();
    let snapshot = phone(&flow).await;
    assert!(!snapshot.offers.contains(&InputKind::Resend));
    assert!(matches!(
        refused(&flow, Input::Resend).await,
        Refused::TooEarly(_)
    ));
    until(&flow, |s| s.offers.contains(&InputKind::Resend)).await;
    let snapshot = submit(&flow, Input::Resend).await;
    let Step::Code { way, next, .. } = &snapshot.step else {
        panic!("{snapshot:?}");
    };
    assert_eq!(*way, CodeWay::Call { length: Some(5) });
    assert_eq!(*next, None);
    let snapshot = submit(&flow, Input::Resend).await;
    assert_eq!(refusal(&snapshot), &Refusal::SendCodeUnavailable);
    assert_eq!(world.codes(), 1);
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_wrong_code_can_be_typed_again_until_it_is_dead() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    for _ in 0..5 {
        let snapshot = code(&flow, "11111").await;
        assert_eq!(refusal(&snapshot), &Refusal::PhoneCodeInvalid);
    }
    let snapshot = code(&flow, CODE).await;
    assert_eq!(refusal(&snapshot), &Refusal::PhoneCodeExpired);
    assert!(matches!(snapshot.step, Step::Code { alive: false, .. }));
    assert!(snapshot.offers.contains(&InputKind::NewCode));
    assert_eq!(
        refused(&flow, Input::Code(CODE.into())).await,
        Refused::NotNow
    );
    assert_eq!(world.codes(), 1);
    let snapshot = submit(&flow, Input::NewCode).await;
    assert!(matches!(snapshot.step, Step::Code { alive: true, .. }));
    assert_eq!(world.codes(), 2);
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_new_code_ends_the_old_one() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    submit(&flow, Input::NewCode).await;
    assert_eq!(world.sandbox.counts().codes, 1);
    assert_eq!(world.asked("auth.cancelCode"), 1);
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn another_number_cancels_the_code_of_the_first() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    let snapshot = submit(&flow, Input::UsePhone).await;
    assert_eq!(snapshot.step, Step::Phone);
    super::journey::eventually("the code is cancelled", || {
        world.sandbox.counts().codes == 0
    })
    .await;
    phone(&flow).await;
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_token_from_signing_out_lets_in_without_a_code() {
    let world = World::new();
    let link = world.scanner().await;
    let out = grammers_tl_types::functions::auth::LogOut {};
    let grammers_tl_types::enums::auth::LoggedOut::Out(out) = link.invoke(&out).await.unwrap();
    drop(link);
    let codes = world.codes();
    let setup = super::journey::setup_offering(out.future_auth_token.unwrap());
    let flow = world.begin_with(setup);
    let snapshot = phone(&flow).await;
    assert!(matches!(snapshot.step, Step::Done { .. }), "{snapshot:?}");
    assert_eq!(world.codes(), codes + 1);
    assert_eq!(world.asked("auth.signIn"), 1, "only the phone's own");
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn of_many_tokens_the_newest_twenty_are_offered() {
    let world = World::new();
    let mut setup = super::journey::setup();
    for n in 0..30u8 {
        let token = signet_telegram::login::FutureToken::new(vec![n; 32]);
        setup.future_tokens.push(token);
    }
    let flow = world.begin_with(setup);
    let snapshot = phone(&flow).await;
    assert!(matches!(snapshot.step, Step::Code { .. }), "{snapshot:?}");
    let kept = world.store.calls();
    assert_eq!(kept.len(), 2, "before the question and after it: {kept:?}");
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn what_cannot_be_a_number_or_a_code_is_not_sent() {
    let world = World::new();
    let flow = world.begin();
    for nonsense in ["", "+", "call me", &"9".repeat(40)] {
        let input = Input::Phone(nonsense.into());
        assert_eq!(refused(&flow, input).await, Refused::Unusable);
    }
    assert_eq!(
        refused(&flow, Input::Code("1".into())).await,
        Refused::NotNow
    );
    assert_eq!(world.sandbox.asked().len(), 0, "nobody was asked");
    phone(&flow).await;
    for nonsense in ["", " - - "] {
        let input = Input::Code(nonsense.into());
        assert_eq!(refused(&flow, input).await, Refused::Unusable);
    }
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn while_one_thing_is_waited_for_another_is_refused() {
    let world = World::new();
    let flow = world.begin();
    let delay = Fault::Delay { milliseconds: 400 };
    world.sandbox.script("auth.sendCode", 1, delay);
    let (sent, busy) = tokio::join!(phone(&flow), async {
        until(&flow, |snapshot| snapshot.busy).await;
        refused(&flow, Input::Phone("1234567".into())).await
    });
    assert_eq!(busy, Refused::Busy);
    assert!(matches!(sent.step, Step::Code { .. }));
    assert_eq!(world.codes(), 1);
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn the_language_reaches_telegram() {
    let world = World::new();
    assert_eq!(super::journey::setup().introduction.language(), "de");
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    flow.close().await;
    let saved = world.store.saved();
    assert_eq!(saved[0].session.introduction().language(), "de");
    assert_eq!(world.sandbox.devices(PHONE).unwrap(), ["Signet"]);
}
