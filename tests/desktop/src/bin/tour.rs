//! Walks every screen in both themes and leaves numbered pictures in `target/tour/`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{fs, io, process::ExitCode};

use signet_test_desktop::{Desktop, Options, STATIONS, Trouble, target_folder};

fn main() -> ExitCode {
    match walk() {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("tour: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// What scrolls on this screen: the page, or a pane of it.
const SCROLLS: &str =
    "const scrolls = [document.scrollingElement, ...document.querySelectorAll('main')]
    .find((element) => element.scrollHeight > element.clientHeight + 8);";

/// A screen that is longer than the window gets a picture for each windowful.
fn windowfuls(desktop: &Desktop) -> u64 {
    let count = "return scrolls ? Math.ceil(scrolls.scrollHeight / scrolls.clientHeight) : 1";
    desktop
        .script(&format!("{SCROLLS} {count}"), &[])
        .as_u64()
        .unwrap_or(1)
}

fn scroll_on(desktop: &Desktop) {
    let scroll = "scrolls.scrollBy(0, scrolls.clientHeight)";
    desktop.script(&format!("{SCROLLS} {scroll}"), &[]);
}

fn walk() -> Result<(), Trouble> {
    let folder = target_folder()?.join("tour");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Trouble::Io {
                doing: format!("clearing {}", folder.display()),
                source: error,
            });
        }
        _ => {}
    }
    let desktop = Desktop::start(Options::default())?;
    for (number, station) in (1..).zip(&STATIONS) {
        for theme in ["light", "dark"] {
            desktop.set_theme(theme);
            desktop.visit(station);
            for part in 1..=windowfuls(&desktop) {
                let part = match part {
                    1 => String::new(),
                    further => {
                        scroll_on(&desktop);
                        format!("-{further}")
                    }
                };
                let picture = format!("{number:02}-{}-{theme}{part}.png", station.name);
                let picture = folder.join(picture);
                desktop.keep_picture(&picture);
                println!("{}", picture.display());
            }
        }
    }
    desktop.end()
}
