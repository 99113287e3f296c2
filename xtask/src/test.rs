//! `test`: everything that a change must pass, in the order in which it fails soonest.

mod closing;
mod step;

use std::{
    env,
    hash::{BuildHasher, RandomState},
    process::Command,
    time::Instant,
};

use closing::Runner;
use step::{Step, Work};

use crate::{
    error::Error,
    generate,
    system::{self, packages::Need},
    ui::{self, Mode},
    workspace::Workspace,
};

#[derive(clap::Args)]
pub struct Options {
    /// Leave out the end-to-end tests in the real window and the foreign clients
    #[arg(long, conflicts_with = "thorough")]
    fast: bool,

    /// The full counts instead of a random slice of each; takes hours
    #[arg(long)]
    thorough: bool,
}

/// The crates whose tests open windows, and install what others wrote.
const SLOW_TESTS: [&str; 2] = ["signet-test-desktop", "signet-test-foreign"];

pub fn test(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let _alone = workspace.alone()?;
    let started = Instant::now();
    let seed = seed()?;
    println!("SIGNET_TEST_SEED={seed}");
    let steps = steps(workspace, options, seed);
    let count = steps.len();
    for (index, step) in steps.into_iter().enumerate() {
        step.take(&format!("[{}/{count}]", index + 1))?;
    }
    let left_out = if options.fast {
        "; the end-to-end tests and the foreign clients were left out"
    } else {
        ""
    };
    println!(
        "all {count} steps passed in {}{left_out}",
        step::span(started.elapsed())
    );
    Ok(())
}

fn steps<'a>(workspace: &'a Workspace, options: &Options, seed: u64) -> Vec<Step<'a>> {
    let needs: &[Need] = if options.fast {
        &[Need::Build]
    } else {
        &[Need::Build, Need::Window, Need::Foreign]
    };
    let cargo = |words: &[&str]| {
        let mut cargo = workspace.cargo();
        cargo.args(words).env("CARGO_TERM_COLOR", "never");
        cargo
    };
    let npm = |script: &str| {
        let mut npm = workspace.npm();
        npm.args(["run", script]);
        npm
    };
    let tests = |words: &[&str]| {
        let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
        tests.args(words);
        for name in ["SIGNET_TEST_SEED", "PROPTEST_RNG_SEED"] {
            tests.env(name, seed.to_string());
        }
        if options.thorough {
            tests
                .env("SIGNET_THOROUGH", "1")
                .env("PROPTEST_CASES", "10000");
        }
        tests
    };
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ];
    let mut steps = vec![
        inside("packages", move || system::ensure(needs)),
        inside("ui", || ui::build(workspace, Mode::Development)),
        program(
            "rustfmt",
            cargo(&["fmt", "--all", "--check"]),
            Runner::Silent,
        ),
        program("eslint and prettier", npm("lint"), Runner::Npm),
        program("svelte-check", npm("check"), Runner::Npm),
        program("vitest", npm("test"), Runner::Npm),
        program(
            "build",
            cargo(&["build", "--workspace", "--all-targets"]),
            Runner::Silent,
        ),
        program("clippy", cargo(&clippy), Runner::Silent),
        inside("drift", || generate::check(workspace)),
    ];
    if options.fast {
        // Not `--exclude`: another choice of packages is another build of all they stand on.
        let mut chosen = tests(&["--lib", "--bins", "--examples"]);
        for name in workspace.integration_tests_without(&SLOW_TESTS) {
            chosen.args(["--test", name]);
        }
        steps.push(program("cargo test", chosen, Runner::Cargo));
        steps.push(program("doc tests", tests(&["--doc"]), Runner::Cargo));
    } else {
        steps.push(program("cargo test", tests(&[]), Runner::Cargo));
    }
    steps
}

fn inside<'a>(name: &'static str, work: impl FnOnce() -> Result<(), Error> + 'a) -> Step<'a> {
    Step {
        name,
        work: Work::Inside(Box::new(work)),
    }
}

fn program(name: &'static str, command: Command, runner: Runner) -> Step<'static> {
    Step {
        name,
        work: Work::Program { command, runner },
    }
}

/// Given, or new for each run; the tests that draw at random print it when they fail.
fn seed() -> Result<u64, Error> {
    match env::var("SIGNET_TEST_SEED") {
        Ok(given) => given
            .parse()
            .map_err(|_| Error::Unmet(format!("SIGNET_TEST_SEED={given} is not a number"))),
        Err(_) => Ok(RandomState::new().hash_one(())),
    }
}
