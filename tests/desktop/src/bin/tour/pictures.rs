//! Numbered pictures of what the window shows, in both themes.

use std::{fs, io, path::PathBuf};

use signet_test_desktop::{Desktop, Trouble, target_folder};

/// Counts them.
pub struct Pictures {
    folder: PathBuf,
    number: usize,
}

/// What scrolls on this screen: the page, or a pane of it.
const SCROLLS: &str =
    "const scrolls = [document.scrollingElement, ...document.querySelectorAll('main')]
    .find((element) => element.scrollHeight > element.clientHeight + 8);";

impl Pictures {
    /// In an empty `target/tour/`.
    pub fn begin() -> Result<Self, Trouble> {
        let folder = target_folder()?.join("tour");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Trouble::Io {
                doing: format!("clearing {}", folder.display()),
                source: error,
            }),
            _ => Ok(Self { folder, number: 0 }),
        }
    }

    /// Of the screen as it stands.
    pub fn take(&mut self, desktop: &Desktop, name: &str) {
        self.take_after(desktop, name, |_| {});
    }

    /// Of the screen that this leads to, once in each theme.
    pub fn take_after(&mut self, desktop: &Desktop, name: &str, reach: impl Fn(&Desktop)) {
        self.number += 1;
        for theme in ["light", "dark"] {
            desktop.set_theme(theme);
            reach(desktop);
            // A screen that is longer than the window gets a picture for each windowful.
            for part in 1..=windowfuls(desktop) {
                let part = match part {
                    1 => String::new(),
                    further => {
                        scroll(desktop, "By(0, scrolls.clientHeight)");
                        format!("-{further}")
                    }
                };
                let number = self.number;
                let picture = format!("{number:02}-{name}-{theme}{part}.png");
                let picture = self.folder.join(picture);
                desktop.keep_picture(&picture);
                println!("{}", picture.display());
            }
            scroll(desktop, "To(0, 0)");
        }
    }
}

fn windowfuls(desktop: &Desktop) -> u64 {
    let count = "return scrolls ? Math.ceil(scrolls.scrollHeight / scrolls.clientHeight) : 1";
    desktop
        .script(&format!("{SCROLLS} {count}"), &[])
        .as_u64()
        .unwrap_or(1)
}

fn scroll(desktop: &Desktop, how: &str) {
    desktop.script(&format!("{SCROLLS} scrolls?.scroll{how}"), &[]);
}
