//! The file calls that programs make beside SQLite's, replaced.
//!
//! Rust's standard library calls these by their names in the C library. Names that the program
//! itself defines come first, so each program that this crate is linked into calls ours, which
//! look for a watched folder and then ask the kernel as the C library would.
#![expect(unsafe_code, reason = "this is the C library's side of a file call")]

use std::{
    cell::Cell,
    ffi::{CStr, OsStr, c_char, c_int, c_long, c_uint},
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, Weak},
};

use super::{Change, Failure, Permit, Watched, power::Images};

static WATCHED: RwLock<Vec<Weak<Watched>>> = RwLock::new(Vec::new());

thread_local! {
    /// What SQLite's own filesystem does has been counted already.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

pub(super) fn watch(watched: &Arc<Watched>) {
    let mut all = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
    all.push(Arc::downgrade(watched));
}

pub(super) fn forget(watched: &Arc<Watched>) {
    let mut all = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
    all.retain(|other| other.as_ptr() != Arc::as_ptr(watched));
}

/// Calls that this makes are not looked at.
pub(super) fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    let before = INSIDE.replace(true);
    let done = work();
    INSIDE.set(before);
    done
}

pub(super) fn kill_myself() {
    // SAFETY: no memory is involved.
    unsafe {
        libc::kill(libc::getpid(), libc::SIGKILL);
    }
}

fn watcher(path: &Path) -> Option<Arc<Watched>> {
    if INSIDE.get() {
        return None;
    }
    let all = WATCHED.read().unwrap_or_else(PoisonError::into_inner);
    all.iter()
        .filter_map(Weak::upgrade)
        .find(|watched| watched.holds(path))
}

/// Makes a call in a watched folder, or does not.
fn change(
    path: &Path,
    change: Change,
    call: impl FnOnce() -> c_long,
    note: impl FnOnce(&mut Images),
) -> c_int {
    let Some(watched) = watcher(path) else {
        return call() as c_int;
    };
    // What is done on the way must not be looked at again.
    uncounted(|| {
        let permit = match watched.begin(change, path) {
            Ok(permit) => permit,
            Err(failure) => return refuse(failure),
        };
        let answer = call();
        finish(&watched, permit, answer, note);
        answer as c_int
    })
}

fn finish(watched: &Watched, permit: Permit, answer: c_long, note: impl FnOnce(&mut Images)) {
    if answer >= 0 {
        watched.note(permit, note);
    } else {
        watched.done(permit);
    }
}

fn refuse(failure: Failure) -> c_int {
    let code = match failure {
        Failure::Full => libc::ENOSPC,
        Failure::Broken => libc::EIO,
    };
    // SAFETY: the C library gives each thread a place of its own for this number.
    unsafe { *libc::__errno_location() = code };
    -1
}

/// # Safety
/// A text that ends with a zero, as every caller of the C library gives one.
unsafe fn path(text: *const c_char) -> PathBuf {
    // SAFETY: as the caller promises.
    let text = unsafe { CStr::from_ptr(text) };
    PathBuf::from(OsStr::from_bytes(text.to_bytes()))
}

/// The C library's `rename`.
///
/// # Safety
/// As that one's.
#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: the arguments are the caller's.
    let (old, new) = unsafe { (path(from), path(to)) };
    // SAFETY: the kernel gets the caller's arguments as they came.
    let call = || unsafe {
        libc::syscall(
            libc::SYS_renameat2,
            libc::AT_FDCWD,
            from,
            libc::AT_FDCWD,
            to,
            0,
        )
    };
    if let Some(watched) = watcher(&old) {
        uncounted(|| watched.meet(&old));
    }
    change(&new, Change::Rename, call, |images| {
        images.rename(&old, &new);
    })
}

/// The C library's `unlink`.
///
/// # Safety
/// As that one's.
#[unsafe(no_mangle)]
unsafe extern "C" fn unlink(file: *const c_char) -> c_int {
    // SAFETY: the argument is the caller's.
    let gone = unsafe { path(file) };
    // SAFETY: the kernel gets the caller's argument as it came.
    let call = || unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, file, 0) };
    change(&gone, Change::Delete, call, |images| images.delete(&gone))
}

/// The C library's `mkdir`.
///
/// # Safety
/// As that one's.
#[unsafe(no_mangle)]
unsafe extern "C" fn mkdir(folder: *const c_char, mode: libc::mode_t) -> c_int {
    // SAFETY: the argument is the caller's.
    let made = unsafe { path(folder) };
    // SAFETY: the kernel gets the caller's arguments as they came.
    let call = || unsafe { libc::syscall(libc::SYS_mkdirat, libc::AT_FDCWD, folder, mode) };
    if made.exists() {
        return call() as c_int;
    }
    change(&made, Change::MakeFolder, call, |_| {})
}

/// The C library's `open64`. Its third argument is optional there, and comes in the same register
/// on all systems that Linux runs on.
///
/// # Safety
/// As that one's.
#[unsafe(no_mangle)]
unsafe extern "C" fn open64(file: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    // SAFETY: the kernel gets the caller's arguments as they came.
    let call = || unsafe {
        libc::syscall(
            libc::SYS_openat,
            libc::AT_FDCWD,
            file,
            flags | libc::O_LARGEFILE,
            mode,
        )
    };
    if flags & libc::O_CREAT == 0 || INSIDE.get() {
        return call() as c_int;
    }
    // SAFETY: the argument is the caller's.
    let made = unsafe { path(file) };
    if made.exists() {
        return call() as c_int;
    }
    change(&made, Change::Create, call, |images| images.make(&made))
}

/// The C library's `fsync`.
///
/// # Safety
/// As that one's.
#[unsafe(no_mangle)]
unsafe extern "C" fn fsync(file: c_int) -> c_int {
    sync(file, libc::SYS_fsync)
}

/// The C library's `fdatasync`.
///
/// # Safety
/// As that one's.
#[unsafe(no_mangle)]
unsafe extern "C" fn fdatasync(file: c_int) -> c_int {
    sync(file, libc::SYS_fdatasync)
}

fn sync(file: c_int, number: c_long) -> c_int {
    // SAFETY: only a number is handed over.
    let call = || unsafe { libc::syscall(number, file) };
    let Some(name) = named(file) else {
        return call() as c_int;
    };
    change(&name, Change::Sync, call, |images| {
        if name.is_dir() {
            images.sync_names();
        } else {
            images.sync(&name);
        }
    })
}

/// Which file an open file is.
fn named(file: c_int) -> Option<PathBuf> {
    if INSIDE.get() {
        return None;
    }
    fs::read_link(format!("/proc/self/fd/{file}")).ok()
}
