//! What the person answers: typed, or through a pipe.

use std::io::{self, BufRead, IsTerminal, Write};

use secrecy::SecretString;
use zeroize::Zeroizing;

/// Longer answers make no sense.
const LONGEST: u64 = 4096;

pub struct Answers {
    terminal: bool,
}

impl Answers {
    pub fn new() -> Self {
        Self {
            terminal: io::stdin().is_terminal(),
        }
    }

    /// `None` when there are no more answers. A hidden one is not shown in a terminal.
    pub async fn ask(&mut self, question: &str, hidden: bool) -> Option<SecretString> {
        let question = format!("{question}: ");
        let hidden = hidden && self.terminal;
        let asked = tokio::task::spawn_blocking(move || {
            if hidden {
                return rpassword::prompt_password(question)
                    .ok()
                    .map(SecretString::from);
            }
            print!("{question}");
            io::stdout().flush().ok()?;
            let mut line = Zeroizing::new(String::with_capacity(256));
            let mut input = io::Read::take(io::stdin().lock(), LONGEST);
            let read = input.read_line(&mut line).ok()?;
            (read > 0).then(|| line.trim_end_matches(['\r', '\n']).into())
        });
        let answer = asked.await.ok().flatten();
        if !self.terminal {
            println!();
        }
        answer
    }
}
