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

/// A failure stands there with a sentence that a screen reader hears, a reference and something to
/// do about it.
#[track_caller]
pub fn assert_failure_is_whole(desktop: &Desktop, title: &str) {
    desktop.wait_for_text(title);
    let spoken = "return [...document.querySelectorAll('[role=alert], [aria-live]')]
        .map((one) => one.textContent.trim()).join(' ')";
    let spoken = desktop.script(spoken, &[]);
    let spoken = spoken.as_str().unwrap();
    assert!(spoken.contains(title), "nobody hears “{title}”: {spoken:?}");
    let sentence = spoken.trim().len() - title.len();
    assert!(sentence > 8, "no sentence is said: {spoken:?}");
    assert_reference(desktop);
}

/// The reference is behind Details.
#[track_caller]
pub fn assert_reference(desktop: &Desktop) {
    desktop.find(Role::Disclosure, "Details").click();
    desktop.wait_for_text("Reference");
    let text = desktop.text();
    let mut words = text.split_whitespace();
    assert!(words.any(is_reference), "no reference: {text}");
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
