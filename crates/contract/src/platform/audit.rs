//! The trail, as it is read back.

use serde::{Deserialize, Serialize};

use super::Moment;

/// One line: `GET /sessions/{id}/access-log` and `GET /audit`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditLine {
    /// Its place in the chain.
    pub sequence: u64,
    pub at: Moment,
    pub actor: AuditActor,
    /// Such as `open`, `lease` or `revoke`.
    pub action: String,
    pub outcome: AuditOutcome,
    /// An id with its kind, such as `session:0198…`.
    pub subject: String,
    pub reference: String,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditActor {
    pub kind: ActorKind,
    pub id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActorKind {
    /// A person, through a device.
    Device,
    /// The platform itself.
    Platform,
    Operator,
    Service,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AuditOutcome {
    Begun,
    Done,
    Refused,
    Failed,
}

/// `GET /audit`
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AuditQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// In which form a list is put into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// For spreadsheets: nothing in it is taken for a formula.
    Csv,
    Json,
}

/// `GET /audit/export`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AuditExportQuery {
    pub format: ExportFormat,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Moment>,
}

/// `GET /audit/verification`: the whole chain, checked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditVerification {
    /// Without a fault, as far as can be seen: see `keptHead`.
    pub intact: bool,
    pub lines: u64,
    /// What was known of the trail's end outside the database. Lines that were cut off behind it,
    /// or at all while there is none, are not noticed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_head: Option<KeptTrailHead>,
    pub checked_at: Moment,
    /// What is wrong, in words.
    pub faults: Vec<String>,
}

/// The last line that was known outside the database, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptTrailHead {
    pub sequence: u64,
    pub at: Moment,
}
