//! Hashing passwords: off the threads that serve requests, and never many at once.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::Error;

/// Passwords hashed at once, 64 MiB each; more wait. Otherwise whoever sends many would have the
/// machine's memory.
const AT_ONCE: usize = 2;

/// Where passwords are hashed.
pub struct Hashing(Arc<Semaphore>);

impl Default for Hashing {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hashing {
    /// Does this work when it is its turn. Once begun it cannot be stopped, so it keeps its turn
    /// until it is done, even if nobody waits for it any more.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let given_up = || Error::Unwritable("a password's hash");
        let turn = Arc::clone(&self.0).acquire_owned().await;
        let turn = turn.map_err(|_| given_up())?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|_| given_up())
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn work_whose_caller_is_gone_keeps_its_turn() {
        let hashing = Arc::new(Hashing::default());
        let mut finish = Vec::new();
        for _ in 0..AT_ONCE {
            let (begun, has_begun) = tokio::sync::oneshot::channel();
            let (end, ended) = mpsc::channel::<()>();
            let hashing = Arc::clone(&hashing);
            let caller = tokio::spawn(async move {
                let work = move || {
                    begun.send(()).unwrap();
                    let _ = ended.recv();
                };
                hashing.run(work).await
            });
            has_begun.await.unwrap();
            caller.abort();
            assert!(caller.await.unwrap_err().is_cancelled());
            finish.push(end);
        }
        let mut more = Box::pin(hashing.run(|| ()));
        let soon = tokio::time::timeout(Duration::from_millis(200), &mut more).await;
        assert!(soon.is_err(), "more at once than there is memory for");
        drop(finish);
        more.await.unwrap();
    }
}
