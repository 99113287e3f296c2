//! A place for tray icons, as a panel has it: on a private bus nobody else shows any.

use std::sync::{Arc, Mutex, PoisonError};

use zbus::{
    blocking::{Connection, connection::Builder},
    interface,
};

use crate::{
    Desktop, Trouble,
    trouble::sure,
    wait::{PATIENCE, wait_for},
};

/// Shows icons for as long as it lives.
pub struct Tray {
    _bus: Connection,
    icons: Arc<Mutex<Vec<String>>>,
}

impl Tray {
    /// Waits until an icon is there.
    #[track_caller]
    pub fn wait_for_icon(&self) {
        sure(wait_for("an icon in the tray", PATIENCE, || {
            let icons = self.icons.lock().unwrap_or_else(PoisonError::into_inner);
            Ok((!icons.is_empty()).then_some(()))
        }));
    }
}

struct Watcher(Arc<Mutex<Vec<String>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, item: String) {
        let mut icons = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        icons.push(item);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

impl Desktop {
    /// From now on this desktop has a tray.
    #[track_caller]
    pub fn show_tray(&self) -> Tray {
        let icons = Arc::default();
        let bus = self.serve(Watcher(Arc::clone(&icons)));
        let bus = sure(bus.map_err(|error| Trouble::Unexpected(error.to_string())));
        Tray { _bus: bus, icons }
    }

    fn serve(&self, watcher: Watcher) -> zbus::Result<Connection> {
        let variables = self.variables().iter();
        let mut address = variables.filter(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS");
        let address = address.next().map(|(_, address)| address.as_str());
        Builder::address(address.unwrap_or_default())?
            .serve_at("/StatusNotifierWatcher", watcher)?
            .name("org.kde.StatusNotifierWatcher")?
            .build()
    }

    /// Closes the window as its close button does, and waits for nothing.
    #[track_caller]
    pub fn ask_to_close(&self) {
        sure(self.display.close());
    }

    /// Waits until the program has ended without being asked any more.
    #[track_caller]
    pub fn wait_until_gone_by_itself(&self) {
        sure(self.wait_until_gone(None));
        // The driver still has its session.
        sure(self.end());
    }

    /// Waits until the window is on the screen, or is not.
    #[track_caller]
    pub fn wait_until_shown(&self, shown: bool) {
        let what = if shown { "to come" } else { "to go" };
        sure(wait_for(&format!("the window {what}"), PATIENCE, || {
            Ok((self.display.window()?.is_some() == shown).then_some(()))
        }));
    }
}
