//! Who may know whom, from the packages' own manifests.

use std::path::Path;

use cargo_metadata::{DependencyKind, Package};

/// One package naming another as a normal dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub from: String,
    pub to: String,
}

impl Edge {
    pub fn new(from: &str, to: &str) -> Self {
        Self {
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }
}

/// Everybody may know these; they know nobody of the house.
const LEAVES: [&str; 3] = ["signet-contract", "signet-session", "signet-trail"];

const ROOT: &str = "signet";

/// What the root package must not ship.
const NOT_IN_ROOT: [&str; 2] = ["signet-sandbox", "signet-service"];

const SIDEWAYS: [(&str, &str); 2] = [
    ("signet-platform-client", "signet-seal"),
    ("signet-service", "signet-seal"),
];

/// Outside crates that only some packages may know, by the start of their name.
const KEPT_BACK: [(&[&str], &[&str]); 3] = [
    (&["grammers"], &["signet-telegram", "signet-sandbox"]),
    (
        &["rusqlite", "libsqlite3-sys", "sqlite", "sqlx", "diesel"],
        &["signet-vault", "signet-service"],
    ),
    (&["tauri", "wry", "tao"], &[ROOT]),
];

/// Folders whose packages may know anybody.
const EXEMPT: [&str; 3] = ["tests", "examples", "xtask"];

/// The normal dependencies of all packages that the rule binds.
pub fn edges(root: &Path, packages: &[&Package]) -> Vec<Edge> {
    packages
        .iter()
        .filter(|package| !is_exempt(root, package))
        .flat_map(|package| {
            let normal = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind == DependencyKind::Normal);
            normal.map(|dependency| Edge::new(&package.name, &dependency.name))
        })
        .collect()
}

fn is_exempt(root: &Path, package: &Package) -> bool {
    let inside = package.manifest_path.as_std_path().strip_prefix(root);
    inside.is_ok_and(|path| EXEMPT.iter().any(|folder| path.starts_with(folder)))
}

/// The edges that break the rule. `house` are the names of all packages of the workspace.
pub fn forbidden(edges: &[Edge], house: &[String]) -> Vec<Edge> {
    let breaks = |edge: &&Edge| {
        if house.contains(&edge.to) {
            !may_know(&edge.from, &edge.to)
        } else {
            !may_use(&edge.from, &edge.to)
        }
    };
    edges.iter().filter(breaks).cloned().collect()
}

fn may_know(from: &str, to: &str) -> bool {
    if LEAVES.contains(&from) {
        return false;
    }
    if from == ROOT {
        return to.starts_with("signet-") && !NOT_IN_ROOT.contains(&to);
    }
    LEAVES.contains(&to) || SIDEWAYS.contains(&(from, to))
}

fn may_use(from: &str, outside: &str) -> bool {
    KEPT_BACK.iter().all(|(names, allowed)| {
        let kept_back = names.iter().any(|name| {
            outside == *name
                || outside
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with(['-', '_']))
        });
        !kept_back || allowed.contains(&from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> Vec<String> {
        [
            "signet",
            "signet-contract",
            "signet-session",
            "signet-trail",
            "signet-telegram",
            "signet-sandbox",
            "signet-vault",
            "signet-seal",
            "signet-platform-client",
            "signet-service",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn the_drawn_edges_are_allowed() {
        let drawn = [
            ("signet", "signet-telegram"),
            ("signet", "signet-vault"),
            ("signet", "tauri"),
            ("signet", "tauri-plugin-single-instance"),
            ("signet-telegram", "signet-session"),
            ("signet-telegram", "grammers-client"),
            ("signet-sandbox", "grammers-tl-types"),
            ("signet-vault", "rusqlite"),
            ("signet-service", "signet-seal"),
            ("signet-platform-client", "signet-seal"),
            ("signet-seal", "serde"),
        ]
        .map(|(from, to)| Edge::new(from, to));
        assert_eq!(forbidden(&drawn, &house()), []);
    }

    #[test]
    fn every_made_up_edge_is_caught() {
        let made_up = [
            ("signet", "signet-sandbox"),
            ("signet", "signet-service"),
            ("signet", "grammers-client"),
            ("signet", "rusqlite"),
            ("signet-telegram", "signet-vault"),
            ("signet-telegram", "signet-seal"),
            ("signet-contract", "signet-session"),
            ("signet-contract", "tauri"),
            ("signet-vault", "signet-platform-client"),
            ("signet-vault", "tauri-utils"),
            ("signet-seal", "signet"),
        ]
        .map(|(from, to)| Edge::new(from, to));
        assert_eq!(forbidden(&made_up, &house()), made_up);
    }
}
