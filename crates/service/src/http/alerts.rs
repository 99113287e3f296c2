//! Alerts: seeing them, seeing to them.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::AlertId,
    platform::{Alert, AlertQuery, ErrorCode, Failed, Page, Success},
};

use super::{
    asked::{Asked, Named},
    data::{Answer, Data},
    paging::Asked as PageAsked,
    problem,
    roles::{AsSupport, AsViewer},
};
use crate::{
    audit::Deed,
    caller::{Caller, Rank},
    deed,
    platform::Platform,
    storage::{Mark, Marked},
};

/// What support should look at, newest first
#[utoipa::path(
    get, path = "/alerts", tag = "Alerts", params(AlertQuery), security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<Alert>>)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
    Asked(query): Asked<AlertQuery>,
) -> Answer<Page<Alert>> {
    let asked = PageAsked::new(query.limit, query.cursor.as_deref())?;
    let alerts = &platform.storage.alerts;
    let found = alerts
        .alerts(query.settled, asked.before(), asked.fetch())
        .await?;
    Ok(Data(asked.page(found, |alert| alert.id)))
}

/// Say that you see to an alert
#[utoipa::path(
    post, path = "/alerts/{id}/claim", tag = "Alerts", security(("operator" = ["support"])),
    params(("id" = AlertId, Path)),
    responses((status = 200, body = Success<Alert>), (status = 409, body = Failed)),
)]
pub async fn claim(
    State(platform): State<Arc<Platform>>,
    AsSupport(caller): AsSupport,
    Named(id): Named<AlertId>,
) -> Answer<Alert> {
    mark(&platform, &caller, id, Mark::Claimed).await
}

/// Say that an alert was seen to
#[utoipa::path(
    post, path = "/alerts/{id}/settle", tag = "Alerts", security(("operator" = ["support"])),
    params(("id" = AlertId, Path)),
    responses((status = 200, body = Success<Alert>)),
)]
pub async fn settle(
    State(platform): State<Arc<Platform>>,
    AsSupport(caller): AsSupport,
    Named(id): Named<AlertId>,
) -> Answer<Alert> {
    mark(&platform, &caller, id, Mark::Settled).await
}

async fn mark(platform: &Platform, caller: &Caller, id: AlertId, mark: Mark) -> Answer<Alert> {
    let operator = caller.operator(Rank::Support)?;
    let deed = Deed::about(caller.party.actor(), "alert", id, None);
    let _line = platform.audit.record::<deed::MarkAlert>(deed).await?;
    let now = platform.clock.now();
    match platform
        .storage
        .alerts
        .mark_alert(id, mark, operator, now)
        .await?
    {
        Some(Marked::Now(alert)) => Ok(Data(*alert)),
        Some(Marked::ClaimedByOther) => {
            let message = "somebody else sees to this alert";
            Err(problem(ErrorCode::AlreadyExists, message))
        }
        None => Err(problem(ErrorCode::NotFound, "no such alert")),
    }
}
