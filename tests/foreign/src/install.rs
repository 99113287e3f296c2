//! Installing what is pinned, once.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{Error, Language, cache};

/// Written last: without it the folder is half-made and is made again.
const COMPLETE: &str = "complete";

/// The folder with this language's libraries, installed now if they are missing.
pub fn ensure(language: Language) -> Result<PathBuf, Error> {
    let pins: Vec<_> = language
        .pins()
        .iter()
        .map(|name| language.sources().join(name))
        .collect();
    let mut text = String::new();
    for pin in &pins {
        text.push_str(&fs::read_to_string(pin).map_err(at(pin))?);
    }
    let folder = cache::folder(language, &text)?;
    let _lock = cache::lock(&folder)?;
    if !folder.join(COMPLETE).exists() {
        install(language, &pins, &folder)?;
    }
    Ok(folder)
}

fn install(language: Language, pins: &[PathBuf], folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(folder)(error)),
        Ok(()) | Err(_) => {}
    }
    fs::create_dir_all(folder).map_err(at(folder))?;
    for pin in pins {
        if let Some(name) = pin.file_name() {
            fs::copy(pin, folder.join(name)).map_err(at(pin))?;
        }
    }
    for installer in language.installers(folder) {
        run(installer)?;
    }
    let complete = folder.join(COMPLETE);
    fs::write(&complete, "").map_err(at(&complete))
}

fn run(mut installer: Command) -> Result<(), Error> {
    let output = installer
        .stdin(Stdio::null())
        .output()
        .map_err(|source| Error::start(&installer, source))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(Error::failed(&installer, &output))
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::File {
        path: path.clone(),
        source,
    }
}
