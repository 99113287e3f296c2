//! The window comes back as the person left it.

use std::time::Duration;

use tauri::{WebviewWindow, WindowEvent};
use tokio::{sync::watch, time::timeout};

use crate::settings::{Mailbox, Message, WindowSize};

/// A resize is written down when the window has been still for this long, or closes.
const STILL: Duration = Duration::from_millis(400);

/// Remembers every size the window takes from now on.
pub fn remember(window: &WebviewWindow, size: WindowSize, settings: Mailbox) {
    let (changed, mut changes) = watch::channel(size);
    let resized = window.clone();
    let closing = settings.clone();
    window.on_window_event(move |event| {
        // Copied, for it may not be borrowed while it is replaced.
        let before = *changed.borrow();
        if let WindowEvent::CloseRequested { .. } = event {
            closing.post(Message::RememberWindow(before));
        }
        if let WindowEvent::Resized(_) = event
            && let Some(size) = measured(&resized, before)
        {
            changed.send_replace(size);
        }
    });
    tauri::async_runtime::spawn(async move {
        while changes.changed().await.is_ok() {
            while let Ok(Ok(())) = timeout(STILL, changes.changed()).await {}
            let size = *changes.borrow_and_update();
            if settings.tell(Message::RememberWindow(size)).await.is_err() {
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
