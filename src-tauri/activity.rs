//! The trail as its owner reads it: in pages on the screen, or whole in a file of theirs.

mod kind;
mod record;

use std::{collections::HashMap, sync::Arc};

use signet_contract::{
    ids::AccountId,
    ui::{
        ActivityActor, ActivityLine, ActivityOutcome, ActivityPage, ActivityQuery, Cause,
        WrittenFile,
    },
};
use signet_trail::{Actor, Entry, Outcome, Text};
use signet_vault::{Error, Filter, Store, subject};
use tokio::sync::watch;

use crate::{
    file::{self, NotWritten},
    folders::Folders,
    vault::Refusal,
};

/// As many lines as fill a screen a few times.
const PAGE: usize = 50;

/// As many lines as are read at once for a file.
const BATCH: usize = 500;

/// As many grants of one account as are looked at for its lines.
const MOST_GRANTS: usize = 1000;

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("there is no such account")]
    NoAccount,
    #[error(transparent)]
    Vault(#[from] Refusal),
    #[error(transparent)]
    File(#[from] NotWritten),
}

impl From<Refused> for Cause {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoAccount => Cause::NotHere,
            Refused::Vault(refusal) => refusal.into(),
            Refused::File(not_written) => not_written.into(),
        }
    }
}

/// Has nothing of its own: the vault knows it all.
pub struct Activity {
    stores: watch::Receiver<Option<Arc<Store>>>,
    folders: Folders,
}

impl Activity {
    pub fn new(stores: watch::Receiver<Option<Arc<Store>>>, folders: Folders) -> Self {
        Self { stores, folders }
    }

    /// Some lines, the newest first.
    pub async fn page(&self, query: ActivityQuery) -> Result<ActivityPage, Refused> {
        let store = self.store()?;
        let subjects = match query.account {
            None => Vec::new(),
            Some(account) => {
                let account = account.parse().map_err(|_| Refused::NoAccount)?;
                let subjects = subjects(&store, account).await;
                subjects.map_err(|error| self.refused(error))?
            }
        };
        let filter = Filter {
            actions: query.kind.map(kind::codes).unwrap_or_default(),
            subjects,
            ..Filter::default()
        };
        let page = store.activity().page(query.before, PAGE, filter).await;
        let page = page.map_err(|error| self.refused(error))?;
        let mut names = Names::new(&store);
        let mut lines = Vec::with_capacity(page.entries.len());
        for entry in page.entries {
            let account = names.of(&entry.event.circumstance.subject).await;
            lines.push(line(entry, account));
        }
        Ok(ActivityPage {
            lines,
            next: page.next,
        })
    }

    /// Writes every line into a new file and says where it is. It names no person: the trail
    /// itself does not.
    pub async fn export(&self) -> Result<WrittenFile, Refused> {
        let store = self.store()?;
        let activity = store.activity();
        let mut text = String::new();
        let mut before = None;
        loop {
            let page = activity.page(before, BATCH, Filter::default());
            let page = page.await.map_err(|error| self.refused(error))?;
            for entry in &page.entries {
                text.push_str(&record::record(entry));
                text.push('\n');
            }
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        let name = "signet-activity";
        Ok(file::write(&self.folders, name, "jsonl", text).await?)
    }

    fn store(&self) -> Result<Arc<Store>, Refused> {
        let store = self.stores.borrow().clone();
        store.ok_or_else(|| self.refused(Error::Locked))
    }

    fn refused(&self, error: Error) -> Refused {
        Refusal::of(error, &self.folders).into()
    }
}

/// What lines about an account name: itself, and its grants.
async fn subjects(store: &Store, account: AccountId) -> Result<Vec<Text>, Error> {
    let grants = store
        .grants()
        .list(Some(account), None, MOST_GRANTS)
        .await?;
    let mut subjects = vec![subject::account(account)];
    subjects.extend(grants.iter().map(|grant| subject::grant(grant.id)));
    Ok(subjects)
}

/// The names of the accounts that a page is about, each looked up once.
struct Names<'s> {
    store: &'s Store,
    known: HashMap<String, Option<String>>,
}

impl<'s> Names<'s> {
    fn new(store: &'s Store) -> Self {
        Self {
            store,
            known: HashMap::new(),
        }
    }

    /// `None` for what is about no account, or about one that is not here any more.
    async fn of(&mut self, subject: &Text) -> Option<String> {
        if let Some(known) = self.known.get(subject.as_str()) {
            return known.clone();
        }
        let name = self.look_up(subject.as_str()).await;
        self.known.insert(subject.to_string(), name.clone());
        name
    }

    async fn look_up(&self, subject: &str) -> Option<String> {
        let account = match subject.split_once(':')? {
            ("account", id) => id.parse().ok()?,
            ("grant", id) => {
                self.store
                    .grants()
                    .get(id.parse().ok()?)
                    .await
                    .ok()?
                    .account
            }
            _ => return None,
        };
        let account = self.store.accounts().get(account).await.ok()?;
        Some(account.local_name.unwrap_or(account.card.name))
    }
}

fn line(entry: Entry, account: Option<String>) -> ActivityLine {
    let circumstance = entry.event.circumstance;
    let reference = &circumstance.reference;
    ActivityLine {
        sequence: entry.sequence,
        at: circumstance.at.unix_millis(),
        actor: match circumstance.actor {
            Actor::Person(_) => ActivityActor::Person,
            Actor::App(_) => ActivityActor::App,
            Actor::Operator(_) => ActivityActor::Operator,
            Actor::Service(_) => ActivityActor::Service,
        },
        action: entry.event.action.to_string(),
        outcome: match entry.event.outcome {
            Outcome::Begun => ActivityOutcome::Begun,
            Outcome::Done => ActivityOutcome::Done,
            Outcome::Refused => ActivityOutcome::Refused,
            Outcome::Failed => ActivityOutcome::Failed,
        },
        account,
        reference: (!reference.is_empty()).then(|| reference.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use signet_contract::ui::ActivityKind;
    use signet_telegram::Environment;
    use signet_trail::Timestamp;

    use super::*;
    use crate::vault::bench;

    const AT: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

    fn activity(store: Option<Arc<Store>>, place: &std::path::Path) -> Activity {
        let folders = Folders::new(Some(place.to_owned()), &Environment::test()).unwrap();
        Activity::new(watch::channel(store).1, folders)
    }

    fn actions(page: &ActivityPage) -> Vec<&str> {
        page.lines.iter().map(|line| line.action.as_str()).collect()
    }

    #[tokio::test]
    async fn lines_come_the_newest_first_by_kind_and_by_account() {
        let place = tempfile::tempdir().unwrap();
        let store = bench::store(place.path());
        let gone = AccountId::now();
        for (action, subject) in [
            ("signed-in", subject::account(gone)),
            ("rotate", Text::none()),
            ("something-new", subject::account(gone)),
        ] {
            bench::note(&store, action, subject, AT).await;
        }
        let activity = activity(Some(store), place.path());
        let all = activity.page(ActivityQuery::default()).await.unwrap();
        assert_eq!(actions(&all), ["something-new", "rotate", "signed-in"]);
        assert_eq!(all.next, None);
        assert_eq!(all.lines[0].account, None, "it is not here any more");
        let security = ActivityQuery {
            kind: Some(ActivityKind::Security),
            ..ActivityQuery::default()
        };
        let page = activity.page(security).await.unwrap();
        assert_eq!(actions(&page), ["rotate"]);
        let its = ActivityQuery {
            account: Some(gone.to_string()),
            before: Some(3),
            ..ActivityQuery::default()
        };
        assert_eq!(actions(&activity.page(its).await.unwrap()), ["signed-in"]);
        let nobodys = ActivityQuery {
            account: Some("nobody".into()),
            ..ActivityQuery::default()
        };
        let refused = activity.page(nobodys).await.unwrap_err();
        assert_eq!(Cause::from(refused), Cause::NotHere);
    }

    #[tokio::test]
    async fn a_locked_vault_tells_nothing() {
        let place = tempfile::tempdir().unwrap();
        let activity = activity(None, place.path());
        for refused in [
            activity.page(ActivityQuery::default()).await.unwrap_err(),
            activity.export().await.unwrap_err(),
        ] {
            assert_eq!(Cause::from(refused), Cause::VaultClosed);
        }
    }
}
