//! A panic becomes a line in the log with a reference, and a sentence on the screen.
//!
//! In a task, the window lives on and shows the failure. On the main thread the window is lost:
//! Signet starts itself again and the new window shows it. One that fails again soon after such
//! a start stays closed, so that a failing start does not go round for ever.

use std::{
    cell::Cell,
    io::{self, Write},
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use signet_contract::{
    Reference,
    ui::{Cause, Failure},
};

use crate::{
    again,
    log::redact,
    problem::{self, Message},
};

/// A start that fails within this time after a crash is not tried again.
const SOON: Duration = Duration::from_secs(30);

/// Watches for panics from now on. Called on the main thread.
pub fn watch(problems: problem::Mailbox, after_crash: bool) {
    let main = thread::current().id();
    let started = Instant::now();
    // One crash can panic twice on its way out.
    let starting_again = AtomicBool::new(false);
    panic::set_hook(Box::new(move |panic| {
        let reference = note(panic);
        if BORNE.get() {
            tracing::info!(%reference, "this was to be expected");
        } else if thread::current().id() != main {
            problems.post(Message::Raise(failure(reference)));
        } else if (!after_crash || started.elapsed() > SOON)
            && !starting_again.swap(true, Ordering::SeqCst)
            && let Err(error) = again::after_crash(reference)
        {
            tracing::error!(%error, "could not start again");
        }
    }));
}

thread_local! {
    /// Whether what this thread does may panic without harm.
    static BORNE: Cell<bool> = const { Cell::new(false) };
}

/// Does something of somebody else's that panics where it should fail. `None` if it did.
pub fn bear<T>(work: impl FnOnce() -> T) -> Option<T> {
    BORNE.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    BORNE.set(false);
    done.ok()
}

/// The failure that a panic is to the person.
pub fn failure(reference: Reference) -> Failure {
    Failure {
        reference,
        cause: Cause::Internal,
    }
}

/// Writes the panic to the log, and to the terminal for whoever started Signet there.
fn note(panic: &PanicHookInfo<'_>) -> Reference {
    let reference = Reference::random();
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let message = redact(panic.payload_as_str().unwrap_or("no message"));
    tracing::error!(%reference, place, %message, "panicked");
    // Not `eprintln!`: it panics itself where nobody listens.
    let _unheard = writeln!(
        io::stderr(),
        "signet: internal failure {reference} at {place}: {message}"
    );
    reference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{controller::Mailbox, problem::Problems};

    #[tokio::test]
    async fn a_panic_in_a_task_is_shown_and_the_rest_goes_on() {
        let problems = Mailbox::start(Problems::new(None, Box::new(|_| {})));
        watch(problems.clone(), false);
        let panicked = thread::spawn(|| panic!("on purpose")).join();
        drop(panic::take_hook());

        assert!(panicked.is_err());
        let failure = problems.ask(Message::Read).await.unwrap().failure.unwrap();
        assert_eq!(failure.cause, Cause::Internal);
        assert!(
            problems
                .ask(Message::Dismiss)
                .await
                .unwrap()
                .failure
                .is_none()
        );
    }
    #[test]
    fn what_is_borne_harms_nobody() {
        assert_eq!(bear(|| 7), Some(7));
        let none: Option<()> = bear(|| panic!("on purpose"));
        assert_eq!(none, None);
        assert!(!BORNE.get());
    }
}
