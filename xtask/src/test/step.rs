//! One step of the tests: its progress, its closing lines, and its end.

use std::{
    io::{self, Write},
    process::Command,
    time::{Duration, Instant},
};

use super::closing::{Closing, Runner};
use crate::{
    error::Error,
    process::{self, Seen},
    verdict::line_that_matters,
};

pub struct Step<'a> {
    pub name: &'static str,
    pub work: Work<'a>,
}

pub enum Work<'a> {
    /// Done by xtask; it prints a line or two of its own.
    Inside(Box<dyn FnOnce() -> Result<(), Error> + 'a>),
    Program {
        command: Command,
        runner: Runner,
    },
}

impl Step<'_> {
    /// Says `[3/10] clippy … 41 s`, with what the step has to show in between.
    pub fn take(self, number: &str) -> Result<(), Error> {
        let started = Instant::now();
        let title = format!("{number} {} …", self.name);
        match self.work {
            Work::Inside(work) => {
                println!("{title}");
                work()?;
                println!("{title} {}", span(started.elapsed()));
                Ok(())
            }
            Work::Program { command, runner } => watch(self.name, &title, command, runner),
        }
    }
}

fn watch(
    name: &'static str,
    title: &str,
    mut command: Command,
    runner: Runner,
) -> Result<(), Error> {
    let started = Instant::now();
    print!("{title}");
    let _unseen_progress = io::stdout().flush();
    let mut closing = Closing::of(runner);
    let mut alone = true;
    let mut show = |lines: Vec<String>| {
        for line in lines {
            if alone {
                println!();
                alone = false;
            }
            println!("       {line}");
        }
    };
    let ended = process::watch(&mut command, |seen| match seen {
        Seen::Line(line) => show(closing.read(line)),
        Seen::StillAt { line, after } => show(vec![format!("{}: {line}", span(after))]),
    })?;
    show(closing.total());
    if ended.status.success() {
        if alone {
            println!(" {}", span(started.elapsed()));
        } else {
            println!("{title} {}", span(started.elapsed()));
        }
        return Ok(());
    }
    println!(
        "\n       failed after {}\n\n{}",
        span(started.elapsed()),
        ended.output
    );
    Err(Error::Step {
        step: name,
        line: line_that_matters(&ended.output),
        again: again(&command),
    })
}

/// The command as one would type it at the root.
fn again(command: &Command) -> String {
    let line = process::show(command);
    match line.strip_prefix("npm ") {
        Some(rest) => format!("npm --prefix ui {rest}"),
        None => line,
    }
}

pub fn span(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..100 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
