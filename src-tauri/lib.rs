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
mod accounts;
mod activity;
mod again;
mod announcer;
mod arguments;
mod automation;
mod closing;
mod commands;
mod computer;
mod controller;
mod diagnostics;
mod failure;
mod file;
mod folders;
#[cfg(target_os = "linux")]
mod graphics;
mod language;
mod link;
mod log;
mod network;
mod notices;
mod panics;
mod problem;
mod qr;
mod settings;
mod sign_in;
mod tray;
mod typed;
mod vault;
mod window;
mod words;

use std::{
    io::{self, Write},
    process::ExitCode,
    thread,
    time::Duration,
};

use clap::Parser;
use signet_contract::ui::SettingsSnapshot;
use tauri::{App, AppHandle, Manager, RunEvent};
use tokio::sync::watch;

use crate::{
    about::About,
    activity::Activity,
    announcer::Announcer,
    arguments::Arguments,
    closing::Question,
    controller::Mailbox,
    diagnostics::Diagnostics,
    folders::{Folders, NoHome, UnusableFolder},
    link::Links,
    network::Network,
    notices::Notices,
    problem::Problems,
    settings::{Settings, SettingsFile},
    sign_in::SignIns,
    vault::{Around, Door},
};

/// Runs Signet until its window is closed.
pub fn run() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "could not start");
            // Without a window only the terminal is left, and maybe nobody listens there.
            let _unheard = writeln!(io::stderr(), "signet: {error}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error(transparent)]
    NoHome(#[from] NoHome),
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "Linux alone has none")
    )]
    #[error("there is no display to open a window on")]
    NoDisplay,
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
    #[cfg(target_os = "linux")]
    graphics::draw_in_memory_without_gpu();
    // Before anything secret is there. Without it Signet would still do its work.
    let closed = signet_vault::memory::close();
    let arguments = Arguments::parse();
    automation::drop_switch(&arguments.environment)?;
    if arguments.after_crash.is_some() {
        again::wait_for_the_end_before();
    }
    find_display()?;
    let attempt = arguments.attempt;
    let folders = Folders::new(arguments.data_dir.clone(), &arguments.environment)?;
    if let Err(unusable) = prepare(&folders, &arguments) {
        // The vault finds the same and shows it; the log may be nowhere.
        tracing::error!(error = %unusable, "no folder to keep things in");
    }
    if let Err(error) = closed {
        tracing::warn!(%error, "the memory of this process is open to debuggers");
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), attempt, "starting");

    match build(arguments, folders) {
        Err(tauri::Error::PluginInitialization(plugin, _))
            if plugin == "single-instance" && attempt < ATTEMPTS =>
        {
            thread::sleep(APART);
            Err(again::next_attempt(attempt).into())
        }
        built => {
            built?.run(on_run_event);
            Ok(())
        }
    }
}

/// Without one the window library would panic and say nothing to the point.
#[cfg(target_os = "linux")]
fn find_display() -> Result<(), StartError> {
    gtk::init().map_err(|_| StartError::NoDisplay)
}

#[cfg(not(target_os = "linux"))]
fn find_display() -> Result<(), StartError> {
    Ok(())
}

/// Makes the folders and opens the log in them.
fn prepare(folders: &Folders, arguments: &Arguments) -> Result<(), UnusableFolder> {
    folders.prepare()?;
    log::start(&folders.logs(), arguments.log)
}

/// Starts the controllers, so that nobody who asks finds them missing, and makes the app that
/// will open the window.
fn build(arguments: Arguments, folders: Folders) -> tauri::Result<App> {
    let web_view = Announcer::default();
    let crash = arguments.after_crash.map(panics::failure);
    let problems = Mailbox::start(Problems::new(crash, web_view.publish("problem")));
    panics::watch(problems.clone(), arguments.after_crash.is_some());
    let links = Mailbox::start(Links::new(web_view.publish("link")));
    let file = SettingsFile::new(folders.settings());
    let (kept, set_aside) = file.load();
    let (set, settings_now) = watch::channel(kept.shown(set_aside.clone()));
    let tell = web_view.publish_settings();
    let publish = Box::new(move |settings: &SettingsSnapshot| {
        set.send_replace(settings.clone());
        tell(settings);
    });
    let settings = Mailbox::start(Settings::new(file, kept.clone(), set_aside, publish));

    let environment = &arguments.environment;
    let publish = web_view.publish("network");
    let network = Network::start(environment, folders.clone(), problems.clone(), publish);
    let around = Around {
        folders: folders.clone(),
        settings: settings_now.clone(),
        network: network.clone(),
        problems: problems.clone(),
    };
    let vault = Door::open(around, environment.name(), web_view.publish("vault"));

    let notices = Notices::new(settings_now.clone());
    let accounts = accounts::start(accounts::Ports {
        stores: vault.stores(),
        roads: network.roads(),
        publish: web_view.publish("accounts"),
        publish_devices: web_view.publish("devices"),
        notify: Box::new(move |kind| notices.raise(kind)),
    });
    let met = accounts.clone();
    let sign_ins = SignIns::start(
        vault.stores(),
        network.roads(),
        settings_now.clone(),
        // It must not get lost: an account that is leaving stays now.
        Box::new(move |account| met.deliver(accounts::Message::SignedIn(account))),
        web_view.publish("sign-in"),
    );
    let activity = Activity::new(vault.stores(), folders.clone());

    tauri::Builder::default()
        .manage(accounts)
        .manage(vault.clone())
        .manage(network.clone())
        .manage(activity)
        .manage(problems)
        .manage(links)
        .manage(settings.clone())
        .manage(sign_ins)
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
            commands::vault,
            commands::retry_vault,
            commands::unlock_vault,
            commands::choose_passphrase,
            commands::restore_vault,
            commands::set_vault_aside,
            commands::accept_trail,
            commands::lock_vault,
            commands::touch_vault,
            commands::set_passphrase,
            commands::remove_passphrase,
            commands::make_recovery_kit,
            commands::revoke_recovery_kit,
            commands::accounts::accounts,
            commands::accounts::check_account,
            commands::accounts::rename_account,
            commands::accounts::remove_account,
            commands::accounts::account_photo,
            commands::accounts::reveal_phone,
            commands::devices::devices,
            commands::devices::end_device,
            commands::devices::end_other_devices,
            commands::devices::confirm_device,
            commands::devices::set_inactive_days,
            commands::sign_in::sign_in,
            commands::sign_in::begin_sign_in,
            commands::sign_in::resume_sign_in,
            commands::sign_in::discard_sign_in,
            commands::sign_in::submit_phone,
            commands::sign_in::submit_code,
            commands::sign_in::submit_email,
            commands::sign_in::submit_password,
            commands::sign_in::act_sign_in,
            commands::sign_in::cancel_sign_in,
            commands::sign_in::open_fragment,
            commands::sign_in::import_session,
            commands::rotate_key,
            commands::network::network,
            commands::network::set_proxy,
            commands::network::remove_proxy,
            commands::activity::activity,
            commands::activity::export_activity,
            commands::activity::verify_activity,
            commands::diagnostics::diagnostics,
            commands::diagnostics::export_diagnostics,
            commands::closing::close_window,
        ])
        .setup(move |app| {
            let environment = &arguments.environment;
            let about = About::new(app.package_info(), environment, &folders);
            app.manage(Mailbox::start(Diagnostics {
                app: about.snapshot(),
                folders: folders.clone(),
                settings: settings_now.clone(),
                network: network.clone(),
                vault: vault.clone(),
                shown: None,
            }));
            app.manage(about);
            app.manage(folders.clone());
            let handle = app.handle();
            app.manage(tray::start(handle, settings_now.clone(), vault.snapshots()));
            app.manage(Mailbox::start(Question {
                app: handle.clone(),
                settings: settings_now.clone(),
                publish: web_view.publish("closing"),
                asked: None,
            }));
            web_view.meet(app.handle());
            arrive(app.handle(), arguments.url);
            Ok(window::open(app.handle(), environment, kept, settings)?)
        })
        .build(tauri::generate_context!())
}

/// What happens to the program as a whole.
fn on_run_event(app: &AppHandle, event: RunEvent) {
    match event {
        // Elsewhere links arrive as arguments.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => arrive(app, urls.iter().map(ToString::to_string)),
        // Its icon was clicked while no window stands.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        RunEvent::Exit => {
            settings::finish(&app.state::<settings::Mailbox>());
            // Before the vault: it keeps what is to go on.
            sign_in::finish(&app.state::<sign_in::Mailbox>());
            app.state::<Door>().finish();
            tracing::info!("stopped");
        }
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
