//! Where the libraries are installed.

use std::{
    env, fs,
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{Error, Language};

/// The folder for exactly these pins: another checkout with others has its own.
pub fn folder(language: Language, pins: &str) -> Result<PathBuf, Error> {
    let mut hasher = DefaultHasher::new();
    pins.hash(&mut hasher);
    let name = format!("{}-{:016x}", language.name(), hasher.finish());
    Ok(root()?.join(name))
}

fn root() -> Result<PathBuf, Error> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    let cache = match (set("XDG_CACHE_HOME"), set("HOME")) {
        (Some(cache), _) => PathBuf::from(cache),
        (None, Some(home)) => Path::new(&home).join(".cache"),
        (None, None) => return Err(Error::NoCache),
    };
    Ok(cache.join("signet/foreign"))
}

/// Held while something is installed; released when dropped.
pub fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.with_extension("lock");
    let failed = |source| Error::File {
        path: path.clone(),
        source,
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    let file = File::create(&path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}
