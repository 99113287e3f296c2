//! The repository put to its own rules.
#![expect(
    clippy::unwrap_used,
    reason = "what cannot be read here fails the test that reads it"
)]
#![expect(clippy::print_stdout, reason = "the figures are there to be read")]

use std::{collections::BTreeSet, fs};

use cargo_metadata::{Metadata, MetadataCommand};
use signet_test_house::{
    layering,
    licences::Allowed,
    repository::{read, root, tracked},
    seam, texts,
};

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .unwrap()
}

#[test]
fn packages_know_only_whom_they_may() {
    let metadata = metadata();
    let packages = metadata.workspace_packages();
    let house: Vec<String> = packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let edges = layering::edges(&root(), &packages);
    assert!(edges.contains(&layering::Edge::new("signet", "tauri")));
    assert_eq!(layering::forbidden(&edges, &house), []);
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let allowed = Allowed::read(&read("deny.toml").unwrap()).unwrap();
    assert!(!allowed.is_empty(), "deny.toml allows nothing");
    let refused: Vec<String> = metadata()
        .packages
        .iter()
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("no licence named");
            (package.name.as_str(), licence)
        })
        .filter(|(name, licence)| !allowed.admits(name, licence))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert_eq!(refused, [""; 0]);
}

#[test]
fn all_four_sides_of_the_seam_name_the_same_commands() {
    let build = seam::in_build_script(&read("src-tauri/build.rs").unwrap());
    assert!(!build.is_empty());
    assert_eq!(seam::in_handler(&read("src-tauri/lib.rs").unwrap()), build);
    assert_eq!(
        seam::in_backend(&read("ui/src/lib/backend.ts").unwrap()),
        build
    );
    let mut granted = BTreeSet::new();
    for entry in fs::read_dir(root().join("src-tauri/capabilities")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        granted.extend(seam::in_capability(&serde_json::from_str(&text).unwrap()));
    }
    assert_eq!(granted, build);
}

/// Without the right pattern in the build script no capability is read and nobody says so.
#[test]
fn the_built_capabilities_are_not_empty() {
    let built: serde_json::Value =
        serde_json::from_str(&read("gen/schemas/capabilities.json").unwrap()).unwrap();
    assert!(
        built
            .as_object()
            .is_some_and(|capabilities| !capabilities.is_empty()),
        "{built}"
    );
}

#[test]
fn only_the_one_door_speaks_to_rust() {
    let doors: Vec<String> = tracked()
        .unwrap()
        .into_iter()
        .filter(|file| file.path.starts_with("ui/src/"))
        .filter(|file| {
            file.text
                .as_ref()
                .is_some_and(|text| text.contains("@tauri-apps"))
        })
        .map(|file| file.path)
        .collect();
    assert_eq!(doors, ["ui/src/lib/backend.ts"]);
}

#[test]
fn no_source_file_is_too_long() {
    let files = tracked().unwrap();
    let lengths = texts::lengths(&files);
    println!(
        "{} source files: median {} lines, 95th percentile {}",
        lengths.len(),
        texts::percentile(&lengths, 50),
        texts::percentile(&lengths, 95)
    );
    let long: Vec<_> = lengths
        .iter()
        .filter(|(lines, _)| *lines > texts::LONGEST)
        .collect();
    assert!(long.is_empty(), "above {} lines: {long:?}", texts::LONGEST);
}

#[test]
fn no_tracked_file_names_a_registry_or_this_machine() {
    assert_eq!(texts::forbidden(&tracked().unwrap()), [""; 0]);
}
