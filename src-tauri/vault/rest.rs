//! What is done to an open vault at a quiet time: what a crash cut short is finished, old lines
//! of the trail go, and every row is looked at.

use std::{sync::Arc, time::Duration};

use signet_contract::{
    Reference,
    ui::{Cause, Failure},
};
use signet_trail::{Actor, Circumstance, Prune, Text, Timestamp};
use signet_vault::{DEFAULT_RETENTION, Error, Filter, Store};
use tokio::{sync::watch, time::timeout};

use super::{Message, now};
use crate::{controller::Mailbox, problem};

/// So long after it was opened the accounts are on the screen and the person has begun.
const QUIET: Duration = Duration::from_secs(20);

/// Signet may stay in the tray for months.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Looks after each vault that is opened, and again every day.
pub fn begin(
    mut stores: watch::Receiver<Option<Arc<Store>>>,
    vault: Mailbox<Message>,
    problems: problem::Mailbox,
) {
    tauri::async_runtime::spawn(async move {
        while stores.wait_for(Option::is_some).await.is_ok() {
            let mut pause = QUIET;
            // Another vault, or none, begins anew.
            while timeout(pause, stores.changed()).await.is_err() {
                let Some(store) = stores.borrow().clone() else {
                    break;
                };
                look_after(&store, &vault, &problems).await;
                pause = DAY;
            }
            if stores.has_changed().is_err() {
                return;
            }
        }
    });
}

async fn look_after(store: &Store, vault: &Mailbox<Message>, problems: &problem::Mailbox) {
    if vault.tell(Message::FinishRotation).await.is_err() {
        return;
    }
    match prune(store, now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "old lines of the trail are gone"),
        Err(error) => tracing::warn!(%error, "old lines of the trail stay"),
    }
    let damage = match store.examine().await {
        Ok(rows) if rows.is_empty() => None,
        Ok(rows) => Some(damaged_tables(rows.iter().map(|row| row.table))),
        Err(error @ Error::Damaged { .. }) => Some(error.to_string()),
        // It was locked meanwhile, or the disk is busy failing: whoever uses it is told.
        Err(error) => {
            tracing::info!(%error, "the vault was not looked through");
            None
        }
    };
    if let Some(damage) = damage {
        let reference = Reference::random();
        tracing::error!(%reference, damage, "the vault is damaged");
        let cause = Cause::VaultDamaged;
        problems.post(problem::Message::Raise(Failure { reference, cause }));
    }
}

/// How many rows of which tables, without their ids.
fn damaged_tables<'a>(tables: impl Iterator<Item = &'a str>) -> String {
    let mut counts = std::collections::BTreeMap::<_, u32>::new();
    for table in tables {
        *counts.entry(table).or_default() += 1;
    }
    let counts = counts
        .iter()
        .map(|(table, count)| format!("{count} of {table}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// Removes the lines that are older than they are kept for, counted back from the newest one: a
/// clock that runs years ahead must not take the trail away.
async fn prune(store: &Store, now: Timestamp) -> Result<usize, Error> {
    let activity = store.activity();
    let newest = activity.page(None, 1, Filter::default()).await?;
    let Some(newest) = newest.entries.first() else {
        return Ok(0);
    };
    let latest = newest.event.circumstance.at.min(now).unix_millis();
    let kept_for = u64::try_from(DEFAULT_RETENTION.as_millis()).unwrap_or(u64::MAX);
    let cutoff = Timestamp::from_unix_millis(latest.saturating_sub(kept_for));
    let Some(head) = activity.older_than(cutoff).await? else {
        return Ok(0);
    };
    let circumstance = Circumstance {
        at: now,
        actor: Actor::App(Text::none()),
        subject: Text::from(&head),
        reference: Text::none(),
    };
    let line = store.trail()?.record::<Prune>(circumstance).await?;
    activity.prune(line).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::bench;

    const DAY: u64 = 24 * 60 * 60 * 1000;

    const fn day(day: u64) -> Timestamp {
        Timestamp::from_unix_millis(20_000 * DAY + day * DAY)
    }

    async fn kept(store: &Store) -> Vec<String> {
        let page = store.activity().page(None, 100, Filter::default()).await;
        let entries = page.unwrap().entries;
        entries
            .iter()
            .map(|entry| entry.event.action.to_string())
            .collect()
    }

    #[tokio::test]
    async fn lines_go_after_400_days_and_a_line_says_so() {
        let place = tempfile::tempdir().unwrap();
        let store = bench::store(place.path());
        assert_eq!(prune(&store, day(0)).await.unwrap(), 0, "there is none");
        for (action, at) in [("first", 0), ("second", 1), ("third", 401)] {
            bench::note(&store, action, Text::none(), day(at)).await;
        }
        assert_eq!(prune(&store, day(401)).await.unwrap(), 1);
        assert_eq!(kept(&store).await, ["prune", "third", "second"]);
        store.activity().verify().await.unwrap();
        store.close().await;
    }

    #[tokio::test]
    async fn a_clock_that_runs_years_ahead_takes_nothing_away() {
        let place = tempfile::tempdir().unwrap();
        let store = bench::store(place.path());
        bench::note(&store, "first", Text::none(), day(0)).await;
        assert_eq!(prune(&store, day(9_000)).await.unwrap(), 0);
        assert_eq!(kept(&store).await, ["first"]);
        store.close().await;
    }

    #[test]
    fn damage_is_told_by_table() {
        let rows = ["photo", "account", "photo"];
        assert_eq!(damaged_tables(rows.into_iter()), "1 of account, 2 of photo");
    }
}
