//! Every face of the journey and of what follows it, from made-up snapshots: those that no sandbox
//! brings about at will too.

use signet_test_desktop::{Desktop, Options, WindowSize, run, target_folder};
use signet_test_telegram::{Chance, thorough};

use crate::room::{set_language, sticking_out};

/// Faces that are looked at in both themes, or in every language, when nothing thorough is asked
/// for.
const SLICE: usize = 16;

#[test]
fn axe_finds_nothing_on_any_face_in_either_theme() {
    run(Options::default(), |desktop| {
        let faces = faces(desktop);
        assert!(faces.len() > 60, "there are only {}", faces.len());
        let faces = some_of(faces);
        let mut found = Vec::new();
        for theme in ["light", "dark"] {
            desktop.set_theme(theme);
            for face in &faces {
                desktop.go(face);
                let findings = desktop.axe();
                found.extend(
                    findings
                        .into_iter()
                        .map(|one| format!("{face} {theme} {one:?}")),
                );
                let weak = desktop.contrasts().into_iter().filter(|one| !one.holds());
                found.extend(weak.map(|one| format!("{face} {theme} {one:?}")));
                if thorough() {
                    let name = face.replace(['#', '/'], "-");
                    let picture = format!("pictures/face{name}-{theme}.png");
                    desktop.keep_picture(&target_folder().unwrap().join(picture));
                }
            }
        }
        assert!(found.is_empty(), "{found:#?}");
    });
}

#[test]
fn the_smallest_window_holds_every_face_in_long_languages_and_from_the_right() {
    run(Options::default(), |desktop| {
        desktop.resize(WindowSize {
            width: 760,
            height: 560,
        });
        let faces = some_of(faces(desktop));
        let mut cut = Vec::new();
        for language in ["de", "ru", "fa", "en"] {
            set_language(desktop, language);
            for face in &faces {
                desktop.go(face);
                let places = sticking_out(desktop);
                cut.extend(
                    places
                        .into_iter()
                        .map(|place| format!("{face} {language} {place}")),
                );
            }
        }
        assert!(cut.is_empty(), "{cut:#?}");
    });
}

fn some_of(mut faces: Vec<String>) -> Vec<String> {
    if !thorough() {
        let mut chance = Chance::seeded();
        for last in (1..faces.len()).rev() {
            faces.swap(
                last,
                usize::try_from(chance.below(last as u64 + 1)).unwrap(),
            );
        }
        faces.truncate(SLICE);
    }
    faces
}

/// As the gallery lists them.
#[track_caller]
fn faces(desktop: &Desktop) -> Vec<String> {
    let mut all = Vec::new();
    for (list, last) in [
        ("#/gallery/journey", "done-link"),
        ("#/gallery/life/", "closing"),
    ] {
        desktop.go(list);
        desktop.reload();
        desktop.wait_for_text(last);
        let links = "return [...document.querySelectorAll('a[href]')]
            .map((one) => one.getAttribute('href'))
            .filter((one) => one.startsWith(arguments[0]) && one.length > arguments[0].length)";
        let start = format!("{}/", list.trim_end_matches('/'));
        let links = desktop.script(links, &[start.into()]);
        let links = links.as_array().unwrap().iter();
        all.extend(links.map(|one| one.as_str().unwrap().to_owned()));
    }
    all
}
