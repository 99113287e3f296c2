//! `bench`: measures what ships against its budgets.

use std::process::Command;

use crate::{
    error::Error,
    process,
    system::{self, packages::Need},
    ui::{self, Mode},
    workspace::Workspace,
};

/// What measures, each against others in a run of its own: the window and its memory, signing in.
const BENCHES: [&str; 2] = ["bench", "bench-sign-in"];

/// Each prints its own table and writes its JSON; it only has to find what ships beside it.
pub fn bench(workspace: &Workspace) -> Result<(), Error> {
    let _alone = workspace.alone()?;
    system::ensure(&[Need::Build, Need::Window, Need::Foreign])?;
    ui::build(workspace, Mode::Release)?;
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--workspace"]);
    cargo.args(["--bin=signet", "--bin=signet-empty-window"]);
    cargo.args(BENCHES.map(|bench| format!("--bin={bench}")));
    process::run(&mut cargo)?;
    for bench in BENCHES {
        let mut bench = Command::new(workspace.program("release", bench));
        process::run(bench.current_dir(workspace.root()))?;
    }
    Ok(())
}
