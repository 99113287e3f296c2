//! Failures that nobody asked about: a crashed task, an unusable folder. The newest one is
//! kept until the person has seen it.

use signet_contract::ui::{Failure, ProblemSnapshot};

use crate::controller::{self, Controller, Publish, Reply, answer};

pub type Mailbox = controller::Mailbox<Message>;

pub enum Message {
    Read(Reply<ProblemSnapshot>),
    Raise(Failure),
    Dismiss(Reply<ProblemSnapshot>),
}

/// Owns the problem on screen.
pub struct Problems {
    failure: Option<Failure>,
    publish: Publish<ProblemSnapshot>,
}

impl Problems {
    pub fn new(failure: Option<Failure>, publish: Publish<ProblemSnapshot>) -> Self {
        Self { failure, publish }
    }

    fn snapshot(&self) -> ProblemSnapshot {
        ProblemSnapshot {
            failure: self.failure.clone(),
        }
    }
}

impl Controller for Problems {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Read(reply) => answer(reply, self.snapshot()),
            Message::Raise(failure) => {
                self.failure = Some(failure);
                (self.publish)(&self.snapshot());
            }
            Message::Dismiss(reply) => {
                self.failure = None;
                (self.publish)(&self.snapshot());
                answer(reply, self.snapshot());
            }
        }
    }
}
