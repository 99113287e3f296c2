//! The system packages: which are missing, and on Debian and Ubuntu getting them.

pub mod packages;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use packages::{DEBIAN, Need, Package};

use crate::{error::Error, process};

pub enum System {
    /// Debian, Ubuntu and what descends from them.
    Debian,
    /// Anything else; `packages::elsewhere` has its list, if we know one.
    Other(String),
}

impl System {
    pub fn here() -> Self {
        if env::consts::OS != "linux" {
            return Self::Other(env::consts::OS.into());
        }
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        let words = os_release_words(&release);
        if words
            .iter()
            .any(|word| matches!(word.as_str(), "debian" | "ubuntu"))
            && on_path("apt-get").is_some()
        {
            return Self::Debian;
        }
        let known = words
            .into_iter()
            .find(|word| packages::elsewhere(word).is_some());
        Self::Other(known.unwrap_or_else(|| "linux".into()))
    }
}

/// What the distribution calls itself and its ancestors.
fn os_release_words(release: &str) -> Vec<String> {
    let values = release.lines().filter_map(|line| {
        line.strip_prefix("ID=")
            .or_else(|| line.strip_prefix("ID_LIKE="))
    });
    values
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .map(str::to_lowercase)
        .collect()
}

/// The packages for these needs that are not installed. Only Debian can be asked.
pub fn missing(needs: &[Need]) -> Result<Vec<&'static Package>, Error> {
    let wanted: Vec<&Package> = DEBIAN
        .iter()
        .filter(|package| needs.contains(&package.need))
        .collect();
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat", "${db:Status-Status} ${Package}\n"]);
    query.args(wanted.iter().map(|package| package.name));
    // It fails when one package is unknown, which is no failure here.
    let listed = query.output().map_err(|source| Error::Start {
        program: "dpkg-query".into(),
        source,
    })?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let installed: BTreeSet<&str> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .collect();
    Ok(wanted
        .into_iter()
        .filter(|package| !installed.contains(package.name))
        .collect())
}

/// Gets what is missing, after saying so; elsewhere than on Debian it is the person's to get.
pub fn ensure(needs: &[Need]) -> Result<(), Error> {
    match System::here() {
        System::Debian => {
            let missing = missing(needs)?;
            if missing.is_empty() {
                println!("system packages: all there");
                return Ok(());
            }
            install(&missing)
        }
        System::Other(name) => {
            // There is no asking what is installed: what links and what starts is the proof that
            // matters.
            let absent = packages::absent_signs(needs);
            if absent.is_empty() {
                println!("system packages: all there, as far as can be seen on {name}");
                return Ok(());
            }
            let list = packages::elsewhere(&name).unwrap_or(packages::UNKNOWN);
            Err(Error::Unmet(format!(
                "missing: {}; install, then try again:\n{list}",
                absent.join(", ")
            )))
        }
    }
}

fn install(missing: &[&Package]) -> Result<(), Error> {
    let line = install_line(missing);
    let root = is_root();
    if !root && on_path("sudo").is_none() {
        return Err(Error::Unmet(format!(
            "system packages are missing; as root: {line}"
        )));
    }
    println!(
        "system packages: installing {} that {} missing",
        missing.len(),
        if missing.len() == 1 { "is" } else { "are" }
    );
    for package in missing {
        println!("    {}: {}", package.name, package.why);
    }
    println!("    as root: apt-get update && {line}");
    let names = missing.iter().map(|package| package.name);
    let apt = |words: &[&str]| {
        let mut apt = if root {
            Command::new("env")
        } else {
            Command::new("sudo")
        };
        if !root {
            apt.arg("env");
        }
        apt.args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "--quiet=2",
            "-o",
            "Dpkg::Use-Pty=0",
        ])
        .args(words);
        apt
    };
    process::ask(&mut apt(&["update"]))?;
    process::ask(apt(&["install", "--yes", "--no-install-recommends"]).args(names))
}

/// What to type to get them.
pub fn install_line(missing: &[&Package]) -> String {
    let names = missing.iter().map(|package| package.name);
    names.fold(
        "apt-get install --no-install-recommends".to_owned(),
        |line, name| line + " " + name,
    )
}

pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

pub fn on_path(program: &str) -> Option<PathBuf> {
    let program = format!("{program}{}", env::consts::EXE_SUFFIX);
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths)
        .map(|folder| folder.join(&program))
        .find(|path| Path::is_file(path))
}

#[cfg(test)]
mod tests {
    use super::os_release_words;

    #[test]
    fn distribution_is_known_by_itself_and_its_ancestors() {
        let release =
            "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=22\n";
        assert_eq!(os_release_words(release), ["linuxmint", "ubuntu", "debian"]);
    }
}
