//! Keys pressed in the window, whatever has the focus.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

use crate::{Desktop, trouble::sure};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Tab,
    BackTab,
    Enter,
    Escape,
    Space,
    Down,
    Left,
    Right,
    Up,
}

impl Key {
    /// WebDriver gives keys without a character one from the private use area.
    fn code(self) -> char {
        match self {
            Self::Tab | Self::BackTab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Escape => '\u{e00c}',
            Self::Space => ' ',
            Self::Down => '\u{e015}',
            Self::Left => '\u{e012}',
            Self::Right => '\u{e014}',
            Self::Up => '\u{e013}',
        }
    }
}

const SHIFT: char = '\u{e008}';

impl Desktop {
    #[track_caller]
    pub fn press(&self, key: Key) {
        let value = key.code();
        let mut actions = KeyActions::new("keyboard".into());
        if key == Key::BackTab {
            actions = actions.then(KeyAction::Down { value: SHIFT });
        }
        actions = actions
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        if key == Key::BackTab {
            actions = actions.then(KeyAction::Up { value: SHIFT });
        }
        sure(self.ask(async |client| client.perform_actions(actions).await));
    }
}
