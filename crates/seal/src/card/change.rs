//! What changed between the card that a person consented to and the one that stands now.

use super::CardDraft;

/// A change that consent does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardChange {
    /// It is for another service or platform.
    Service,
    /// The service's identity key is another one: somebody may be standing in for it.
    Identity,
    /// It calls itself something else.
    Name,
    /// It says it will do something else.
    Purpose,
    /// It says it will use something else.
    Scopes,
}

impl CardChange {
    /// The gravest change, if there is one.
    pub(super) fn between(before: &CardDraft, now: &CardDraft) -> Option<Self> {
        let same_service = before.service_id == now.service_id && before.platform == now.platform;
        [
            (same_service, Self::Service),
            (before.identity_key == now.identity_key, Self::Identity),
            (before.name == now.name, Self::Name),
            (before.purpose == now.purpose, Self::Purpose),
            (before.scopes == now.scopes, Self::Scopes),
        ]
        .into_iter()
        .find_map(|(same, change)| (!same).then_some(change))
    }
}
