//! What closing the window does: Signet ends, or goes on beside the clock.

use std::time::{Duration, Instant};

use signet_contract::ui::Closing;
use tauri::{AppHandle, Manager};

use crate::{
    controller::{self, Controller, Publish},
    settings, tray, window,
};

pub type Mailbox = controller::Mailbox<Message>;

pub enum Message {
    /// Somebody closes the window.
    Close,
    /// The person was asked, and wants it to stay or not.
    Answer { stay: bool },
}

/// Owns the question.
pub struct Question {
    pub app: AppHandle,
    pub settings: settings::Seen,
    pub publish: Publish<()>,
    /// When the person was asked last, until they answered.
    pub asked: Option<Instant>,
}

/// A window that is closed again this soon after the question shows nothing, or its owner has
/// answered.
const INSISTING: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Ask,
    Stay,
    Quit,
}

/// Nobody is asked, and nothing put away, where there is no icon to bring the window back.
fn next(closing: Closing, icon: bool, insists: bool) -> Next {
    match (closing, icon) {
        (Closing::Quit, _) | (_, false) => Next::Quit,
        (Closing::Stay, true) => Next::Stay,
        (Closing::Ask, true) if insists => Next::Quit,
        (Closing::Ask, true) => Next::Ask,
    }
}

impl Question {
    async fn close(&mut self) {
        let closing = self.settings.borrow().closing;
        let insists = self.asked.is_some_and(|asked| asked.elapsed() < INSISTING);
        let next = match next(closing, true, insists) {
            Next::Quit => Next::Quit,
            Next::Ask | Next::Stay => next(closing, icon(&self.app).await, insists),
        };
        match next {
            Next::Ask => {
                self.asked = Some(Instant::now());
                // It may be minimised; the question is in it.
                window::show(&self.app);
                (self.publish)(&());
            }
            Next::Stay => window::hide(&self.app),
            Next::Quit => self.app.exit(0),
        }
    }

    async fn answered(&mut self, stay: bool) {
        self.asked = None;
        if stay && icon(&self.app).await {
            window::hide(&self.app);
        } else {
            self.app.exit(0);
        }
    }
}

/// Whether there is one by which the window comes back.
async fn icon(app: &AppHandle) -> bool {
    let tray = app.state::<tray::Mailbox>().inner().clone();
    tray.ask(tray::Message::Appear).await.unwrap_or_default()
}

impl Controller for Question {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Close => self.close().await,
            Message::Answer { stay } => self.answered(stay).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_icon_closing_quits_and_nobody_is_asked() {
        for closing in [Closing::Ask, Closing::Stay, Closing::Quit] {
            assert_eq!(next(closing, false, false), Next::Quit);
        }
    }

    #[test]
    fn with_an_icon_closing_does_what_was_chosen() {
        assert_eq!(next(Closing::Ask, true, false), Next::Ask);
        assert_eq!(next(Closing::Stay, true, false), Next::Stay);
        assert_eq!(next(Closing::Quit, true, false), Next::Quit);
    }

    #[test]
    fn a_question_that_nobody_can_answer_does_not_keep_the_window_open() {
        assert_eq!(next(Closing::Ask, true, true), Next::Quit);
        assert_eq!(next(Closing::Stay, true, true), Next::Stay);
    }
}
