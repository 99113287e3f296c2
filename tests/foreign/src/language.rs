//! The two languages: their files, installers and interpreters.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A language with libraries of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Telethon and kurigram.
    Python,
    /// GramJS and mtcute.
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
            Self::Python => &["requirements.txt"],
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
                let pip = [
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ];
                let mut install = command(&python(folder), &pip);
                install.args(["--require-hashes", "--requirement", "requirements.txt"]);
                let python3 = Path::new(self.program());
                vec![command(python3, &["-m", "venv", "venv"]), install]
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
