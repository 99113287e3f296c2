//! How long something took, many times.

use std::time::Duration;

#[derive(Default)]
pub struct Times {
    took: Vec<Duration>,
    sorted: bool,
    within: Duration,
}

impl Times {
    /// What was done within this time.
    pub fn add(&mut self, took: Vec<Duration>, within: Duration) {
        self.took.extend(took);
        self.sorted = false;
        self.within += within;
    }

    /// This many of a hundred took no longer.
    pub fn millis(&mut self, of_hundred: usize) -> f64 {
        if !self.sorted {
            self.took.sort_unstable();
            self.sorted = true;
        }
        let at = (self.took.len() * of_hundred / 100).min(self.took.len() - 1);
        (self.took[at].as_secs_f64() * 1e6).round() / 1e3
    }

    pub fn per_second(&self) -> f64 {
        (self.took.len() as f64 / self.within.as_secs_f64() * 10.0).round() / 10.0
    }
}
