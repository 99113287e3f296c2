//! The account card: who is signed in here.

mod photo;

use grammers_tl_types as tl;

pub use photo::Photo;

use crate::{
    Client, Error, Phone,
    shown::{LINE, shown},
    srp,
};

const MAX_USERNAME: usize = 32;

/// What a person sees of an account. Names are made fit to be shown.
#[derive(Debug)]
pub struct Account {
    /// Telegram's number for the person.
    pub user_id: i64,
    /// Given name; empty if it shows nothing.
    pub first_name: String,
    /// Family name, if there is one.
    pub last_name: String,
    /// Without the `@`.
    pub username: Option<String>,
    /// The number, if Telegram told it.
    pub phone: Option<Phone>,
    /// Where the picture is, if there is one.
    pub photo: Option<Photo>,
    /// Whether it is a paid account.
    pub premium: bool,
    /// Whether a password is asked for after the code.
    pub has_password: bool,
}

impl Client {
    /// Who this is, as Telegram knows it now.
    pub async fn account(&self) -> Result<Account, Error> {
        let user = self.myself().await?;
        let has_password = srp::parameters(&self.link).await?.has_password;
        Ok(Account::new(user, has_password))
    }
}

impl Account {
    fn new(user: tl::types::User, has_password: bool) -> Self {
        let name = |name: Option<String>| shown(&name.unwrap_or_default(), LINE);
        Self {
            user_id: user.id,
            username: username(&user),
            first_name: name(user.first_name),
            last_name: name(user.last_name),
            phone: user.phone.and_then(Phone::told),
            photo: user.photo.as_ref().and_then(Photo::of),
            premium: user.premium,
            has_password,
        }
    }
}

/// The plain one, or the first active of several.
fn username(user: &tl::types::User) -> Option<String> {
    let several = user.usernames.iter().flatten();
    let active = several.filter_map(|name| match name {
        tl::enums::Username::Username(name) if name.active => Some(&name.username),
        tl::enums::Username::Username(_) => None,
    });
    let name = user.username.iter().chain(active).next()?;
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let name: String = name.chars().filter(plain).take(MAX_USERNAME).collect();
    (!name.is_empty()).then_some(name)
}
