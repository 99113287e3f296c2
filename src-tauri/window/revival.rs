//! The web view runs in a process of its own. When that dies, the window would stay blank.

use tauri::WebviewWindow;

/// Loads the page anew whenever its process has ended. The page reads every snapshot again, so
/// only what was being typed is lost.
#[cfg(target_os = "linux")]
pub fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    use std::{cell::Cell, time::Instant};

    use tauri::Manager;
    use webkit2gtk::WebViewExt;

    let app = window.app_handle().clone();
    window.with_webview(move |view| {
        let deaths = Cell::new(Deaths::default());
        view.inner()
            .connect_web_process_terminated(move |view, reason| {
                tracing::error!(?reason, "the web view's process ended");
                deaths.set(deaths.get().another(Instant::now()));
                if deaths.get().too_many() {
                    tracing::error!("it does not stay alive");
                    app.exit(1);
                } else {
                    view.reload();
                }
            });
    })
}

/// Missing here: the other engines report it in their own ways, which cannot be tried on Linux.
#[cfg(not(target_os = "linux"))]
pub fn watch(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Deaths that followed each other closely.
#[cfg(target_os = "linux")]
#[derive(Clone, Copy, Default)]
struct Deaths {
    count: u8,
    last: Option<std::time::Instant>,
}

#[cfg(target_os = "linux")]
impl Deaths {
    const MOST: u8 = 3;
    const CLOSELY: std::time::Duration = std::time::Duration::from_secs(10);

    fn another(self, now: std::time::Instant) -> Self {
        let close = self
            .last
            .is_some_and(|last| now.duration_since(last) < Self::CLOSELY);
        Self {
            count: if close { self.count + 1 } else { 1 },
            last: Some(now),
        }
    }

    fn too_many(self) -> bool {
        self.count > Self::MOST
    }
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn deaths_now_and_then_are_borne_but_not_one_after_the_other() {
        let mut now = Instant::now();
        let mut deaths = Deaths::default();
        for _ in 0..20 {
            now += Duration::from_secs(60);
            deaths = deaths.another(now);
        }
        assert!(!deaths.too_many());
        for _ in 0..3 {
            now += Duration::from_secs(1);
            deaths = deaths.another(now);
        }
        assert!(deaths.too_many());
    }
}
