//! The one window: its size, its theme, and what it may load.

mod revival;
mod size;

use std::time::Duration;

use signet_contract::ui::Theme;
use signet_telegram::Environment;
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{Color, NewWindowResponse, PageLoadEvent},
};
use tokio::time::sleep;

use crate::{
    automation, closing,
    settings::{self, Kept, WindowSize},
    tray,
};

const LABEL: &str = "main";

/// Opens the window as the person left it.
pub fn open(
    app: &AppHandle,
    environment: &Environment,
    kept: Kept,
    settings: settings::Mailbox,
) -> tauri::Result<()> {
    let size = kept.window;
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(title(environment))
        .inner_size(size.width.into(), size.height.into())
        .min_inner_size(WindowSize::SMALLEST.0.into(), WindowSize::SMALLEST.1.into())
        .maximized(size.maximized)
        .theme(native(kept.theme))
        .background_color(ground(kept.theme))
        // The web view keeps nothing on disk. On Linux a private one cannot be driven.
        .incognito(!automation::driven())
        .zoom_hotkeys_enabled(true)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                bring_the_tray(window.app_handle());
            }
        })
        .disable_drag_drop_handler()
        .build()?;
    if kept.theme == Theme::System && window.theme()? == tauri::Theme::Dark {
        window.set_background_color(Some(DARK_GROUND))?;
    }
    size::remember(&window, size, settings);
    ask_before_closing(&window);
    revival::watch(&window)
}

/// A Telegram that is not the real one is always named.
fn title(environment: &Environment) -> String {
    if environment.is_production() {
        "Signet".into()
    } else {
        format!("Signet ({})", environment.name())
    }
}

/// Takes the window from the screen; it goes on as it is.
pub fn hide(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    if let Err(error) = window.hide() {
        tracing::warn!(%error, "the window stays on the screen");
    }
}

/// Whether somebody closes it is not for the window to decide.
fn ask_before_closing(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            app.state::<closing::Mailbox>()
                .post(closing::Message::Close);
        }
    });
}

/// So long after the page is there, what can wait is done.
const LEISURE: Duration = Duration::from_secs(2);

/// The tray's icon costs time that the first frame should have.
fn bring_the_tray(app: &AppHandle) {
    let tray = app.state::<tray::Mailbox>().inner().clone();
    tauri::async_runtime::spawn(async move {
        sleep(LEISURE).await;
        tray.ask(tray::Message::Appear).await
    });
}

/// Brings the window to the front.
pub fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window did not come to the front");
    }
}

/// Lets title bar and system colours follow the theme.
pub fn set_theme(app: &AppHandle, theme: Theme) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    if let Err(error) = window.set_theme(native(theme)) {
        tracing::warn!(%error, "the window did not take the theme");
    }
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// The grounds of `tokens.css`, so that nothing flashes before the first frame.
const LIGHT_GROUND: Color = Color(0xF6, 0xF3, 0xEC, 0xFF);
const DARK_GROUND: Color = Color(0x0F, 0x14, 0x1D, 0xFF);

fn ground(theme: Theme) -> Color {
    match theme {
        // The system's own is known only when the window is there.
        Theme::System | Theme::Light => LIGHT_GROUND,
        Theme::Dark => DARK_GROUND,
    }
}

/// The window shows the built UI and never anything else.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        ("http" | "https", Some("tauri.localhost")) => cfg!(windows),
        ("http", Some("localhost")) => cfg!(debug_assertions),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_built_ui_is_loaded() {
        for (url, ours) in [
            ("tauri://localhost/", true),
            ("tauri://localhost/index.html#/settings", true),
            ("tauri://other/", false),
            ("https://atlas.example/", false),
            ("https://tauri.localhost.evil.example/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_ours(&Url::parse(url).unwrap()), ours, "{url}");
        }
    }
}
