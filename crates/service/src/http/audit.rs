//! The trail: reading it, and checking that it is what was written.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::platform::{AuditLine, AuditQuery, AuditVerification, Page, Success};

use super::{
    asked::Asked,
    data::{Answer, Data},
    paging::Asked as PageAsked,
    roles::AsViewer,
};
use crate::{platform::Platform, storage::LineQuery, verification, viewing};

/// Lines of the trail, newest first
#[utoipa::path(
    get, path = "/audit", tag = "Audit", params(AuditQuery), security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<AuditLine>>)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
    Asked(query): Asked<AuditQuery>,
) -> Answer<Page<AuditLine>> {
    let asked = PageAsked::<u64>::new(query.limit, query.cursor.as_deref())?;
    let found = platform.storage.lines.page(LineQuery {
        subject: query.subject,
        action: query.action,
        after: query.after.map(|at| at.unix_millis()),
        before: query.before.map(|at| at.unix_millis()),
        below: asked.before(),
        limit: asked.fetch(),
    });
    let lines = found
        .await?
        .entries
        .into_iter()
        .map(viewing::line)
        .collect();
    Ok(Data(asked.page(lines, |line: &AuditLine| line.sequence)))
}

/// Check the whole chain now
#[utoipa::path(
    get, path = "/audit/verification", tag = "Audit", security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<AuditVerification>)),
)]
pub async fn verify(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
) -> Answer<AuditVerification> {
    Ok(Data(verification::verify(&platform).await?))
}
