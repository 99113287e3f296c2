//! Whether anybody shows tray icons here.

/// On Linux a desktop may have no place for them; a window that went there would be lost.
#[cfg(target_os = "linux")]
pub async fn watches() -> bool {
    use std::time::Duration;

    /// A session bus that does not answer is no place to put the window away.
    const PATIENCE: Duration = Duration::from_millis(700);

    let watches = tokio::time::timeout(PATIENCE, linux::watches()).await;
    matches!(watches, Ok(Ok(true)))
}

#[cfg(not(target_os = "linux"))]
pub async fn watches() -> bool {
    true
}

#[cfg(target_os = "linux")]
mod linux {
    use zbus::{Connection, zvariant::OwnedValue};

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";

    /// The watcher keeps the list of icons; what draws them registers with it as a host.
    pub async fn watches() -> zbus::Result<bool> {
        let bus = Connection::session().await?;
        let answer = bus
            .call_method(
                Some(WATCHER),
                "/StatusNotifierWatcher",
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &(WATCHER, "IsStatusNotifierHostRegistered"),
            )
            .await?;
        let registered: OwnedValue = answer.body().deserialize()?;
        Ok(bool::try_from(registered)?)
    }
}
