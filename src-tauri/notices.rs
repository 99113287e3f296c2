//! Notifications: that something happened, never to whom.

use signet_contract::ui::NotificationKind;

use crate::{
    language::spoken,
    settings,
    words::{Notice, Words},
};

/// Shows those that are not turned off, in the person's language.
#[derive(Clone)]
pub struct Notices {
    settings: settings::Seen,
}

impl Notices {
    pub fn new(settings: settings::Seen) -> Self {
        Self { settings }
    }

    /// Waits for nobody; a desktop that shows none is no failure.
    pub fn raise(&self, kind: NotificationKind) {
        let Some(notice) = self.notice(kind) else {
            return;
        };
        tauri::async_runtime::spawn(async move {
            match desktop::show(notice).await {
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

/// How notifications are shown on Linux: a call on the session bus, which is spoken here anyway.
#[cfg(target_os = "linux")]
mod desktop {
    use std::collections::HashMap;

    use serde::Serialize;
    use zbus::{
        Connection,
        zvariant::{DynamicType, Value},
    };

    use super::Notice;

    pub async fn show(notice: Notice) -> zbus::Result<()> {
        let bus = Connection::session().await?;
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
        use super::*;

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

    pub async fn show(Notice { title, body }: Notice) -> Result<(), String> {
        let shown = tauri::async_runtime::spawn_blocking(move || {
            let mut notification = Notification::new();
            notification.appname("Signet").summary(title).body(body);
            notification.show().map(drop)
        });
        let shown = shown.await.map_err(|error| error.to_string())?;
        shown.map_err(|error| error.to_string())
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
