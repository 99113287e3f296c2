//! The bytes of an event, written and read. The layout is documented at [`Event`].

use crate::{
    Actor, Circumstance, Code, Entry, Error, Event, Outcome, Text, Timestamp, chain::LAST_SEQUENCE,
};

const VERSION: u8 = 1;

/// Writes the one encoding of this event at this place.
pub(crate) fn write(sequence: u64, event: &Event) -> Vec<u8> {
    let Circumstance {
        at,
        actor,
        subject,
        reference,
    } = &event.circumstance;
    let (kind, id) = match actor {
        Actor::Person(id) => (1, id),
        Actor::App(id) => (2, id),
        Actor::Operator(id) => (3, id),
        Actor::Service(id) => (4, id),
    };
    let mut bytes = vec![VERSION];
    bytes.extend(sequence.to_be_bytes());
    bytes.extend(at.unix_millis().to_be_bytes());
    bytes.push(kind);
    text(&mut bytes, id.as_str());
    text(&mut bytes, event.action.as_str());
    text(&mut bytes, subject.as_str());
    bytes.push(match event.outcome {
        Outcome::Begun => 1,
        Outcome::Done => 2,
        Outcome::Refused => 3,
        Outcome::Failed => 4,
    });
    text(&mut bytes, reference.as_str());
    bytes
}

/// The types cap their texts far below 64 KiB, so that the length always fits.
fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u16).to_be_bytes());
    bytes.extend(text.as_bytes());
}

/// Reads what [`write`] wrote, and nothing else.
pub(crate) fn read(bytes: &[u8]) -> Result<Entry, Error> {
    let mut rest = Rest(bytes);
    let [version] = rest.take()?;
    if version != VERSION {
        return Err(Error::Event("its version is not known"));
    }
    let sequence = u64::from_be_bytes(rest.take()?);
    if !(1..=LAST_SEQUENCE).contains(&sequence) {
        return Err(Error::Event("its sequence number is out of range"));
    }
    let at = Timestamp::from_unix_millis(u64::from_be_bytes(rest.take()?));
    let [kind] = rest.take()?;
    let id: Text = rest.text()?.parse()?;
    let actor = match kind {
        1 => Actor::Person(id),
        2 => Actor::App(id),
        3 => Actor::Operator(id),
        4 => Actor::Service(id),
        _ => return Err(Error::Event("its actor is not known")),
    };
    let action: Code = rest.text()?.parse()?;
    let subject = rest.text()?.parse()?;
    let outcome = match rest.take()? {
        [1] => Outcome::Begun,
        [2] => Outcome::Done,
        [3] => Outcome::Refused,
        [4] => Outcome::Failed,
        [_] => return Err(Error::Event("its outcome is not known")),
    };
    let reference = rest.text()?.parse()?;
    if !rest.0.is_empty() {
        return Err(Error::Event("something follows it"));
    }
    let circumstance = Circumstance {
        at,
        actor,
        subject,
        reference,
    };
    Ok(Entry {
        sequence,
        event: Event {
            circumstance,
            action,
            outcome,
        },
    })
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self
            .0
            .split_first_chunk()
            .ok_or(Error::Event("it is cut"))?;
        self.0 = rest;
        Ok(*taken)
    }

    fn text(&mut self) -> Result<&'a str, Error> {
        let length = usize::from(u16::from_be_bytes(self.take()?));
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(Error::Event("it is cut"))?;
        self.0 = rest;
        std::str::from_utf8(taken).map_err(|_| Error::Event("a text is not UTF-8"))
    }
}
