//! The hourly job, and the numbers that only the database knows.

use std::time::Duration;

use uuid::Uuid;

use crate::{Error, alerts::rules::WEBHOOK_SILENCE, platform::Platform, verification};

const JOB: &str = "hourly";
const HOUR: Duration = Duration::from_secs(60 * 60);

/// An instance that took the job and is not heard of for this long has crashed.
const LOST: Duration = Duration::from_secs(10 * 60);

/// How long settled alerts are kept.
const SETTLED: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// What one run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    pub sign_ins_swept: u64,
    pub alerts_swept: u64,
    pub webhooks_failing: usize,
    /// Lines of the trail that were checked.
    pub lines: u64,
}

/// Does the job if it is due and nobody else does it.
pub async fn run(platform: &Platform) -> Result<Option<Done>, Error> {
    let now = platform.clock.now();
    let holder = Uuid::now_v7();
    let jobs = &platform.storage.jobs;
    if !jobs
        .take_turn(JOB, holder, now, now.after(LOST), now.before(HOUR))
        .await?
    {
        return Ok(None);
    }
    // A run that fails is not ended: its turn runs out, and it is tried again then.
    let done = work(platform).await?;
    jobs.end_turn(JOB, holder, platform.clock.now()).await?;
    tracing::info!(
        sign_ins_swept = done.sign_ins_swept,
        alerts_swept = done.alerts_swept,
        webhooks_failing = done.webhooks_failing,
        lines = done.lines,
        "the hourly job is done"
    );
    Ok(Some(done))
}

async fn work(platform: &Platform) -> Result<Done, Error> {
    let now = platform.clock.now();
    let storage = &platform.storage;
    let sign_ins_swept = storage.operators.sweep_operators(now).await?;
    let alerts_swept = storage.alerts.sweep_alerts(now.before(SETTLED)).await?;
    let failing = storage
        .webhooks
        .failing_webhooks(now.before(WEBHOOK_SILENCE))
        .await?;
    for webhook in &failing {
        platform.alarm.webhook_failing(*webhook);
    }
    // The alert about a broken chain is raised there.
    let verified = verification::verify(platform).await?;
    platform.limits.sweep();
    Ok(Done {
        sign_ins_swept,
        alerts_swept,
        webhooks_failing: failing.len(),
        lines: verified.lines,
    })
}

/// Counts what waits and what is open, for the metrics.
pub async fn count(platform: &Platform) -> Result<(), Error> {
    let storage = &platform.storage;
    let metrics = &platform.metrics;
    metrics
        .messages_waiting
        .set(signed(storage.webhooks.waiting_messages().await?));
    metrics
        .alerts_open
        .set(signed(storage.alerts.open_alerts().await?));
    let head = storage.lines.head().await?;
    metrics
        .trail_lines
        .set(signed(head.map_or(0, |head| head.sequence())));
    Ok(())
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
