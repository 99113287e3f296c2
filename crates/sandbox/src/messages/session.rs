//! One session of a key: what it has received, and what it has sent and not seen acknowledged.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::clock;
use crate::messages::body::{self, Inner};
use crate::messages::received::Received;

/// A client that acknowledges nothing makes the sandbox forget the oldest.
const UNACKNOWLEDGED: usize = 512;

#[derive(Default)]
pub(crate) struct Session {
    pub(crate) received: Received,
    /// Whether the client has been told that it exists.
    pub(crate) announced: bool,
    /// Requests that a fault makes take their time.
    pub(crate) running: HashSet<i64>,
    unacknowledged: BTreeMap<i64, Unacknowledged>,
    last_id: i64,
    content_sent: i32,
}

struct Unacknowledged {
    seqno: i32,
    body: Vec<u8>,
    /// The request it answers, for `rpc_drop_answer`.
    answers: Option<i64>,
}

/// Something to say to a client.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    pub(crate) body: Vec<u8>,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An answer to the request with this id; to be acknowledged.
    Answer(i64),
    /// Said unasked; to be acknowledged.
    Push,
    /// Acknowledgements, pongs, notifications.
    Service,
}

impl Session {
    /// Messages ready to be sealed: one alone, several in a container.
    pub(crate) fn prepare(&mut self, sayings: Vec<Saying>) -> Option<Inner> {
        let mut messages: Vec<_> = sayings
            .into_iter()
            .map(|saying| self.number(saying))
            .collect();
        if messages.len() < 2 {
            return messages.pop();
        }
        let body = body::pack_container(&messages);
        Some(Inner {
            id: self.next_id(3),
            seqno: self.content_sent * 2,
            body,
        })
    }

    pub(crate) fn acknowledge(&mut self, ids: &[i64]) {
        for id in ids {
            self.unacknowledged.remove(id);
        }
    }

    /// What a new connection of this session has missed, under the ids it had.
    pub(crate) fn missed(&mut self) -> Option<Inner> {
        let messages: Vec<_> = self
            .unacknowledged
            .iter()
            .map(|(id, sent)| sent.again(*id))
            .collect();
        self.resend(messages)
    }

    /// Each once, however often it is asked for.
    pub(crate) fn missed_of(&mut self, ids: &[i64]) -> Option<Inner> {
        let ids: BTreeSet<_> = ids.iter().collect();
        let messages: Vec<_> = ids
            .into_iter()
            .filter_map(|id| Some(self.unacknowledged.get(id)?.again(*id)))
            .collect();
        self.resend(messages)
    }

    /// Forgets the answer to a request: its id, number and length.
    pub(crate) fn drop_answer(&mut self, request: i64) -> Option<(i64, i32, usize)> {
        let (id, sent) = self
            .unacknowledged
            .iter()
            .find(|(_, sent)| sent.answers == Some(request))?;
        let dropped = (*id, sent.seqno, sent.body.len());
        self.unacknowledged.remove(&dropped.0);
        Some(dropped)
    }

    fn resend(&mut self, messages: Vec<Inner>) -> Option<Inner> {
        if messages.is_empty() {
            return None;
        }
        Some(Inner {
            id: self.next_id(3),
            seqno: self.content_sent * 2,
            body: body::pack_container(&messages),
        })
    }

    fn number(&mut self, saying: Saying) -> Inner {
        let (low_bits, content, answers) = match saying.kind {
            Kind::Answer(request) => (1, true, Some(request)),
            Kind::Push => (3, true, None),
            Kind::Service => (1, false, None),
        };
        let id = self.next_id(low_bits);
        let seqno = self.content_sent * 2 + i32::from(content);
        if content {
            self.content_sent += 1;
            self.unacknowledged.insert(
                id,
                Unacknowledged {
                    seqno,
                    body: saying.body.clone(),
                    answers,
                },
            );
            if self.unacknowledged.len() > UNACKNOWLEDGED {
                self.unacknowledged.pop_first();
            }
        }
        Inner {
            id,
            seqno,
            body: saying.body,
        }
    }

    /// The time, always growing, with the two low bits that say who speaks and why.
    fn next_id(&mut self, low_bits: i64) -> i64 {
        let now = message_id(low_bits);
        let next = (self.last_id & !3) + 4 + low_bits;
        self.last_id = now.max(next);
        self.last_id
    }
}

impl Unacknowledged {
    fn again(&self, id: i64) -> Inner {
        Inner {
            id,
            seqno: self.seqno,
            body: self.body.clone(),
        }
    }
}

/// Seconds in the upper half, their fraction below.
pub(crate) fn message_id(low_bits: i64) -> i64 {
    let now = clock::wire();
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let fraction = (i64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
    (seconds << 32 | fraction & !3) + low_bits
}
