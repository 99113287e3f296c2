//! The rounds of a test: a few by default, or all of them for hours, where an interrupted run goes
//! on where it stopped.

use std::{fs, io, path::PathBuf};

use crate::{Chance, chance, thorough};

/// The rounds of one test.
pub struct Rounds {
    seed: u64,
    done: u64,
    /// Where it is written down how far a thorough run is.
    file: Option<PathBuf>,
}

impl Rounds {
    /// Of the test of this name; `folder` outlives it. The seed of a run that was interrupted
    /// holds until all its rounds are done.
    #[expect(clippy::print_stdout, reason = "the seed is to be read")]
    pub fn of(test: &str, folder: &str) -> Self {
        let file = thorough().then(|| PathBuf::from(folder).join(format!("{test}.rounds")));
        let before = file.as_ref().and_then(|file| {
            let text = fs::read_to_string(file).ok()?;
            let (seed, done) = text.split_once(' ')?;
            Some((seed.parse().ok()?, done.parse().ok()?))
        });
        let (seed, done) = before.unwrap_or_else(|| (chance::seed(), 0));
        println!("{test}: SIGNET_TEST_SEED={seed}, from round {done} on");
        Self { seed, done, file }
    }

    /// Does the rounds that are left, each with a chance of its own.
    pub fn each(
        mut self,
        count: usize,
        mut round: impl FnMut(usize, &mut Chance),
    ) -> io::Result<()> {
        while self.done < count as u64 {
            let mut chance = Chance::of(self.seed ^ self.done.wrapping_mul(0x9e37_79b9));
            round(self.done as usize, &mut chance);
            self.done += 1;
            if let Some(file) = &self.file {
                fs::write(file, format!("{} {}", self.seed, self.done))?;
            }
        }
        match self.file {
            Some(file) => fs::remove_file(file),
            None => Ok(()),
        }
    }
}
