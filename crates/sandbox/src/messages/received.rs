//! What a session has received: the rules for message ids and sequence numbers.

use std::collections::BTreeMap;

use crate::clock;

const REMEMBERED: usize = 2048;
const TOO_OLD: i64 = 300;
const TOO_EARLY: i64 = 30;

#[derive(Default)]
pub(crate) struct Received {
    numbers: BTreeMap<i64, i32>,
    /// Below it everything is forgotten.
    floor: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    New,
    /// Seen before: to be acknowledged again, not to be done again.
    Again,
    Bad(Bad),
}

/// The codes of `bad_msg_notification`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    IdTooLow = 16,
    IdTooHigh = 17,
    IdParity = 18,
    TooOld = 20,
    SeqnoTooLow = 32,
    SeqnoTooHigh = 33,
    EvenExpected = 34,
    OddExpected = 35,
    Container = 64,
}

/// Whether a message must count as content, must not, or may do either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Yes,
    No,
    Either,
}

impl Received {
    pub(crate) fn take(&mut self, id: i64, seqno: i32, content: Content) -> Verdict {
        if id & 3 != 0 {
            return Verdict::Bad(Bad::IdParity);
        }
        let now = i64::try_from(clock::wire().as_secs()).unwrap_or(i64::MAX);
        if id >> 32 > now + TOO_EARLY {
            return Verdict::Bad(Bad::IdTooHigh);
        }
        if self.numbers.contains_key(&id) {
            return Verdict::Again;
        }
        if id >> 32 < now - TOO_OLD {
            return Verdict::Bad(Bad::IdTooLow);
        }
        if id <= self.floor {
            return Verdict::Bad(Bad::TooOld);
        }
        if let Some(bad) = self.misnumbered(id, seqno, content) {
            return Verdict::Bad(bad);
        }
        self.numbers.insert(id, seqno);
        if self.numbers.len() > REMEMBERED
            && let Some((oldest, _)) = self.numbers.pop_first()
        {
            self.floor = oldest;
        }
        Verdict::New
    }

    /// One byte of `msgs_state_info`.
    pub(crate) fn state_of(&self, id: i64) -> u8 {
        if self.numbers.contains_key(&id) {
            4
        } else if id <= self.floor {
            1
        } else if self
            .numbers
            .keys()
            .next_back()
            .is_some_and(|last| id > *last)
        {
            3
        } else {
            2
        }
    }

    fn misnumbered(&self, id: i64, seqno: i32, content: Content) -> Option<Bad> {
        let odd = seqno & 1 == 1;
        if content == Content::Yes && !odd {
            return Some(Bad::OddExpected);
        }
        if content == Content::No && odd {
            return Some(Bad::EvenExpected);
        }
        let before = self.numbers.range(..id).next_back().map(|(_, n)| *n);
        if before.is_some_and(|before| seqno < before || odd && seqno == before) {
            return Some(Bad::SeqnoTooLow);
        }
        let after = self.numbers.range(id..).next().map(|(_, n)| *n);
        if after.is_some_and(|after| seqno > after || odd && seqno == after) {
            return Some(Bad::SeqnoTooHigh);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(step: i64) -> i64 {
        (i64::try_from(clock::wire().as_secs()).unwrap() << 32) + step * 4
    }

    #[test]
    fn ids_and_numbers_that_grow_together_are_taken_once() {
        let mut received = Received::default();
        assert_eq!(received.take(id(1), 1, Content::Yes), Verdict::New);
        assert_eq!(received.take(id(2), 3, Content::Yes), Verdict::New);
        assert_eq!(received.take(id(3), 4, Content::No), Verdict::New);
        assert_eq!(received.take(id(2), 3, Content::Yes), Verdict::Again);
        assert_eq!(received.state_of(id(2)), 4);
        assert_eq!(received.state_of(id(9)), 3);
    }

    #[test]
    fn each_broken_rule_has_its_code() {
        let mut received = Received::default();
        assert_eq!(received.take(id(5), 5, Content::Yes), Verdict::New);
        let bad =
            |received: &mut Received, id, seqno, content| match received.take(id, seqno, content) {
                Verdict::Bad(bad) => bad,
                Verdict::New | Verdict::Again => panic!("taken"),
            };
        assert_eq!(
            bad(&mut received, id(6) + 1, 7, Content::Yes),
            Bad::IdParity
        );
        assert_eq!(bad(&mut received, id(6), 6, Content::Yes), Bad::OddExpected);
        assert_eq!(bad(&mut received, id(6), 7, Content::No), Bad::EvenExpected);
        assert_eq!(bad(&mut received, id(6), 5, Content::Yes), Bad::SeqnoTooLow);
        assert_eq!(
            bad(&mut received, id(4), 5, Content::Yes),
            Bad::SeqnoTooHigh
        );
        let minute = 60 << 32;
        assert_eq!(
            bad(&mut received, id(6) + minute, 7, Content::Yes),
            Bad::IdTooHigh
        );
        assert_eq!(
            bad(&mut received, id(6) - 6 * minute, 1, Content::Yes),
            Bad::IdTooLow
        );
    }
}
