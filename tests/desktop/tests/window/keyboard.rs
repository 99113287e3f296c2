//! Everything works without a pointer, and one can see where one is.

use signet_test_desktop::{Desktop, Key, Options, Role, run};

#[test]
fn tab_goes_through_welcome_in_reading_order_with_visible_focus() {
    run(Options::default(), |desktop| {
        let mut order = Vec::new();
        for _ in 0..12 {
            desktop.press(Key::Tab);
            let (_, name) = desktop.focused();
            if name.is_empty()
                || desktop.script("return document.activeElement === document.body", &[]) == true
            {
                continue;
            }
            if order.contains(&name) {
                break;
            }
            assert_focus_is_visible(desktop, &name);
            order.push(name);
        }
        // Focus begins on the title, so the rail comes after the end.
        let first = order.iter().position(|name| name == "Accounts").unwrap();
        order.rotate_left(first);
        order.retain(|name| !name.starts_with("Not the real Telegram"));
        assert_eq!(
            order,
            [
                "Accounts",
                "Access",
                "Activity",
                "Settings",
                "Add your Telegram account",
                "I have a link",
                "How it works",
            ]
        );
    });
}

#[track_caller]
pub fn assert_focus_is_visible(desktop: &Desktop, name: &str) {
    let outline = desktop.script(
        "const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
         return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth)",
        &[],
    );
    assert!(
        outline.as_f64().unwrap() >= 2.0,
        "{name}: outline {outline}"
    );
}

#[test]
fn a_dialog_takes_the_focus_keeps_it_and_gives_it_back() {
    run(Options::default(), |desktop| {
        tab_to(desktop, "I have a link");
        desktop.press(Key::Enter);
        desktop.find(Role::Dialog, "Open a link");
        assert_eq!(desktop.focused(), ("textbox".into(), "Link".into()));
        for _ in 0..8 {
            desktop.press(Key::Tab);
            let inside = "return document.activeElement.closest('[role=dialog]') !== null";
            assert_eq!(desktop.script(inside, &[]), true);
        }
        desktop.press(Key::Escape);
        desktop.wait_until_gone_from_screen(Role::Dialog, "Open a link");
        assert_eq!(desktop.focused(), ("button".into(), "I have a link".into()));
    });
}

#[test]
fn the_theme_can_be_changed_by_keys_alone() {
    run(Options::default(), |desktop| {
        tab_to(desktop, "Settings");
        desktop.press(Key::Enter);
        desktop.heading("Settings");
        tab_to(desktop, "System");
        for _ in 0..2 {
            desktop.press(Key::Right);
        }
        desktop.press(Key::Space);
        desktop.settle();
        let saved: serde_json::Value =
            serde_json::from_str(&desktop.read("settings.json")).unwrap();
        assert_eq!(saved["theme"], "dark");
    });
}

#[track_caller]
pub fn tab_to(desktop: &Desktop, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..20 {
        desktop.press(Key::Tab);
        let (_, reached) = desktop.focused();
        if reached == name {
            return;
        }
        passed.push(reached);
    }
    panic!("Tab never reached {name}: {passed:?}");
}
