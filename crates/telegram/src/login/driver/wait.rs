//! Waiting: for an answer, unless the person leaves; for the person, unless something happens.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use grammers_tl_types as tl;
use tokio::sync::mpsc;

use super::{Driver, Interruption, Message};
use crate::login::machine::Machine;
use crate::login::{SessionStore, clock, ending};

/// Between two looks for a Telegram that is away, doubled each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Waits for this. An input that leaves ends the waiting; others are told that they must wait.
pub(super) async fn unless_left<T>(
    asking: impl Future<Output = T>,
    inbox: &mut mpsc::Receiver<Message>,
    machine: &Machine,
) -> Result<T, Interruption> {
    let mut asking = pin!(asking);
    loop {
        tokio::select! {
            biased;
            done = &mut asking => return Ok(done),
            message = inbox.recv() => match message {
                Some(Message::Input(input, reply)) => {
                    match machine.accepts(input.kind(), clock::now()) {
                        Ok(()) => return Err(Interruption::Leave(input, reply)),
                        // Whoever asked may have gone.
                        Err(refused) => drop(reply.send(Err(refused))),
                    }
                }
                Some(Message::Suspend) => return Err(Interruption::Suspend),
                None => return Err(Interruption::Dropped),
            },
        }
    }
}

impl<S: SessionStore> Driver<S> {
    /// Until the person does something, time passes, a phone scans, or Telegram is back.
    pub(super) async fn rest(&mut self, inbox: &mut mpsc::Receiver<Message>) {
        let wake_at = self.machine.wake_at(clock::now());
        let listens = self.machine.listens();
        let updates = self.place.updates.as_mut().filter(|_| listens);
        let scan = async {
            if let Some(updates) = updates {
                while let Some(update) = updates.next().await {
                    if ending::is_scan(&update) {
                        return;
                    }
                }
            }
            std::future::pending().await
        };
        let late = async {
            match wake_at {
                Some(at) => clock::until(at).await,
                None => std::future::pending().await,
            }
        };
        let link = self.place.link.as_ref().filter(|_| self.offline);
        let pause = self.pause.max(FIRST_PAUSE);
        let up = self.place.link.as_ref().map(crate::Link::up);
        let lost = async {
            let mut up = up.filter(|_| link.is_none());
            match &mut up {
                Some(up) => drop(up.wait_for(|up| !*up).await),
                None => std::future::pending().await,
            }
        };
        let back = async {
            let Some(link) = link else {
                return std::future::pending().await;
            };
            tokio::time::sleep(pause).await;
            link.read(&tl::functions::help::GetNearestDc {}).await
        };
        tokio::select! {
            message = inbox.recv() => match message {
                Some(Message::Input(input, reply)) => self.take(input, reply),
                Some(Message::Suspend) => self.suspend(),
                None => self.cancel(),
            },
            () = scan => self.machine.scanned(),
            () = lost => self.offline = true,
            () = late => self.machine.tick(clock::now()),
            found = back => {
                self.pause = (pause * 2).min(LONGEST_PAUSE);
                self.notice(&found);
                if !self.offline {
                    self.machine.reconnected();
                }
            }
        }
    }
}
