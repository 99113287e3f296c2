//! The first thing a person sees.

use signet_test_desktop::{Desktop, Options, Role, run, target_folder};

#[test]
fn welcome_says_what_signet_is_for_and_how_to_begin() {
    run(Options::default(), |desktop| {
        assert_eq!(desktop.window_title(), "Signet");
        desktop.heading("Keep your Telegram sign-ins safe. Decide who may use them.");
        for promise in [
            "Locked on this computer",
            "Shared only if you say yes",
            "Yours to end",
            "Uses the Telegram API. Not made by Telegram.",
        ] {
            desktop.wait_for_text(promise);
        }
        assert_eq!(
            desktop.names(Role::Button),
            ["Add your Telegram account", "I have a link"]
        );
        desktop.find(Role::Navigation, "Sections");
        for way in ["Accounts", "Access", "Activity", "Settings", "How it works"] {
            desktop.link(way);
        }
    });
}

/// ui-spec.md, Tokens: light and dark.
const TOKENS: [(&str, [u8; 3], [u8; 3]); 18] = [
    ("ground", [0xF6, 0xF3, 0xEC], [0x0F, 0x14, 0x1D]),
    ("raised", [0xFF, 0xFD, 0xF8], [0x17, 0x1E, 0x2A]),
    ("sunken", [0xEC, 0xE7, 0xDC], [0x0A, 0x0E, 0x15]),
    ("selected", [0xF1, 0xE6, 0xCC], [0x2C, 0x26, 0x17]),
    ("text", [0x14, 0x1B, 0x28], [0xF1, 0xEC, 0xE1]),
    ("muted", [0x55, 0x5C, 0x69], [0xA6, 0xA9, 0x9F]),
    ("line", [0xDD, 0xD6, 0xC7], [0x2A, 0x33, 0x42]),
    ("control", [0x85, 0x7D, 0x6E], [0x6B, 0x75, 0x86]),
    ("accent", [0x7E, 0x5A, 0x12], [0xE2, 0xB8, 0x66]),
    ("brass", [0xA8, 0x7A, 0x22], [0xD3, 0xA2, 0x4A]),
    ("primary", [0x14, 0x1B, 0x28], [0xE2, 0xB8, 0x66]),
    ("on-primary", [0xFF, 0xFD, 0xF8], [0x14, 0x1B, 0x28]),
    ("danger", [0xB3, 0x26, 0x1E], [0xFF, 0x9A, 0x8D]),
    ("danger-bg", [0xFB, 0xE9, 0xE5], [0x3A, 0x1B, 0x1A]),
    ("wait", [0x94, 0x47, 0x0A], [0xF4, 0xA7, 0x6B]),
    ("wait-bg", [0xFC, 0xEB, 0xDD], [0x38, 0x23, 0x0F]),
    ("done", [0x1F, 0x6B, 0x45], [0x7F, 0xD1, 0xA1]),
    ("done-bg", [0xE2, 0xF1, 0xE6], [0x14, 0x30, 0x1F]),
];

#[test]
fn both_themes_show_the_designed_colours() {
    run(Options::default(), |desktop| {
        for (theme, dark) in [("light", false), ("dark", true)] {
            desktop.set_theme(theme);
            for (token, in_light, in_dark) in TOKENS {
                let [red, green, blue] = if dark { in_dark } else { in_light };
                assert_eq!(
                    token_colour(desktop, token),
                    format!("rgb({red}, {green}, {blue})"),
                    "{token}, {theme}"
                );
            }
            let add = desktop.button("Add your Telegram account");
            assert_eq!(
                add.style("background-color"),
                token_colour(desktop, "primary")
            );
            assert_eq!(add.style("color"), token_colour(desktop, "on-primary"));
            let title =
                desktop.heading("Keep your Telegram sign-ins safe. Decide who may use them.");
            assert_eq!(title.style("color"), token_colour(desktop, "text"));
            let picture = format!("pictures/welcome-{theme}.png");
            desktop.keep_picture(&target_folder().unwrap().join(picture));
        }
    });
}

/// What the engine makes of a token.
fn token_colour(desktop: &Desktop, token: &str) -> String {
    let colour = desktop.script(
        "const probe = document.createElement('i');
         probe.style.color = `var(--${arguments[0]})`;
         document.body.append(probe);
         const { color } = getComputedStyle(probe);
         probe.remove();
         return color;",
        &[token.into()],
    );
    colour.as_str().unwrap().to_owned()
}
