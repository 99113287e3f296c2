//! What the runners say of themselves at their end, picked out of all that they print.

#[derive(Clone, Copy)]
pub enum Runner {
    /// A failure is all that counts.
    Silent,
    /// eslint, prettier, svelte-check, vitest.
    Npm,
    /// One `test result:` line for each test binary.
    Cargo,
}

pub struct Closing {
    runner: Runner,
    heading: String,
    binaries: u32,
    passed: u32,
    failed: u32,
    ignored: u32,
}

impl Closing {
    pub fn of(runner: Runner) -> Self {
        Self {
            runner,
            heading: String::new(),
            binaries: 0,
            passed: 0,
            failed: 0,
            ignored: 0,
        }
    }

    /// The lines to show after this one.
    pub fn read(&mut self, line: &str) -> Vec<String> {
        match self.runner {
            Runner::Silent => Vec::new(),
            Runner::Npm => npm(line).then(|| line.to_owned()).into_iter().collect(),
            Runner::Cargo => self.cargo(line),
        }
    }

    /// The sum of all test binaries.
    pub fn total(&self) -> Vec<String> {
        let Self {
            runner,
            binaries,
            passed,
            failed,
            ignored,
            ..
        } = self;
        match runner {
            Runner::Cargo => vec![format!(
                "{passed} passed, {failed} failed, {ignored} ignored, in {binaries} runs"
            )],
            Runner::Silent | Runner::Npm => Vec::new(),
        }
    }

    fn cargo(&mut self, line: &str) -> Vec<String> {
        let start = line.trim_start();
        if start.starts_with("Running ") || start.starts_with("Doc-tests ") {
            self.heading = line.to_owned();
        }
        let Some(result) = line.strip_prefix("test result: ") else {
            return Vec::new();
        };
        let [passed, failed, ignored] =
            ["passed", "failed", "ignored"].map(|what| count(result, what));
        if passed + failed + ignored == 0 {
            return Vec::new();
        }
        self.binaries += 1;
        self.passed += passed;
        self.failed += failed;
        self.ignored += ignored;
        vec![self.heading.clone(), line.to_owned()]
    }
}

fn npm(line: &str) -> bool {
    let start = line.trim_start();
    [
        "All matched files",
        "svelte-check found",
        "Test Files ",
        "Tests ",
        "Duration ",
    ]
    .iter()
    .any(|known| start.starts_with(known))
}

/// The number before the word, as in `ok. 3 passed; 0 failed`.
fn count(result: &str, what: &str) -> u32 {
    let words: Vec<&str> = result.split([' ', ';']).collect();
    words
        .windows(2)
        .find_map(|pair| {
            if pair[1] == what {
                pair[0].parse().ok()
            } else {
                None
            }
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Closing, Runner};

    #[test]
    fn result_is_shown_under_its_heading_and_summed() {
        let mut closing = Closing::of(Runner::Cargo);
        assert!(
            closing
                .read("     Running unittests src/lib.rs (target/debug/deps/a-1)")
                .is_empty()
        );
        assert!(closing.read("test one ... ok").is_empty());
        let shown = closing
            .read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        assert_eq!(shown.len(), 2);
        assert!(shown[0].contains("unittests"));
        assert_eq!(
            closing.total(),
            ["3 passed, 0 failed, 1 ignored, in 1 runs"]
        );
    }

    #[test]
    fn binary_without_tests_is_passed_over() {
        let mut closing = Closing::of(Runner::Cargo);
        closing.read("   Doc-tests empty");
        assert!(
            closing
                .read("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out")
                .is_empty()
        );
    }

    #[test]
    fn vitest_closes_with_its_counts() {
        let mut closing = Closing::of(Runner::Npm);
        assert_eq!(
            closing.read("      Tests  12 passed (12)"),
            ["      Tests  12 passed (12)"]
        );
        assert!(closing.read(" ✓ src/a.test.ts (12 tests)").is_empty());
    }
}
