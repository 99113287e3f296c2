//! What a power cut may leave of a folder.
//!
//! Names and contents are kept apart, as a filesystem does. Syncing a file makes its contents
//! durable and that it exists; only syncing the folder makes deletions and new names durable.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::Chance;

/// What is durable of each file that was changed, and what is not yet.
#[derive(Default)]
pub(super) struct Images {
    /// By number; a name may get another file.
    files: Vec<Contents>,
    /// As a power cut finds them: what was there first.
    durable: HashMap<PathBuf, usize>,
    /// As the program sees them.
    names: HashMap<PathBuf, usize>,
    renamings: Vec<Naming>,
}

#[derive(Default)]
struct Contents {
    durable: Vec<u8>,
    pending: Vec<Edit>,
}

enum Edit {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

struct Naming {
    durable: bool,
    what: What,
}

enum What {
    Made(PathBuf, usize),
    Deleted(PathBuf),
    Renamed(PathBuf, PathBuf),
}

impl Images {
    /// Asked before the first change of a file: what is there by now counts as durable.
    pub fn meet(&mut self, path: &Path) {
        let known = |naming: &Naming| match &naming.what {
            What::Made(made, _) => made == path,
            What::Deleted(deleted) => deleted == path,
            What::Renamed(from, to) => from == path || to == path,
        };
        if self.durable.contains_key(path) || self.renamings.iter().any(known) {
            return;
        }
        let Ok(durable) = fs::read(path) else {
            return;
        };
        self.files.push(Contents {
            durable,
            pending: Vec::new(),
        });
        let number = self.files.len() - 1;
        self.durable.insert(path.to_owned(), number);
        self.names.insert(path.to_owned(), number);
    }

    pub fn make(&mut self, path: &Path) {
        self.files.push(Contents::default());
        let number = self.files.len() - 1;
        self.names.insert(path.to_owned(), number);
        self.name(What::Made(path.to_owned(), number));
    }

    pub fn write(&mut self, path: &Path, at: usize, bytes: &[u8]) {
        self.edit(path, Edit::Write(at, bytes.to_owned()));
    }

    pub fn truncate(&mut self, path: &Path, length: usize) {
        self.edit(path, Edit::Truncate(length));
    }

    pub fn delete(&mut self, path: &Path) {
        self.names.remove(path);
        self.name(What::Deleted(path.to_owned()));
    }

    pub fn rename(&mut self, from: &Path, to: &Path) {
        if let Some(number) = self.names.remove(from) {
            self.names.insert(to.to_owned(), number);
        }
        self.name(What::Renamed(from.to_owned(), to.to_owned()));
    }

    /// A file's contents, and that it exists.
    pub fn sync(&mut self, path: &Path) {
        let Some(&number) = self.names.get(path) else {
            return;
        };
        let file = &mut self.files[number];
        for edit in file.pending.drain(..) {
            edit.apply(&mut file.durable);
        }
        for naming in &mut self.renamings {
            naming.durable |= matches!(&naming.what, What::Made(_, made) if *made == number);
        }
    }

    /// All names in the folder.
    pub fn sync_names(&mut self) {
        for naming in &mut self.renamings {
            naming.durable = true;
        }
    }

    /// Makes the files what a cut at this moment may have left.
    pub fn leave_behind(mut self, folder: &Path, chance: &mut Chance) -> io::Result<()> {
        let luck = Luck::draw(chance);
        let mut left = std::mem::take(&mut self.durable);
        for naming in &self.renamings {
            if naming.durable || luck.keeps(chance) {
                naming.what.apply(&mut left);
            }
        }
        // Gone files first: a name may have got another file meanwhile.
        for path in self.names.keys().chain(self.touched()) {
            if path.starts_with(folder) && path.exists() {
                fs::remove_file(path)?;
            }
        }
        for (path, number) in left {
            fs::write(&path, self.files[number].after_a_cut(luck, chance))?;
        }
        Ok(())
    }

    fn touched(&self) -> impl Iterator<Item = &PathBuf> {
        self.renamings.iter().map(|naming| match &naming.what {
            What::Made(path, _) | What::Deleted(path) | What::Renamed(path, _) => path,
        })
    }

    fn edit(&mut self, path: &Path, edit: Edit) {
        if let Some(&number) = self.names.get(path) {
            self.files[number].pending.push(edit);
        }
    }

    fn name(&mut self, what: What) {
        self.renamings.push(Naming {
            durable: false,
            what,
        });
    }
}

/// How a cut goes.
#[derive(Clone, Copy)]
enum Luck {
    /// Nothing that was not synced is there.
    Worst,
    /// All of it is there, but for a part of the last write.
    Best,
    /// Some of it is there, in no order.
    Mixed,
}

impl Luck {
    fn draw(chance: &mut Chance) -> Self {
        match chance.below(4) {
            0 => Self::Worst,
            1 => Self::Best,
            _ => Self::Mixed,
        }
    }

    fn keeps(self, chance: &mut Chance) -> bool {
        match self {
            Self::Worst => false,
            Self::Best => true,
            Self::Mixed => chance.flip(),
        }
    }
}

impl Contents {
    fn after_a_cut(&self, luck: Luck, chance: &mut Chance) -> Vec<u8> {
        let mut left = self.durable.clone();
        let mut kept: Vec<_> = self.pending.iter().filter(|_| luck.keeps(chance)).collect();
        let torn = kept.pop();
        for edit in kept {
            edit.apply(&mut left);
        }
        match torn {
            Some(Edit::Write(at, bytes)) => {
                let bytes = &bytes[..chance.below(bytes.len() as u64 + 1) as usize];
                Edit::Write(*at, bytes.to_owned()).apply(&mut left);
            }
            Some(Edit::Truncate(_)) if chance.flip() => {}
            Some(edit @ Edit::Truncate(_)) => edit.apply(&mut left),
            None => {}
        }
        left
    }
}

impl Edit {
    fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Write(_, bytes) if bytes.is_empty() => {}
            Self::Write(at, bytes) => {
                let end = at + bytes.len();
                if to.len() < end {
                    to.resize(end, 0);
                }
                to[*at..end].copy_from_slice(bytes);
            }
            Self::Truncate(length) => to.resize(*length, 0),
        }
    }
}

impl What {
    fn apply(&self, names: &mut HashMap<PathBuf, usize>) {
        match self {
            Self::Made(path, number) => {
                names.insert(path.clone(), *number);
            }
            Self::Deleted(path) => {
                names.remove(path);
            }
            Self::Renamed(from, to) => {
                if let Some(number) = names.remove(from) {
                    names.insert(to.clone(), number);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every outcome of a hundred cuts.
    fn outcomes(work: impl Fn(&mut Images, &Path)) -> BTreeSet<Option<Vec<u8>>> {
        let mut chance = Chance::of(1);
        (0..100)
            .map(|_| {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("file");
                fs::write(&file, "old").unwrap();
                let mut images = Images::default();
                images.meet(&file);
                work(&mut images, &file);
                images.leave_behind(folder.path(), &mut chance).unwrap();
                fs::read(&file).ok()
            })
            .collect()
    }

    fn texts<const N: usize>(texts: [&str; N]) -> BTreeSet<Option<Vec<u8>>> {
        texts.map(|text| Some(text.as_bytes().to_vec())).into()
    }

    #[test]
    fn a_write_is_there_or_torn_or_missing_until_it_is_synced() {
        let torn = outcomes(|images, file| images.write(file, 1, b"NEW"));
        assert_eq!(torn, texts(["old", "oNd", "oNE", "oNEW"]));
        let synced = outcomes(|images, file| {
            images.write(file, 1, b"NEW");
            images.sync(file);
        });
        assert_eq!(synced, texts(["oNEW"]));
    }

    #[test]
    fn later_writes_may_be_there_without_earlier_ones() {
        let left = outcomes(|images, file| {
            images.write(file, 0, b"A");
            images.write(file, 4, b"B");
        });
        assert!(left.contains(&Some(b"old\0B".to_vec())));
    }

    #[test]
    fn a_deletion_and_a_new_name_are_undone_until_the_folder_is_synced() {
        let left = outcomes(|images, file| images.delete(file));
        assert_eq!(left, texts(["old"]).into_iter().chain([None]).collect());
        let synced = outcomes(|images, file| {
            images.delete(file);
            images.sync_names();
        });
        assert_eq!(synced, [None].into());
        let renamed = outcomes(|images, file| {
            images.rename(file, &file.with_file_name("other"));
            images.sync_names();
        });
        assert_eq!(renamed, [None].into());
    }

    #[test]
    fn a_file_renamed_over_another_without_syncing_it_may_be_empty() {
        let replace = |images: &mut Images, file: &Path, synced: bool| {
            let new = file.with_file_name("new");
            images.make(&new);
            images.write(&new, 0, b"new");
            if synced {
                images.sync(&new);
            }
            images.rename(&new, file);
            images.sync_names();
        };
        let careless = outcomes(|images, file| replace(images, file, false));
        assert!(careless.contains(&Some(Vec::new())));
        let careful = outcomes(|images, file| replace(images, file, true));
        assert_eq!(careful, texts(["new"]));
    }
}
