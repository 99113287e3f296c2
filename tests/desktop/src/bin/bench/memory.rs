//! Memory of all processes, five seconds after the start.

use std::{thread, time::Duration};

use signet_test_desktop::{Desktop, Trouble};

use crate::report::{Against, Budget, Row, median};

const RUNS: usize = 3;
const IDLE: Duration = Duration::from_secs(5);

pub fn compare(signet: &mut Desktop, empty: &mut Desktop) -> Result<Row, Trouble> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(one(signet)?);
        theirs.push(one(empty)?);
    }
    Ok(Row {
        what: "memory of all processes, idle (PSS)",
        unit: "MiB",
        signet: median(ours),
        against: Some(Against {
            what: "an empty window",
            value: median(theirs),
            budget: Budget::AtMost(1.3),
        }),
    })
}

fn one(desktop: &mut Desktop) -> Result<f64, Trouble> {
    let launch = desktop.launch()?;
    launch.painted()?;
    thread::sleep(IDLE);
    let kib = launch.proportional_kib()?;
    launch.end()?;
    // No program of these sizes comes near what a float holds exactly.
    Ok(u32::try_from(kib).map_or(f64::INFINITY, f64::from) / 1024.0)
}
