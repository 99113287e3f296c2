//! Calling Rust from the page as any script in it could.

use serde_json::{Value, json};

use crate::Desktop;

impl Desktop {
    /// Calls a command past the app's own code; a refusal is `Err` with what was said.
    #[track_caller]
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, String> {
        let answer = self.script_with_callback(
            "const [command, given, tell] = arguments; \
             window.__TAURI_INTERNALS__.invoke(command, given).then( \
               (value) => tell({ value }), \
               (error) => tell({ error: typeof error === 'string' ? error : JSON.stringify(error) }))",
            &[json!(command), arguments],
        );
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer.get("value").cloned().unwrap_or_default()),
        }
    }
}
