//! Tries the package on this machine: installed, started, removed, and looked for.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use crate::{
    error::{Doing, Error},
    process::{self, Running},
    workspace::{Workspace, remove_folder},
};

const SCHEME: &str = "x-scheme-handler/signet";

pub fn check(workspace: &Workspace, package: &Path) -> Result<(), Error> {
    let name = process::output(
        Command::new("dpkg-deb")
            .arg("--field")
            .arg(package)
            .arg("Package"),
    )?
    .trim()
    .to_owned();
    if process::output(Command::new("dpkg-query").args(["--show", &name])).is_ok() {
        return Err(Error::Unmet(format!(
            "{name} is installed on this machine already: apt-get purge {name}, then try again"
        )));
    }
    println!("installing {name}");
    apt(&["install"], package.as_os_str())?;
    let data = workspace.target().join("bundle-check");
    let found = look(&name, &data);
    println!("removing {name}");
    let mut purge = Command::new("dpkg");
    let removed = apt(&["remove"], name.as_ref())
        .and_then(|()| process::quiet(purge.args(["--purge", &name])));
    let files = found?;
    removed?;
    nothing_left(&name, &files)?;
    if !data.is_dir() {
        return Err(Error::Unmet(format!(
            "removing the package took the data with it: {}",
            data.display()
        )));
    }
    remove_folder(&data)?;
    println!("nothing is left but the data, which was the person's own");
    Ok(())
}

fn apt(words: &[&str], what: &std::ffi::OsStr) -> Result<(), Error> {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .args(words)
        .args(["--yes", "--no-install-recommends"])
        .arg(what);
    process::quiet(&mut apt)
}

/// Every file of the installed package, after looking at those that matter and starting the app.
fn look(name: &str, data: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed = process::output(Command::new("dpkg-query").args(["--listfiles", name]))?;
    let files: Vec<PathBuf> = listed
        .lines()
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .collect();
    let program = the_one(
        &files,
        |path| path.starts_with("/usr/bin"),
        "program in /usr/bin",
    )?;
    let entry = the_one(
        &files,
        |path| path.extension().is_some_and(|kind| kind == "desktop"),
        "desktop entry",
    )?;
    if !files
        .iter()
        .any(|path| path.starts_with("/usr/share/icons"))
    {
        return Err(Error::Unmet("the package has no icon".into()));
    }
    println!(
        "{} files: {}, {}, icons",
        files.len(),
        program.display(),
        entry.display()
    );
    desktop_entry(entry)?;
    starts(program, data)?;
    Ok(files)
}

fn the_one<'a>(
    files: &'a [PathBuf],
    wanted: impl Fn(&Path) -> bool,
    what: &str,
) -> Result<&'a Path, Error> {
    let mut found = files.iter().filter(|path| wanted(path));
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        (None, _) => Err(Error::Unmet(format!("the package has no {what}"))),
        (Some(_), Some(_)) => Err(Error::Unmet(format!(
            "the package has more than one {what}"
        ))),
    }
}

fn desktop_entry(entry: &Path) -> Result<(), Error> {
    process::quiet(Command::new("desktop-file-validate").arg(entry))?;
    let text = fs::read_to_string(entry).doing(|| format!("reading {}", entry.display()))?;
    let has = |key: &str, wanted: &[&str]| {
        let value = text
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .unwrap_or_default();
        wanted.iter().any(|wanted| value.contains(wanted))
    };
    if !has("MimeType=", &[SCHEME]) || !has("Exec=", &["%u", "%U"]) {
        return Err(Error::Unmet(format!(
            "{} does not take signet:// links:\n{text}",
            entry.display()
        )));
    }
    let handlers = fs::read_to_string("/usr/share/applications/mimeinfo.cache").unwrap_or_default();
    if !handlers.lines().any(|line| line.starts_with(SCHEME)) {
        return Err(Error::Unmet(
            "the system does not know who takes signet:// links".into(),
        ));
    }
    println!("the desktop entry is valid and takes signet:// links");
    Ok(())
}

/// Opens the app in a display and on a bus of its own; it must stay, and say in its log that it
/// started.
fn starts(program: &Path, data: &Path) -> Result<(), Error> {
    remove_folder(data)?;
    let (_display, number) = display()?;
    let mut command = Command::new("dbus-run-session");
    command.arg("--").arg(program).arg("--data-dir").arg(data);
    command
        .env("DISPLAY", &number)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut app = Running::start(&mut command)?;
    for _ in 0..10 {
        thread::sleep(Duration::from_secs(1));
        if let Some(status) = app.ended()? {
            return Err(Error::Unmet(format!(
                "the installed app ended by itself ({status})"
            )));
        }
    }
    let log = log_in(data);
    if !log.contains("starting") {
        return Err(Error::Unmet(format!(
            "the installed app does not say in its log that it started:\n{log}"
        )));
    }
    println!("it starts, stays, and its log says so");
    Ok(())
}

/// A virtual display that chooses its own number.
fn display() -> Result<(Running, String), Error> {
    let mut command = Command::new("Xvfb");
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1280x900x24",
        "-nolisten",
        "tcp",
    ]);
    let mut server = Running::start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let mut number = String::new();
    if let Some(stdout) = server.stdout() {
        BufReader::new(stdout)
            .read_line(&mut number)
            .doing(|| "waiting for Xvfb".into())?;
    }
    match number.trim() {
        "" => Err(Error::Unmet("Xvfb did not start".into())),
        number => Ok((server, format!(":{number}"))),
    }
}

/// All log files in the folder, one after the other.
fn log_in(folder: &Path) -> String {
    let mut text = String::new();
    for path in fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
    {
        if path.is_dir() {
            text += &log_in(&path);
        } else if path.to_string_lossy().contains(".log") {
            text += &fs::read_to_string(&path).unwrap_or_default();
        }
    }
    text
}

fn nothing_left(name: &str, files: &[PathBuf]) -> Result<(), Error> {
    let mut left: Vec<PathBuf> = files.iter().filter(|path| path.exists()).cloned().collect();
    for folder in ["/usr/share", "/usr/lib", "/etc", "/var/lib", "/opt"] {
        named(Path::new(folder), name, 3, &mut left);
    }
    match left.as_slice() {
        [] => Ok(()),
        [first, ..] => Err(Error::Unmet(format!(
            "{} of {name} are left, such as {}",
            left.len(),
            first.display()
        ))),
    }
}

/// Whatever bears the package's name, as deep as packages put such things.
fn named(folder: &Path, name: &str, depth: u8, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let bears = entry.file_name().to_string_lossy().to_lowercase();
        if bears == name || bears.starts_with(&format!("{name}.")) {
            found.push(path);
        } else if depth > 0 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            named(&path, name, depth - 1, found);
        }
    }
}
