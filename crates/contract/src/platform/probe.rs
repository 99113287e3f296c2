//! Whether a platform is there, for whoever runs it.

use serde::{Deserialize, Serialize};

/// `GET /health/live`, `GET /health/ready`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Probe {
    pub version: String,
    /// What is not well; empty when ready.
    pub troubles: Vec<Trouble>,
}

/// Why a platform is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Trouble {
    /// The database does not answer.
    Storage,
    /// Lines cannot be written.
    Trail,
    /// What was revoked elsewhere has not been heard of for too long.
    RevocationNews,
    /// It is on its way out.
    Stopping,
}
