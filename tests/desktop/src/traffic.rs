//! Everything that Rust says to the web view: answers and events.

use serde_json::Value;

use crate::Desktop;

/// Both come in through the callbacks that Tauri keeps in one map. What is heard is kept as text.
const LISTEN: &str = r"
    if (window.__heard) return;
    window.__heard = [];
    const { callbacks } = window.__TAURI_INTERNALS__;
    const get = callbacks.get.bind(callbacks);
    callbacks.get = (id) => {
      const hear = get(id);
      if (!hear) return hear;
      return (data) => {
        window.__heard.push(data instanceof ArrayBuffer
          ? new TextDecoder().decode(data) : JSON.stringify(data) ?? '');
        return hear(data);
      };
    };";

/// Its last answers stand for what was said before somebody listened.
const ASK_AGAIN: [&str; 9] = [
    "app_info", "settings", "link", "problem", "vault", "sign_in", "accounts", "network", "devices",
];

impl Desktop {
    /// Hears everything from now on, until the page is loaded anew.
    #[track_caller]
    pub fn listen(&self) {
        self.script(LISTEN, &[]);
        for command in ASK_AGAIN {
            // `devices` wants to know whose; then the refusal is what is heard.
            let _ = self.call(command, Value::Object(serde_json::Map::new()));
        }
    }

    /// What was heard since, forgotten by the page.
    #[track_caller]
    pub fn heard(&self) -> Vec<String> {
        let heard = self.script("return window.__heard.splice(0)", &[]);
        let heard = heard.as_array().into_iter().flatten();
        heard
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    }
}
