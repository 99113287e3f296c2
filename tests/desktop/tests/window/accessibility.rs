//! Every screen can be read by everybody.

use signet_test_desktop::{Desktop, Options, STATIONS, Station, run};

#[test]
fn axe_finds_nothing_on_any_screen_in_either_theme() {
    run(Options::default(), |desktop| {
        let mut found = Vec::new();
        everywhere(desktop, |station, theme| {
            found.extend(
                desktop
                    .axe()
                    .into_iter()
                    .map(|finding| (station.name, theme, finding)),
            );
        });
        assert!(found.is_empty(), "{found:#?}");
    });
}

#[test]
fn every_text_stands_out_from_its_ground() {
    run(Options::default(), |desktop| {
        let mut weak = Vec::new();
        let mut read = 0;
        everywhere(desktop, |station, theme| {
            let contrasts = desktop.contrasts();
            read += contrasts.len();
            weak.extend(
                contrasts
                    .into_iter()
                    .filter(|contrast| !contrast.holds())
                    .map(|contrast| (station.name, theme, contrast)),
            );
        });
        assert!(weak.is_empty(), "{weak:#?}");
        assert!(read > 200, "only {read} texts were read");
    });
}

fn everywhere(desktop: &Desktop, mut look: impl FnMut(&Station, &'static str)) {
    for theme in ["light", "dark"] {
        desktop.set_theme(theme);
        for station in &STATIONS {
            desktop.visit(station);
            look(station, theme);
        }
    }
}

/// The look itself: a screen with known faults must be found out.
#[test]
fn axe_and_the_contrast_find_planted_faults() {
    run(Options::default(), |desktop| {
        desktop.script(
            "const pale = document.createElement('p');
             pale.textContent = 'Pale words';
             pale.style.color = 'rgb(200, 200, 200)';
             const nameless = document.createElement('button');
             document.querySelector('main').append(pale, nameless);",
            &[],
        );
        let rules: Vec<String> = desktop
            .axe()
            .into_iter()
            .map(|finding| finding.rule)
            .collect();
        assert!(rules.contains(&"button-name".into()), "{rules:?}");
        assert!(rules.contains(&"color-contrast".into()), "{rules:?}");
        let weak: Vec<_> = desktop
            .contrasts()
            .into_iter()
            .filter(|one| !one.holds())
            .collect();
        assert_eq!(weak.len(), 1, "{weak:?}");
        assert_eq!(weak[0].words, "Pale words");
    });
}
