//! Every screen there is, and the way to it.

use serde_json::json;

use crate::Desktop;

/// One screen, reached from anywhere.
#[derive(Clone, Copy)]
pub struct Station {
    pub name: &'static str,
    reach: fn(&Desktop),
}

/// In the order of the tour.
pub const STATIONS: [Station; 17] = [
    Station::new("welcome", |desktop| {
        desktop.heading("Keep your Telegram sign-ins safe. Decide who may use them.");
    }),
    Station::new("paste-link", |desktop| {
        desktop.button("I have a link").click();
    }),
    Station::new("link-asked", |desktop| open_link(desktop, GOOD_LINK)),
    Station::new("link-not-yet", |desktop| {
        open_link(desktop, GOOD_LINK);
        desktop.button("Continue").click();
    }),
    // One that is pasted is told in its dialog: only from outside does it take the window.
    Station::new("link-refused", |desktop| {
        desktop.second_start(&["signet://link?p=http://atlas.example"]);
        desktop.button("Back");
    }),
    Station::new("access", |desktop| desktop.go("#/access")),
    Station::new("activity", |desktop| desktop.go("#/activity")),
    Station::new("settings", |desktop| desktop.go("#/settings")),
    Station::new("how-it-works", |desktop| desktop.go("#/how-it-works")),
    Station::new("unlock", |desktop| {
        closed(desktop, "unlock", "Signet is locked")
    }),
    Station::new("choose-passphrase", |desktop| {
        closed(desktop, "choose", "Choose a passphrase");
    }),
    Station::new("use-kit", |desktop| {
        closed(desktop, "kit", "Use your recovery kit");
    }),
    Station::new("keychain-absent", |desktop| {
        closed(desktop, "absent", "This computer has no keychain");
    }),
    Station::new("key-missing", |desktop| {
        closed(desktop, "missing", "The key to your accounts is missing");
    }),
    Station::new("trail-altered", |desktop| {
        closed(desktop, "trail", "The record was changed");
    }),
    Station::new("gallery", |desktop| desktop.go("#/gallery")),
    Station::new("gallery-journey", |desktop| desktop.go("#/gallery/journey")),
];

const GOOD_LINK: &str = "signet://link?p=https://atlas.example&t=0123456789abcdef-_XY";

impl Station {
    const fn new(name: &'static str, reach: fn(&Desktop)) -> Self {
        Self { name, reach }
    }
}

impl Desktop {
    /// Goes to a screen, from wherever the window is.
    #[track_caller]
    pub fn visit(&self, station: &Station) {
        // A fresh page has no dialog open and no scroll position.
        self.invoke("dismiss_link");
        self.invoke("cancel_sign_in");
        self.go("#/accounts");
        self.reload();
        (station.reach)(self);
        self.settle();
    }

    /// Takes a theme as the settings screen does.
    #[track_caller]
    pub fn set_theme(&self, theme: &str) {
        let change = json!({ "change": { "theme": theme } });
        if let Err(refusal) = self.call("change_settings", change) {
            panic!("the theme was refused: {refusal}");
        }
        self.settle();
    }

    #[track_caller]
    fn invoke(&self, command: &str) {
        if let Err(refusal) = self.call(command, json!({})) {
            panic!("{command} was refused: {refusal}");
        }
    }
}

/// The screens of a vault that is not open, from the gallery: the real ones need a new start
/// each, and are looked at in the tests of the vault.
#[track_caller]
fn closed(desktop: &Desktop, face: &str, title: &str) {
    desktop.go(&format!("#/gallery/vault/{face}"));
    desktop.heading(title);
}

#[track_caller]
fn open_link(desktop: &Desktop, url: &str) {
    if let Err(refusal) = desktop.call("open_link", json!({ "url": url })) {
        panic!("the link was not taken: {refusal}");
    }
    // Its snapshot comes as an event.
    desktop.button("Back");
}
