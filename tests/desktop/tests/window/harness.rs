//! The desktop itself, proven on the smallest window there is.

use std::{thread, time::Duration};

use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::json;
use signet_test_desktop::{
    CODE, Desktop, Key, NUMBER, Options, Program, Role, Telegram, Terms, WindowSize, processes, run,
};

fn empty() -> Options {
    Options {
        program: Program::EmptyWindow,
        ..Options::default()
    }
}

#[test]
fn things_are_found_by_role_and_name_and_keys_move_the_focus() {
    run(empty(), |desktop| {
        desktop.wait_for_text("An empty window.");
        assert_eq!(desktop.names(Role::Button), Vec::<String>::new());
        desktop.script(
            "document.body.innerHTML = `<button>Hello</button><button hidden>Not me</button>
               <label>Name <input></label><button aria-label=World>x</button>`",
            &[],
        );
        assert_eq!(desktop.names(Role::Button), ["Hello", "World"]);
        desktop.button("Hello").click();
        desktop.press(Key::Tab);
        assert_eq!(desktop.focused(), ("textbox".into(), "Name".into()));
        desktop.press(Key::BackTab);
        assert_eq!(desktop.focused(), ("button".into(), "Hello".into()));
        desktop.find(Role::Textbox, "Name").type_text("Mara");
    });
}

#[test]
fn pixels_are_real_and_the_window_takes_any_size() {
    run(empty(), |desktop| {
        desktop.settle();
        thread::sleep(Duration::from_millis(300));
        assert!(desktop.shows_content());
        desktop.resize(WindowSize {
            width: 490,
            height: 340,
        });
    });
}

#[test]
fn it_starts_again_on_the_same_folders() {
    run(empty(), |desktop| {
        let first = desktop.program_process().unwrap();
        desktop.restart();
        assert_ne!(desktop.program_process().unwrap().id, first.id);
    });
}

#[test]
fn a_killed_program_is_gone_and_starts_again() {
    run(empty(), |desktop| {
        let first = desktop.program_process().unwrap();
        desktop.kill_and_restart();
        assert_ne!(desktop.program_process().unwrap().id, first.id);
    });
}

#[test]
fn a_code_on_the_screen_is_read_from_its_pixels() {
    run(empty(), |desktop| {
        assert_eq!(desktop.look_for_qr().unwrap(), None);
        let says = "tg://login?token=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";
        let code = QrCode::encode_text(says, QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let path: String = dark
            .filter(|(x, y)| code.get_module(*x, *y))
            .map(|(x, y)| format!("M{x} {y}h1v1h-1z"))
            .collect();
        let side = code.size() + 8;
        desktop.script(
            "const [side, path] = arguments;
             document.body.innerHTML = `<svg width=240 height=240 style='background: white'
               viewBox='-4 -4 ${side} ${side}'><path d='${path}'/></svg>`",
            &[side.into(), path.into()],
        );
        assert_eq!(desktop.read_qr(), says);
    });
}

/// Both ways in which Rust speaks: what a test looks through would hold what leaked.
#[test]
fn all_that_rust_says_is_heard() {
    run(Options::default(), |desktop| {
        desktop.listen();
        let heard = desktop.heard().concat();
        let folder = desktop.data_folder().to_string_lossy().into_owned();
        assert!(heard.contains(&folder), "no answer is heard: {heard}");
        desktop
            .call("change_settings", json!({ "change": { "theme": "dark" } }))
            .unwrap();
        desktop.settle();
        let heard = desktop.heard();
        let events = heard
            .iter()
            .filter(|one| one.contains("\"event\":\"settings\""));
        assert!(events.count() > 0, "no event is heard: {heard:?}");
        assert!(
            heard
                .iter()
                .any(|one| one.starts_with("{\"theme\":\"dark\""))
        );
    });
}

#[test]
fn a_phone_signs_in_beside_the_window_and_ends_who_it_likes() {
    let telegram = Telegram::start(Terms::default());
    let phone = telegram.phone(NUMBER, "Ada's phone");
    let _tablet = telegram.phone(NUMBER, "Ada's tablet");
    assert_eq!(telegram.code(NUMBER), CODE);
    assert_eq!(telegram.devices(NUMBER), ["Ada's phone", "Ada's tablet"]);
    telegram.let_a_day_pass(NUMBER);
    phone.end("Ada's tablet");
    assert_eq!(telegram.devices(NUMBER), ["Ada's phone"]);
    telegram.assert_unbroken();
}

#[test]
fn nobody_is_left_when_a_desktop_goes() {
    let desktop = Desktop::start(empty()).unwrap();
    let group = desktop.group();
    assert!(processes::in_group(group).len() > 5);
    drop(desktop);
    assert_eq!(processes::in_group(group), []);
}
