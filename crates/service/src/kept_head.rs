//! The trail's head as it was last seen, kept beside the database: lines that are cut off its end
//! are told by it.
//!
//! It follows once a minute and when the service stops, so the last minute's lines are not
//! covered. Whoever can write here and reads the keys can write another one; what the log has of
//! the heads, signed, is for that.

use secrecy::ExposeSecret;
use signet_contract::platform::{AlertKind, Moment, Octets};
use signet_trail::Head;

use crate::{
    Error,
    folder::Folder,
    platform::Platform,
    secret::{Key, same},
    storage::Lines,
};

const FILE: &str = "trail.head";

/// The file, and the key of what stands in it.
pub struct KeptHead {
    folder: Folder,
    key: Key,
}

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// This head, since then.
    Head(Head, Moment),
    /// None was ever kept, or somebody took it away.
    Missing,
    /// Something that was not written here.
    Damaged,
}

impl KeptHead {
    pub fn new(folder: &Folder, key: Key) -> Self {
        Self {
            folder: folder.clone(),
            key,
        }
    }

    pub fn read(&self) -> Result<Kept, Error> {
        Ok(match self.folder.read(FILE)? {
            // Exposed to be read: the folder keeps all its files like secrets.
            Some(text) => self.check(text.expose_secret()).unwrap_or(Kept::Damaged),
            None => Kept::Missing,
        })
    }

    /// Keeps this head, whatever was kept before.
    pub fn write(&self, head: &Head, at: Moment) -> Result<(), Error> {
        let said = said(head, at);
        let check = Octets(self.key.mac(&[said.as_bytes()]));
        self.folder.write(FILE, &format!("{said} {check}\n").into())
    }

    fn check(&self, text: &str) -> Option<Kept> {
        let mut words = text.strip_suffix('\n')?.split(' ');
        let (version, at, head, check) =
            (words.next()?, words.next()?, words.next()?, words.next()?);
        (version == "1" && words.next().is_none()).then_some(())?;
        let at = Moment::from_unix_millis(at.parse().ok()?);
        let head: Head = head.parse().ok()?;
        let Octets(check) = Octets::<32>::try_from(check.to_owned()).ok()?;
        same(&check, &self.key.mac(&[said(&head, at).as_bytes()])).then_some(Kept::Head(head, at))
    }
}

fn said(head: &Head, at: Moment) -> String {
    format!("1 {} {head}", at.unix_millis())
}

/// Keeps the head of now, if the trail still has the one that was kept before. If it has not,
/// a newer one would hide what was cut off: the old one stays, and somebody is told.
pub async fn follow(platform: &Platform) -> Result<(), Error> {
    let lines = &*platform.storage.lines;
    let goes_on = match platform.kept_head.read()? {
        Kept::Head(kept, _) => has(lines, &kept).await?,
        Kept::Missing => true,
        Kept::Damaged => false,
    };
    if !goes_on {
        platform.alarm.platform(AlertKind::TrailBroken);
        tracing::error!("the trail is not the one whose head was kept");
        return Ok(());
    }
    if let Some(head) = lines.head().await? {
        platform.kept_head.write(&head, platform.clock.now())?;
    }
    Ok(())
}

async fn has(lines: &dyn Lines, head: &Head) -> Result<bool, Error> {
    let found = lines.stored(head.sequence() - 1, 1).await?;
    Ok(found
        .first()
        .is_some_and(|line| line.sequence == head.sequence() && line.link == head.link()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::secret::RootSecret;

    #[test]
    fn only_what_was_written_here_is_a_head() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(above.path()).unwrap();
        let root = RootSecret::open(&folder).unwrap();
        let kept = KeptHead::new(&folder, root.key("test"));
        assert_eq!(kept.read().unwrap(), Kept::Missing);
        let head = Head::from_parts(7, &[5; 32]).unwrap();
        let at = Moment::from_unix_millis(9);
        kept.write(&head, at).unwrap();
        assert_eq!(kept.read().unwrap(), Kept::Head(head, at));

        let other = KeptHead::new(&folder, root.key("other"));
        assert_eq!(other.read().unwrap(), Kept::Damaged);
        let path = folder.path().join(FILE);
        let whole = fs::read_to_string(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            assert_eq!(kept.read().unwrap(), Kept::Damaged, "{cut}");
        }
        fs::write(&path, whole.replacen(" 7:", " 6:", 1)).unwrap();
        assert_eq!(kept.read().unwrap(), Kept::Damaged);
    }
}
