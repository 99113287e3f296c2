//! What is looked at on a screen that a test has reached.

use signet_test_desktop::{Desktop, Role, target_folder};

/// The screen in both themes: nothing for axe, every text stands out, and a picture.
#[track_caller]
pub fn look(desktop: &Desktop, name: &str) {
    for theme in ["light", "dark"] {
        desktop.set_theme(theme);
        assert_eq!(desktop.axe(), [], "{name}, {theme}");
        let weak: Vec<_> = desktop
            .contrasts()
            .into_iter()
            .filter(|contrast| !contrast.holds())
            .collect();
        assert!(weak.is_empty(), "{name}, {theme}: {weak:?}");
        let picture = format!("pictures/{name}-{theme}.png");
        desktop.keep_picture(&target_folder().unwrap().join(picture));
    }
    desktop.set_theme("system");
}

/// A failure stands there with a sentence, a reference and something to do about it.
#[track_caller]
pub fn assert_failure_is_whole(desktop: &Desktop, title: &str) {
    desktop.wait_for_text(title);
    let alerts = "return [...document.querySelectorAll('[role=alert]')]
        .map((one) => one.innerText).join('\\n')";
    let said = desktop.script(alerts, &[]);
    let said = said.as_str().unwrap();
    let sentence = said
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty());
    assert!(sentence.count() >= 2, "no sentence is said: {said:?}");
    desktop.find(Role::Disclosure, "Details").click();
    desktop.wait_for_text("Reference");
    let text = desktop.text();
    let words = text.split_whitespace();
    assert!(words.into_iter().any(is_reference), "no reference: {text}");
}

/// `7F3K-2Q9D`
fn is_reference(word: &str) -> bool {
    let is_half = |half: &str| {
        let letter = |one: char| one.is_ascii_uppercase() || one.is_ascii_digit();
        half.len() == 4 && half.chars().all(letter)
    };
    word.split_once('-')
        .is_some_and(|(first, second)| is_half(first) && is_half(second))
}
