//! The memory of another process, as a dump of it would have it.
//!
//! Never one's own: there the markers themselves are found.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt,
};

use crate::{Markers, Sighting};

/// A process to look into: one that this process started, or any for root.
pub struct Memory {
    process: u32,
}

/// Read at a time; a marker that lies across two pieces is in the overlap.
const PIECE: usize = 1 << 20;
const OVERLAP: usize = 1 << 12;

impl Memory {
    /// Of this process.
    pub fn of(process: u32) -> Self {
        Self { process }
    }

    /// Every marker in what the process can write: its heap, stacks and data. It should stand
    /// still.
    pub fn search(&self, markers: &Markers) -> io::Result<Vec<Sighting>> {
        let memory = File::open(format!("/proc/{}/mem", self.process))?;
        let maps = fs::read_to_string(format!("/proc/{}/maps", self.process))?;
        let mut found = Vec::new();
        for region in maps.lines().filter_map(Region::parse) {
            let mut at = region.from;
            while at < region.to {
                let length = usize::try_from(region.to - at).unwrap_or(PIECE).min(PIECE);
                let mut piece = vec![0; length];
                // A guard page, or one that was given back meanwhile.
                if memory.read_exact_at(&mut piece, at).is_err() {
                    break;
                }
                for mut sighting in markers.in_bytes(&region.name, &piece) {
                    sighting.at += at - region.from;
                    found.push(sighting);
                }
                if length < PIECE {
                    break;
                }
                at += (PIECE - OVERLAP) as u64;
            }
        }
        Ok(found)
    }
}

struct Region {
    from: u64,
    to: u64,
    name: String,
}

impl Region {
    /// A line of `/proc/…/maps`, if the process can write there.
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let (from, to) = words.next()?.split_once('-')?;
        if !words.next()?.starts_with("rw") {
            return None;
        }
        Some(Self {
            from: u64::from_str_radix(from, 16).ok()?,
            to: u64::from_str_radix(to, 16).ok()?,
            name: words.nth(3).unwrap_or("memory without a name").to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    /// A shell keeps its variables.
    #[test]
    fn what_another_process_keeps_is_found() {
        let markers = Markers::new()
            .and("a variable", "wombat-7261-planted")
            .and("another", "never-said-anywhere");
        let mut shell = Command::new("sh")
            .args(["-c", "X=wombat-7261; X=$X-planted; echo $X; read wait"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = [0; 19];
        io::Read::read_exact(shell.stdout.as_mut().unwrap(), &mut line).unwrap();
        let found = Memory::of(shell.id()).search(&markers).unwrap();
        shell.kill().unwrap();
        shell.wait().unwrap();
        assert!(found.iter().any(|sighting| sighting.marker == "a variable"));
        assert!(found.iter().all(|sighting| sighting.marker != "another"));
    }
}
