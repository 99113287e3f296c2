//! The tracked files.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// One tracked file; `text` is `None` when it is not text.
#[derive(Debug, Clone)]
pub struct Tracked {
    pub path: String,
    pub text: Option<String>,
}

/// Everything that git tracks or would if it were added, as it is in the working tree.
pub fn tracked() -> io::Result<Vec<Tracked>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()?;
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr).into_owned();
        return Err(io::Error::other(said));
    }
    let paths = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut files = Vec::new();
    for path in paths.split('\0').filter(|path| !path.is_empty()) {
        // Listed by the index, gone from the tree.
        let Ok(bytes) = fs::read(root().join(path)) else {
            continue;
        };
        files.push(Tracked {
            path: path.to_owned(),
            text: String::from_utf8(bytes).ok(),
        });
    }
    Ok(files)
}

pub fn read(path: &str) -> io::Result<String> {
    fs::read_to_string(root().join(path))
        .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
}
