//! `bench`: measures what ships against its budgets.

use std::process::Command;

use crate::{
    error::Error,
    process,
    system::{self, packages::Need},
    ui::{self, Mode},
    workspace::Workspace,
};

/// The bench prints its own table and writes its JSON and SVG; it only has to find what ships
/// beside it.
pub fn bench(workspace: &Workspace) -> Result<(), Error> {
    let _alone = workspace.alone()?;
    system::ensure(&[Need::Build, Need::Window])?;
    ui::build(workspace, Mode::Release)?;
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--workspace"]);
    cargo.args(["--bin=signet", "--bin=signet-empty-window", "--bin=bench"]);
    process::run(&mut cargo)?;
    process::run(Command::new(workspace.program("release", "bench")).current_dir(workspace.root()))
}
