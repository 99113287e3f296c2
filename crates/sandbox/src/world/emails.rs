//! The e-mail addresses of an account, and the codes on their way to them.

use serde::{Deserialize, Serialize};

use crate::random;

#[derive(Serialize, Deserialize)]
pub(crate) struct Emails {
    pub(crate) login: Option<String>,
    pub(crate) recovery: Option<String>,
    /// When somebody without the login e-mail may do without it.
    pub(crate) reset_at: Option<i64>,
    #[serde(skip)]
    pending: Option<Pending>,
    /// For control to read.
    pub(crate) last_code: Option<String>,
}

struct Pending {
    purpose: Purpose,
    code: String,
    sent: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Proving that this address is the person's.
    Setup {
        address: String,
    },
    Recovery,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    Wrong,
    Expired,
}

impl Emails {
    pub(crate) fn new(login: Option<String>, recovery: Option<String>) -> Self {
        Self {
            login,
            recovery,
            reset_at: None,
            pending: None,
            last_code: None,
        }
    }

    /// Sends a code of six digits, the length of which it returns.
    pub(crate) fn send(&mut self, purpose: Purpose, now: i64) -> i32 {
        let code = random::long_code();
        self.last_code = Some(code.clone());
        let length = i32::try_from(code.len()).unwrap_or_default();
        self.pending = Some(Pending {
            purpose,
            code,
            sent: now,
        });
        length
    }

    /// What the code was sent for. A right one is used up when that is wanted.
    pub(crate) fn prove(
        &mut self,
        code: &str,
        now: i64,
        lifetime: i64,
        use_up: bool,
    ) -> Result<Purpose, Mismatch> {
        let pending = self.pending.as_ref().ok_or(Mismatch::Expired)?;
        if now - pending.sent >= lifetime {
            return Err(Mismatch::Expired);
        }
        if pending.code != code {
            return Err(Mismatch::Wrong);
        }
        let purpose = pending.purpose.clone();
        if use_up {
            self.pending = None;
        }
        Ok(purpose)
    }
}

/// What a person recognises of their address, and others do not: `a****e@example.org`.
pub(crate) fn pattern(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    let mut letters = name.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    let last = letters.next_back().map(String::from).unwrap_or_default();
    let hidden = "*".repeat(name.chars().count().saturating_sub(2));
    format!("{first}{hidden}{last}@{host}")
}

pub(crate) fn is_address(address: &str) -> bool {
    address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_shows_the_ends_of_the_name() {
        assert_eq!(pattern("alice@example.org"), "a***e@example.org");
        assert_eq!(pattern("al@example.org"), "al@example.org");
    }
}
