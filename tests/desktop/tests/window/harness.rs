//! The desktop itself, proven on the smallest window there is.

use std::{thread, time::Duration};

use signet_test_desktop::{Desktop, Key, Options, Program, Role, WindowSize, processes, run};

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
fn nobody_is_left_when_a_desktop_goes() {
    let desktop = Desktop::start(empty()).unwrap();
    let group = desktop.group();
    assert!(processes::in_group(group).len() > 5);
    drop(desktop);
    assert_eq!(processes::in_group(group), []);
}
