//! A panic becomes a line in the log with a reference, and a sentence on the screen.
//!
//! In a task, the window lives on and shows the failure. On the main thread the window is lost:
//! Signet starts itself again and the new window shows it. One that fails again soon after such
//! a start stays closed, so that a failing start does not go round for ever.

use std::{
    panic::{self, PanicHookInfo},
    sync::{Arc, OnceLock},
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

/// Where panics in tasks are told, once there is a window to show them.
#[derive(Clone, Default)]
pub struct Listener(Arc<OnceLock<problem::Mailbox>>);

impl Listener {
    pub fn tell(&self, problems: problem::Mailbox) {
        // Set once at start; a second one would be told nothing, and there is none.
        drop(self.0.set(problems));
    }
}

/// Watches for panics from now on. Called on the main thread.
pub fn watch(after_crash: bool) -> Listener {
    let listener = Listener::default();
    let told = listener.clone();
    let main = thread::current().id();
    let started = Instant::now();
    panic::set_hook(Box::new(move |panic| {
        let reference = note(panic);
        if thread::current().id() != main {
            if let Some(problems) = told.0.get() {
                problems.post(Message::Raise(failure(reference)));
            }
        } else if (!after_crash || started.elapsed() > SOON)
            && let Err(error) = again::after_crash(reference)
        {
            tracing::error!(%error, "could not start again");
        }
    }));
    listener
}

/// The failure that a panic is to the person.
pub fn failure(reference: Reference) -> Failure {
    Failure {
        reference,
        cause: Cause::Internal,
    }
}

/// Writes the panic to the log, and to the terminal for whoever started Signet there.
#[expect(clippy::print_stderr, reason = "the log may be what broke")]
fn note(panic: &PanicHookInfo<'_>) -> Reference {
    let reference = Reference::random();
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let message = panic.payload_as_str().unwrap_or("no message");
    tracing::error!(%reference, place, message = %redact(message), "panicked");
    eprintln!("signet: internal failure, reference {reference}, at {place}");
    reference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{controller::Mailbox, problem::Problems};

    #[tokio::test]
    async fn a_panic_in_a_task_is_shown_and_the_rest_goes_on() {
        let listener = watch(false);
        let problems = Mailbox::start(Problems::new(None, Box::new(|_| {})));
        listener.tell(problems.clone());
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
}
