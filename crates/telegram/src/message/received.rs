//! Which messages have been received, so that none is taken twice.

use std::collections::BTreeSet;

/// So many ids are remembered; older ones count as received.
const REMEMBERED: usize = 1024;

#[derive(Default)]
pub(super) struct Received {
    ids: BTreeSet<i64>,
    floor: i64,
}

impl Received {
    /// Whether this one is new. From now on it is not.
    pub(super) fn take(&mut self, id: i64) -> bool {
        if id <= self.floor || !self.ids.insert(id) {
            return false;
        }
        if self.ids.len() > REMEMBERED
            && let Some(oldest) = self.ids.pop_first()
        {
            self.floor = oldest;
        }
        true
    }

    pub(super) fn has(&self, id: i64) -> bool {
        id <= self.floor || self.ids.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_is_new_once_and_forgotten_ones_never() {
        let mut received = Received::default();
        assert!(received.take(5));
        assert!(!received.take(5));
        assert!((6..2000).all(|id| received.take(id)));
        assert!(!received.take(5) && !received.take(4));
        assert!(received.has(900) && !received.has(2000));
    }
}
