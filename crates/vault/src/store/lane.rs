//! Threads that own the connections, since SQLite blocks and the callers must not.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::{Error, store::shared::Shared};

/// Where bytes of something deleted may still stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Traces {
    None,
    InLog,
    /// In the log, and in backups from before a migration.
    Everywhere,
}

/// What a thread of the lane has at hand.
pub(crate) struct Seat {
    pub shared: Arc<Shared>,
    pub traces: Traces,
    connection: Option<Connection>,
    open: fn(&Shared) -> Result<Connection, Error>,
}

impl Seat {
    /// The thread's connection, opened when it is first needed.
    pub fn connection(&mut self) -> Result<&mut Connection, Error> {
        if self.connection.is_none() {
            self.connection = Some((self.open)(&self.shared)?);
        }
        self.connection.as_mut().ok_or(Error::Locked)
    }
}

type Job = Box<dyn FnOnce(&mut Seat) + Send>;

/// One queue and the threads that serve it.
pub(crate) struct Lane {
    jobs: Mutex<Option<Sender<Job>>>,
    ended: Mutex<Vec<oneshot::Receiver<()>>>,
}

impl Lane {
    /// Starts so many threads; the first may be given a connection that is open already.
    pub fn start(
        name: &str,
        threads: usize,
        shared: &Arc<Shared>,
        mut first: Option<Connection>,
        open: fn(&Shared) -> Result<Connection, Error>,
    ) -> Result<Self, Error> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let mut ended = Vec::with_capacity(threads);
        for _ in 0..threads {
            let seat = Seat {
                shared: Arc::clone(shared),
                traces: Traces::None,
                connection: first.take(),
                open,
            };
            let queue = Arc::clone(&queue);
            let (end, has_ended) = oneshot::channel();
            thread::Builder::new()
                .name(format!("vault-{name}"))
                .spawn(move || {
                    serve(seat, &queue);
                    // Nobody may be waiting for it, which is as good.
                    end.send(()).ok();
                })?;
            ended.push(has_ended);
        }
        Ok(Self {
            jobs: Mutex::new(Some(jobs)),
            ended: Mutex::new(ended),
        })
    }

    /// Has a thread do this. If it panics, its connection is thrown away, which undoes what was
    /// not committed, and the caller is told. A caller that stops waiting changes nothing: the
    /// work is done or not as a whole.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Seat) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |seat| {
            let done = catch_unwind(AssertUnwindSafe(|| work(seat))).unwrap_or_else(|_| {
                seat.connection = None;
                Err(Error::Panicked)
            });
            answer.send(done).ok();
        });
        self.send(job)?;
        answered.await.unwrap_or(Err(Error::Panicked))
    }

    fn send(&self, job: Job) -> Result<(), Error> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let jobs = jobs.as_ref().ok_or(Error::Locked)?;
        jobs.send(job).map_err(|_| Error::Locked)
    }

    /// Takes no more work, and returns when what was waiting is done and the connections are
    /// closed.
    pub async fn close(&self) {
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let ended = std::mem::take(&mut *self.ended.lock().unwrap_or_else(PoisonError::into_inner));
        for end in ended {
            end.await.ok();
        }
    }
}

fn serve(mut seat: Seat, queue: &Mutex<Receiver<Job>>) {
    loop {
        // Held while waiting: the others wait for the lock instead, which is the same.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(&mut seat),
            Err(_) => return,
        }
    }
}
