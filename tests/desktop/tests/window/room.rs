//! Nothing is cut off at the side, however little room there is and however long the words are.

use serde_json::json;
use signet_test_desktop::{Desktop, Key, Options, STATIONS, WindowSize, run};

#[test]
fn the_smallest_window_holds_every_screen() {
    run(Options::default(), |desktop| {
        desktop.resize(WindowSize {
            width: 760,
            height: 560,
        });
        assert_everything_fits(desktop);
    });
}

#[test]
fn at_200_percent_every_screen_fits() {
    run(Options::default(), |desktop| {
        for _ in 0..5 {
            desktop.press(Key::ZoomIn);
        }
        desktop.wait_for_width(490);
        assert_everything_fits(desktop);
    });
}

#[track_caller]
fn assert_everything_fits(desktop: &Desktop) {
    let mut cut = Vec::new();
    for station in &STATIONS {
        desktop.visit(station);
        for language in ["de", "ru", "fa", "en"] {
            set_language(desktop, language);
            for place in sticking_out(desktop) {
                cut.push(format!("{} in {language}: {place}", station.name));
            }
        }
    }
    assert!(cut.is_empty(), "{cut:#?}");
}

pub fn set_language(desktop: &Desktop, language: &str) {
    let change = json!({ "change": { "language": language } });
    desktop.call("change_settings", change).unwrap();
    desktop.settle();
}

/// Whatever can be scrolled sideways, or ends outside the window.
pub fn sticking_out(desktop: &Desktop) -> Vec<String> {
    let found = desktop.script(
        "const name = (one) => `<${one.tagName.toLowerCase()} class='${one.getAttribute('class') ?? ''}'>`;
         const root = document.documentElement;
         const found = [];
         if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide`);
         for (const one of document.querySelectorAll('body *')) {
           if (!one.checkVisibility() || one.closest('svg')) continue;
           const style = getComputedStyle(one);
           const scrolls = ['auto', 'scroll'].includes(style.overflowX);
           if (scrolls && one.scrollWidth > one.clientWidth + 1)
             found.push(`${name(one)} scrolls sideways`);
           const box = one.getBoundingClientRect();
           if (box.width > 1 && box.height > 1 && (box.left < -1 || box.right > innerWidth + 1))
             found.push(`${name(one)} from ${box.left} to ${box.right}`);
         }
         return found.slice(0, 5)",
        &[],
    );
    let found = found.as_array().unwrap().iter();
    found.map(|one| one.as_str().unwrap().to_owned()).collect()
}
