//! What the platform says of itself to anybody.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::platform::{Success, WellKnown};

use super::data::{Answer, Data};
use crate::{keyring::jwk, platform::Platform};

/// The platform's name, environment and keys
#[utoipa::path(
    get, path = "/.well-known/signet", tag = "Platform", security(()),
    responses((status = 200, body = Success<WellKnown>)),
)]
pub async fn signet(State(platform): State<Arc<Platform>>) -> Answer<WellKnown> {
    let keyring = &platform.keyring;
    Ok(Data(WellKnown {
        origin: platform.origin.to_string(),
        name: platform.config.name.clone(),
        environment: platform.config.environment.clone(),
        signing_key: jwk(&keyring.platform().verifying_key()),
        key_changes: keyring.changes().to_vec(),
        jwks: keyring.jwks(),
    }))
}
