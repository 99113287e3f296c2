//! From the start of the process to a window that can be used.
//!
//! What is timed is the real pixels: a shipped Signet lets no driver in that could read its
//! `interactive` mark. Its page is empty until its data is there, so the first content is usable.

use std::time::Duration;

use signet_test_desktop::{Desktop, Trouble};

use crate::report::{Against, Budget, Row, median};

const RUNS: usize = 11;

/// The machine is left alone for a moment between two starts.
const REST: Duration = Duration::from_millis(300);

pub fn compare(signet: &mut Desktop, empty: &mut Desktop) -> Result<Row, Trouble> {
    // The first start of each fills the caches and does not count.
    one(signet)?;
    one(empty)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(one(signet)?);
        theirs.push(one(empty)?);
    }
    Ok(Row {
        what: "start to interactive window",
        unit: "ms",
        signet: median(ours),
        against: Some(Against {
            what: "an empty window",
            value: median(theirs),
            budget: Budget::AtMost(1.25),
        }),
    })
}

fn one(desktop: &mut Desktop) -> Result<f64, Trouble> {
    let launch = desktop.launch()?;
    let painted = launch.painted()?;
    launch.end()?;
    std::thread::sleep(REST);
    Ok(painted.as_secs_f64() * 1000.0)
}

/// Shows once that the pixels and the `interactive` mark tell the same time, on the side that can
/// be driven in every build.
pub fn check(empty: &Desktop) -> Result<(), Trouble> {
    let (mark, pixels) = empty.open_and_compare()?;
    println!(
        "check on the empty window, driven: pixels after {} ms, mark after {} ms",
        pixels.as_millis(),
        mark.as_millis()
    );
    empty.end()
}
