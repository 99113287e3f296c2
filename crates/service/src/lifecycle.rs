//! The hourly job, and the numbers that only the database knows.

use std::time::Duration;

use signet_contract::platform::{Ending, SessionState};
use uuid::Uuid;

use crate::{
    Error, alerts::rules::WEBHOOK_SILENCE, ending, platform::Platform, storage::SessionFilter,
    verification,
};

const DAY: u64 = 24 * 60 * 60;

/// Sessions ended at once.
const AT_ONCE: u32 = 500;

/// How long links that nobody redeemed are kept, for whoever asks why one is over.
const LINKS: Duration = Duration::from_secs(DAY);

const JOB: &str = "hourly";
const HOUR: Duration = Duration::from_secs(60 * 60);

/// An instance that took the job and is not heard of for this long has crashed.
const LOST: Duration = Duration::from_secs(10 * 60);

/// How long settled alerts are kept.
const SETTLED: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// What one run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    pub expired: usize,
    pub inactive: usize,
    pub links_swept: u64,
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
        expired = done.expired,
        inactive = done.inactive,
        links_swept = done.links_swept,
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
    let expired = SessionFilter {
        expired_by: Some(now),
        ..SessionFilter::default()
    };
    let expired = end_all(platform, expired, Ending::Expired).await?;
    let unused = Duration::from_secs(platform.config.inactive_days.saturating_mul(DAY));
    let inactive = SessionFilter {
        used_before: Some(now.before(unused)),
        ..SessionFilter::default()
    };
    let inactive = end_all(platform, inactive, Ending::Inactive).await?;
    let links_swept = storage.links.sweep_links(now.before(LINKS)).await?;
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
        expired,
        inactive,
        links_swept,
        sign_ins_swept,
        alerts_swept,
        webhooks_failing: failing.len(),
        lines: verified.lines,
    })
}

/// Ends whatever of it lives; how many those were.
async fn end_all(
    platform: &Platform,
    filter: SessionFilter,
    ending: Ending,
) -> Result<usize, Error> {
    let filter = SessionFilter {
        state: Some(SessionState::Live),
        ..filter
    };
    let mut ended = 0;
    loop {
        let sessions = &platform.storage.sessions;
        let found = sessions.sessions(filter.clone(), None, AT_ONCE).await?;
        if found.is_empty() {
            return Ok(ended);
        }
        ended += found.len();
        let found: Vec<_> = found.iter().map(|session| session.id).collect();
        ending::end_by_policy(platform, &found, ending).await?;
    }
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
    for (state, count) in storage.sessions.count_sessions().await? {
        metrics.sessions(state, count);
    }
    let head = storage.lines.head().await?;
    metrics
        .trail_lines
        .set(signed(head.map_or(0, |head| head.sequence())));
    Ok(())
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
