//! The failing disk under bare SQLite: it does what it is told, and SQLite answers as it should.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use signet_test_faults::{
    Chance, Change, Disk, Failure, Fault, Plan, Side, again, folder, task, thorough,
};
use tempfile::TempDir;

struct Place {
    path: PathBuf,
    disk: Disk,
    _folder: Option<TempDir>,
}

impl Place {
    fn new() -> Self {
        let folder = folder().unwrap();
        let mut place = Self::at(folder.path());
        place._folder = Some(folder);
        place
    }

    fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            disk: Disk::watching(path).unwrap(),
            _folder: None,
        }
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let file = self.path.join("bare.db");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let sql = Connection::open_with_flags_and_vfs(file, flags, self.disk.vfs())?;
        sql.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE IF NOT EXISTS line (text TEXT NOT NULL)",
        )?;
        Ok(sql)
    }

    fn with_lines(lines: u64) -> (Self, Connection) {
        let place = Self::new();
        let sql = place.open().unwrap();
        for number in 0..lines {
            add(&sql, number).unwrap();
        }
        (place, sql)
    }

    fn lines(&self) -> u64 {
        count(&self.open().unwrap())
    }
}

fn add(sql: &Connection, number: u64) -> rusqlite::Result<()> {
    let text = format!("{number} {}", "x".repeat(3000));
    sql.execute("INSERT INTO line VALUES (?)", [text]).map(drop)
}

fn count(sql: &Connection) -> u64 {
    let lines: i64 = sql
        .query_row("SELECT count(*) FROM line", [], |row| row.get(0))
        .unwrap();
    lines.unsigned_abs()
}

#[test]
fn each_change_of_a_commit_is_counted_in_its_order() {
    let (place, sql) = Place::with_lines(1);
    place.disk.arm(Plan::COUNT);
    add(&sql, 1).unwrap();
    let points = place.disk.disarm().points;
    let (last, writes) = points.split_last().unwrap();
    assert_eq!((last.change, &*last.file), (Change::Sync, "bare.db-wal"));
    assert!(writes.len() > 1);
    for point in writes {
        assert_eq!((point.change, &*point.file), (Change::Write, "bare.db-wal"));
    }
    place.disk.arm(Plan::COUNT);
    drop(sql);
    let points = place.disk.disarm().points;
    assert!(points.iter().any(|point| point.change == Change::Delete));
    assert!(points.iter().any(|point| point.file == "bare.db"));
    let numbers: Vec<_> = points.iter().map(|point| point.number).collect();
    assert!(numbers.into_iter().eq(1..=points.len() as u64));
}

#[test]
fn a_failing_change_fails_the_commit_and_the_next_try_works() {
    for failure in [Failure::Full, Failure::Broken] {
        for at in 1.. {
            let (place, sql) = Place::with_lines(2);
            place.disk.arm(Plan::new(at, Fault::Once(failure)));
            let added = add(&sql, 2);
            let course = place.disk.disarm();
            let Some(struck) = course.struck else {
                assert!(at > 2, "nothing was struck");
                added.unwrap();
                break;
            };
            let code = added.unwrap_err().sqlite_error_code().unwrap();
            let expected = match (failure, struck.change) {
                (Failure::Full, Change::Write) => ErrorCode::DiskFull,
                _ => ErrorCode::SystemIoFailure,
            };
            assert_eq!(code, expected, "{struck:?}");
            assert_eq!(count(&sql), 2);
            add(&sql, 2).unwrap();
            drop(sql);
            assert_eq!(place.lines(), 3);
        }
    }
}

#[test]
fn a_full_disk_refuses_until_there_is_room() {
    let (place, sql) = Place::with_lines(1);
    place.disk.arm(Plan::new(1, Fault::Lasting(Failure::Full)));
    for _ in 0..3 {
        add(&sql, 1).unwrap_err();
    }
    assert_eq!(place.disk.disarm().struck.unwrap().number, 1);
    add(&sql, 1).unwrap();
    assert_eq!(count(&sql), 2);
}

#[test]
fn what_is_not_a_change_of_this_folder_is_not_counted() {
    let (place, sql) = Place::with_lines(1);
    let (_other, busy) = Place::with_lines(1);
    place
        .disk
        .arm(Plan::new(1, Fault::Lasting(Failure::Broken)));
    add(&busy, 1).unwrap();
    fs::write(folder().unwrap().path().join("file"), "x").unwrap();
    assert_eq!(count(&sql), 1);
    assert!(place.disk.disarm().points.is_empty());
}

#[test]
fn reads_fail_when_a_plan_says_so() {
    let (place, sql) = Place::with_lines(30);
    drop(sql);
    place.disk.arm(Plan {
        reads: true,
        ..Plan::new(1, Fault::Lasting(Failure::Broken))
    });
    place.open().unwrap_err();
    assert_eq!(place.disk.disarm().struck.unwrap().change, Change::Read);
    assert_eq!(place.lines(), 30);
}

/// The calls that a program makes itself, each made to fail.
#[test]
fn the_programs_own_file_calls_count_and_fail_too() {
    let folder = folder().unwrap();
    let disk = Disk::watching(folder.path()).unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    let calls = |old: &Path, new: &Path| {
        fs::create_dir(old.with_file_name("folder"))?;
        let file = fs::File::create_new(old)?;
        file.sync_all()?;
        file.sync_data()?;
        fs::rename(old, new)?;
        fs::File::open(folder.path())?.sync_all()?;
        fs::remove_file(new)
    };
    let expected = [
        (Change::MakeFolder, "folder"),
        (Change::Create, "old"),
        (Change::Sync, "old"),
        (Change::Sync, "old"),
        (Change::Rename, "new"),
        (
            Change::Sync,
            folder.path().file_name().unwrap().to_str().unwrap(),
        ),
        (Change::Delete, "new"),
    ];
    disk.arm(Plan::COUNT);
    calls(&old, &new).unwrap();
    let points = disk.disarm().points;
    let passed: Vec<_> = points
        .iter()
        .map(|point| (point.change, &*point.file))
        .collect();
    assert_eq!(passed, expected);

    fs::remove_dir(folder.path().join("folder")).unwrap();
    for at in 1..=expected.len() as u64 {
        disk.arm(Plan::new(at, Fault::Once(Failure::Broken)));
        let error = calls(&old, &new).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(EIO));
        assert_eq!(disk.disarm().struck.unwrap().number, at);
        for file in [&old, &new] {
            fs::remove_file(file).ok();
        }
        fs::remove_dir(folder.path().join("folder")).ok();
    }
}

const EIO: i32 = 5;

/// SQLite promises that a commit which was answered is there after a power cut, and one that was
/// not is there as a whole or not at all.
#[test]
fn what_was_committed_survives_every_power_cut() {
    let mut chance = Chance::seeded();
    let mut at = 1;
    loop {
        let place = Place::new();
        drop(place.open().unwrap());
        place.disk.remember_what_is_durable();
        place.disk.arm(Plan::new(at, Fault::PowerCut));
        let mut answered = 0;
        if let Ok(sql) = place.open() {
            // Small enough to write the log back in between.
            sql.pragma_update(None, "wal_autocheckpoint", 8).unwrap();
            while answered < 12 && add(&sql, answered).is_ok() {
                answered += 1;
            }
        }
        if !place.disk.struck() {
            assert_eq!(answered, 12);
            break;
        }
        place.disk.restore_power(&mut chance).unwrap();
        let found = place.lines();
        assert!(
            found == answered || found == answered + 1,
            "{answered} were answered, {found} are there after the cut at {at}"
        );
        at += 1;
    }
    assert!(at > 60, "only {at} points");
}

const SIDES: [Side; 3] = [Side::Before, Side::Within, Side::After];

/// A real `kill -9`, before, within and after every change of twelve commits.
#[test]
fn what_was_committed_survives_every_kill() {
    if let Some(task) = task() {
        let task = task.into_string().unwrap();
        let (at, rest) = task.split_once(' ').unwrap();
        let (side, path) = rest.split_once(' ').unwrap();
        let side = SIDES[side.parse::<usize>().unwrap()];
        let place = Place::at(Path::new(path));
        let plan = Plan::new(at.parse().unwrap(), Fault::Kill(side));
        place.disk.arm(plan);
        return commit(&place);
    }
    let step = if thorough() { 1 } else { 7 };
    for at in (1..).step_by(step) {
        let mut all_ended = true;
        for side in 0..SIDES.len() {
            let folder = folder().unwrap();
            let task = format!("{at} {side} {}", folder.path().display());
            let end = again(task).unwrap();
            let answered = end.said.matches("answered").count() as u64;
            all_ended &= !end.killed;
            let found = Place::at(folder.path()).lines();
            assert!(
                found == answered || (end.killed && found == answered + 1),
                "{answered} were answered, {found} are there after the kill at {at}.{side}"
            );
        }
        if all_ended {
            assert!(at > 60, "only {at} points");
            return;
        }
    }
}

#[expect(clippy::print_stdout, reason = "the other process reads it")]
fn commit(place: &Place) {
    let sql = place.open().unwrap();
    sql.pragma_update(None, "wal_autocheckpoint", 8).unwrap();
    for number in 0..12 {
        add(&sql, number).unwrap();
        println!("answered");
    }
}

/// The same without the syncs that the promise stands on: the model has to notice.
#[test]
fn a_program_that_does_not_sync_loses_what_it_was_answered() {
    let mut chance = Chance::of(1);
    let lost = (0..20).any(|_| {
        let place = Place::new();
        let sql = place.open().unwrap();
        sql.pragma_update(None, "synchronous", "OFF").unwrap();
        place.disk.remember_what_is_durable();
        for number in 0..5 {
            add(&sql, number).unwrap();
        }
        place.disk.arm(Plan::new(1, Fault::PowerCut));
        drop(sql);
        place.disk.restore_power(&mut chance).unwrap();
        place.open().map_or(true, |sql| count(&sql) < 5)
    });
    assert!(lost);
}
