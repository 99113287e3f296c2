//! `doctor`: what is installed, what is missing, and how to get it.

use std::{fs, process::Command};

use serde_json::Value;

use crate::{
    error::Error,
    process, surroundings,
    system::{self, System, packages, packages::Need},
    ui,
    workspace::Workspace,
};

pub fn doctor(workspace: &Workspace) -> Result<(), Error> {
    let mut report = Report::default();
    toolchain(workspace, &mut report);
    node(workspace, &mut report);
    packages(&mut report)?;
    surroundings(workspace, &mut report);
    report.close()
}

#[derive(Default)]
struct Report {
    missing: usize,
}

impl Report {
    fn fine(&self, what: &str, detail: &str) {
        println!("ok       {what}: {detail}");
    }

    /// Good to know, nothing to mend.
    fn note(&self, what: &str, detail: &str) {
        println!("-        {what}: {detail}");
    }

    fn missing(&mut self, what: &str, fix: &str) {
        println!("MISSING  {what}: {fix}");
        self.missing += 1;
    }

    fn close(&self) -> Result<(), Error> {
        match self.missing {
            0 => Ok(()),
            1 => Err(Error::Unmet(
                "one thing is missing: see the line above".into(),
            )),
            many => Err(Error::Unmet(format!(
                "{many} things are missing: see the lines above"
            ))),
        }
    }
}

fn version_of(program: &str, argument: &str) -> Option<String> {
    let printed = process::output(Command::new(program).arg(argument)).ok()?;
    printed.lines().next().map(|line| line.trim().to_owned())
}

fn toolchain(workspace: &Workspace, report: &mut Report) {
    let pinned =
        fs::read_to_string(workspace.root().join("rust-toolchain.toml")).unwrap_or_default();
    let wanted = pinned
        .lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .unwrap_or_default()
        .trim_matches('"');
    match version_of("rustc", "--version") {
        Some(version) if version.starts_with(&format!("rustc {wanted} ")) => {
            report.fine("Rust", &version)
        }
        Some(version) => report.missing(
            "Rust",
            &format!("{version} here, rustup toolchain install {wanted}"),
        ),
        None => report.missing(
            "Rust",
            &format!("install rustup, then: rustup toolchain install {wanted}"),
        ),
    }
    for (program, component) in [("rustfmt", "rustfmt"), ("clippy-driver", "clippy")] {
        match version_of(program, "--version") {
            Some(version) => report.fine(component, &version),
            None => report.missing(component, &format!("rustup component add {component}")),
        }
    }
    match system::on_path("cc") {
        Some(path) => report.fine(
            "linker",
            &format!("{} (with the lld that comes with Rust)", path.display()),
        ),
        None if cfg!(windows) => report.note(
            "linker",
            "the one of Visual Studio's build tools, found by rustc itself",
        ),
        None => report.missing("linker", "a C compiler; see the packages below"),
    }
}

fn node(workspace: &Workspace, report: &mut Report) {
    let package = fs::read_to_string(workspace.ui().join("package.json")).unwrap_or_default();
    let package: Value = serde_json::from_str(&package).unwrap_or_default();
    let wanted = package["engines"]["node"]
        .as_str()
        .unwrap_or_default()
        .trim_start_matches(">=")
        .to_owned();
    match version_of("node", "--version") {
        Some(version) if numbers(&version) >= numbers(&wanted) => report.fine("Node", &version),
        Some(version) => report.missing(
            "Node",
            &format!("{version} here, {wanted} or newer is needed"),
        ),
        None => report.missing("Node", &format!("install Node {wanted} or newer")),
    }
    match process::output(workspace.npm().arg("--version")) {
        Ok(version) => report.fine("npm", version.trim()),
        Err(_) => report.missing(
            "npm",
            "it comes with Node; Debian has it in a package of its own, npm",
        ),
    }
    if ui::installed(workspace) {
        report.fine("ui/node_modules", "as ui/package-lock.json says");
    } else {
        report.note(
            "ui/node_modules",
            "missing or older than the lock file; `cargo xtask ui` sees to it",
        );
    }
    match ui::mode_of_dist(workspace) {
        Some(mode) => report.fine("ui/dist", mode.name()),
        None => report.note(
            "ui/dist",
            "missing, or built by hand; `cargo xtask ui` sees to it",
        ),
    }
}

/// The numbers of a version, in order of weight.
fn numbers(version: &str) -> Vec<u32> {
    version
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect()
}

fn packages(report: &mut Report) -> Result<(), Error> {
    let needs = [Need::Build, Need::Window, Need::Foreign, Need::Bundle];
    match System::here() {
        System::Debian => {
            let missing = system::missing(&needs)?;
            for package in packages::DEBIAN {
                if missing.iter().all(|missing| missing.name != package.name) {
                    report.fine(package.name, package.why);
                } else if package.need == Need::Bundle {
                    report.note(
                        package.name,
                        &format!("{}; `cargo xtask bundle --check` installs it", package.why),
                    );
                } else {
                    report.missing(package.name, package.why);
                }
            }
            let needed: Vec<_> = missing
                .into_iter()
                .filter(|package| package.need != Need::Bundle)
                .collect();
            if !needed.is_empty() {
                println!(
                    "         as root: apt-get update && {}",
                    system::install_line(&needed)
                );
            }
        }
        System::Other(name) => {
            for sign in packages::absent_signs(&needs) {
                report.missing(sign, "see the list below");
            }
            println!(
                "         on {name}:\n{}",
                packages::elsewhere(&name).unwrap_or(packages::UNKNOWN)
            );
        }
    }
    Ok(())
}

fn surroundings(workspace: &Workspace, report: &mut Report) {
    match surroundings::display() {
        Some(display) => report.fine("display", &display),
        None => report.note(
            "display",
            "none; `run --headless` and the tests bring their own",
        ),
    }
    match surroundings::session_bus() {
        Some(bus) => report.fine("session bus", &bus),
        None => report.note("session bus", "none; `run` and the tests bring their own"),
    }
    report.note("build cache", &workspace.target().display().to_string());
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_compare_by_their_numbers() {
        assert!(numbers("v20.19.4") >= numbers("20.19"));
        assert!(numbers("v20.9.0") < numbers("20.19"));
    }
}
