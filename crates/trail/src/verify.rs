//! Checking a whole chain, line by line, and naming what is wrong with it.

use std::{collections::BTreeMap, fmt};

use crate::{
    Action, Entry, Error, Head, Outcome, Prune, Text, TrailKey,
    chain::{FIRST_LINK, same},
};

/// One thing that is wrong, and the lines it affects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// This line's content or link, or the link of the line before it, is not what was written.
    Edited {
        /// The line.
        sequence: u64,
    },
    /// What stands here is not a line at all.
    Unreadable {
        /// Where a line was expected.
        sequence: u64,
    },
    /// Lines are gone from the start or the middle. The line after them cannot be checked.
    Missing {
        /// The first one.
        from: u64,
        /// The last one.
        to: u64,
    },
    /// A line stands behind one that was written after it.
    Moved {
        /// The line.
        sequence: u64,
    },
    /// A line is there twice, or was pruned and came back.
    Repeated {
        /// The line.
        sequence: u64,
    },
    /// The trail ends before the head that was kept outside.
    Truncated {
        /// The first line that is gone.
        from: u64,
        /// The line that the head names.
        to: u64,
    },
    /// The line at the kept head is another one: from there back to the last common line, this
    /// is not the trail that the head was taken of.
    Forked {
        /// The line that the head names.
        sequence: u64,
    },
    /// Lines up to here are said to be pruned, but no genuine line says so.
    Unanchored {
        /// The last line that is gone.
        to: u64,
    },
}

impl Fault {
    /// The first line it affects.
    pub fn sequence(&self) -> u64 {
        match *self {
            Self::Edited { sequence }
            | Self::Unreadable { sequence }
            | Self::Moved { sequence }
            | Self::Repeated { sequence }
            | Self::Forked { sequence } => sequence,
            Self::Missing { from, .. } | Self::Truncated { from, .. } => from,
            Self::Unanchored { to } => to,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited { sequence } => write!(f, "line {sequence} was edited"),
            Self::Unreadable { sequence } => write!(f, "line {sequence} cannot be read"),
            Self::Missing { from, to } => write!(f, "lines {from} to {to} are missing"),
            Self::Moved { sequence } => write!(f, "line {sequence} was moved"),
            Self::Repeated { sequence } => write!(f, "line {sequence} is there again"),
            Self::Truncated { from, to } => write!(f, "lines {from} to {to} were cut off"),
            Self::Forked { sequence } => write!(f, "line {sequence} is not the one that was kept"),
            Self::Unanchored { to } => write!(f, "no line says that lines to {to} were pruned"),
        }
    }
}

/// A chain without a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Its last line; `None` if nothing was ever written.
    pub head: Option<Head>,
    /// How many lines were checked.
    pub lines: u64,
}

/// Takes the lines of a trail in the order in which they are stored.
pub struct Verifier<'k> {
    key: &'k TrailKey,
    anchor: Option<Head>,
    anchored: bool,
    kept: Option<Head>,
    /// The highest line seen so far; its link is the stored one, so that one edited line does
    /// not make all later ones look edited.
    last: Option<Head>,
    /// After lines that are gone or unreadable the link to follow is not known.
    torn: bool,
    /// A line whose number is not the expected one, until the next one tells why.
    stray: Option<Head>,
    lines: u64,
    /// Where lines are gone: from → to. A line that turns up later closes its hole.
    holes: BTreeMap<u64, u64>,
    faults: Vec<Fault>,
}

impl<'k> Verifier<'k> {
    /// `anchor` is the head that the last prune removed lines up to, as the store remembers it;
    /// it is believed only if a genuine line says so. `kept` is the head that was kept outside.
    pub fn new(key: &'k TrailKey, anchor: Option<Head>, kept: Option<Head>) -> Self {
        Self {
            key,
            anchor,
            anchored: anchor.is_none(),
            kept,
            last: anchor,
            torn: false,
            stray: None,
            lines: 0,
            holes: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// Takes the next stored line: the bytes of its event and its link.
    pub fn line(&mut self, event: &[u8], link: &[u8]) {
        self.lines += 1;
        let read = Entry::read(event).and_then(|entry| {
            let head = Head::from_parts(entry.sequence, link)?;
            Ok((entry, head))
        });
        self.settle(read.as_ref().ok().map(|(_, head)| (head, event)));
        match read {
            Ok((entry, head)) if head.sequence() == self.expected() => {
                self.in_place(&entry, head, event);
            }
            Ok((_, head)) => self.stray = Some(head),
            Err(_) => self.unreadable(link),
        }
    }

    fn expected(&self) -> u64 {
        self.last.map_or(1, |last| last.sequence() + 1)
    }

    fn in_place(&mut self, entry: &Entry, head: Head, event: &[u8]) {
        if !self.torn {
            let previous = self.last.as_ref().map_or(&FIRST_LINK, Head::link);
            if same(&self.key.link(previous, event), head.link()) {
                self.take_anchor(entry);
            } else {
                self.faults.push(Fault::Edited {
                    sequence: head.sequence(),
                });
            }
        }
        self.go_on_from(head);
    }

    fn take_anchor(&mut self, entry: &Entry) {
        if let Some(anchor) = &self.anchor
            && entry.event.action.as_str() == Prune::CODE
            && entry.event.outcome == Outcome::Begun
            && entry.event.circumstance.subject == Text::from(anchor)
        {
            self.anchored = true;
        }
    }

    fn go_on_from(&mut self, head: Head) {
        if let Some(kept) = &self.kept
            && kept.sequence() == head.sequence()
            && *kept != head
        {
            self.faults.push(Fault::Forked {
                sequence: head.sequence(),
            });
        }
        self.torn = false;
        self.last = Some(head);
    }

    /// Something stands in a line's place; the link may still be good enough to go on.
    fn unreadable(&mut self, link: &[u8]) {
        let expected = self.expected();
        self.faults.push(Fault::Unreadable { sequence: expected });
        self.torn = link.len() != FIRST_LINK.len();
        let link = link.try_into().unwrap_or(FIRST_LINK);
        // Past the last possible number there is nothing left to follow.
        self.last = Head::from_parts(expected, &link).ok().or(self.last);
    }

    /// Decides about a line with an unexpected number, now that the next one is known: if that
    /// one stands behind the gap and is tied to this one, only the number was edited.
    fn settle(&mut self, next: Option<(&Head, &[u8])>) {
        let Some(stray) = self.stray.take() else {
            return;
        };
        let expected = self.expected();
        let tied = next.is_some_and(|(next, event)| {
            next.sequence() == expected + 1
                && same(&self.key.link(stray.link(), event), next.link())
        });
        if tied && let Ok(head) = Head::from_parts(expected, stray.link()) {
            self.faults.push(Fault::Edited { sequence: expected });
            self.go_on_from(head);
        } else if stray.sequence() < expected {
            self.late(stray.sequence());
        } else {
            self.holes.insert(expected, stray.sequence() - 1);
            self.go_on_from(stray);
        }
    }

    /// A line that is behind a later one: it closes a hole, or it is there once too often.
    fn late(&mut self, sequence: u64) {
        let hole = self
            .holes
            .range(..=sequence)
            .next_back()
            .map(|(from, to)| (*from, *to))
            .filter(|(_, to)| sequence <= *to);
        let Some((from, to)) = hole else {
            self.faults.push(Fault::Repeated { sequence });
            return;
        };
        self.faults.push(Fault::Moved { sequence });
        self.holes.remove(&from);
        if from < sequence {
            self.holes.insert(from, sequence - 1);
        }
        if sequence < to {
            self.holes.insert(sequence + 1, to);
        }
    }

    /// The verdict, once all lines were taken.
    pub fn finish(mut self) -> Result<Verified, Error> {
        self.settle(None);
        let holes = self.holes.iter();
        self.faults
            .extend(holes.map(|(&from, &to)| Fault::Missing { from, to }));
        let last = self.last.map_or(0, |last| last.sequence());
        if let Some(kept) = self.kept.filter(|kept| kept.sequence() > last) {
            self.faults.push(Fault::Truncated {
                from: last + 1,
                to: kept.sequence(),
            });
        }
        if let Some(anchor) = self.anchor.filter(|_| !self.anchored) {
            self.faults.push(Fault::Unanchored {
                to: anchor.sequence(),
            });
        }
        if self.faults.is_empty() {
            return Ok(Verified {
                head: self.last,
                lines: self.lines,
            });
        }
        self.faults.sort_by_key(Fault::sequence);
        Err(Error::Broken(self.faults))
    }
}
