//! A sign-in asks no more often than the protocol does.

use std::collections::BTreeMap;

use signet_sandbox::Rules;
use signet_telegram::login::{Input, Step};

use super::email::{mailed, with_email};
use super::journey::{
    PASSWORD, World, accept, code, guarded, password, phone, submit, token, until,
};
use crate::telegram::{CODE, person};

const KEY: [&str; 3] = ["req_pq_multi", "req_DH_params", "set_client_DH_params"];

fn since(world: &World, before: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut asked = world.sandbox.asked();
    for (method, times) in before {
        *asked.get_mut(method).unwrap() -= times;
    }
    asked.retain(|_, times| *times > 0);
    asked
}

fn exactly(methods: &[&str]) -> BTreeMap<String, u64> {
    let mut wanted = BTreeMap::new();
    for method in methods {
        *wanted.entry((*method).to_owned()).or_default() += 1;
    }
    wanted
}

#[tokio::test]
async fn by_phone_five_times() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    world.is_done(&flow);
    let wanted = exactly(&[&KEY[..], &["auth.sendCode", "auth.signIn"]].concat());
    assert_eq!(since(&world, &BTreeMap::new()), wanted);
}

#[tokio::test]
async fn by_email_five_times() {
    let world = World::of(vec![with_email()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, &mailed(&world)).await;
    world.is_done(&flow);
    let wanted = exactly(&[&KEY[..], &["auth.sendCode", "auth.signIn"]].concat());
    assert_eq!(since(&world, &BTreeMap::new()), wanted);
}

#[tokio::test]
async fn with_a_password_seven_times() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    password(&flow, PASSWORD).await;
    world.is_done(&flow);
    let asked = [
        "auth.sendCode",
        "auth.signIn",
        "account.getPassword",
        "auth.checkPassword",
    ];
    let wanted = exactly(&[&KEY[..], &asked].concat());
    assert_eq!(since(&world, &BTreeMap::new()), wanted);
}

#[tokio::test]
async fn elsewhere_with_a_second_key_and_a_second_question() {
    let world = World::with(vec![person()], Rules::default(), 1);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    world.is_done(&flow);
    let asked = ["auth.sendCode", "auth.sendCode", "auth.signIn"];
    let wanted = exactly(&[&KEY[..], &KEY, &asked].concat());
    assert_eq!(since(&world, &BTreeMap::new()), wanted);
}

#[tokio::test]
async fn by_qr_five_times_and_elsewhere_nine_times() {
    for (home_dc, more) in [
        (2, vec![]),
        (1, vec![KEY[0], KEY[1], KEY[2], "auth.importLoginToken"]),
    ] {
        let world = World::with(vec![person()], Rules::default(), home_dc);
        let scanner = world.scanner().await;
        let before = world.sandbox.asked();
        let flow = world.begin();
        let snapshot = submit(&flow, Input::UseQr).await;
        accept(&scanner, token(&snapshot)).await;
        until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
        let export = "auth.exportLoginToken";
        let asked = [export, export, "auth.acceptLoginToken"];
        let wanted = exactly(&[&KEY[..], &asked, &more].concat());
        assert_eq!(since(&world, &before), wanted);
    }
}
