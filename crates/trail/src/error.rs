//! What can be wrong with a text, an event or a chain.

use crate::{Fault, text::MAX_BYTES};

/// Why something cannot be part of a trail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A text above the cap.
    #[error("a text of {0} bytes is too long for the trail, which takes {MAX_BYTES}")]
    TextTooLong(usize),
    /// A text with control, bidirectional or invisible characters.
    #[error("a text for the trail holds a character that cannot be seen")]
    TextHidden,
    /// A text with something like a whole phone number.
    #[error("a text for the trail holds a phone number that is not masked")]
    TextUnmasked,
    /// An action that is not written as `lower-case-words`.
    #[error("an action is 1 to 40 lower-case letters, digits and dashes")]
    Code,
    /// Bytes that are not exactly one event of a known version.
    #[error("these bytes are not an event: {0}")]
    Event(&'static str),
    /// A head that is not a sequence number and a link.
    #[error("this is not the head of a trail")]
    Head,
    /// The last sequence number that every store can hold was used.
    #[error("the trail is full")]
    Full,
    /// A chain that was tampered with or damaged; never empty, sorted by sequence number.
    #[error("the trail is broken: {}", listed(.0))]
    Broken(Vec<Fault>),
}

/// At most this many faults are spelled out; the list itself is whole.
const SPELLED: usize = 5;

fn listed(faults: &[Fault]) -> String {
    let mut text = faults
        .iter()
        .take(SPELLED)
        .map(Fault::to_string)
        .collect::<Vec<_>>()
        .join("; ");
    if let Some(more) = faults.len().checked_sub(SPELLED).filter(|more| *more > 0) {
        text.push_str(&format!("; and {more} more"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_faults_is_cut_short() {
        let faults = (1..=7).map(|sequence| Fault::Edited { sequence }).collect();
        let text = Error::Broken(faults).to_string();
        assert!(text.ends_with("line 5 was edited; and 2 more"), "{text}");
    }
}
