//! Whose sign-in it is.

use grammers_tl_types as tl;

use super::phone::MaskedPhone;
use super::shown::{LINE, shown};

/// The account that signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Telegram's id of the person.
    pub user_id: i64,
    /// First and last name, made harmless; empty if Telegram names none.
    pub name: String,
    /// Their number, with the middle left out.
    pub phone: Option<MaskedPhone>,
}

impl Account {
    /// `None` for an answer that tells of nobody, or of a bot.
    pub(crate) fn read(user: &tl::enums::User) -> Option<Self> {
        let tl::enums::User::User(user) = user else {
            return None;
        };
        if user.bot || user.id <= 0 {
            return None;
        }
        let names = [user.first_name.as_deref(), user.last_name.as_deref()];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        Some(Self {
            user_id: user.id,
            name: shown(&names.join(" "), LINE).unwrap_or_default(),
            phone: user.phone.as_deref().map(MaskedPhone::of),
        })
    }
}
