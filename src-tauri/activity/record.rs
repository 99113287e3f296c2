//! One line of the trail as a JSON object, for other programs to read.

use serde::Serialize;
use signet_trail::{Actor, Entry, Outcome, Text};

use crate::log::redact;

/// As `vault-tool` prints it.
#[derive(Serialize)]
struct Record<'a> {
    sequence: u64,
    at: u64,
    actor: String,
    action: &'a str,
    outcome: &'static str,
    subject: String,
    reference: &'a str,
}

/// Without a line break. Ids stay; texts are redacted as in the log, should one ever name more.
pub fn record(entry: &Entry) -> String {
    let circumstance = &entry.event.circumstance;
    let record = Record {
        sequence: entry.sequence,
        at: circumstance.at.unix_millis(),
        actor: actor(&circumstance.actor),
        action: entry.event.action.as_str(),
        outcome: match entry.event.outcome {
            Outcome::Begun => "begun",
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
        },
        subject: redact(circumstance.subject.as_str()).into_owned(),
        reference: circumstance.reference.as_str(),
    };
    // Strings and numbers always become JSON.
    serde_json::to_string(&record).unwrap_or_default()
}

fn actor(actor: &Actor) -> String {
    let (kind, id): (_, &Text) = match actor {
        Actor::Person(id) => ("person", id),
        Actor::App(id) => ("app", id),
        Actor::Operator(id) => ("operator", id),
        Actor::Service(id) => ("service", id),
    };
    if id.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}:{}", redact(id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use signet_trail::{Circumstance, Event, Timestamp};

    use super::*;

    fn entry(subject: &str) -> Entry {
        Entry {
            sequence: 7,
            event: Event {
                circumstance: Circumstance {
                    at: Timestamp::from_unix_millis(1_767_225_600_000),
                    actor: Actor::Person(Text::none()),
                    subject: subject.parse().unwrap(),
                    reference: "7F3K-2Q9D".parse().unwrap(),
                },
                action: "reveal".parse().unwrap(),
                outcome: Outcome::Begun,
            },
        }
    }

    #[test]
    fn a_line_is_one_object_with_its_ids() {
        let subject = "account:0198f2c4-9d3e-7a61-b0c5-6f2a1d4e8b37";
        let text = record(&entry(subject));
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            read,
            serde_json::json!({
                "sequence": 7,
                "at": 1_767_225_600_000_u64,
                "actor": "person",
                "action": "reveal",
                "outcome": "begun",
                "subject": subject,
                "reference": "7F3K-2Q9D",
            })
        );
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn what_should_not_be_in_a_line_is_not_in_the_file() {
        // Numbers the trail itself refuses.
        let text = record(&entry("mara@lind.example"));
        assert!(!text.contains("lind"), "{text}");
    }
}
