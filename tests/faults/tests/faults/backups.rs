//! A backup is whole or not there, whatever happens while it is made.

use std::{fs, path::Path};

use signet_test_faults::{Disk, Failure, Fault, Plan, Side, again, folder, quietly, task};
use signet_vault::{Error, Folder, Options, Store};

use crate::{
    home::{Home, copy},
    story::Operation,
    walk::{WALK, wait},
};

const FILE: &str = "copy.db";

#[test]
fn a_failing_change_leaves_no_backup_and_the_next_try_makes_it() {
    let cast = before_minting_ends();
    for failure in [Failure::Full, Failure::Broken] {
        for at in (1..).step_by(3) {
            let root = folder().unwrap();
            copy(cast.path(), root.path());
            let disk = Disk::watching(&root.path().join("vault")).unwrap();
            disk.arm(Plan::new(at, Fault::Once(failure)));
            let made = back_up(root.path(), &disk);
            let course = disk.disarm();
            if course.points.len() < at as usize {
                made.unwrap();
                break;
            }
            let struck = course.struck;
            if made.is_err() {
                let failed = struck.is_some() && !root.path().join("vault").join(FILE).exists();
                assert!(failed, "{made:?} at {struck:?}");
                back_up(root.path(), &disk).unwrap();
            }
            opens(root.path());
        }
    }
}

#[test]
fn a_kill_leaves_no_half_backup() {
    if let Some(task) = task() {
        let task = task.into_string().unwrap();
        let (at, root) = task.split_once(' ').unwrap();
        let disk = Disk::watching(&Path::new(root).join("vault")).unwrap();
        disk.arm(Plan::new(at.parse().unwrap(), Fault::Kill(Side::Within)));
        return back_up(Path::new(root), &disk).unwrap();
    }
    let cast = before_minting_ends();
    for at in (2..).step_by(9) {
        let root = folder().unwrap();
        copy(cast.path(), root.path());
        let end = again(format!("{at} {}", root.path().display())).unwrap();
        if !root.path().join("vault").join(FILE).exists() {
            let disk = Disk::watching(&root.path().join("vault")).unwrap();
            back_up(root.path(), &disk).unwrap();
        }
        opens(root.path());
        if !end.killed {
            break;
        }
    }
}

/// With everything in it, also what a backup leaves out.
fn before_minting_ends() -> tempfile::TempDir {
    let step = WALK
        .iter()
        .find(|step| step.operation == Operation::QueueEnvelope);
    step.unwrap().mould.cast()
}

fn back_up(root: &Path, disk: &Disk) -> Result<(), Error> {
    let vault = root.join("vault");
    let options = Options {
        vfs: Some(disk.vfs().to_owned()),
        ..Options::default()
    };
    quietly(|| Store::back_up(&Folder::claim(&vault, options)?, &vault.join(FILE)))
}

/// In the vault's place it has everything but the minted session.
fn opens(root: &Path) {
    let vault = root.join("vault");
    fs::rename(vault.join(FILE), vault.join("vault.db")).unwrap();
    wait(async {
        let mut home = Home::at(root);
        home.open().await.unwrap();
        let store = home.store();
        assert_eq!(store.accounts().count().await.unwrap(), 1);
        assert_eq!(store.grants().list(None, None, 9).await.unwrap().len(), 1);
        assert_eq!(store.minted_sessions().kept().await.unwrap(), []);
        store.activity().verify().await.unwrap();
        home.close().await;
    });
}
