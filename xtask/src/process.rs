//! Runs other programs: each leads a process group, so that an interrupt ends all that it started.

use std::{
    collections::BTreeSet,
    io::{self, BufRead, BufReader},
    process::{self, Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    error::{Doing, Error},
    group,
};

static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

fn running() -> MutexGuard<'static, BTreeSet<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ctrl-C, TERM and HUP end what runs before they end xtask.
pub fn end_everything_on_interrupt() -> Result<(), Error> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        eprintln!("\ninterrupted: ending what was started");
        let leaders = running().clone();
        for leader in leaders {
            group::end(leader);
        }
        process::exit(130);
    })
    .map_err(|error| Error::Unmet(format!("the interrupt handler cannot be set: {error}")))
}

/// An interrupted program looks like a failed one; the handler, not the failure, has the last word.
pub fn wait_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// A program that ends when this is dropped, together with all that it started.
pub struct Running {
    child: Child,
}

impl Running {
    pub fn start(command: &mut Command) -> Result<Self, Error> {
        let child = group::lead(command)
            .spawn()
            .map_err(|source| Error::Start {
                program: command.get_program().to_string_lossy().into_owned(),
                source,
            })?;
        running().insert(child.id());
        Ok(Self { child })
    }

    pub fn wait(&mut self) -> Result<ExitStatus, Error> {
        self.child.wait().doing(|| "waiting for a program".into())
    }

    /// None while it runs.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>, Error> {
        self.child
            .try_wait()
            .doing(|| "waiting for a program".into())
    }

    pub fn stdout(&mut self) -> Option<process::ChildStdout> {
        self.child.stdout.take()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let leader = self.child.id();
        if matches!(self.child.try_wait(), Ok(None)) {
            // Ended from beside, since only this thread can reap the leader, and unreaped it counts
            // as alive.
            let ending = thread::spawn(move || group::end(leader));
            while matches!(self.child.try_wait(), Ok(None)) && !ending.is_finished() {
                thread::sleep(Duration::from_millis(20));
            }
            if ending.join().is_err() || matches!(self.child.try_wait(), Ok(None)) {
                let _killed_already = self.child.kill();
                let _reaped_already = self.child.wait();
            }
        }
        wait_if_interrupted();
        running().remove(&leader);
    }
}

/// Runs it with this terminal as its own; a failure names the command.
pub fn run(command: &mut Command) -> Result<(), Error> {
    let status = Running::start(command)?.wait()?;
    demand(command, status, None)
}

/// Like `run`, in this process group: what asks for a password must stay in the terminal's
/// foreground.
pub fn ask(command: &mut Command) -> Result<(), Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|source| Error::Start { program, source })?;
    demand(command, status, None)
}

/// Runs it silently and returns what it printed to its standard output.
pub fn output(command: &mut Command) -> Result<String, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| Error::Start { program, source })?;
    let stderr = String::from_utf8_lossy(&output.stderr)
        .trim_end()
        .to_owned();
    demand(command, output.status, Some(stderr))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs it silently; when it fails, everything it printed is in the error.
pub fn quiet(command: &mut Command) -> Result<(), Error> {
    let ended = watch(command, |_| ())?;
    demand(command, ended.status, Some(ended.output))
}

/// An error unless it ended well.
pub fn demand(command: &Command, status: ExitStatus, output: Option<String>) -> Result<(), Error> {
    if status.success() {
        return Ok(());
    }
    wait_if_interrupted();
    Err(Error::Ended {
        command: show(command),
        status: status.to_string(),
        output,
    })
}

/// The command as one would type it.
pub fn show(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(&program)
        .to_owned();
    command
        .get_args()
        .fold(name, |line, word| line + " " + &word.to_string_lossy())
}

pub struct Ended {
    pub status: ExitStatus,
    /// Both streams, in the order in which they came.
    pub output: String,
}

pub enum Seen<'a> {
    Line(&'a str),
    /// Nothing has been reported for a while; the last line says where it is.
    StillAt {
        line: &'a str,
        after: Duration,
    },
}

const PULSE: Duration = Duration::from_secs(30);

/// Runs it while its lines are looked at as they come.
pub fn watch(command: &mut Command, mut see: impl FnMut(Seen<'_>)) -> Result<Ended, Error> {
    let (reader, writer) = io::pipe().doing(|| "making a pipe".into())?;
    let copy = writer.try_clone().doing(|| "making a pipe".into())?;
    command.stdin(Stdio::null()).stdout(writer).stderr(copy);
    let started = Instant::now();
    let mut program = Running::start(command)?;
    // The command holds the pipe's other end, which would keep it open for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            if send
                .send(
                    String::from_utf8_lossy(&line)
                        .trim_end_matches('\r')
                        .to_owned(),
                )
                .is_err()
            {
                return;
            }
        }
    });

    let mut output = String::new();
    let mut last = String::new();
    let mut pulse = Instant::now();
    // A forgotten grandchild may hold the pipe open for ever: once the program has ended, silence
    // is the end.
    let mut ended = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                see(Seen::Line(&line));
                output.push_str(&line);
                output.push('\n');
                if !line.trim().is_empty() {
                    last = line;
                }
            }
            Err(RecvTimeoutError::Timeout) => match ended {
                Some(_) => break,
                None => ended = program.ended()?,
            },
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if pulse.elapsed() >= PULSE {
            see(Seen::StillAt {
                line: last.trim(),
                after: started.elapsed(),
            });
            pulse = Instant::now();
        }
    }
    let status = match ended {
        Some(status) => status,
        None => program.wait()?,
    };
    wait_if_interrupted();
    Ok(Ended { status, output })
}
