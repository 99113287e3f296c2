//! Elsewhere, again, twice, and by another way.

use signet_sandbox::NewAccount;
use signet_test_desktop::{CODE, Desktop, NUMBER, Role, Telegram, Terms, ada, run};

use crate::{
    looks::{assert_failure_is_whole, look},
    sign_in::accounts,
};

const ELSEWHERE: &str = "9996610003";

fn chioma() -> NewAccount {
    NewAccount {
        phone: ELSEWHERE.to_owned(),
        first_name: "Chioma".to_owned(),
        last_name: "Adeyemi".to_owned(),
        ..NewAccount::default()
    }
}

#[test]
fn two_accounts_of_two_data_centres_live_side_by_side_and_one_is_signed_in_again() {
    let telegram = Telegram::of(vec![ada(), chioma()]);
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        desktop.sign_in_wholly(ELSEWHERE, "11111");
        for name in ["Ada Marlow", "Chioma Adeyemi"] {
            desktop.wait_for_text(name);
        }
        look(desktop, "accounts-two");
        let before = accounts(desktop);
        assert_eq!(before.len(), 2);

        desktop.sign_in(NUMBER, CODE);
        let done = desktop.wait_for_step("done");
        assert_eq!(done["step"]["again"], true);
        assert_eq!(done["step"]["account"], before[0]["id"]);
        look(desktop, "sign-in-done-again");
        desktop.button("Done").click();
        desktop.wait_for_no_sign_in();
        let ids = |accounts: &[serde_json::Value]| {
            let ids = accounts.iter().map(|one| one["id"].clone());
            ids.collect::<Vec<_>>()
        };
        assert_eq!(ids(&accounts(desktop)), ids(&before), "no second account");
        // The former sign-in stays until the new one is old enough to be relied on.
        assert_eq!(telegram.devices(NUMBER).len(), 2);
        assert_eq!(telegram.devices(ELSEWHERE).len(), 1);
    });
    telegram.assert_unbroken();
}

#[test]
fn a_proxy_is_taken_before_the_first_request() {
    let telegram = Telegram::start(Terms::default());
    let proxy = telegram.proxy(Some("let me in"));
    // Nobody gets there but through it.
    telegram.line().shut();
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        set_proxy(desktop, "socks5://127.0.0.1:9");
        desktop.give_number(NUMBER);
        assert_eq!(desktop.wait_for_failure("phone"), "PROXY_UNREACHABLE");
        assert_failure_is_whole(desktop, "The proxy lets nothing through");
        look(desktop, "sign-in-proxy-unreachable");
        assert_eq!(telegram.sandbox().asked().len(), 0, "nobody went around it");
        assert_eq!(telegram.line().made(), 0, "nobody went around it");

        telegram.line().open();
        set_proxy(
            desktop,
            &format!("socks5://ada:let%20me%20in@{}", proxy.address()),
        );
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        desktop.give_code(CODE);
        desktop.wait_for_step("done");
        // It serves the way to other centres too.
        let (made, served) = (telegram.line().made(), proxy.served());
        assert!(made <= served, "{made} came, {served} by the proxy");
        assert!(made > 0);
        assert!(!desktop.text().contains("let me in"));
    });
    telegram.assert_unbroken();
}

#[track_caller]
fn set_proxy(desktop: &Desktop, address: &str) {
    let names = desktop.names(Role::Button);
    let is_on = names.iter().any(|name| name == "Proxy on");
    desktop
        .button(if is_on { "Proxy on" } else { "Proxy" })
        .click();
    let field = desktop.find(Role::Textbox, "Address");
    field.clear();
    field.type_text(address);
    desktop.button("Use proxy").click();
    desktop.wait_until_gone_from_screen(Role::Dialog, "Proxy");
}
