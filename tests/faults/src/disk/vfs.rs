//! A filesystem for SQLite that asks a watched folder before each change, and then has the
//! system's own filesystem do it.
#![expect(unsafe_code, reason = "SQLite's filesystems are tables of C functions")]

use std::{
    ffi::{CStr, CString, OsStr, c_char, c_int, c_void},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    ptr, slice,
    sync::Arc,
};

use rusqlite::ffi::{
    self, sqlite3_file, sqlite3_filename, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs,
};

use super::{Change, Failure, Watched, calls::uncounted};

/// A filesystem that SQLite knows until this is dropped.
pub(super) struct Registered {
    vfs: *mut sqlite3_vfs,
}

/// What our filesystem carries with it.
struct Host {
    watched: Arc<Watched>,
    real: *mut sqlite3_vfs,
    name: CString,
}

// SAFETY: SQLite uses its filesystems from all threads; ours is never changed once it is known,
// and what it points to is behind a lock.
unsafe impl Send for Registered {}
// SAFETY: as above.
unsafe impl Sync for Registered {}

impl Registered {
    pub fn new(watched: &Arc<Watched>) -> Self {
        let name = CString::new(watched.name.clone()).unwrap_or_default();
        // SAFETY: SQLite answers with its default filesystem, which lives as long as the process.
        let real = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        let host = Box::new(Host {
            watched: Arc::clone(watched),
            real,
            name,
        });
        // SAFETY: the default filesystem is never null, and reading it is all that is done.
        let real = unsafe { &*real };
        let vfs = Box::new(sqlite3_vfs {
            iVersion: 2,
            szOsFile: size_of::<File>() as c_int,
            mxPathname: real.mxPathname,
            pNext: ptr::null_mut(),
            zName: host.name.as_ptr(),
            pAppData: Box::into_raw(host).cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            // Nothing is loaded.
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            // These do not look at the filesystem they are called on.
            xRandomness: real.xRandomness,
            xSleep: real.xSleep,
            xCurrentTime: real.xCurrentTime,
            xGetLastError: real.xGetLastError,
            xCurrentTimeInt64: real.xCurrentTimeInt64,
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        });
        let vfs = Box::into_raw(vfs);
        // SAFETY: the table is complete, and it and its name are never freed.
        unsafe { ffi::sqlite3_vfs_register(vfs, 0) };
        Self { vfs }
    }

    pub fn name(&self) -> &str {
        // SAFETY: made in `new`, never freed.
        let host = unsafe { host(self.vfs) };
        host.name.to_str().unwrap_or_default()
    }
}

impl Drop for Registered {
    /// A connection may still stand on it, so its few bytes stay.
    fn drop(&mut self) {
        // SAFETY: it was registered; SQLite only takes it off its list.
        unsafe { ffi::sqlite3_vfs_unregister(self.vfs) };
    }
}

/// An open file: SQLite reserves room for this and passes a pointer to its first field.
#[repr(C)]
struct File {
    methods: sqlite3_file,
    open: *mut Open,
}

struct Open {
    watched: Arc<Watched>,
    path: PathBuf,
    /// The system's file; as words, so that it lies right for whatever is in it.
    real: Vec<u64>,
}

impl Open {
    fn real(&mut self) -> *mut sqlite3_file {
        self.real.as_mut_ptr().cast()
    }

    fn methods(&mut self) -> &'static sqlite3_io_methods {
        // SAFETY: the system's filesystem opened it, and its tables of functions are constants.
        unsafe { &*(*self.real()).pMethods }
    }
}

/// # Safety
/// One of ours, made in [`Registered::new`].
unsafe fn host<'a>(vfs: *mut sqlite3_vfs) -> &'a Host {
    // SAFETY: as the caller promises; it is never freed.
    unsafe { &*(*vfs).pAppData.cast::<Host>() }
}

/// # Safety
/// A file that [`open`] opened and [`close`] has not closed. SQLite uses a file from one thread
/// at a time.
unsafe fn opened<'a>(file: *mut sqlite3_file) -> &'a mut Open {
    // SAFETY: as the caller promises.
    unsafe { &mut *(*file.cast::<File>()).open }
}

/// # Safety
/// A text that ends with a zero, or null.
unsafe fn path(name: *const c_char) -> PathBuf {
    if name.is_null() {
        return PathBuf::new();
    }
    // SAFETY: as the caller promises.
    let name = unsafe { CStr::from_ptr(name) };
    Path::new(OsStr::from_bytes(name.to_bytes())).to_owned()
}

/// Calls a function of the system's table, which has all of them.
macro_rules! real {
    ($table:expr, $function:ident ( $($argument:expr),* )) => {
        match $table.$function {
            // SAFETY: the arguments are SQLite's own, the file is the system's.
            Some(function) => uncounted(|| unsafe { function($($argument),*) }),
            None => ffi::SQLITE_IOERR,
        }
    };
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls this with the filesystem we registered, room for a `File` and a name.
    let (host, path) = unsafe { (host(vfs), path(name)) };
    let slot = file.cast::<File>();
    // SAFETY: as above. Without methods SQLite does not close a file that was not opened.
    unsafe { (*slot).methods.pMethods = ptr::null() };
    // SAFETY: the system's filesystem, which lives for ever.
    let real = unsafe { &*host.real };
    let words = (real.szOsFile as usize).div_ceil(size_of::<u64>());
    let mut open = Box::new(Open {
        watched: Arc::clone(&host.watched),
        path,
        real: vec![0; words],
    });
    let makes = flags & ffi::SQLITE_OPEN_CREATE != 0
        && host.watched.holds(&open.path)
        && !open.path.exists();
    let permit = if makes {
        match uncounted(|| host.watched.begin(Change::Create, &open.path)) {
            Ok(permit) => Some(permit),
            Err(_) => return ffi::SQLITE_CANTOPEN,
        }
    } else {
        uncounted(|| host.watched.meet(&open.path));
        None
    };
    let inner = open.real();
    let code = real!(real, xOpen(host.real, name, inner, flags, out));
    if code != ffi::SQLITE_OK {
        return code;
    }
    if let Some(permit) = permit {
        let made = open.path.clone();
        host.watched.note(permit, |images| images.make(&made));
    }
    // SAFETY: as above.
    unsafe {
        (*slot).methods.pMethods = &METHODS;
        (*slot).open = Box::into_raw(open);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: SQLite's arguments, as in `open`.
    let (host, path) = unsafe { (host(vfs), path(name)) };
    // SAFETY: the system's filesystem, which lives for ever.
    let real = unsafe { &*host.real };
    if !host.watched.holds(&path) || !path.exists() {
        return real!(real, xDelete(host.real, name, sync_folder));
    }
    let permit = match uncounted(|| host.watched.begin(Change::Delete, &path)) {
        Ok(permit) => permit,
        Err(_) => return ffi::SQLITE_IOERR_DELETE,
    };
    let code = real!(real, xDelete(host.real, name, sync_folder));
    host.watched.note(permit, |images| {
        images.delete(&path);
        if sync_folder != 0 {
            images.sync_names();
        }
    });
    code
}

unsafe extern "C" fn access(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as in `open`.
    let host = unsafe { host(vfs) };
    // SAFETY: the system's filesystem, which lives for ever.
    let real = unsafe { &*host.real };
    real!(real, xAccess(host.real, name, flags, out))
}

unsafe extern "C" fn full_path(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: as in `open`.
    let host = unsafe { host(vfs) };
    // SAFETY: the system's filesystem, which lives for ever.
    let real = unsafe { &*host.real };
    real!(real, xFullPathname(host.real, name, length, out))
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // With shared memory, without mapping the database itself.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(share),
    xShmLock: Some(shared_lock),
    xShmBarrier: Some(shared_barrier),
    xShmUnmap: Some(unshare),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once and does not use it again.
    let mut open = unsafe { Box::from_raw((*file.cast::<File>()).open) };
    let (methods, inner) = (open.methods(), open.real());
    real!(methods, xClose(inner))
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    out: *mut c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite's file.
    let open = unsafe { opened(file) };
    if uncounted(|| open.watched.begin(Change::Read, &open.path)).is_err() {
        return ffi::SQLITE_IOERR_READ;
    }
    let (methods, inner) = (open.methods(), open.real());
    real!(methods, xRead(inner, out, length, at))
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite's file.
    let open = unsafe { opened(file) };
    let (methods, inner) = (open.methods(), open.real());
    let permit = match uncounted(|| open.watched.begin(Change::Write, &open.path)) {
        Ok(permit) => permit,
        Err(failure) => {
            // What a disk that fails has written by then is anybody's guess; half is the worst.
            real!(methods, xWrite(inner, from, length / 2, at));
            return match failure {
                Failure::Full => ffi::SQLITE_FULL,
                Failure::Broken => ffi::SQLITE_IOERR_WRITE,
            };
        }
    };
    let share = permit.share(length as usize);
    let code = real!(methods, xWrite(inner, from, share as c_int, at));
    if code == ffi::SQLITE_OK {
        // SAFETY: SQLite gave us so many bytes.
        let bytes = unsafe { slice::from_raw_parts(from.cast::<u8>(), share) };
        open.watched.note(permit, |images| {
            images.write(&open.path, at as usize, bytes);
        });
    }
    code
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    // SAFETY: SQLite's file.
    let open = unsafe { opened(file) };
    let Ok(permit) = uncounted(|| open.watched.begin(Change::Truncate, &open.path)) else {
        return ffi::SQLITE_IOERR_TRUNCATE;
    };
    let (methods, inner) = (open.methods(), open.real());
    let code = real!(methods, xTruncate(inner, length));
    if code == ffi::SQLITE_OK {
        open.watched.note(permit, |images| {
            images.truncate(&open.path, length as usize);
        });
    }
    code
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite's file.
    let open = unsafe { opened(file) };
    let Ok(permit) = uncounted(|| open.watched.begin(Change::Sync, &open.path)) else {
        return ffi::SQLITE_IOERR_FSYNC;
    };
    let (methods, inner) = (open.methods(), open.real());
    let code = real!(methods, xSync(inner, flags));
    if code == ffi::SQLITE_OK {
        open.watched.note(permit, |images| images.sync(&open.path));
    }
    code
}

unsafe extern "C" fn share(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite's file.
    let open = unsafe { opened(file) };
    let mut memory = open.path.clone().into_os_string();
    memory.push("-shm");
    let permit = if extend == 0 {
        None
    } else {
        match uncounted(|| open.watched.begin(Change::Share, memory.as_ref())) {
            Ok(permit) => Some(permit),
            Err(_) => return ffi::SQLITE_IOERR_SHMSIZE,
        }
    };
    let (methods, inner) = (open.methods(), open.real());
    let code = real!(methods, xShmMap(inner, region, size, extend, out));
    // What is in it is made anew from the log after a cut.
    if let Some(permit) = permit {
        open.watched.done(permit);
    }
    code
}

unsafe extern "C" fn shared_barrier(file: *mut sqlite3_file) {
    // SAFETY: SQLite's file.
    let open = unsafe { opened(file) };
    if let Some(barrier) = open.methods().xShmBarrier {
        // SAFETY: the system's file.
        unsafe { barrier(open.real()) };
    }
}

/// What changes nothing on the disk goes straight through.
macro_rules! forward {
    ($($name:ident = $function:ident ( $($argument:ident: $kind:ty),* ))+) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $kind)*) -> c_int {
            // SAFETY: SQLite's file.
            let open = unsafe { opened(file) };
            let (methods, inner) = (open.methods(), open.real());
            real!(methods, $function(inner $(, $argument)*))
        }
    )+};
}

forward! {
    file_size = xFileSize(out: *mut sqlite3_int64)
    lock = xLock(how: c_int)
    unlock = xUnlock(how: c_int)
    check_reserved_lock = xCheckReservedLock(out: *mut c_int)
    file_control = xFileControl(operation: c_int, argument: *mut c_void)
    sector_size = xSectorSize()
    device_characteristics = xDeviceCharacteristics()
    shared_lock = xShmLock(offset: c_int, count: c_int, flags: c_int)
    unshare = xShmUnmap(delete: c_int)
}
