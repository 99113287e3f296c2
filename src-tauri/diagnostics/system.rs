//! What this computer runs on.

use std::{env, fs};

use crate::computer;

/// System, kernel, desktop and web engine: what faults depend on. Not its name, which may be a
/// person's.
pub fn system(web_engine: &str) -> Vec<(&'static str, String)> {
    let variable = |name| env::var(name).ok().filter(|value| is_plain(value));
    let facts = [
        ("system", Some(computer::system())),
        ("kernel", file("/proc/sys/kernel/osrelease")),
        ("desktop", variable("XDG_CURRENT_DESKTOP")),
        ("session", variable("XDG_SESSION_TYPE")),
        ("web engine", Some(web_engine.to_owned())),
    ];
    let told = facts.into_iter().map(|(name, fact)| {
        let fact = fact.unwrap_or_else(|| "unknown".to_owned());
        (name, fact)
    });
    told.collect()
}

fn file(path: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    Some(text.trim().to_owned())
}

/// What desktops call themselves; anything else was put there by somebody.
fn is_plain(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b":;-_".contains(&byte);
    value.len() <= 60 && value.bytes().all(plain)
}
