//! The first line: that it serves, and where.

use std::io::Write;

use serde_json::json;
use signet_contract::platform::Credential;
use signet_service::{Error, Server, caller::Rank};
use signet_trail::Actor;

/// One line of JSON on standard output, for whoever started it.
///
/// While there is no operator it carries an invitation for the first one. It goes to standard
/// output alone, is good once and for a day.
pub async fn announce(server: &Server) -> Result<(), Error> {
    let mut ready = json!({
        "ready": true,
        "address": server.address(),
        "port": server.address().port(),
        "origin": server.origin().as_str(),
    });
    if let Some(invitation) = first_invitation(server).await? {
        // Exposed to be shown to whoever started the service.
        ready["operatorInvitation"] = invitation.expose().into();
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ready}")
        .and_then(|()| out.flush())
        .map_err(|_| Error::Unwritable("the ready line"))
}

async fn first_invitation(server: &Server) -> Result<Option<Credential>, Error> {
    let platform = server.platform();
    if !platform
        .storage
        .operators
        .operators(None, 1)
        .await?
        .is_empty()
    {
        return Ok(None);
    }
    let actor = Actor::App("first-start".parse().unwrap_or_default());
    let made = platform
        .reception
        .invite(platform, actor, Rank::Admin, None)
        .await?;
    Ok(Some(made.invitation))
}
