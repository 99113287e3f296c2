//! The table of rules names tests that exist, and leaves no rule and no fault out.

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What stands between backticks in the last column of a table, as module and test.
fn named(readme: &str) -> Vec<(&str, &str)> {
    let rows = readme.lines().filter(|line| line.starts_with('|'));
    let last = rows.filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    let code = last.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    code.filter_map(|name| name.split_once("::")).collect()
}

/// The variants of a flat enum, which are written one a line, with or without fields.
fn variants(source: &str, name: &str) -> Vec<String> {
    let begin = format!("pub enum {name} {{");
    let body = source.split(&begin).nth(1).unwrap();
    let body = body.split("\n}").next().unwrap();
    let lines = body.lines().map(str::trim_start);
    let lines = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    let words = lines.map(|line| line.split([',', ' ']).next().unwrap_or_default());
    words.map(str::to_owned).collect()
}

#[test]
fn every_test_in_the_table_exists() {
    let readme = read("README.md");
    let named = named(&readme);
    assert!(named.len() > 40, "{}", named.len());
    for (module, test) in named {
        let source = read(&format!("tests/it/{module}.rs"));
        assert!(source.contains(&format!("fn {test}()")), "{module}::{test}");
    }
}

#[test]
fn every_rule_and_every_fault_has_its_row() {
    let readme = read("README.md");
    let rules = variants(&read("src/violation.rs"), "Rule");
    let faults = variants(&read("src/faults.rs"), "Fault");
    assert_eq!((rules.len(), faults.len()), (11, 6));
    for name in rules.iter().chain(&faults) {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
}
