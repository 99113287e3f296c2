//! What must stay ended even if an older database is put back: an append-only file beside it.
//!
//! A backup is a picture of the past, in which whatever was revoked since is still alive. So
//! every ending is also written here, durably, before it is done; and before anything is served,
//! the database is made to agree. One line for each fact, with a keyed check at its end.

mod fact;

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use signet_contract::platform::Moment;
use tokio::sync::Mutex as Turn;

pub use fact::{Allowances, Fact, Hash, hash};

use crate::{Error, folder::Folder, secret::Key};

const FILE: &str = "ended.log";

/// Bytes of the check, which tells a line that was cut or edited.
const CHECK: usize = 8;

/// The file, and the key of its lines.
#[derive(Clone)]
pub struct Ledger(Arc<Inner>);

struct Inner {
    path: PathBuf,
    key: Key,
    /// Lines that are to be written before any other, in this order.
    kept: Mutex<Vec<String>>,
    /// One write at a time, so that a disk that hangs holds one thread and not all.
    turn: Arc<Turn<()>>,
}

impl Ledger {
    pub fn new(folder: &Folder, key: Key) -> Self {
        Self(Arc::new(Inner {
            path: folder.path().join(FILE),
            key,
            kept: Mutex::default(),
            turn: Arc::default(),
        }))
    }

    /// All facts, oldest first. A line that a crash cut off was never promised to anybody and is
    /// dropped; one that is damaged in between is refused, because nobody knows what it said.
    pub fn read(&self) -> Result<Vec<Fact>, Error> {
        let inner = &self.0;
        let read = || -> io::Result<Result<Vec<Fact>, usize>> {
            let mut file = inner.locked()?;
            inner.drop_torn_tail(&mut file)?;
            let mut text = String::new();
            file.seek(SeekFrom::Start(0))?;
            if file.read_to_string(&mut text).is_err() {
                return Ok(Err(0));
            }
            let facts = text.lines().enumerate();
            Ok(facts
                .map(|(at, line)| inner.fact(line).ok_or(at + 1))
                .collect())
        };
        match read() {
            Ok(Ok(facts)) => Ok(facts),
            Ok(Err(line)) => Err(Error::Ledger {
                path: inner.path.clone(),
                line,
            }),
            Err(source) => Err(inner.problem(source)),
        }
    }

    /// Writes facts, behind those that are kept; they are durable when this returns. A caller
    /// that gives up does not know whether they will be written.
    pub async fn write(&self, facts: Vec<Fact>, now: Moment) -> Result<(), Error> {
        if facts.is_empty() {
            return Ok(());
        }
        self.put(self.0.lines(&facts, now).concat()).await
    }

    /// Keeps facts that nobody waits for, in memory: whatever is written next, they come first.
    pub fn keep(&self, facts: &[Fact], now: Moment) {
        let lines = self.0.lines(facts, now);
        self.0.kept().extend(lines);
    }

    /// Writes what is kept. What cannot be written stays kept.
    pub async fn write_kept(&self) -> Result<(), Error> {
        if self.keeps_any() {
            self.put(String::new()).await?;
        }
        Ok(())
    }

    pub fn keeps_any(&self) -> bool {
        !self.0.kept().is_empty()
    }

    async fn put(&self, lines: String) -> Result<(), Error> {
        let turn = Arc::clone(&self.0.turn).lock_owned().await;
        let inner = Arc::clone(&self.0);
        let written = tokio::task::spawn_blocking(move || {
            let written = inner.append(&lines);
            drop(turn);
            written.map_err(|source| inner.problem(source))
        });
        written.await.map_err(|_| Error::Unwritable("the ledger"))?
    }
}

impl Inner {
    fn problem(&self, source: io::Error) -> Error {
        Error::File {
            path: self.path.clone(),
            source,
        }
    }

    fn append(&self, lines: &str) -> io::Result<()> {
        let kept = self.kept().clone();
        let text = kept.concat() + lines;
        let mut file = self.locked()?;
        self.drop_torn_tail(&mut file)?;
        let end = file.seek(SeekFrom::End(0))?;
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_data());
        match &written {
            Ok(()) => drop(self.kept().drain(..kept.len())),
            // What was promised to nobody must not hold later. A disk that refuses this too is
            // beyond help.
            Err(_) => drop(file.set_len(end)),
        }
        written
    }

    fn lines(&self, facts: &[Fact], now: Moment) -> Vec<String> {
        facts.iter().map(|fact| self.line(fact, now)).collect()
    }

    fn kept(&self) -> MutexGuard<'_, Vec<String>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file, for this process alone: commands write while the service runs.
    fn locked(&self) -> io::Result<File> {
        let new = !self.path.exists();
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&self.path)?;
        file.lock()?;
        if let Some(folder) = self.path.parent().filter(|_| new) {
            File::open(folder)?.sync_all()?;
        }
        Ok(file)
    }

    /// Cuts what a crash or a full disk left behind the last whole line.
    fn drop_torn_tail(&self, file: &mut File) -> io::Result<()> {
        let length = file.seek(SeekFrom::End(0))?;
        let mut whole = length;
        let mut byte = [0];
        while whole > 0 {
            file.seek(SeekFrom::Start(whole - 1))?;
            file.read_exact(&mut byte)?;
            if byte == *b"\n" {
                break;
            }
            whole -= 1;
        }
        if whole < length {
            file.set_len(whole)?;
            file.sync_data()?;
        }
        Ok(())
    }

    fn line(&self, fact: &Fact, now: Moment) -> String {
        let said = format!(
            "1 {} {} {}",
            now.unix_millis(),
            fact.subject(),
            fact.state()
        );
        let check = self.check(&said);
        format!("{said} {check}\n")
    }

    fn fact(&self, line: &str) -> Option<Fact> {
        let (said, check) = line.rsplit_once(' ')?;
        if self.check(said) != check {
            return None;
        }
        let mut words = said.split(' ');
        let (version, _, subject, state) =
            (words.next()?, words.next()?, words.next()?, words.next()?);
        (version == "1" && words.next().is_none()).then_some(())?;
        Fact::read(subject, state)
    }

    fn check(&self, said: &str) -> String {
        let mac = self.key.mac(&[said.as_bytes()]);
        mac[..CHECK]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Of these facts those that hold: of each subject the last one, in an order in which they can be
/// made true.
pub fn holding(facts: Vec<Fact>) -> Vec<Fact> {
    let mut settled = HashSet::new();
    let mut holding: Vec<_> = facts
        .into_iter()
        .rev()
        .filter(|fact| settled.insert(fact.subject()))
        .collect();
    holding.reverse();
    holding.sort_by_key(Fact::comes_last);
    holding
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use signet_contract::{
        ids::{ApiKeyId, GrantId, OperatorId, ServiceId, WebhookId},
        platform::{Ending, Role},
    };

    use super::*;
    use crate::secret::RootSecret;

    fn ledger(path: &Path) -> Ledger {
        let folder = Folder::open(path).unwrap();
        let root = RootSecret::open(&folder).unwrap();
        Ledger::new(&folder, root.key("signet/service/ledger/v1"))
    }

    fn facts() -> Vec<Fact> {
        vec![
            Fact::GrantEnded(GrantId::now(), Ending::DeviceLost),
            Fact::ApiKeyEnded(ApiKeyId::now()),
            Fact::ServiceIs(ServiceId::now(), true),
            Fact::OperatorIs(OperatorId::now(), Role::Viewer, false),
            Fact::SealingKeyIs(ServiceId::now(), hash("k1")),
            Fact::OperatorEntersBy(OperatorId::now(), hash("a password's hash")),
            Fact::WebhookSecretIs(WebhookId::now(), hash("sealed")),
            Fact::ServiceAllows(
                ServiceId::now(),
                Allowances {
                    addresses: vec!["192.0.2.0/24".to_owned(), "2001:db8::7".to_owned()],
                    redirects: vec!["https://atlas.example/a b".to_owned()],
                    scopes: vec!["messages.read".parse().unwrap()],
                },
            ),
        ]
    }

    #[test]
    fn the_last_fact_about_a_subject_holds() {
        let (one, other) = (ServiceId::now(), ServiceId::now());
        let key = |id, text: &str| Fact::SealingKeyIs(id, hash(text));
        let facts = vec![
            Fact::ServiceIs(one, true),
            key(one, "b"),
            key(other, "x"),
            key(one, "a"),
            Fact::ServiceIs(one, false),
        ];
        let held = vec![Fact::ServiceIs(one, false), key(other, "x"), key(one, "a")];
        assert_eq!(holding(facts), held);
    }

    #[tokio::test]
    async fn facts_are_read_back_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let written = facts();
        let (first, rest) = written.split_at(2);
        let now = Moment::from_unix_millis(1);
        ledger(folder.path())
            .write(first.to_vec(), now)
            .await
            .unwrap();
        ledger(folder.path())
            .write(rest.to_vec(), now)
            .await
            .unwrap();
        assert_eq!(ledger(folder.path()).read().unwrap(), written);
    }

    #[tokio::test]
    async fn a_line_cut_anywhere_is_dropped_and_the_next_one_stands_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let now = Moment::from_unix_millis(1);
        let written = facts();
        ledger(folder.path())
            .write(written.clone(), now)
            .await
            .unwrap();
        let whole = fs::read(&path).unwrap();
        let last = whole[..whole.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .unwrap()
            + 1;
        for cut in last..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let kept = &written[..written.len() - 1];
            assert_eq!(ledger(folder.path()).read().unwrap(), kept, "{cut}");
            fs::write(&path, &whole[..cut]).unwrap();
            let again = written[..1].to_vec();
            ledger(folder.path())
                .write(again.clone(), now)
                .await
                .unwrap();
            assert_eq!(
                ledger(folder.path()).read().unwrap(),
                [kept, &again].concat()
            );
        }
    }

    #[tokio::test]
    async fn a_line_that_was_changed_is_refused_by_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let now = Moment::from_unix_millis(1);
        ledger(folder.path()).write(facts(), now).await.unwrap();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("deviceLost", "person", 1)).unwrap();
        let refused = ledger(folder.path()).read();
        assert!(matches!(refused, Err(Error::Ledger { line: 1, .. })));
    }

    #[tokio::test]
    async fn what_is_kept_comes_before_what_is_written_next() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path());
        let now = Moment::from_unix_millis(1);
        let all = facts();
        let (first, rest) = all.split_at(2);
        ledger.keep(first, now);
        ledger.write(rest.to_vec(), now).await.unwrap();
        assert!(!ledger.keeps_any());
        ledger.write_kept().await.unwrap();
        assert_eq!(ledger.read().unwrap(), all);
    }

    #[tokio::test]
    async fn what_cannot_be_written_stays_kept_and_what_was_refused_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        fs::create_dir(&path).unwrap();
        let ledger = ledger(folder.path());
        let now = Moment::from_unix_millis(1);
        let all = facts();
        ledger.keep(&all[..2], now);
        assert!(ledger.write(all[2..].to_vec(), now).await.is_err());
        assert!(ledger.write_kept().await.is_err());
        fs::remove_dir(&path).unwrap();
        ledger.write_kept().await.unwrap();
        assert_eq!(ledger.read().unwrap(), all[..2]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn many_writers_leave_whole_lines() {
        let folder = tempfile::tempdir().unwrap();
        let one = ledger(folder.path());
        let other = ledger(folder.path());
        let now = Moment::from_unix_millis(1);
        let tasks: Vec<_> = (0..50)
            .map(|n| {
                let ledger = if n % 2 == 0 {
                    one.clone()
                } else {
                    other.clone()
                };
                tokio::spawn(async move { ledger.write(facts(), now).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(one.read().unwrap().len(), 50 * facts().len());
    }
}
