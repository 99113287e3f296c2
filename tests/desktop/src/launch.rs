//! A program started without the driver, measured from outside.

use std::{
    io, thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    Desktop, Trouble,
    display::{CONTENT, Display},
    processes,
    wait::{PATIENCE, wait_for},
};

/// Fine enough for differences of a few milliseconds, and cheap for the display.
const LOOK: Duration = Duration::from_millis(4);

pub struct Launch<'a> {
    desktop: &'a Desktop,
    id: u32,
    started: SystemTime,
}

impl<'a> Launch<'a> {
    pub(crate) fn new(desktop: &'a Desktop, id: u32, started: SystemTime) -> Self {
        Self {
            desktop,
            id,
            started,
        }
    }

    /// How long after the start the first content stood in the window's real pixels.
    pub fn painted(&self) -> Result<Duration, Trouble> {
        first_content(&self.desktop.display, self.started)
    }

    /// Memory of the program and all its web processes, pages shared by n counted as 1/n.
    pub fn proportional_kib(&self) -> Result<u64, Trouble> {
        let family = processes::tree(self.id);
        let sum = family
            .iter()
            .map(processes::Process::proportional_kib)
            .sum();
        let sum: Option<u64> = sum;
        sum.filter(|_| family.len() > 1)
            .ok_or_else(|| Trouble::Unexpected(format!("the memory of {family:?} cannot be read")))
    }

    /// Kills the process that draws the window, as a crash would, and waits for another one.
    pub fn lose_web_process(&self) -> Result<(), Trouble> {
        let first = self
            .web_process()
            .ok_or_else(|| Trouble::Unexpected("nobody draws the window".into()))?;
        kill_process(first, Signal::KILL)
            .map_err(io::Error::from)
            .map_err(Trouble::io("killing the web process"))?;
        wait_for("another process to draw the window", PATIENCE, || {
            let now = self.web_process().filter(|now| *now != first);
            Ok(now.map(|_| ()))
        })
    }

    fn web_process(&self) -> Option<Pid> {
        // The kernel keeps fifteen letters of a name.
        let mut family = processes::tree(self.id).into_iter();
        let web = family.find(|process| process.name == "WebKitWebProces")?;
        Pid::from_raw(web.id.cast_signed())
    }

    /// Closes the window and waits until the program is gone.
    pub fn end(self) -> Result<(), Trouble> {
        self.desktop.display.close()?;
        self.desktop.wait_until_gone(None)?;
        wait_for("the window to go", PATIENCE, || {
            Ok(self.desktop.display.window()?.is_none().then_some(()))
        })
    }
}

impl Desktop {
    /// Opens the window under the driver and answers when its `interactive` mark was set and when
    /// its pixels first had content, both counted from the same moment.
    pub fn open_and_compare(&self) -> Result<(Duration, Duration), Trouble> {
        let display = Display::connect(self.display.name().to_owned())?;
        let start = SystemTime::now();
        let looking = thread::spawn(move || first_content(&display, start));
        self.open()?;
        let script = "return performance.timeOrigin \
             + performance.getEntriesByName('interactive')[0].startTime";
        let mark = self.evaluate(script, &[])?.as_f64().unwrap_or_default();
        let mark = UNIX_EPOCH + Duration::from_secs_f64(mark / 1000.0);
        let pixels = looking
            .join()
            .map_err(|_| Trouble::Unexpected("the look at the pixels broke off".into()))??;
        Ok((mark.duration_since(start).unwrap_or_default(), pixels))
    }
}

fn first_content(display: &Display, start: SystemTime) -> Result<Duration, Trouble> {
    loop {
        let since = start.elapsed().unwrap_or_default();
        if display.colours()? > CONTENT {
            return Ok(since);
        }
        if since > PATIENCE {
            return Err(Trouble::Late {
                what: "the window to show something".into(),
                within: PATIENCE,
            });
        }
        thread::sleep(LOOK);
    }
}
