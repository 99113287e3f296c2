//! The trail: reading it, and checking that it is what was written.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::platform::{
    ActorKind, AuditActor, AuditLine, AuditOutcome, AuditQuery, AuditVerification, Moment, Page,
    Success,
};
use signet_trail::{Actor, Entry, Outcome};

use super::{
    credential::Known,
    data::{Answer, Data},
    paging::Asked as PageAsked,
    parameters::Asked,
};
use crate::{caller::Rank, platform::Platform, storage::LineQuery, verification};

/// Lines of the trail, newest first
#[utoipa::path(
    get, path = "/audit", tag = "Audit", params(AuditQuery), security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<AuditLine>>)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
    Asked(query): Asked<AuditQuery>,
) -> Answer<Page<AuditLine>> {
    caller.operator(Rank::Viewer)?;
    let asked = PageAsked::<u64>::new(query.limit, query.cursor.as_deref())?;
    let found = platform.storage.lines.page(LineQuery {
        subject: query.subject,
        action: query.action,
        after: query.after.map(|at| at.unix_millis()),
        before: query.before.map(|at| at.unix_millis()),
        below: asked.before(),
        limit: asked.fetch(),
    });
    let lines = found.await?.entries.into_iter().map(shown).collect();
    Ok(Data(asked.page(lines, |line: &AuditLine| line.sequence)))
}

/// Check the whole chain now
#[utoipa::path(
    get, path = "/audit/verification", tag = "Audit", security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<AuditVerification>)),
)]
pub async fn verify(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
) -> Answer<AuditVerification> {
    caller.operator(Rank::Viewer)?;
    Ok(Data(verification::verify(&platform).await?))
}

/// A line as people see it.
pub fn shown(entry: Entry) -> AuditLine {
    let Entry { sequence, event } = entry;
    let circumstance = event.circumstance;
    let (kind, id) = match circumstance.actor {
        Actor::Person(id) => (ActorKind::Device, id),
        Actor::App(id) => (ActorKind::Platform, id),
        Actor::Operator(id) => (ActorKind::Operator, id),
        Actor::Service(id) => (ActorKind::Service, id),
    };
    AuditLine {
        sequence,
        at: Moment::from_unix_millis(circumstance.at.unix_millis()),
        actor: AuditActor {
            kind,
            id: id.to_string(),
        },
        action: event.action.to_string(),
        outcome: match event.outcome {
            Outcome::Begun => AuditOutcome::Begun,
            Outcome::Done => AuditOutcome::Done,
            Outcome::Refused => AuditOutcome::Refused,
            Outcome::Failed => AuditOutcome::Failed,
        },
        subject: circumstance.subject.to_string(),
        reference: circumstance.reference.to_string(),
    }
}
