//! The icon beside the clock, by which a Signet without a window is reached.

mod host;
mod icon;

use signet_contract::ui::{KeyKeeper, VaultSnapshot};
use tauri::{AppHandle, tray::TrayIcon};
use tokio::sync::watch;

use crate::{
    controller::{self, Controller, Reply, answer},
    language::{Spoken, spoken},
    settings,
};

pub type Mailbox = controller::Mailbox<Message>;

pub enum Message {
    /// Makes the icon if somebody shows icons here, and says whether it is there to be seen.
    Appear(Reply<bool>),
    /// What the menu says may have changed.
    Refresh,
}

/// What the menu depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub language: Spoken,
    /// Whether there is a passphrase to lock behind.
    pub lock: bool,
}

/// Owns the icon.
pub struct Tray {
    app: AppHandle,
    settings: settings::Seen,
    vault: watch::Receiver<VaultSnapshot>,
    icon: Icon,
}

enum Icon {
    NotYet,
    There(Box<TrayIcon>, Offer),
    /// This system has not what it takes. It is not tried again.
    Never,
}

/// Starts the tray, without an icon yet.
pub fn start(
    app: &AppHandle,
    settings: settings::Seen,
    vault: watch::Receiver<VaultSnapshot>,
) -> Mailbox {
    let mailbox = controller::Mailbox::start(Tray {
        app: app.clone(),
        settings: settings.clone(),
        vault: vault.clone(),
        icon: Icon::NotYet,
    });
    follow(settings, mailbox.clone());
    follow(vault, mailbox.clone());
    mailbox
}

fn follow<T: Send + Sync + 'static>(mut changes: watch::Receiver<T>, tray: Mailbox) {
    tauri::async_runtime::spawn(async move {
        while changes.changed().await.is_ok() {
            if tray.tell(Message::Refresh).await.is_err() {
                return;
            }
        }
    });
}

impl Tray {
    async fn appear(&mut self) -> bool {
        if !host::watches().await {
            return false;
        }
        if let Icon::NotYet = self.icon {
            let offer = self.offer();
            self.icon = match icon::make(&self.app, offer).await {
                Some(icon) => Icon::There(Box::new(icon), offer),
                None => Icon::Never,
            };
        }
        matches!(self.icon, Icon::There(..))
    }

    fn refresh(&mut self) {
        let now = self.offer();
        if let Icon::There(icon, offer) = &mut self.icon
            && *offer != now
        {
            *offer = now;
            if let Err(error) = icon::set_menu(&self.app, icon, now) {
                tracing::warn!(%error, "the tray keeps its old menu");
            }
        }
    }

    fn offer(&self) -> Offer {
        let lock = match &*self.vault.borrow() {
            VaultSnapshot::Open(open) => open.keeper == KeyKeeper::Passphrase,
            VaultSnapshot::Opening
            | VaultSnapshot::Locked { .. }
            | VaultSnapshot::Unkept
            | VaultSnapshot::Stuck { .. } => false,
        };
        Offer {
            language: spoken(self.settings.borrow().language),
            lock,
        }
    }
}

impl Controller for Tray {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Appear(reply) => {
                let there = self.appear().await;
                answer(reply, there);
            }
            Message::Refresh => self.refresh(),
        }
    }
}
