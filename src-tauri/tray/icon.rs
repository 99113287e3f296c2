//! The icon itself, and its menu.

use tauri::{
    AppHandle, Manager, Wry, include_image,
    menu::{Menu, MenuBuilder, MenuEvent},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tokio::sync::oneshot;

use super::Offer;
use crate::{
    folders::Folders,
    panics,
    vault::{Door, Message},
    window,
    words::Words,
};

const OPEN: &str = "open";
const LOCK: &str = "lock";
const QUIT: &str = "quit";

/// `None` where there is something missing; the log says what.
pub async fn make(app: &AppHandle, offer: Offer) -> Option<TrayIcon> {
    let (tell, told) = oneshot::channel();
    let here = app.clone();
    let asked = app.run_on_main_thread(move || {
        // On Linux the library panics where a library of the system is missing.
        let made = panics::bear(|| build(&here, offer));
        drop(tell.send(made));
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "there is no tray icon");
        return None;
    }
    match told.await {
        Ok(Some(Ok(icon))) => Some(icon),
        Ok(Some(Err(error))) => {
            tracing::warn!(%error, "there is no tray icon");
            None
        }
        Ok(None) | Err(_) => {
            tracing::warn!("this system cannot show a tray icon");
            None
        }
    }
}

/// The menu of this moment in the place of the last.
pub fn set_menu(app: &AppHandle, icon: &TrayIcon, offer: Offer) -> tauri::Result<()> {
    icon.set_menu(Some(menu(app, offer)?))
}

fn build(app: &AppHandle, offer: Offer) -> tauri::Result<TrayIcon> {
    TrayIconBuilder::with_id("signet")
        .icon(include_image!("icons/32x32.png"))
        .tooltip("Signet")
        .menu(&menu(app, offer)?)
        .show_menu_on_left_click(false)
        // Linux shows the icon from a file, which otherwise would be where everybody may write.
        .temp_dir_path(app.state::<Folders>().data().join("tray"))
        .on_menu_event(choose)
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                window::show(icon.app_handle());
            }
        })
        .build(app)
}

fn menu(app: &AppHandle, offer: Offer) -> tauri::Result<Menu<Wry>> {
    let words = Words::of(offer.language);
    let mut menu = MenuBuilder::new(app).text(OPEN, words.open);
    if offer.lock {
        menu = menu.text(LOCK, words.lock);
    }
    menu.separator().text(QUIT, words.quit).build()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "this is what the library calls"
)]
fn choose(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::show(app),
        LOCK => {
            let vault = app.state::<Door>().inner().clone();
            tauri::async_runtime::spawn(async move { vault.ask(Message::Lock).await });
        }
        QUIT => app.exit(0),
        _ => {}
    }
}
