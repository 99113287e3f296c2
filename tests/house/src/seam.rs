//! The commands as each side of the seam writes them down.

use std::collections::BTreeSet;

use serde_json::Value;

pub type Commands = BTreeSet<String>;

/// `const COMMANDS: &[&str] = &["…"]` of the build script.
pub fn in_build_script(source: &str) -> Commands {
    quoted(between(source, "COMMANDS: &[&str] = &[", "];"))
}

/// The paths in `generate_handler![…]`, by their last part.
pub fn in_handler(source: &str) -> Commands {
    between(source, "generate_handler![", "]")
        .split(',')
        .filter_map(|path| path.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `allow-open-link` of a capability file is `open_link`; permissions with a colon are not ours.
pub fn in_capability(file: &Value) -> Commands {
    let permissions = file["permissions"].as_array().into_iter().flatten();
    permissions
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .map(|name| name.replace('-', "_"))
        .collect()
}

/// `call<…>("name"…)` of the web view's one door.
pub fn in_backend(source: &str) -> Commands {
    source
        .split("call<")
        .skip(1)
        .filter_map(|after| {
            let (_, arguments) = after.split_once(">(")?;
            Some(
                arguments
                    .trim_start()
                    .strip_prefix('"')?
                    .split_once('"')?
                    .0
                    .to_owned(),
            )
        })
        .collect()
}

fn between<'a>(source: &'a str, start: &str, end: &str) -> &'a str {
    let after = source.split_once(start).map_or("", |(_, after)| after);
    after.split_once(end).map_or("", |(inside, _)| inside)
}

fn quoted(text: &str) -> Commands {
    text.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn two() -> Commands {
        ["open_link", "settings"].map(str::to_owned).into()
    }

    #[test]
    fn each_side_is_read() {
        let build =
            r#"const COMMANDS: &[&str] = &["settings", "open_link"]; const OTHER: &str = "x";"#;
        assert_eq!(in_build_script(build), two());
        let handler = "tauri::generate_handler![\n commands::settings,\n commands::open_link,\n]";
        assert_eq!(in_handler(handler), two());
        let capability = json!({ "permissions": ["core:event:allow-listen", "allow-settings", "allow-open-link"] });
        assert_eq!(in_capability(&capability), two());
        let backend = r#"a: () => call<A>("settings"), b: (url: string) => call<B>("open_link", { url }),
            async function call<T>(command: string) {}"#;
        assert_eq!(in_backend(backend), two());
    }
}
