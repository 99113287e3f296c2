//! Failures that nobody asked about: a crashed task, an unusable folder. Each is kept until the
//! person has seen it.

use std::collections::VecDeque;

use signet_contract::ui::{Failure, ProblemSnapshot};

use crate::controller::{self, Controller, Publish, Reply, answer};

pub type Mailbox = controller::Mailbox<Message>;

pub enum Message {
    Read(Reply<ProblemSnapshot>),
    Raise(Failure),
    Dismiss(Reply<ProblemSnapshot>),
}

/// More at once than anybody would read; what comes on top stands in the log alone.
const MOST: usize = 8;

/// Owns the problems that wait. The oldest is the one on screen.
pub struct Problems {
    waiting: VecDeque<Failure>,
    publish: Publish<ProblemSnapshot>,
}

impl Problems {
    pub fn new(
        waiting: impl IntoIterator<Item = Failure>,
        publish: Publish<ProblemSnapshot>,
    ) -> Self {
        Self {
            waiting: waiting.into_iter().collect(),
            publish,
        }
    }

    fn snapshot(&self) -> ProblemSnapshot {
        ProblemSnapshot {
            failure: self.waiting.front().cloned(),
        }
    }
}

impl Controller for Problems {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Read(reply) => answer(reply, self.snapshot()),
            Message::Raise(failure) => {
                if self.waiting.len() < MOST {
                    self.waiting.push_back(failure);
                }
                (self.publish)(&self.snapshot());
            }
            Message::Dismiss(reply) => {
                self.waiting.pop_front();
                (self.publish)(&self.snapshot());
                answer(reply, self.snapshot());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use signet_contract::{Reference, ui::Cause};

    use super::*;

    fn failure(cause: Cause) -> Failure {
        Failure {
            reference: Reference::random(),
            cause,
        }
    }

    #[tokio::test]
    async fn each_problem_waits_until_the_one_before_was_seen() {
        let first = failure(Cause::Internal);
        let problems = Mailbox::start(Problems::new([first], Box::new(|_| {})));
        let second = Message::Raise(failure(Cause::DiskFull));
        problems.tell(second).await.unwrap();

        let shown = |snapshot: ProblemSnapshot| snapshot.failure.map(|failure| failure.cause);
        let now = problems.ask(Message::Read).await.unwrap();
        assert_eq!(shown(now), Some(Cause::Internal));
        let now = problems.ask(Message::Dismiss).await.unwrap();
        assert_eq!(shown(now), Some(Cause::DiskFull));
        let now = problems.ask(Message::Dismiss).await.unwrap();
        assert_eq!(shown(now), None);
    }
}
