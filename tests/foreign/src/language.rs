//! The two languages: their files, installers and interpreters.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A language with libraries of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Telethon and kurigram; cryptography.
    Python,
    /// GramJS and mtcute; @hpke/core.
    Node,
}

impl Language {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
        }
    }

    pub(crate) fn program(self) -> &'static str {
        match self {
            Self::Python => "python3",
            Self::Node => "node",
        }
    }

    /// The files that say what is installed.
    pub(crate) fn pins(self) -> &'static [&'static str] {
        match self {
            Self::Python => &["build-requirements.txt", "requirements.txt"],
            Self::Node => &["package.json", "package-lock.json", ".npmrc"],
        }
    }

    /// This language's folder in the repository.
    pub(crate) fn sources(self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(self.name())
    }

    /// What fills an empty folder, in order. It holds copies of the pins.
    pub(crate) fn installers(self, folder: &Path) -> Vec<Command> {
        let command = |program: &Path, arguments: &[&str]| {
            let mut command = Command::new(program);
            command.args(arguments).current_dir(folder);
            command
        };
        match self {
            Self::Python => {
                let pip = |pins: &str, more: &[&str]| {
                    let quietly = ["--quiet", "--disable-pip-version-check"];
                    let mut pip = command(&python(folder), &["-m", "pip", "install"]);
                    pip.args(quietly)
                        .args(["--require-hashes", "--requirement", pins])
                        .args(more);
                    pip
                };
                // Built here and now by the setuptools that is there already: pip would fetch one
                // that nobody pinned, or take what such a one has left in pip's cache. An older pip
                // would run setup.py by itself, but for the last word.
                let by_what_is_there = ["--no-build-isolation", "--no-cache-dir", "--use-pep517"];
                vec![
                    command(Path::new(self.program()), &["-m", "venv", "venv"]),
                    pip("build-requirements.txt", &["--only-binary", ":all:"]),
                    pip("requirements.txt", &by_what_is_there),
                ]
            }
            Self::Node => vec![command(Path::new("npm"), &["ci", "--loglevel=error"])],
        }
    }

    /// A script of ours, with the libraries of this folder.
    pub(crate) fn run(self, folder: &Path, script: &str) -> Command {
        let script = self.sources().join(script);
        match self {
            Self::Python => {
                let mut command = Command::new(python(folder));
                // Isolated, and nothing compiled beside the sources.
                command.args(["-I", "-B"]).arg(script);
                command
            }
            Self::Node => {
                let mut command = Command::new(self.program());
                command.arg(script).arg(folder);
                command
            }
        }
    }
}

fn python(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) {
        "venv/Scripts/python.exe"
    } else {
        "venv/bin/python"
    })
}
