//! A link from outside fills in and asks. It never acts.

use std::{
    collections::BTreeSet,
    thread,
    time::{Duration, Instant},
};

use signet_test_desktop::{
    Desktop, Options, Role, run,
    sockets::{self, Socket},
};

const LINK: &str = "signet://link?p=https://atlas.example&t=0123456789abcdef-_XY";

/// A public address needs no look-up: a connection would be tried at once.
const LINK_TO_AN_ADDRESS: &str = "signet://link?p=https://93.184.215.14&t=0123456789abcdef-_XY";

#[test]
fn a_link_given_to_a_second_start_reaches_the_running_window_and_contacts_nobody() {
    run(Options::default(), |desktop| {
        for (link, host) in [
            (LINK, "atlas.example"),
            (LINK_TO_AN_ADDRESS, "93.184.215.14"),
        ] {
            let first = desktop.program_process().unwrap();
            assert!(desktop.second_start(&[link]).success());
            let mut seen = sockets_for(desktop, Duration::from_millis(300));
            desktop.heading(host);
            seen.extend(sockets_for(desktop, Duration::from_millis(1200)));
            assert!(!seen.is_empty(), "the driver itself holds sockets");
            assert!(!seen.iter().any(Socket::leaves_the_machine), "{seen:?}");
            assert_eq!(desktop.program_process().unwrap(), first);
            desktop.button("Cancel").click();
        }
    });
}

/// Every internet socket that anybody on this desktop held in that time.
fn sockets_for(desktop: &Desktop, time: Duration) -> BTreeSet<Socket> {
    let end = Instant::now() + time;
    let mut seen = BTreeSet::new();
    while Instant::now() < end {
        seen.extend(sockets::of(&desktop.processes()));
        thread::sleep(Duration::from_millis(5));
    }
    seen
}

#[test]
fn going_on_says_that_this_version_cannot_link_yet() {
    run(
        Options {
            arguments: vec![LINK.into()],
            ..Options::default()
        },
        |desktop| {
            desktop.heading("atlas.example");
            // The same gesture that opened the link must not also agree to it.
            thread::sleep(Duration::from_millis(700));
            desktop.button("Continue").click();
            desktop.heading("This version cannot link yet");
            let away = sockets_for(desktop, Duration::from_millis(500));
            assert!(!away.iter().any(Socket::leaves_the_machine), "{away:?}");
            desktop.button("Go to accounts").click();
            desktop.button("Add your Telegram account");
        },
    );
}

#[test]
fn a_bad_link_is_refused_with_its_reason_and_a_reference() {
    run(Options::default(), |desktop| {
        for (link, title) in [
            (
                "signet://link?p=https://atlas.example",
                "This link is damaged",
            ),
            (
                "signet://link?p=http://atlas.example&t=0123456789abcdef-_XY",
                "This link is not safe",
            ),
            (
                "signet://link?p=https://192.168.1.7&t=0123456789abcdef-_XY",
                "This link leads into a private network",
            ),
        ] {
            assert!(desktop.second_start(&[link]).success());
            desktop.heading(title);
            desktop.find(Role::Disclosure, "Details").click();
            desktop.wait_for_text("Reference");
            desktop.button("Close").click();
            desktop.button("I have a link");
        }
    });
}

#[test]
fn a_pasted_text_that_is_no_link_is_told_in_the_dialog() {
    run(Options::default(), |desktop| {
        desktop.button("I have a link").click();
        let field = desktop.find(Role::Textbox, "Link");
        field.type_text("hello");
        desktop.button("Open link").click();
        desktop.wait_for_text("A Signet link starts with signet://link.");
        field.clear();
        field.type_text(LINK);
        desktop.button("Open link").click();
        desktop.heading("atlas.example");
    });
}

/// A second start without a link only shows the window.
#[test]
fn nothing_but_a_link_is_taken_from_a_second_start() {
    run(Options::default(), |desktop| {
        assert!(desktop.second_start(&["https://atlas.example/"]).success());
        desktop.settle();
        desktop.button("I have a link");
        assert_eq!(desktop.names(Role::Dialog), Vec::<String>::new());
    });
}
