//! A folder on a disk that fails as told.

mod calls;
mod power;
mod vfs;

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::Chance;
use power::Images;
use vfs::Registered;

/// A folder in memory, since what is durable is known from the model and a real disk only costs
/// time.
pub fn folder() -> std::io::Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
}

/// One change on its way to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// A new file.
    Create,
    /// Bytes into a file.
    Write,
    /// The end of a file, moved.
    Truncate,
    /// What was written, made durable.
    Sync,
    /// A file, deleted.
    Delete,
    /// A file under another name.
    Rename,
    /// A new folder.
    MakeFolder,
    /// More room in the memory that connections share, which is a file.
    Share,
    /// No file at all: whatever the test counts as a change, such as an entry in a keychain.
    Elsewhere,
    /// Bytes out of a file; only counted when a plan asks for it.
    Read,
}

/// One change in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// From 1.
    pub number: u64,
    /// What.
    pub change: Change,
    /// The file's name without its folder.
    pub file: String,
}

/// What a disk says when it does not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// ENOSPC. Deleting and truncating go on to work, as they do on a disk that is full.
    Full,
    /// EIO.
    Broken,
}

/// Before or after the change, or in the midst of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Nothing of it is done.
    Before,
    /// Half of the bytes are written; as `Before` for what is no write.
    Within,
    /// It is done, and nobody has been told.
    After,
}

/// What happens at the point that a [`Plan`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing: points are counted.
    None,
    /// It fails.
    Once(Failure),
    /// It fails, and so does every later one.
    Lasting(Failure),
    /// The process is killed.
    Kill(Side),
    /// It does not happen, nor does anything else until [`Disk::restore_power`].
    PowerCut,
}

/// What a disk shall do, and when.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The number of the point, from 1, counted from [`Disk::arm`].
    pub at: u64,
    /// What happens there.
    pub fault: Fault,
    /// Whether reading counts as well.
    pub reads: bool,
}

impl Plan {
    /// Counts.
    pub const COUNT: Self = Self::new(u64::MAX, Fault::None);

    /// This, there.
    pub const fn new(at: u64, fault: Fault) -> Self {
        Self {
            at,
            fault,
            reads: false,
        }
    }
}

/// What came of a plan.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// Every point that was passed.
    pub points: Vec<Point>,
    /// The first one that did not go well.
    pub struck: Option<Point>,
}

/// A folder that is watched until this is dropped. Its files are real.
pub struct Disk {
    watched: Arc<Watched>,
    vfs: Registered,
}

impl Disk {
    /// Watches the files that lie in this folder, which exists.
    pub fn watching(folder: &Path) -> std::io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let watched = Arc::new(Watched {
            name: format!("signet-faults-{}", COUNT.fetch_add(1, Ordering::Relaxed)),
            folder: fs::canonicalize(folder)?,
            state: Mutex::default(),
        });
        calls::watch(&watched);
        Ok(Self {
            vfs: Registered::new(&watched),
            watched,
        })
    }

    /// The name under which SQLite knows it.
    pub fn vfs(&self) -> &str {
        self.vfs.name()
    }

    /// Counts from 1 again, and does as this plan says.
    pub fn arm(&self, plan: Plan) {
        let mut state = self.watched.state();
        state.plan = Some(plan);
        state.course = Course::default();
    }

    /// All goes well again. What came of the plan.
    pub fn disarm(&self) -> Course {
        let mut state = self.watched.state();
        state.plan = None;
        std::mem::take(&mut state.course)
    }

    /// Whether the plan's point was reached.
    pub fn struck(&self) -> bool {
        self.watched.state().course.struck.is_some()
    }

    /// A change that is no file's: it counts, fails and is killed at like any other. `work` is
    /// not done where it fails before.
    pub fn elsewhere<T>(&self, name: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
        let permit = self.watched.begin(Change::Elsewhere, name.as_ref())?;
        let done = work();
        self.watched.done(permit);
        Ok(done)
    }

    /// From now on it is known what is durable, which costs a copy of every file. What is there
    /// already counts as durable.
    pub fn remember_what_is_durable(&self) {
        self.watched.state().images = Some(Images::default());
    }

    /// The power is back: the files are what a cut may have left of them. Everything that had
    /// them open must be gone.
    pub fn restore_power(&self, chance: &mut Chance) -> std::io::Result<()> {
        let mut state = self.watched.state();
        state.plan = None;
        state.course = Course::default();
        let images = state.images.take().unwrap_or_default();
        state.images = Some(Images::default());
        drop(state);
        calls::uncounted(|| images.leave_behind(&self.watched.folder, chance))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        calls::forget(&self.watched);
    }
}

/// A folder and its plan, shared with all that is open in it.
struct Watched {
    name: String,
    folder: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    plan: Option<Plan>,
    course: Course,
    images: Option<Images>,
}

/// One change that goes on.
struct Permit {
    /// Where the process ends with it.
    last: Option<Side>,
}

impl Permit {
    /// How many of these bytes get to the disk.
    fn share(&self, bytes: usize) -> usize {
        match self.last {
            Some(Side::Within) => bytes / 2,
            Some(Side::Before | Side::After) | None => bytes,
        }
    }
}

impl Watched {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn holds(&self, path: &Path) -> bool {
        path.starts_with(&self.folder)
    }

    /// Asked before the first change of a file.
    fn meet(&self, path: &Path) {
        if let Some(images) = &mut self.state().images {
            images.meet(path);
        }
    }

    /// Asked before each change.
    fn begin(&self, change: Change, path: &Path) -> Result<Permit, Failure> {
        self.meet(path);
        let mut state = self.state();
        let go = Ok(Permit { last: None });
        let Some(plan) = state.plan else {
            return go;
        };
        if change == Change::Read && !plan.reads {
            return match (plan.fault, &state.course.struck) {
                (Fault::PowerCut, Some(_)) => Err(Failure::Broken),
                _ => go,
            };
        }
        let point = Point {
            number: 1 + state.course.points.len() as u64,
            change,
            file: name(path),
        };
        let number = point.number;
        state.course.points.push(point.clone());
        let strikes = match plan.fault {
            Fault::None => false,
            Fault::Once(_) | Fault::Kill(_) => number == plan.at,
            Fault::Lasting(_) | Fault::PowerCut => number >= plan.at,
        };
        if !strikes {
            return go;
        }
        let failure = match plan.fault {
            Fault::None => return go,
            Fault::Kill(side) => {
                if side == Side::Before || (side == Side::Within && change != Change::Write) {
                    die();
                }
                return Ok(Permit { last: Some(side) });
            }
            Fault::PowerCut => Failure::Broken,
            Fault::Once(Failure::Full) | Fault::Lasting(Failure::Full) if !takes_room(change) => {
                return go;
            }
            Fault::Once(failure) | Fault::Lasting(failure) => failure,
        };
        state.course.struck.get_or_insert(point);
        Err(failure)
    }

    /// Told after each change that went well.
    fn done(&self, permit: Permit) {
        if permit.last.is_some() {
            die();
        }
    }

    /// Told after each change whose effect is to be known, with the effect.
    fn note(&self, permit: Permit, note: impl FnOnce(&mut Images)) {
        self.done(permit);
        if let Some(images) = &mut self.state().images {
            note(images);
        }
    }
}

/// What a full disk refuses.
fn takes_room(change: Change) -> bool {
    match change {
        Change::Create
        | Change::Write
        | Change::Sync
        | Change::Share
        | Change::MakeFolder
        | Change::Rename => true,
        Change::Truncate | Change::Delete | Change::Elsewhere | Change::Read => false,
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// As `kill -9` does it: nothing is unwound, flushed or closed.
fn die() -> ! {
    calls::kill_myself();
    process::abort()
}
