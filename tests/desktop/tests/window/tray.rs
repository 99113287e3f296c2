//! Closing the window: with a tray the person is asked, without one Signet ends.

use signet_test_desktop::{Desktop, Key, Options, Role, run};

const QUESTION: &str = "Keep Signet in the tray?";

#[test]
fn with_a_tray_the_person_is_asked_once_and_signet_stays() {
    run(Options::default(), |desktop| {
        let tray = desktop.show_tray();
        let program = desktop.program_process().unwrap();
        desktop.ask_to_close();
        tray.wait_for_icon();
        desktop.find(Role::Dialog, QUESTION);
        desktop.press(Key::Escape);
        desktop.wait_until_gone_from_screen(Role::Dialog, QUESTION);
        desktop.wait_until_shown(true);

        std::thread::sleep(INSISTING);
        desktop.ask_to_close();
        desktop.find(Role::Dialog, QUESTION);
        click_and_part(desktop, "Stay in the tray");
        desktop.wait_until_shown(false);
        assert_eq!(desktop.program_process().unwrap().id, program.id);
        assert!(desktop.read("settings.json").contains("\"stay\""));

        // A second start shows what is there.
        assert!(desktop.second_start(&[]).success());
        desktop.wait_until_shown(true);
        assert_eq!(desktop.program_process().unwrap().id, program.id);
        // Not asked again.
        desktop.ask_to_close();
        desktop.wait_until_shown(false);
    });
}

#[test]
fn whoever_quits_is_not_asked_again_and_nothing_goes_on() {
    run(Options::default(), |desktop| {
        let _tray = desktop.show_tray();
        desktop.ask_to_close();
        desktop.find(Role::Dialog, QUESTION);
        click_and_part(desktop, "Quit");
        desktop.wait_until_gone_by_itself();
        assert!(desktop.read("settings.json").contains("\"quit\""));
    });
}

#[test]
fn a_window_that_shows_no_question_can_be_closed_all_the_same() {
    run(Options::default(), |desktop| {
        let _tray = desktop.show_tray();
        desktop.ask_to_close();
        desktop.find(Role::Dialog, QUESTION);
        // As where the page is dead: nobody answers.
        desktop.close_window();
    });
}

#[test]
fn without_a_tray_staying_would_lose_the_window_so_it_ends() {
    let options = Options {
        settings: Some(r#"{"version":1,"closing":"stay"}"#.into()),
        ..Options::default()
    };
    run(options, Desktop::close_window);
}

/// A window that is closed twice within this time is not asked about twice.
const INSISTING: std::time::Duration = std::time::Duration::from_millis(5_200);

/// The page does not come to answer: its window goes, or it goes itself.
#[track_caller]
fn click_and_part(desktop: &Desktop, name: &str) {
    desktop.button(name);
    let later = "const [name] = arguments; setTimeout(() => \
                 [...document.querySelectorAll('button')] \
                   .find((button) => button.textContent.trim().startsWith(name)).click(), 200)";
    desktop.script(later, &[name.into()]);
}
