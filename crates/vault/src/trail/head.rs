//! The head of the trail, kept where the database cannot reach.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use signet_trail::Head;
use tokio::sync::oneshot;

use crate::Error;

/// Where the head is kept: the keychain, beside the master key. Its calls may block; the vault
/// makes them on a thread of their own.
pub trait HeadKeeper: Send + Sync {
    /// The head that was kept last; `None` if none ever was.
    fn kept(&self) -> Result<Option<Head>, Error>;

    /// Keeps this head in place of the last one, durably.
    fn keep(&self, head: &Head) -> Result<(), Error>;
}

/// For a vault whose key is in no keychain: there is no place outside, and the screens say so.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHeadOutside;

impl HeadKeeper for NoHeadOutside {
    fn kept(&self) -> Result<Option<Head>, Error> {
        Ok(None)
    }

    fn keep(&self, _: &Head) -> Result<(), Error> {
        Ok(())
    }
}

struct Letter {
    head: Head,
    /// Takes the place of the kept head even if that is newer.
    anyway: bool,
    answer: oneshot::Sender<Result<(), Error>>,
}

/// The thread that hands heads to their keeper, the newest of those that wait.
pub(crate) struct HeadPost {
    kept: Arc<Mutex<Option<Head>>>,
    letters: Mutex<Option<mpsc::Sender<Letter>>>,
    ended: Mutex<Option<oneshot::Receiver<()>>>,
}

impl HeadPost {
    /// `barred` while the head outside tells of lines that are gone: a newer head in its place
    /// would destroy the evidence.
    pub fn start(
        keeper: Arc<dyn HeadKeeper>,
        kept: Option<Head>,
        barred: bool,
    ) -> Result<Self, Error> {
        let (letters, waiting) = mpsc::channel();
        let (end, ended) = oneshot::channel();
        let kept = Arc::new(Mutex::new(kept));
        let mut carrier = Carrier {
            keeper,
            kept: Arc::clone(&kept),
            barred,
        };
        thread::Builder::new()
            .name("vault-head".to_owned())
            .spawn(move || {
                while let Ok(first) = waiting.recv() {
                    carrier.carry(std::iter::once(first).chain(waiting.try_iter()));
                }
                end.send(()).ok();
            })?;
        Ok(Self {
            kept,
            letters: Mutex::new(Some(letters)),
            ended: Mutex::new(Some(ended)),
        })
    }

    /// The head that is outside, as far as this process knows.
    pub fn kept(&self) -> Option<Head> {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns once this head or a newer one is kept.
    pub async fn keep(&self, head: Head) -> Result<(), Error> {
        self.send(head, false).await
    }

    /// Returns once this head is kept, whatever was kept before.
    pub async fn replace(&self, head: Head) -> Result<(), Error> {
        self.send(head, true).await
    }

    async fn send(&self, head: Head, anyway: bool) -> Result<(), Error> {
        let (answer, answered) = oneshot::channel();
        let letter = Letter {
            head,
            anyway,
            answer,
        };
        {
            let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
            let letters = letters.as_ref().ok_or(Error::Locked)?;
            letters.send(letter).map_err(|_| Error::Locked)?;
        }
        answered.await.unwrap_or(Err(Error::Panicked))
    }

    pub async fn close(&self) {
        self.letters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let ended = self
            .ended
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(ended) = ended {
            ended.await.ok();
        }
    }
}

struct Carrier {
    keeper: Arc<dyn HeadKeeper>,
    kept: Arc<Mutex<Option<Head>>>,
    barred: bool,
}

impl Carrier {
    /// One call of the keeper for all that wait: a keychain is slow.
    fn carry(&mut self, letters: impl Iterator<Item = Letter>) {
        let mut waiting = Vec::new();
        for letter in letters {
            if letter.anyway {
                let done = self.hand_over(&letter.head);
                self.barred &= done.is_err();
                letter.answer.send(done).ok();
            } else {
                waiting.push(letter);
            }
        }
        let Some(newest) = waiting
            .iter()
            .map(|letter| letter.head)
            .max_by_key(Head::sequence)
        else {
            return;
        };
        let done = if self.barred {
            Err(Refused::Barred)
        } else if self
            .kept()
            .is_some_and(|kept| kept.sequence() >= newest.sequence())
        {
            Ok(())
        } else {
            self.hand_over(&newest).map_err(|_| Refused::Failed)
        };
        for letter in waiting {
            let done = done.map_err(|refused| match refused {
                Refused::Barred => Error::TrailBehind,
                Refused::Failed => Error::Head,
            });
            letter.answer.send(done).ok();
        }
    }

    fn hand_over(&mut self, head: &Head) -> Result<(), Error> {
        catch_unwind(AssertUnwindSafe(|| self.keeper.keep(head)))
            .unwrap_or(Err(Error::Panicked))?;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(*head);
        Ok(())
    }

    fn kept(&self) -> Option<Head> {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Clone, Copy)]
enum Refused {
    Barred,
    Failed,
}
