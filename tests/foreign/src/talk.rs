//! A script that stays and is asked one thing after the other, so that its start is not measured.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::Value;

use crate::{Error, Language, install};

/// A script under way. Ends when dropped.
pub struct Talk {
    command: Command,
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts a script of this language's folder.
    pub fn start(language: Language, script: &str) -> Result<Self, Error> {
        let installed = install::ensure(language)?;
        let mut command = language.run(&installed, script);
        command
            .arg("line-by-line")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let child = command.spawn();
        let mut child = child.map_err(|source| Error::start(&command, source))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(questions), Some(answers)) => Ok(Self {
                command,
                child,
                questions,
                answers: BufReader::new(answers),
            }),
            _ => Err(Error::silent(&command)),
        }
    }

    /// Asks one thing and waits for its answer.
    pub fn ask(&mut self, question: &Value) -> Result<Value, Error> {
        let asked = writeln!(self.questions, "{question}");
        asked.map_err(|source| Error::start(&self.command, source))?;
        let mut answer = String::new();
        let read = self.answers.read_line(&mut answer);
        match read.map_err(|source| Error::start(&self.command, source))? {
            0 => Err(Error::silent(&self.command)),
            _ => serde_json::from_str(&answer).map_err(Error::Answer),
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
