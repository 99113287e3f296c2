//! What people see of an account.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::{
    Error,
    parts::{self, Parts},
};

/// Name, number and the like. A secret as a whole: it names a person.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_vault::Card>();
/// ```
pub struct Card {
    /// First and last name.
    pub name: String,
    /// Without the `@`.
    pub username: Option<String>,
    /// The number with its middle left out, which may be shown.
    pub masked_phone: Option<String>,
    /// The whole number. Lists leave it out;
    /// [`Accounts::reveal_phone`](crate::Accounts::reveal_phone) has it.
    pub phone: Option<SecretString>,
    /// Whether the account pays.
    pub premium: bool,
    /// Whether a password protects it, if that is known.
    pub two_factor: Option<bool>,
}

impl Card {
    /// For the thread that writes it.
    pub(super) fn copied(&self) -> Self {
        Self {
            name: self.name.clone(),
            username: self.username.clone(),
            masked_phone: self.masked_phone.clone(),
            phone: self.phone.clone(),
            premium: self.premium,
            two_factor: self.two_factor,
        }
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card([REDACTED])")
    }
}

/// What an account's row has sealed.
pub(super) struct Form {
    pub card: Card,
    /// What its owner calls it here, whatever Telegram says.
    pub local_name: Option<String>,
}

impl Form {
    /// With a newer card. One that says nothing about the number leaves it as it was.
    pub(super) fn renewed(self, card: Card) -> Self {
        Self {
            card: Card {
                phone: card.phone.or(self.card.phone),
                masked_phone: card.masked_phone.or(self.card.masked_phone),
                ..card
            },
            ..self
        }
    }
}

/// The Telegram user is sealed with the card, so that it cannot be put under another one's.
pub(super) fn write(form: &Form, user_id: i64) -> Zeroizing<Vec<u8>> {
    let card = &form.card;
    // Exposed to be encrypted.
    let phone = card.phone.as_ref().map(ExposeSecret::expose_secret);
    parts::join(&[
        &user_id.to_be_bytes(),
        card.name.as_bytes(),
        &parts::option(card.username.as_deref()),
        &parts::option(card.masked_phone.as_deref()),
        &parts::option(phone),
        &[card.premium.into()],
        &[card.two_factor.map_or(2, u8::from)],
        &parts::option(form.local_name.as_deref()),
    ])
}

pub(super) fn read(bytes: &[u8], user_id: i64) -> Result<Form, Error> {
    let mut parts = Parts::of(bytes, "account");
    if i64::from_be_bytes(parts.array()?) != user_id {
        return Err(parts.damaged());
    }
    let card = Card {
        name: parts.text()?.to_owned(),
        username: parts.option()?.map(str::to_owned),
        masked_phone: parts.option()?.map(str::to_owned),
        phone: parts.option()?.map(SecretString::from),
        premium: parts.flag()?,
        two_factor: match parts.array()? {
            [0] => Some(false),
            [1] => Some(true),
            [2] => None,
            [_] => return Err(parts.damaged()),
        },
    };
    let local_name = parts.option()?.map(str::to_owned);
    parts.end()?;
    Ok(Form { card, local_name })
}
