//! Where the programs and folders of this build are.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::Trouble;

/// The program of that name from the same build as the running test.
pub(crate) fn built(name: &str) -> Result<PathBuf, Trouble> {
    let path = profile_folder()?.join(name);
    if path.is_file() {
        Ok(path)
    } else {
        Err(Trouble::NotBuilt(path))
    }
}

/// `target/`, wherever cargo was told to put it.
pub fn target_folder() -> Result<PathBuf, Trouble> {
    let profile = profile_folder()?;
    Ok(profile.parent().map_or(profile.clone(), Path::to_path_buf))
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `target/debug` or `target/release`: tests run from its `deps`, binaries from itself.
fn profile_folder() -> Result<PathBuf, Trouble> {
    let own = env::current_exe().map_err(Trouble::io("finding this test's own program"))?;
    let folder = own.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    Ok(if folder.ends_with("deps") {
        folder.join("..").canonicalize().unwrap_or(folder)
    } else {
        folder
    })
}
