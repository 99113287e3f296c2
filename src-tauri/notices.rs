//! Notifications: that something happened, never to whom.

use std::sync::Arc;

use signet_contract::ui::NotificationKind;

use self::desktop::Desktop;
use crate::{
    language::spoken,
    settings,
    words::{Notice, Words},
};

/// Shows those that are not turned off, in the person's language.
#[derive(Clone)]
pub struct Notices {
    settings: settings::Seen,
    desktop: Arc<Desktop>,
}

impl Notices {
    pub fn new(settings: settings::Seen) -> Self {
        let desktop = Arc::default();
        Self { settings, desktop }
    }

    /// Waits for nobody; a desktop that shows none is no failure.
    pub fn raise(&self, kind: NotificationKind) {
        let Some(notice) = self.notice(kind) else {
            return;
        };
        let desktop = Arc::clone(&self.desktop);
        tauri::async_runtime::spawn(async move {
            match desktop.show(notice).await {
                Ok(()) => tracing::info!(?kind, "notified"),
                Err(error) => tracing::info!(?kind, %error, "the desktop shows no notification"),
            }
        });
    }

    /// `None` for a kind that is turned off.
    fn notice(&self, kind: NotificationKind) -> Option<Notice> {
        let settings = self.settings.borrow();
        let told = !settings.muted.contains(&kind);
        told.then(|| Words::of(spoken(settings.language)).notice(kind))
    }
}

/// How notifications are shown on Linux: a call on the session bus, which is spoken here anyway,
/// and which may hang.
#[cfg(target_os = "linux")]
mod desktop {
    use std::{collections::HashMap, time::Duration};

    use serde::Serialize;
    use tokio::{sync::Mutex, time::timeout};
    use zbus::{
        Connection,
        connection::Builder,
        zvariant::{DynamicType, Value},
    };

    use super::Notice;

    /// A notice that comes later than this is no news.
    const PATIENCE: Duration = Duration::from_secs(10);

    #[derive(Debug, thiserror::Error)]
    pub enum Unshown {
        #[error("the session bus does not answer")]
        Silent,
        #[error(transparent)]
        Bus(#[from] zbus::Error),
    }

    /// The connection that is kept for the next notice.
    #[derive(Default)]
    pub struct Desktop(Mutex<Option<Connection>>);

    impl Desktop {
        pub async fn show(&self, notice: Notice) -> Result<(), Unshown> {
            self.show_within(PATIENCE, Builder::session, notice).await
        }

        /// Nothing is left behind of a bus that does not answer in time.
        async fn show_within(
            &self,
            patience: Duration,
            bus: impl FnOnce() -> zbus::Result<Builder<'static>>,
            notice: Notice,
        ) -> Result<(), Unshown> {
            let shown = timeout(patience, async {
                let mut kept = self.0.lock().await;
                // In its place again once it has proven good: a bus may have ended meanwhile.
                if let Some(connection) = kept.take()
                    && call(&connection, notice).await.is_ok()
                {
                    *kept = Some(connection);
                    return Ok(());
                }
                let connection = bus()?.build().await?;
                call(&connection, notice).await?;
                *kept = Some(connection);
                Ok(())
            });
            shown.await.unwrap_or(Err(Unshown::Silent))
        }
    }

    async fn call(bus: &Connection, notice: Notice) -> zbus::Result<()> {
        bus.call_method(
            Some("org.freedesktop.Notifications"),
            "/org/freedesktop/Notifications",
            Some("org.freedesktop.Notifications"),
            "Notify",
            &arguments(notice),
        )
        .await?;
        Ok(())
    }

    fn arguments(Notice { title, body }: Notice) -> impl Serialize + DynamicType {
        // Not an array: on the bus one of a known length is no list.
        let no_actions: &[&str] = &[];
        // By the entry the desktop finds icon and program, and opens it on a click: a second
        // start, which shows the window.
        let hints = HashMap::from([("desktop-entry", Value::from("Signet"))]);
        let (replaces, the_servers_time) = (0_u32, -1_i32);
        (
            "Signet",
            replaces,
            "signet",
            title,
            body,
            no_actions,
            hints,
            the_servers_time,
        )
    }

    #[cfg(test)]
    mod tests {
        use std::os::unix::net::UnixListener;

        use super::*;

        #[tokio::test]
        async fn a_bus_that_does_not_answer_is_given_up_and_nothing_stays_open() {
            let place = tempfile::tempdir().unwrap();
            let path = place.path().join("bus");
            let silent = UnixListener::bind(&path).unwrap();
            let notice = Notice {
                title: "title",
                body: "body",
            };
            let desktop = Desktop::default();
            let bus = || Builder::address(format!("unix:path={}", path.display()).as_str());
            let shown = desktop.show_within(Duration::from_millis(50), bus, notice);
            assert!(matches!(shown.await, Err(Unshown::Silent)));
            assert!(desktop.0.lock().await.is_none());
            // The other end sees what was said, and then that nobody is there.
            let (mut theirs, _) = silent.accept().unwrap();
            theirs
                .set_read_timeout(Some(Duration::from_secs(10)))
                .unwrap();
            std::io::copy(&mut theirs, &mut std::io::sink()).unwrap();
        }

        #[test]
        fn the_call_is_the_one_that_servers_know() {
            let notice = Notice {
                title: "title",
                body: "body",
            };
            let signature = arguments(notice).signature();
            assert_eq!(signature.to_string(), "(susssasa{sv}i)");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod desktop {
    use notify_rust::Notification;

    use super::Notice;

    #[derive(Default)]
    pub struct Desktop;

    impl Desktop {
        pub async fn show(&self, Notice { title, body }: Notice) -> Result<(), String> {
            let shown = tauri::async_runtime::spawn_blocking(move || {
                let mut notification = Notification::new();
                notification.appname("Signet").summary(title).body(body);
                notification.show().map(drop)
            });
            let shown = shown.await.map_err(|error| error.to_string())?;
            shown.map_err(|error| error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use signet_contract::ui::Language;
    use tokio::sync::watch;

    use super::*;
    use crate::settings::Kept;

    #[test]
    fn what_is_turned_off_is_not_shown() {
        let mut settings = Kept::default().shown(None);
        settings.language = Language::De;
        settings.muted = vec![NotificationKind::NewDevice];
        let (_set, seen) = watch::channel(settings);
        let notices = Notices::new(seen);
        assert_eq!(notices.notice(NotificationKind::NewDevice), None);
        let lost = notices.notice(NotificationKind::SignInLost);
        assert_eq!(
            lost.map(|notice| notice.title),
            Some("Eine Anmeldung ging verloren")
        );
    }
}
