//! The one window: its size, its theme, and what it may load.

use std::time::Duration;

use signet_contract::ui::Theme;
use signet_telegram::Environment;
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{Color, NewWindowResponse},
};
use tokio::sync::watch;

use crate::{
    automation,
    settings::{self, Kept, WindowSize},
};

const LABEL: &str = "main";

/// A resize is written down when the window has been still for this long.
const STILL: Duration = Duration::from_millis(400);

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
        .disable_drag_drop_handler()
        .build()?;
    remember_size(&window, size, settings);
    Ok(())
}

/// A Telegram that is not the real one is always named.
fn title(environment: &Environment) -> String {
    if environment.is_production() {
        "Signet".into()
    } else {
        format!("Signet ({})", environment.name())
    }
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

/// The ground of `tokens.css`, so that nothing flashes before the first frame.
fn ground(theme: Theme) -> Color {
    match theme {
        Theme::System | Theme::Light => Color(0xF6, 0xF3, 0xEC, 0xFF),
        Theme::Dark => Color(0x0F, 0x14, 0x1D, 0xFF),
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

fn remember_size(window: &WebviewWindow, size: WindowSize, settings: settings::Mailbox) {
    let (changed, mut changes) = watch::channel(size);
    let resized = window.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Resized(_)) {
            // Not inside the condition below: there it would still be borrowed when it is replaced.
            let before = *changed.borrow();
            if let Some(size) = measured(&resized, before) {
                changed.send_replace(size);
            }
        }
    });
    tauri::async_runtime::spawn(async move {
        while changes.changed().await.is_ok() {
            tokio::time::sleep(STILL).await;
            let size = *changes.borrow_and_update();
            if settings
                .tell(settings::Message::RememberWindow(size))
                .await
                .is_err()
            {
                return;
            }
        }
    });
}

/// The size to come back to: while maximized, the one from before.
fn measured(window: &WebviewWindow, before: WindowSize) -> Option<WindowSize> {
    if window.is_minimized().ok()? {
        return None;
    }
    if window.is_maximized().ok()? {
        return Some(WindowSize {
            maximized: true,
            ..before
        });
    }
    let size = window
        .inner_size()
        .ok()?
        .to_logical(window.scale_factor().ok()?);
    Some(WindowSize {
        width: size.width,
        height: size.height,
        maximized: false,
    })
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
