//! The processes of this machine, from `/proc`.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// One living process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    pub id: u32,
    pub name: String,
    pub parent: u32,
    pub group: u32,
    /// Clock ticks between the machine's start and this process's.
    pub started: u64,
}

impl Process {
    /// Signet lets only root look at its link; what it was called by everybody may read.
    pub fn program(&self) -> Option<PathBuf> {
        let link = fs::read_link(format!("/proc/{}/exe", self.id)).ok();
        link.or_else(|| {
            let called = fs::read_to_string(format!("/proc/{}/cmdline", self.id)).ok()?;
            called.split('\0').next().map(PathBuf::from)
        })
    }

    /// Its share of the memory in use, in KiB. Pages shared by n processes count 1/n.
    pub fn proportional_kib(&self) -> Option<u64> {
        let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.id)).ok()?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.trim().strip_suffix(" kB")?.trim().parse().ok()
    }
}

/// Everybody but the dead that nobody has buried yet.
pub fn living() -> Vec<Process> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(read)
        .collect()
}

pub fn in_group(group: u32) -> Vec<Process> {
    living()
        .into_iter()
        .filter(|process| process.group == group)
        .collect()
}

/// A process and all its descendants.
pub fn tree(root: u32) -> Vec<Process> {
    let all = living();
    let mut family = BTreeSet::from([root]);
    loop {
        let before = family.len();
        family.extend(
            all.iter()
                .filter(|one| family.contains(&one.parent))
                .map(|one| one.id)
                .collect::<Vec<_>>(),
        );
        if family.len() == before {
            return all
                .into_iter()
                .filter(|one| family.contains(&one.id))
                .collect();
        }
    }
}

fn read(id: u32) -> Option<Process> {
    parse(id, &fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

/// The name may hold spaces and brackets: fields are counted from the last bracket on.
fn parse(id: u32, stat: &str) -> Option<Process> {
    let (before, after) = stat.rsplit_once(')')?;
    let name = before.split_once('(')?.1.to_owned();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let [state, parent, group, ..] = fields.as_slice() else {
        return None;
    };
    if matches!(*state, "Z" | "X") {
        return None;
    }
    Some(Process {
        id,
        name,
        parent: parent.parse().ok()?,
        group: group.parse().ok()?,
        started: fields.get(19)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_is_read() {
        let line = "7 (a) b) S 3 5 5 0 -1 0 0 0 0 0 1 2 0 0 20 0 1 0 4711 0";
        let process = parse(7, line).unwrap();
        assert_eq!(
            (
                process.name.as_str(),
                process.parent,
                process.group,
                process.started
            ),
            ("a) b", 3, 5, 4711)
        );
    }

    #[test]
    fn the_dead_do_not_count() {
        assert_eq!(
            parse(7, "7 (a) Z 3 5 5 0 -1 0 0 0 0 0 1 2 0 0 20 0 1 0 4711 0"),
            None
        );
    }

    #[test]
    fn a_tree_holds_its_own_root() {
        let own = std::process::id();
        assert!(tree(own).iter().any(|process| process.id == own));
    }
}
