//! A display, a bus, a keychain and the window of one program on it.

use std::{
    cell::RefCell,
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::{Duration, SystemTime},
};

use fantoccini::{Client, error::CmdError};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::runtime::{self, Runtime};

use crate::{
    Launch, Trouble, WindowSize, binary, bus,
    display::{CONTENT, Display},
    driver::{ANSWER, Driver},
    evidence,
    folders::Folders,
    group::Group,
    processes::{self, Process},
    trouble::sure,
    wait::{PATIENCE, wait_for},
};

/// Which program the window belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    Signet,
    /// The smallest window of the same make.
    EmptyWindow,
}

/// How a desktop begins.
#[derive(Debug, Clone)]
pub struct Options {
    pub program: Program,
    /// What stands behind `--data-dir` on the command line.
    pub arguments: Vec<String>,
    /// What `settings.json` holds before the first start.
    pub settings: Option<String>,
    /// Whether this desktop has a keychain, open as after a login.
    pub keychain: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            program: Program::Signet,
            arguments: Vec::new(),
            settings: None,
            keychain: true,
        }
    }
}

/// Ends everything it started when it goes.
pub struct Desktop {
    client: RefCell<Option<Client>>,
    runtime: Runtime,
    pub(crate) display: Display,
    driver: Driver,
    variables: Vec<(String, String)>,
    program: PathBuf,
    arguments: Vec<String>,
    // In this order: nothing may write into a folder that is being removed.
    group: Group,
    folders: Folders,
}

impl Desktop {
    /// Brings everything up and waits until the window can be used.
    pub fn start(options: Options) -> Result<Self, Trouble> {
        let desktop = Self::without_window(options)?;
        match desktop.open() {
            Ok(()) => Ok(desktop),
            Err(trouble) => {
                evidence::keep(&desktop);
                Err(trouble)
            }
        }
    }

    /// Brings everything up but the window.
    pub fn without_window(options: Options) -> Result<Self, Trouble> {
        let program = binary::built(match options.program {
            Program::Signet => "signet",
            Program::EmptyWindow => "signet-empty-window",
        })?;
        let folders = Folders::new()?;
        let mut group = Group::new(folders.root())?;
        let display = Display::start(&mut group, &folders)?;
        let bus = bus::start(&mut group, &folders)?;
        let variables = surroundings(&folders, &display, bus);
        if options.keychain {
            bus::start_keychain(&mut group, &folders, &variables)?;
        }
        let driver = Driver::start(&mut group, &folders, &variables)?;
        let mut arguments = Vec::new();
        if options.program == Program::Signet {
            arguments.extend([
                "--data-dir".into(),
                folders.data().to_string_lossy().into_owned(),
            ]);
        }
        arguments.extend(options.arguments);
        if let Some(text) = options.settings {
            fs::write(folders.data().join("settings.json"), text)
                .map_err(Trouble::io("writing the first settings"))?;
        }
        Ok(Self {
            client: RefCell::new(None),
            runtime: runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(Trouble::io("making a runtime for the driver"))?,
            display,
            driver,
            variables,
            program,
            arguments,
            group,
            folders,
        })
    }

    /// Opens the window and waits for its `interactive` mark.
    pub fn open(&self) -> Result<(), Trouble> {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        self.open_with(&arguments)
    }

    /// Opens the window with other arguments than this desktop's own.
    pub fn open_with(&self, arguments: &[&str]) -> Result<(), Trouble> {
        let opening = self.driver.open(&self.program, arguments);
        *self.client.borrow_mut() = Some(self.runtime.block_on(opening)?);
        self.wait_until_interactive()?;
        self.display.focus()?;
        wait_for("the window to have the keyboard", PATIENCE, || {
            Ok((self.evaluate("return document.hasFocus()", &[])? == true).then_some(()))
        })
    }

    fn wait_until_interactive(&self) -> Result<(), Trouble> {
        wait_for("the window's interactive mark", PATIENCE, || {
            let script = "return performance.getEntriesByName('interactive').length";
            Ok((self.evaluate(script, &[])? != 0).then_some(()))
        })
    }

    /// Loads the page anew and waits until it can be used.
    #[track_caller]
    pub fn reload(&self) {
        let reloaded = self.ask(async |client| client.refresh().await);
        sure(reloaded.and_then(|()| self.wait_until_interactive()));
    }

    /// Starts the program as a person does: nobody drives it.
    pub fn launch(&mut self) -> Result<Launch<'_>, Trouble> {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .env_clear()
            .envs(self.variables.iter().cloned())
            .stdin(Stdio::null())
            .stdout(self.folders.output("signet")?)
            .stderr(self.folders.output("signet")?);
        let started = SystemTime::now();
        let id = self.group.start(&mut command)?.id();
        Ok(Launch::new(self, id, started))
    }

    /// Ends the program and starts it again on the same folders.
    #[track_caller]
    pub fn restart(&self) {
        sure(self.end().and_then(|()| self.open()));
    }

    /// Kills the program where it stands, as a power cut does, and starts it again on the same
    /// folders.
    #[track_caller]
    pub fn kill_and_restart(&self) {
        sure(self.kill().and_then(|()| self.open()));
    }

    /// Kills the program where it stands.
    pub fn kill(&self) -> Result<(), Trouble> {
        let program = self.program_process();
        let id = program.and_then(|program| Pid::from_raw(program.id.cast_signed()));
        if let Some(id) = id {
            kill_process(id, Signal::KILL)
                .map_err(|error| Trouble::io("killing the program")(error.into()))?;
        }
        self.end()
    }

    /// Ends the session and waits until the program is gone.
    pub fn end(&self) -> Result<(), Trouble> {
        let program = self.program_process();
        if let Some(client) = self.client.borrow_mut().take() {
            // The program may be gone before it has answered.
            let closing = async { tokio::time::timeout(ANSWER, client.close()).await };
            let _ = self.runtime.block_on(closing);
        }
        self.wait_until_gone(program)
    }

    /// Closes the window as its close button does, and waits until the program is gone.
    #[track_caller]
    pub fn close_window(&self) {
        let program = self.program_process();
        let closed = self.display.close();
        sure(closed.and_then(|()| self.wait_until_gone(program)));
        // The driver still has its session, and would open no other.
        sure(self.end());
    }

    /// A dying process gives its memory back, and its name with it, before its files.
    pub(crate) fn wait_until_gone(&self, program: Option<Process>) -> Result<(), Trouble> {
        wait_for("the program to end", PATIENCE, || {
            let stays = program
                .as_ref()
                .is_some_and(|program| processes::living().iter().any(|one| one.id == program.id));
            Ok((!stays && self.program_process().is_none()).then_some(()))
        })
    }

    /// Runs the program a second time, as a click on a link does, until it ends.
    #[track_caller]
    pub fn second_start(&self, arguments: &[&str]) -> ExitStatus {
        let run = || {
            let mut second = Command::new(&self.program)
                .args(arguments)
                .env_clear()
                .envs(self.variables.iter().cloned())
                .stdin(Stdio::null())
                .stdout(self.folders.output("second")?)
                .stderr(self.folders.output("second")?)
                .process_group(self.group.id().cast_signed())
                .spawn()
                .map_err(Trouble::io("starting the program again"))?;
            let ended = wait_for("the second start to end", PATIENCE, || {
                second.try_wait().map_err(Trouble::io("looking after it"))
            });
            if ended.is_err() {
                let _ = second.kill();
                let _ = second.wait();
            }
            ended
        };
        sure(run())
    }

    /// The running program itself, without the web view's processes.
    pub fn program_process(&self) -> Option<Process> {
        self.processes()
            .into_iter()
            .find(|process| process.program().as_ref() == Some(&self.program))
    }

    /// Everybody on this desktop.
    pub fn processes(&self) -> Vec<Process> {
        processes::in_group(self.group.id())
    }

    pub(crate) fn variables(&self) -> &[(String, String)] {
        &self.variables
    }

    pub fn group(&self) -> u32 {
        self.group.id()
    }

    /// What `--data-dir` names.
    pub fn data_folder(&self) -> PathBuf {
        self.folders.data()
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.folders
    }

    pub fn window_title(&self) -> String {
        sure(self.display.title())
    }

    /// Whether the real pixels of the window show more than an empty ground.
    #[track_caller]
    pub fn shows_content(&self) -> bool {
        sure(self.display.colours()) > CONTENT
    }

    /// Gives the window that size, as a window manager would, and waits for the page.
    #[track_caller]
    pub fn resize(&self, size: WindowSize) {
        sure(self.display.resize(size));
        self.wait_for_width(size.width);
    }

    /// Waits until the page has so many pixels of its own side by side.
    #[track_caller]
    pub fn wait_for_width(&self, width: u16) {
        let what = format!("the page to be {width} wide");
        sure(wait_for(&what, PATIENCE, || {
            Ok((self.evaluate("return innerWidth", &[])? == width).then_some(()))
        }));
        self.settle();
    }

    /// Shows another screen of the app: `#/settings`.
    #[track_caller]
    pub fn go(&self, route: &str) {
        self.script("location.hash = arguments[0]", &[route.into()]);
        self.settle();
    }

    /// Runs a script in the page and answers what it returns.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: &[Value]) -> Value {
        sure(self.evaluate(body, arguments))
    }

    /// Runs a script whose last argument is the function to call with the answer.
    #[track_caller]
    pub fn script_with_callback(&self, body: &str, arguments: &[Value]) -> Value {
        sure(self.ask(async |client| client.execute_async(body, arguments.to_vec()).await))
    }

    pub(crate) fn evaluate(&self, body: &str, arguments: &[Value]) -> Result<Value, Trouble> {
        self.ask(async |client| client.execute(body, arguments.to_vec()).await)
    }

    /// One question to the window, with an end.
    pub(crate) fn ask<T>(
        &self,
        question: impl AsyncFnOnce(Client) -> Result<T, CmdError>,
    ) -> Result<T, Trouble> {
        let Some(client) = self.client.borrow().clone() else {
            return Err(Trouble::Unexpected("the window is closed".into()));
        };
        // A timeout can only be made where the runtime's clock is.
        let answer = async { tokio::time::timeout(ANSWER, question(client)).await };
        match self.runtime.block_on(answer) {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(Trouble::Late {
                what: "the window to answer".into(),
                within: ANSWER,
            }),
        }
    }

    /// Reads a file of the data folder.
    #[track_caller]
    pub fn read(&self, name: impl AsRef<Path>) -> String {
        let path = self.data_folder().join(name);
        let doing = format!("reading {}", path.display());
        sure(fs::read_to_string(path).map_err(Trouble::io(doing)))
    }
}

/// Pause after the last change of a screen before its pixels are there.
pub(crate) const PIXELS: Duration = Duration::from_millis(300);

fn surroundings(folders: &Folders, display: &Display, bus: String) -> Vec<(String, String)> {
    let fixed = [
        ("DISPLAY", display.name()),
        ("DBUS_SESSION_BUS_ADDRESS", &bus),
        ("GDK_BACKEND", "x11"),
        ("GSETTINGS_BACKEND", "memory"),
        ("NO_AT_BRIDGE", "1"),
        ("LANG", "C.UTF-8"),
        ("LANGUAGE", "en"),
        ("RUST_BACKTRACE", "1"),
    ];
    let inherited = std::env::var("PATH")
        .ok()
        .map(|path| ("PATH".to_owned(), path));
    fixed
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .chain(inherited)
        .chain(
            folders
                .variables()
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_string_lossy().into_owned())),
        )
        .collect()
}
