//! Scripted faults: what the next calls of a method meet instead of an ordinary answer.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Fault {
    /// The call is answered with this and does nothing. For `set_client_DH_params` the messages
    /// `DH_GEN_RETRY` and `DH_GEN_FAIL` are understood.
    Error { code: i32, message: String },
    /// The call is done and answered after so long.
    Delay { milliseconds: u64 },
    /// A transport error (-404, -429, -444 are Telegram's), then the connection closes; nothing is
    /// done.
    Refuse { code: i32 },
    /// The connection closes and nothing is done.
    DropBefore,
    /// The call is done and the connection closes without an answer.
    DropAfter,
    /// The call is done and answered with bytes that are no TL.
    Garbage,
}

impl Fault {
    pub(crate) fn says(&self, expected: &str) -> bool {
        matches!(self, Self::Error { message, .. } if message == expected)
    }
}

#[derive(Default)]
pub(crate) struct Faults {
    scripted: BTreeMap<String, VecDeque<(u32, Fault)>>,
}

impl Faults {
    /// Faults of one method happen in the order they were scripted.
    pub(crate) fn script(&mut self, method: &str, times: u32, fault: Fault) {
        if times > 0 {
            let queue = self.scripted.entry(method.to_owned()).or_default();
            queue.push_back((times, fault));
        }
    }

    pub(crate) fn clear(&mut self) {
        self.scripted.clear();
    }

    /// By method, then in the order they will happen.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (&str, u32, &Fault)> {
        let queues = self.scripted.iter();
        queues.flat_map(|(method, queue)| {
            let queue = queue.iter();
            queue.map(move |(left, fault)| (method.as_str(), *left, fault))
        })
    }

    pub(crate) fn next(&mut self, method: &str) -> Option<Fault> {
        let queue = self.scripted.get_mut(method)?;
        let (left, fault) = queue.front_mut()?;
        let fault = fault.clone();
        *left -= 1;
        if *left == 0 {
            queue.pop_front();
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_happen_as_often_and_in_the_order_they_were_scripted() {
        let mut faults = Faults::default();
        faults.script("help.getConfig", 2, Fault::DropBefore);
        faults.script("help.getConfig", 1, Fault::Garbage);
        assert_eq!(faults.next("auth.sendCode"), None);
        assert_eq!(faults.next("help.getConfig"), Some(Fault::DropBefore));
        assert_eq!(faults.next("help.getConfig"), Some(Fault::DropBefore));
        assert_eq!(faults.next("help.getConfig"), Some(Fault::Garbage));
        assert_eq!(faults.next("help.getConfig"), None);
    }
}
