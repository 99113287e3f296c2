//! Walks every screen in both themes and leaves numbered pictures in `target/tour/`.

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
            let picture = folder.join(format!("{number:02}-{}-{theme}.png", station.name));
            desktop.keep_picture(&picture);
            println!("{}", picture.display());
        }
    }
    desktop.end()
}
