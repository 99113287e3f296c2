//! `generate`: the files that are made from the Rust types and committed.

use std::fs;

use crate::{
    error::{Doing, Error},
    workspace::Workspace,
};

#[derive(clap::Args)]
pub struct Options {
    /// Change nothing; fail if a committed file is stale
    #[arg(long)]
    check: bool,
}

struct Artefact {
    path: &'static str,
    text: String,
}

fn artefacts() -> [Artefact; 1] {
    [Artefact {
        path: "ui/src/lib/contract.ts",
        text: signet_contract::typescript::declarations(),
    }]
}

pub fn generate(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    for artefact in artefacts() {
        match (stale_from(workspace, &artefact)?, options.check) {
            (None, _) => println!("{}: up to date", artefact.path),
            (Some(line), true) => {
                return Err(Error::Stale {
                    path: artefact.path,
                    line,
                });
            }
            (Some(_), false) => {
                let path = workspace.root().join(artefact.path);
                fs::write(&path, &artefact.text).doing(|| format!("writing {}", artefact.path))?;
                println!("{}: written", artefact.path);
            }
        }
    }
    Ok(())
}

/// Fails if a committed file is stale.
pub fn check(workspace: &Workspace) -> Result<(), Error> {
    generate(workspace, &Options { check: true })
}

/// The first line that differs; a file that is missing differs from the first on.
fn stale_from(workspace: &Workspace, artefact: &Artefact) -> Result<Option<usize>, Error> {
    let path = workspace.root().join(artefact.path);
    if !path.exists() {
        return Ok(Some(1));
    }
    let committed = fs::read_to_string(&path).doing(|| format!("reading {}", artefact.path))?;
    Ok(first_difference(&committed, &artefact.text))
}

fn first_difference(one: &str, other: &str) -> Option<usize> {
    (one != other).then(|| {
        1 + one
            .split('\n')
            .zip(other.split('\n'))
            .take_while(|(one, other)| one == other)
            .count()
    })
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn equal_texts_have_no_first_difference() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn first_differing_line_is_named() {
        assert_eq!(first_difference("a\nb\nc\n", "a\nx\nc\n"), Some(2));
    }

    #[test]
    fn text_that_goes_on_differs_after_the_shorter_one() {
        assert_eq!(first_difference("a", "a\nb"), Some(2));
    }
}
