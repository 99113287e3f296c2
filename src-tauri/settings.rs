//! What a person can set before anything is unlocked, and the size of the window.

mod file;

pub use file::{Kept, SaveError, SettingsFile, WindowSize};

use std::time::Duration;

use signet_contract::ui::{SettingsChange, SettingsSnapshot};
use tokio::{sync::watch, time::timeout};

use crate::controller::{self, Controller, Publish, Reply, answer};

pub type Mailbox = controller::Mailbox<Message>;

/// The settings as they are now, for whoever acts by them.
pub type Seen = watch::Receiver<SettingsSnapshot>;

pub enum Message {
    Read(Reply<SettingsSnapshot>),
    Change(SettingsChange, Reply<Result<SettingsSnapshot, SaveError>>),
    RememberWindow(WindowSize),
}

/// Waits at the end of the program until what was posted before is on disk.
pub fn finish(settings: &Mailbox) {
    let read = async { timeout(LAST_WORDS, settings.ask(Message::Read)).await };
    if tauri::async_runtime::block_on(read).is_err() {
        tracing::warn!("the settings were not finished in time");
    }
}

const LAST_WORDS: Duration = Duration::from_secs(2);

/// Owns the settings. What it holds is what the file holds.
pub struct Settings {
    kept: Kept,
    set_aside: Option<String>,
    file: SettingsFile,
    publish: Publish<SettingsSnapshot>,
}

impl Settings {
    pub fn new(
        file: SettingsFile,
        kept: Kept,
        set_aside: Option<String>,
        publish: Publish<SettingsSnapshot>,
    ) -> Self {
        Self {
            kept,
            set_aside,
            file,
            publish,
        }
    }

    fn snapshot(&self) -> SettingsSnapshot {
        self.kept.shown(self.set_aside.clone())
    }

    /// Saves first and takes the change only when it is on disk.
    async fn keep(&mut self, kept: Kept) -> Result<(), SaveError> {
        if kept != self.kept {
            self.file.save(&kept).await?;
            self.kept = kept;
        }
        Ok(())
    }

    async fn change(&mut self, change: SettingsChange) -> Result<SettingsSnapshot, SaveError> {
        let mut kept = self.kept.clone();
        match change {
            SettingsChange::Theme(theme) => kept.theme = theme,
            SettingsChange::Language(language) => kept.language = language,
            SettingsChange::Closing(closing) => kept.closing = closing,
            SettingsChange::AutoLock(after) => kept.auto_lock = after,
            SettingsChange::Mute(kind) => {
                kept.muted.insert(kind);
            }
            SettingsChange::Unmute(kind) => {
                kept.muted.remove(&kind);
            }
        }
        self.keep(kept).await?;
        (self.publish)(&self.snapshot());
        Ok(self.snapshot())
    }
}

impl Controller for Settings {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Read(reply) => answer(reply, self.snapshot()),
            Message::Change(change, reply) => {
                let changed = self.change(change).await;
                answer(reply, changed);
            }
            Message::RememberWindow(window) => {
                let mut kept = self.kept.clone();
                kept.window = window.within_bounds();
                // Nobody waits for this and the size is offered again at the next change.
                if let Err(error) = self.keep(kept).await {
                    tracing::warn!(%error, "the window's size is not remembered");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use signet_contract::ui::{Language, Theme};

    use super::*;

    fn controller(file: SettingsFile) -> (Mailbox, Arc<Mutex<Vec<SettingsSnapshot>>>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&heard);
        let (kept, set_aside) = file.load();
        let settings = Settings::new(
            file,
            kept,
            set_aside,
            Box::new(move |snapshot| sink.lock().unwrap().push(snapshot.clone())),
        );
        (Mailbox::start(settings), heard)
    }

    async fn change(
        mailbox: &Mailbox,
        change: SettingsChange,
    ) -> Result<SettingsSnapshot, SaveError> {
        mailbox
            .ask(|reply| Message::Change(change, reply))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_change_is_saved_told_and_back_at_the_next_start() {
        let place = tempfile::tempdir().unwrap();
        let file = || SettingsFile::new(place.path().join("settings.json"));

        let (mailbox, heard) = controller(file());
        change(&mailbox, SettingsChange::Theme(Theme::Dark))
            .await
            .unwrap();
        change(&mailbox, SettingsChange::Language(Language::Fa))
            .await
            .unwrap();
        assert_eq!(heard.lock().unwrap().len(), 2);

        let (mailbox, _) = controller(file());
        let back = mailbox.ask(Message::Read).await.unwrap();
        assert_eq!((back.theme, back.language), (Theme::Dark, Language::Fa));
    }

    #[tokio::test]
    async fn a_change_that_cannot_be_saved_is_not_taken() {
        let place = tempfile::tempdir().unwrap();
        let (mailbox, heard) =
            controller(SettingsFile::new(place.path().join("gone/settings.json")));
        let refused = change(&mailbox, SettingsChange::Theme(Theme::Dark)).await;
        assert!(matches!(refused, Err(SaveError::Io(_))));
        assert_eq!(
            mailbox.ask(Message::Read).await.unwrap().theme,
            Theme::System
        );
        assert!(heard.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_window_size_out_of_bounds_is_brought_inside() {
        let place = tempfile::tempdir().unwrap();
        let file = || SettingsFile::new(place.path().join("settings.json"));
        let (mailbox, _) = controller(file());
        let tiny = WindowSize {
            width: 1,
            height: 900_000,
            maximized: true,
        };
        mailbox.tell(Message::RememberWindow(tiny)).await.unwrap();
        mailbox.ask(Message::Read).await.unwrap();
        let window = file().load().0.window;
        assert_eq!(
            (window.width, window.height, window.maximized),
            (760, 16_384, true)
        );
    }
}
