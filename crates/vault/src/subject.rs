//! How recorded lines name what they are about.

use std::fmt::Display;

use signet_contract::ids::{AccountId, GrantId, VaultId};
use signet_trail::{Action, Recorded, Text};

use crate::Error;

/// `account:0198…`
pub fn account(id: AccountId) -> Text {
    named("account", id)
}

/// `grant:0198…`
pub fn grant(id: GrantId) -> Text {
    named("grant", id)
}

/// `vault:0198…`
pub fn vault(id: VaultId) -> Text {
    named("vault", id)
}

/// A kind and a UUID are always a text for the trail; should that change, the empty text names
/// nothing and is refused.
fn named(kind: &str, id: impl Display) -> Text {
    format!("{kind}:{id}").parse().unwrap_or_default()
}

/// Whether the line is about this, and not about another one of its kind.
pub(crate) fn checked<A: Action>(
    line: &Recorded<A>,
    subject: &Text,
    what: &'static str,
) -> Result<(), Error> {
    if subject.is_empty() || line.subject() != subject {
        return Err(Error::WrongLine(what));
    }
    Ok(())
}
