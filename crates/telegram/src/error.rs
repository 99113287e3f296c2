//! What can go wrong between Signet and Telegram.

use crate::environment::Problem;

/// Why something did not work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An environment file that does not say clearly which Telegram is meant.
    #[error("{}{problem}", place(*line))]
    Environment {
        /// The line of the file, from 1, if the problem has one.
        line: Option<usize>,
        /// What is wrong there.
        problem: Problem,
    },
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(
        || "the environment file ".to_owned(),
        |line| format!("the environment file, line {line}: "),
    )
}
