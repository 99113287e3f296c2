//! The accounts of the sandbox: people, their standing, their password, how codes reach them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::random;
use crate::srp::Password;
use crate::world::authorizations::Authorization;
use crate::world::emails::Emails;
use crate::world::people::Chats;
use crate::world::portraits::{Photo, Portrait};

/// Test numbers: +999 66 X YYYY lives on DC X and its code is XXXXX.
const TEST_PREFIX: &str = "99966";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAccount {
    pub phone: String,
    pub first_name: String,
    #[serde(default)]
    pub last_name: String,
    #[serde(default)]
    pub username: Option<String>,
    /// For numbers that do not say it themselves; otherwise the home DC.
    #[serde(default)]
    pub dc: Option<u8>,
    #[serde(default)]
    pub premium: bool,
    #[serde(default)]
    pub password: Option<String>,
    #[serde(default)]
    pub hint: Option<String>,
    /// Where the password can be recovered.
    #[serde(default)]
    pub recovery_email: Option<String>,
    /// Where login codes can be sent.
    #[serde(default)]
    pub login_email: Option<String>,
    /// How codes are sent, the next one at each resend. Empty: by message in Telegram when the
    /// account is signed in somewhere, otherwise by SMS, then by call.
    #[serde(default)]
    pub ways: Vec<CodeWay>,
    #[serde(default)]
    pub portrait: Option<Portrait>,
    /// With dialogs and history from the start.
    #[serde(default)]
    pub lively: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CodeWay {
    App,
    Sms,
    Call,
    FlashCall {
        pattern: String,
    },
    MissedCall {
        prefix: String,
    },
    Fragment {
        url: String,
    },
    Firebase,
    Word {
        beginning: Option<String>,
    },
    Phrase {
        beginning: Option<String>,
    },
    /// To the login e-mail, which the account must have.
    Email,
    /// No code until the person has given an e-mail and proven that it is theirs.
    EmailSetup,
    /// No code until something is bought.
    Payment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    Good,
    Frozen,
    Banned,
    Deleted,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: i64,
    pub(crate) access_hash: i64,
    pub(crate) phone: String,
    pub(crate) dc: u8,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) username: Option<String>,
    pub(crate) premium: bool,
    /// Only there to be talked to.
    pub(crate) extra: bool,
    pub(crate) photo: Option<Photo>,
    pub(crate) standing: Standing,
    pub(crate) password: Option<Password>,
    pub(crate) wrong_passwords: Vec<i64>,
    pub(crate) ways: Vec<CodeWay>,
    pub(crate) codes_sent: Vec<i64>,
    pub(crate) last_code: Option<String>,
    pub(crate) emails: Emails,
    /// Each lets in once without a code.
    pub(crate) future_tokens: Vec<Vec<u8>>,
    pub(crate) authorizations: Vec<Authorization>,
    pub(crate) ttl_days: i32,
    pub(crate) chats: Chats,
}

#[derive(Default)]
pub(crate) struct Accounts {
    by_id: BTreeMap<i64, Account>,
}

impl Accounts {
    pub(crate) fn restore(&mut self, account: Account) {
        self.by_id.insert(account.id, account);
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Account> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut Account> {
        self.by_id.get_mut(&id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Account> {
        self.by_id.values()
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Account> {
        self.by_id.values_mut()
    }

    pub(crate) fn by_phone(&self, phone: &str) -> Option<&Account> {
        let phone = digits(phone);
        self.by_id.values().find(|account| account.phone == phone)
    }

    pub(crate) fn by_phone_mut(&mut self, phone: &str) -> Option<&mut Account> {
        let phone = digits(phone);
        self.by_id
            .values_mut()
            .find(|account| account.phone == phone)
    }

    /// A person nobody signs in as, shared by all who know them.
    pub(crate) fn befriend(&mut self, first: &str, last: &str, index: usize) -> i64 {
        let phone = format!("4915550010{index:02}");
        if let Some(known) = self.by_phone(&phone) {
            return known.id;
        }
        let person = NewAccount {
            phone,
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            ..NewAccount::default()
        };
        let id = self.add(person, 1, None);
        if let Some(added) = self.get_mut(id) {
            added.extra = true;
        }
        id
    }

    pub(crate) fn add(&mut self, new: NewAccount, dc: u8, password: Option<Password>) -> i64 {
        let id = 5_000_000_000 + i64::try_from(self.by_id.len()).unwrap_or_default() * 7 + 1;
        let account = Account {
            id,
            access_hash: random::id(),
            phone: digits(&new.phone),
            dc,
            first_name: new.first_name,
            last_name: new.last_name,
            username: new.username,
            premium: new.premium,
            extra: false,
            photo: None,
            standing: Standing::Good,
            password,
            wrong_passwords: Vec::new(),
            ways: new.ways,
            codes_sent: Vec::new(),
            last_code: None,
            emails: Emails::new(new.login_email, new.recovery_email),
            future_tokens: Vec::new(),
            authorizations: Vec::new(),
            ttl_days: 183,
            chats: Chats::default(),
        };
        self.by_id.insert(id, account);
        id
    }
}

pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// The DC that a test number names, and its code.
pub(crate) fn test_number(phone: &str) -> Option<(u8, String)> {
    let rest = phone.strip_prefix(TEST_PREFIX)?;
    let dc = rest.chars().next()?.to_digit(10)?;
    let code = rest[..1].repeat(5);
    (rest.len() == 5).then(|| (u8::try_from(dc).unwrap_or_default(), code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_number_says_its_dc_and_code() {
        assert_eq!(test_number("9996621234"), Some((2, "22222".to_owned())));
        assert_eq!(test_number("99966212345"), None);
        assert_eq!(test_number("4915112345678"), None);
    }
}
