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
    /// Control and +, which makes everything a fifth larger.
    ZoomIn,
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
            Self::ZoomIn => '+',
        }
    }

    /// What is held down meanwhile.
    fn modifier(self) -> Option<char> {
        match self {
            Self::BackTab => Some('\u{e008}'),
            Self::ZoomIn => Some('\u{e009}'),
            Self::Tab
            | Self::Enter
            | Self::Escape
            | Self::Space
            | Self::Down
            | Self::Left
            | Self::Right
            | Self::Up => None,
        }
    }
}

impl Desktop {
    #[track_caller]
    pub fn press(&self, key: Key) {
        let value = key.code();
        let mut actions = KeyActions::new("keyboard".into());
        let modifier = key.modifier();
        if let Some(value) = modifier {
            actions = actions.then(KeyAction::Down { value });
        }
        actions = actions
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        if let Some(value) = modifier {
            actions = actions.then(KeyAction::Up { value });
        }
        sure(self.ask(async |client| client.perform_actions(actions).await));
    }

    /// Types on the keyboard, whatever has the focus.
    #[track_caller]
    pub fn type_keys(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".into());
        for value in text.chars() {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        sure(self.ask(async |client| client.perform_actions(actions).await));
    }
}
