//! Waiting with an end.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::Trouble;

/// Long enough for a loaded machine; a test that is right never waits this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(25);

/// Asks until the answer is `Some`; late, it says what it was waiting for.
pub(crate) fn wait_for<T>(
    what: &str,
    within: Duration,
    mut ask: impl FnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    let end = Instant::now() + within;
    loop {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        if Instant::now() >= end {
            return Err(Trouble::Late {
                what: what.to_owned(),
                within,
            });
        }
        thread::sleep(PAUSE);
    }
}
