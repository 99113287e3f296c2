//! Pictures of the window.

use std::{fs, path::Path, thread};

use crate::{Desktop, Trouble, desktop::PIXELS, trouble::sure};

/// What turns for ever, or for as long as a countdown, is not waited for.
const SETTLE: &str = "const [tell] = arguments;
    const soon = document.getAnimations()
      .filter((one) => one.effect.getComputedTiming().endTime <= 1000)
      .map((one) => one.finished);
    Promise.allSettled(soon).then(() =>
      requestAnimationFrame(() => requestAnimationFrame(() => tell(null))));";

impl Desktop {
    /// Waits until what moves has come to rest and what the page shows now has been drawn. The
    /// engine answers questions about a change before its pixels are there.
    #[track_caller]
    pub fn settle(&self) {
        self.script_with_callback(SETTLE, &[]);
    }

    /// Writes a PNG of the window as it is now.
    #[track_caller]
    pub fn keep_picture(&self, path: &Path) {
        self.settle();
        sure(self.picture().and_then(|picture| {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(Trouble::io("making a folder for pictures"))?;
            }
            fs::write(path, picture).map_err(Trouble::io(format!("writing {}", path.display())))
        }));
    }

    pub(crate) fn picture(&self) -> Result<Vec<u8>, Trouble> {
        thread::sleep(PIXELS);
        self.ask(async |client| client.screenshot().await)
    }

    pub(crate) fn source(&self) -> Result<String, Trouble> {
        self.ask(async |client| client.source().await)
    }
}
