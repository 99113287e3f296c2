//! The pattern of every feature: one task owns the state, the rest sends it messages.
//!
//! A [`Controller`] handles one message at a time, so its state needs no lock and no two changes
//! can cross. A [`Mailbox`] is how everybody else reaches it.

use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot,
};

/// The one owner of a feature's state.
pub trait Controller: Send + 'static {
    type Message: Send + 'static;

    fn handle(&mut self, message: Self::Message) -> impl Future<Output = ()> + Send;
}

/// Where an answer goes.
pub type Reply<T> = oneshot::Sender<T>;

/// The controller gave no answer: it panicked over the question, or Signet is closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the task behind this gave no answer")]
pub struct Unanswered;

/// Messages that may wait before senders do.
const CAPACITY: usize = 64;

/// The way to a controller.
#[derive(Debug)]
pub struct Mailbox<M>(mpsc::Sender<M>);

impl<M> Clone for Mailbox<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M: Send + 'static> Mailbox<M> {
    /// Starts the controller's task. It ends when the last mailbox is gone.
    pub fn start(controller: impl Controller<Message = M>) -> Self {
        Self::start_with(|_| controller)
    }

    /// Starts a controller that knows its own mailbox, for work beside it that reports back.
    pub fn start_with<C: Controller<Message = M>>(make: impl FnOnce(Self) -> C) -> Self {
        let (sender, mut messages) = mpsc::channel(CAPACITY);
        let mut controller = make(Self(sender.clone()));
        tauri::async_runtime::spawn(async move {
            while let Some(message) = messages.recv().await {
                survive(controller.handle(message)).await;
            }
        });
        Self(sender)
    }

    /// Sends a message and waits for its answer.
    pub async fn ask<T>(&self, message: impl FnOnce(Reply<T>) -> M) -> Result<T, Unanswered> {
        let (reply, answer) = oneshot::channel();
        self.tell(message(reply)).await?;
        answer.await.map_err(|_| Unanswered)
    }

    /// Sends a message that has no answer.
    pub async fn tell(&self, message: M) -> Result<(), Unanswered> {
        self.0.send(message).await.map_err(|_| Unanswered)
    }

    /// Sends from outside any task a message that must arrive: one that finds no room waits for it
    /// beside.
    pub fn deliver(&self, message: M) {
        if let Err(TrySendError::Full(message)) = self.0.try_send(message) {
            let own = self.clone();
            tauri::async_runtime::spawn(async move {
                // Nobody reads any more: Signet is closing.
                let _: Result<(), Unanswered> = own.tell(message).await;
            });
        }
    }

    /// Sends a hint from outside any task; one that finds no room is lost. What must arrive is
    /// [delivered](Self::deliver).
    pub fn post(&self, message: M) {
        if self.0.try_send(message).is_err() {
            tracing::warn!("a message found no room or nobody to read it");
        }
    }
}

/// A message whose handling panics is answered by nobody, and the next one is handled: a feature
/// that was dead from then on would lock the person in. The panic hook has told the person.
async fn survive(handling: impl Future<Output = ()>) {
    let mut handling = pin!(handling);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| handling.as_mut().poll(context)));
        polled.unwrap_or(Poll::Ready(()))
    })
    .await;
}

/// Answers a question. The asker may have gone away in the meantime, which is no failure.
pub fn answer<T>(reply: Reply<T>, value: T) {
    drop(reply.send(value));
}

/// Tells the web view, and whoever else must know, the newest snapshot.
pub type Publish<S> = Box<dyn Fn(&S) + Send>;

#[cfg(test)]
mod tests {
    use super::*;

    struct Counter(u32);

    enum Message {
        Add(u32),
        Read(Reply<u32>),
        Break(Reply<u32>),
        Wait(oneshot::Receiver<()>),
    }

    impl Controller for Counter {
        type Message = Message;

        async fn handle(&mut self, message: Message) {
            match message {
                Message::Add(more) => self.0 += more,
                Message::Read(reply) => answer(reply, self.0),
                Message::Wait(until) => until.await.unwrap(),
                Message::Break(reply) => panic!("on purpose, before {reply:?} is answered"),
            }
        }
    }

    #[tokio::test]
    async fn messages_are_handled_in_order() {
        let counter = Mailbox::start(Counter(0));
        for _ in 0..1000 {
            counter.tell(Message::Add(1)).await.unwrap();
        }
        assert_eq!(counter.ask(Message::Read).await, Ok(1000));
    }

    #[tokio::test]
    async fn a_question_that_panics_is_not_answered_and_the_next_one_is() {
        let counter = Mailbox::start(Counter(7));
        assert_eq!(counter.ask(Message::Break).await, Err(Unanswered));
        assert_eq!(counter.ask(Message::Read).await, Ok(7));
    }

    #[tokio::test]
    async fn what_is_delivered_arrives_although_there_was_no_room() {
        let counter = Mailbox::start(Counter(0));
        let (release, until) = oneshot::channel();
        counter.tell(Message::Wait(until)).await.unwrap();
        let many = 2 * CAPACITY as u32;
        for _ in 0..many {
            counter.deliver(Message::Add(1));
        }
        release.send(()).unwrap();
        while counter.ask(Message::Read).await != Ok(many) {}
    }
}
