//! Reading the trail: pages for people, the check of the whole chain, and pruning.

use std::time::Duration;

use rusqlite::Connection;
use signet_trail::{
    Actor, Circumstance, Code, Entry, Event, Head, Outcome, Prune, Recorded, Text, Timestamp,
    Verified,
};

use crate::{Error, Store, trail};

/// How long lines are kept where the person chose nothing else.
pub const DEFAULT_RETENTION: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// Which lines to show. Empty means all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only these actions.
    pub actions: Vec<Code>,
    /// Only lines about one of these.
    pub subjects: Vec<Text>,
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

impl Filter {
    fn takes(&self, event: &Event) -> bool {
        let Circumstance { at, subject, .. } = &event.circumstance;
        (self.actions.is_empty() || self.actions.contains(&event.action))
            && (self.subjects.is_empty() || self.subjects.contains(subject))
            && self.outcome.is_none_or(|wanted| wanted == event.outcome)
            && self.from.is_none_or(|from| *at >= from)
            && self.until.is_none_or(|until| *at < until)
    }
}

/// Some lines, the newest first.
#[derive(Debug, Clone, Default)]
pub struct ActivityPage {
    /// The lines that fit.
    pub entries: Vec<Entry>,
    /// Places where something stands that is not a line.
    pub unreadable: Vec<u64>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<u64>,
}

/// The trail, for looking at.
pub struct Activity<'s>(&'s Store);

impl Store {
    /// What was done, for people to look at.
    pub fn activity(&self) -> Activity<'_> {
        Activity(self)
    }
}

impl Activity<'_> {
    /// At most `limit` lines before this one, the newest first. `None` begins at the end.
    pub async fn page(
        &self,
        before: Option<u64>,
        limit: usize,
        filter: Filter,
    ) -> Result<ActivityPage, Error> {
        let before = before.map_or(i64::MAX, u64::cast_signed);
        self.0
            .core
            .read(move |desk| page(desk.sql, before, limit, &filter))
            .await
    }

    /// Checks every line and the head outside. A chain that is not whole is
    /// [`Error::Trail`] with each fault.
    pub async fn verify(&self) -> Result<Verified, Error> {
        let trail = self.0.trail()?;
        // Before the lines are read: none up to it can be missing then.
        let kept = self.0.post().kept();
        let closing = self.0.core.closing();
        self.0
            .core
            .read(move |desk| {
                let mut verifier = trail.verifier(trail::anchor(desk.sql)?, kept);
                let mut query = desk
                    .sql
                    .prepare("SELECT event, link FROM trail ORDER BY sequence")?;
                let mut rows = query.query([])?;
                while let Some(row) = rows.next()? {
                    closing.not_yet()?;
                    verifier.line(row.get_ref(0)?.as_blob()?, row.get_ref(1)?.as_blob()?);
                }
                Ok(verifier.finish()?)
            })
            .await
    }

    /// The last of the lines from the start on that are all older than this: what to record a
    /// [`Prune`] of. `None` if there is nothing to prune.
    pub async fn older_than(&self, cutoff: Timestamp) -> Result<Option<Head>, Error> {
        let closing = self.0.core.closing();
        self.0
            .core
            .read(move |desk| {
                let mut query = desk
                    .sql
                    .prepare("SELECT sequence, link, event FROM trail ORDER BY sequence")?;
                let mut rows = query.query([])?;
                let mut older = None;
                while let Some(row) = rows.next()? {
                    closing.not_yet()?;
                    let entry = Entry::read(row.get_ref("event")?.as_blob()?)?;
                    if entry.event.circumstance.at >= cutoff {
                        break;
                    }
                    older = Some(trail::head(row)??);
                }
                Ok(older)
            })
            .await
    }

    /// Removes the lines up to the head that the recorded line names, and says how many.
    pub async fn prune(&self, line: Recorded<Prune>) -> Result<usize, Error> {
        self.0
            .core
            .erase(move |desk| {
                let up_to: Head = line.subject().as_str().parse()?;
                if trail::stored(desk.sql, up_to.sequence())? != Some(up_to) {
                    return Err(Error::WrongLine("part of the trail"));
                }
                desk.sql.execute(
                    "INSERT INTO trail_anchor (one, sequence, link) VALUES (1, ?, ?)
                     ON CONFLICT DO UPDATE SET sequence = excluded.sequence, link = excluded.link",
                    (up_to.sequence().cast_signed(), up_to.link()),
                )?;
                Ok(desk.sql.execute(
                    "DELETE FROM trail WHERE sequence <= ?",
                    [up_to.sequence().cast_signed()],
                )?)
            })
            .await
    }

    /// The last line.
    pub(crate) async fn last(&self) -> Result<Option<Head>, Error> {
        self.0.core.read(|desk| super::last(desk.sql)).await
    }

    /// The person has seen that lines are gone, and goes on. A line says so, and the head outside
    /// is that line from now on.
    pub async fn accept_loss(&self, at: Timestamp, reference: Text) -> Result<(), Error> {
        let event = Event {
            circumstance: Circumstance {
                at,
                actor: Actor::Person(Text::none()),
                subject: Text::none(),
                reference,
            },
            action: "trail-loss-seen".parse()?,
            outcome: Outcome::Done,
        };
        let head = self.0.trail()?.note(event).await?;
        self.0.post().replace(head).await
    }
}

fn page(
    sql: &Connection,
    before: i64,
    limit: usize,
    filter: &Filter,
) -> Result<ActivityPage, Error> {
    let mut query = sql.prepare_cached(
        "SELECT sequence, event FROM trail WHERE sequence < ? ORDER BY sequence DESC",
    )?;
    let mut rows = query.query([before])?;
    let mut page = ActivityPage::default();
    while let Some(row) = rows.next()? {
        let sequence = row.get::<_, i64>(0)?.cast_unsigned();
        match Entry::read(row.get_ref(1)?.as_blob()?) {
            Ok(entry) if filter.takes(&entry.event) => page.entries.push(entry),
            Ok(_) => continue,
            Err(_) => page.unreadable.push(sequence),
        }
        if page.entries.len() + page.unreadable.len() == limit {
            page.next = Some(sequence);
            break;
        }
    }
    Ok(page)
}
