//! The last lines of the log.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use crate::log::redact;

/// As many lines as are told.
const MOST: usize = 200;

/// As much of one file as is read for them.
const READ: u64 = 256 * 1024;

/// Oldest first. A log that cannot be read is said to be so.
pub async fn lines(folder: PathBuf) -> String {
    let read = tauri::async_runtime::spawn_blocking(move || last(&folder));
    match read.await {
        Ok(Ok(lines)) => lines,
        Ok(Err(error)) => format!("cannot be read: {}\n", error.kind()),
        Err(_) => "cannot be read\n".into(),
    }
}

fn last(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "log") {
            files.push(path);
        }
    }
    // One a day, named for it.
    files.sort();
    let mut lines = Vec::new();
    for path in files.iter().rev() {
        let mut earlier = end_of(path)?;
        earlier.append(&mut lines);
        lines = earlier.split_off(earlier.len().saturating_sub(MOST));
        if lines.len() == MOST {
            break;
        }
    }
    let redacted = lines.iter().map(|line| format!("{}\n", redact(line)));
    Ok(redacted.collect())
}

fn end_of(path: &Path) -> io::Result<Vec<String>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let start = length.saturating_sub(READ);
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(READ).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    // The first one may have been cut.
    let lines = text.lines().skip(usize::from(start > 0));
    Ok(lines.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_come_from_as_many_days_as_it_takes() {
        let folder = tempfile::tempdir().unwrap();
        let write = |day: &str, from: u32, to: u32| {
            let lines: String = (from..to).map(|line| format!("line {line}\n")).collect();
            fs::write(folder.path().join(format!("signet.{day}.log")), lines).unwrap();
        };
        write("2026-11-18", 0, 500);
        write("2026-11-19", 500, 650);
        write("2026-11-20", 650, 700);
        fs::write(folder.path().join("other.txt"), "not a log").unwrap();
        let told = last(folder.path()).unwrap();
        let lines: Vec<_> = told.lines().collect();
        assert_eq!(lines.len(), MOST);
        assert_eq!((lines[0], lines[MOST - 1]), ("line 500", "line 699"));
    }

    #[test]
    fn what_slipped_into_the_log_is_taken_out_once_more() {
        let folder = tempfile::tempdir().unwrap();
        let long = "x".repeat(300_000);
        let text = format!("{long}\ncalled +49 151 2345 4077\n");
        fs::write(folder.path().join("signet.2026-11-20.log"), text).unwrap();
        assert_eq!(last(folder.path()).unwrap(), "called [phone]\n");
    }
}
