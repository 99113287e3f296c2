//! Inviting operators from the command line, on the machine that holds the data.

use clap::{Subcommand, ValueEnum};
use signet_contract::ids::OperatorId;
use signet_service::{Error, caller::Rank, operators::rank, platform::Platform};
use signet_trail::Actor;

#[derive(Subcommand)]
pub enum OperatorCommand {
    /// Print an invitation: good once, for a day
    Invite {
        /// What the invited person may do
        #[arg(long, value_enum, default_value_t = Invited::Viewer)]
        role: Invited,
        /// An operator who lost password or authenticator, instead of somebody new
        #[arg(long)]
        id: Option<OperatorId>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Invited {
    /// Reads everything but what is sealed
    Viewer,
    /// Also ends sessions
    Support,
    /// Also administers
    Admin,
}

impl OperatorCommand {
    /// Does it and returns what to print.
    pub async fn run(self, platform: &Platform) -> Result<String, Error> {
        match self {
            Self::Invite { role, id } => {
                let role = match id {
                    Some(id) => known(platform, id).await?,
                    None => role.into(),
                };
                let actor = Actor::App("command-line".parse().unwrap_or_default());
                let made = platform.reception.invite(platform, actor, role, id).await?;
                serde_json::to_string_pretty(&made).map_err(|_| Error::Unwritable("the answer"))
            }
        }
    }
}

async fn known(platform: &Platform, id: OperatorId) -> Result<Rank, Error> {
    let operator = platform.storage.operators.operator(id).await?;
    let role = operator.and_then(|operator| rank(operator.role));
    role.ok_or_else(|| Error::Configuration(format!("there is no operator {id}")))
}

impl From<Invited> for Rank {
    fn from(invited: Invited) -> Self {
        match invited {
            Invited::Viewer => Self::Viewer,
            Invited::Support => Self::Support,
            Invited::Admin => Self::Admin,
        }
    }
}
