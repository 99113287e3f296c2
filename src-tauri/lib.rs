//! The desktop shell: one window, the controllers behind it, and the seam between them.
//!
//! **Purpose.** Opens the window, keeps each feature's state in one task of its own
//! (`controller`), lets the web view ask through thin `commands` and tells it what changed by
//! whole snapshots.
//!
//! **Invariants.** No command returns a stored credential, and no link acts by itself. Nothing
//! reaches the log without passing its redaction. Whatever fails has a code and a reference
//! (`failure`).
//!
//! **Not here.** No MTProto, no SQL, no cryptography: crates of their own do that.

mod about;
mod again;
mod arguments;
mod automation;
mod commands;
mod controller;
mod failure;
mod folders;
mod link;
mod log;
mod panics;
mod problem;
mod settings;
mod window;

use std::{io, process::ExitCode, thread, time::Duration};

use clap::Parser;
use serde::Serialize;
use signet_contract::ui::{Failure, SettingsSnapshot};
use tauri::{App, AppHandle, Emitter, Manager, RunEvent};

use crate::{
    about::About,
    arguments::Arguments,
    controller::{Mailbox, Publish},
    folders::{Folders, UnusableFolder},
    link::Links,
    problem::Problems,
    settings::{Settings, SettingsFile},
};

/// Runs Signet until its window is closed.
#[expect(
    clippy::print_stderr,
    reason = "without a window only the terminal is left"
)]
pub fn run() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "could not start");
            eprintln!("signet: {error}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("Signet could not start itself again: {0}")]
    Again(#[from] io::Error),
    #[error("the window could not be opened: {0}")]
    Window(#[from] tauri::Error),
}

/// How often, and how far apart, a start is tried while the Signet before is on its way out: it
/// then still has its place on the session bus and no longer answers there.
const ATTEMPTS: u8 = 10;
const APART: Duration = Duration::from_millis(300);

fn start() -> Result<(), StartError> {
    let arguments = Arguments::parse();
    automation::shed(&arguments.environment)?;
    if arguments.after_crash.is_some() {
        again::wait_for_the_end_before();
    }
    let attempt = arguments.attempt;
    let folders = Folders::new(arguments.data_dir.clone());
    let unusable = prepare(&folders, &arguments).err();
    let panics = panics::watch(arguments.after_crash.is_some());
    tracing::info!(version = env!("CARGO_PKG_VERSION"), attempt, "starting");

    match build(arguments, folders, unusable, panics) {
        Err(tauri::Error::PluginInitialization(plugin, _))
            if plugin == "single-instance" && attempt < ATTEMPTS =>
        {
            thread::sleep(APART);
            Err(again::next_attempt(attempt).into())
        }
        built => {
            built?.run(hear);
            Ok(())
        }
    }
}

fn build(
    arguments: Arguments,
    folders: Folders,
    unusable: Option<UnusableFolder>,
    panics: panics::Listener,
) -> tauri::Result<App> {
    let problem = arguments
        .after_crash
        .map(panics::failure)
        .or(unusable.map(failure::report));
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            arrive(app, arguments.into_iter().skip(1));
        }))
        .invoke_handler(tauri::generate_handler![
            commands::app_info,
            commands::settings,
            commands::change_settings,
            commands::link,
            commands::open_link,
            commands::continue_link,
            commands::dismiss_link,
            commands::problem,
            commands::dismiss_problem,
        ])
        .setup(move |app| Ok(furnish(app, arguments, &folders, problem, &panics)?))
        .build(tauri::generate_context!())
}

/// Makes the folders and opens the log in them.
fn prepare(folders: &Folders, arguments: &Arguments) -> Result<(), UnusableFolder> {
    folders.prepare()?;
    log::start(&folders.logs(), arguments.log)
}

/// Starts the controllers and opens the window.
fn furnish(
    app: &mut App,
    arguments: Arguments,
    folders: &Folders,
    problem: Option<Failure>,
    panics: &panics::Listener,
) -> tauri::Result<()> {
    let handle = app.handle();
    let file = SettingsFile::new(folders.settings());
    let (kept, set_aside) = file.load();

    let problems = Mailbox::start(Problems::new(problem, publish(handle, "problem")));
    let links = Mailbox::start(Links::new(publish(handle, "link")));
    let settings = Mailbox::start(Settings::new(
        file,
        kept,
        set_aside,
        publish_settings(handle),
    ));
    panics.tell(problems.clone());

    app.manage(About::new(
        app.package_info(),
        &arguments.environment,
        folders,
    ));
    app.manage(problems);
    app.manage(links);
    app.manage(settings.clone());
    arrive(handle, arguments.url);
    window::open(handle, &arguments.environment, kept, settings)
}

/// What happens to the program as a whole.
fn hear(_app: &AppHandle, event: RunEvent) {
    match event {
        // Elsewhere links arrive as arguments.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => arrive(_app, urls.iter().map(ToString::to_string)),
        RunEvent::Exit => tracing::info!("stopped"),
        _ => {}
    }
}

/// Another start of Signet, or the system, hands over its arguments: only a link is honoured.
fn arrive(app: &AppHandle, arguments: impl IntoIterator<Item = String>) {
    let link = arguments
        .into_iter()
        .find(|argument| link::is_link(argument));
    if let Some(link) = link {
        app.state::<link::Mailbox>()
            .post(link::Message::Arrive(link));
    }
    window::show(app);
}

fn publish<S: Serialize + Clone + 'static>(app: &AppHandle, kind: &'static str) -> Publish<S> {
    let app = app.clone();
    Box::new(move |snapshot| {
        if let Err(error) = app.emit(kind, snapshot) {
            tracing::warn!(%error, kind, "the web view was not told");
        }
    })
}

fn publish_settings(app: &AppHandle) -> Publish<SettingsSnapshot> {
    let (tell, app) = (publish(app, "settings"), app.clone());
    Box::new(move |snapshot: &SettingsSnapshot| {
        window::set_theme(&app, snapshot.theme);
        tell(snapshot);
    })
}
