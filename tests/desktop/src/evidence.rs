//! What a failed test saw, kept for whoever looks into it.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
    thread,
};

use crate::{Desktop, Options, Trouble, binary::target_folder, trouble::sure};

/// Runs a test on a desktop of its own.
#[track_caller]
pub fn run(options: Options, test: impl FnOnce(&Desktop)) {
    let desktop = sure(Desktop::start(options));
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| test(&desktop))) {
        keep(&desktop);
        drop(desktop);
        resume_unwind(panic);
    }
}

/// Keeps a picture, the page and all logs, each as far as it can still be had.
#[expect(clippy::print_stderr, reason = "beside the failed test's own words")]
pub(crate) fn keep(desktop: &Desktop) {
    match collect(desktop) {
        Ok(folder) => eprintln!("what was seen is in {folder}"),
        Err(trouble) => eprintln!("what was seen could not be kept: {trouble}"),
    }
}

fn collect(desktop: &Desktop) -> Result<String, Trouble> {
    let test = thread::current()
        .name()
        .unwrap_or("main")
        .replace("::", "-");
    let folder = target_folder()?.join("failures").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Trouble::io("clearing an older failure"))?;
    }
    fs::create_dir_all(&folder).map_err(Trouble::io("making a folder for the failure"))?;
    for log in desktop.folders().logs() {
        if let Some(name) = log.file_name() {
            let _ = fs::copy(&log, folder.join(name));
        }
    }
    keep_one(
        &folder.join("page.html"),
        desktop.source().map(String::into_bytes),
    );
    keep_one(&folder.join("window.png"), desktop.picture());
    Ok(folder.display().to_string())
}

fn keep_one(path: &Path, bytes: Result<Vec<u8>, Trouble>) {
    if let Ok(bytes) = bytes {
        let _ = fs::write(path, bytes);
    }
}
