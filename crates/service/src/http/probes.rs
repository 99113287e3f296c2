//! Whether it lives, whether it is ready, and its numbers.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use signet_contract::platform::{Probe, Success, Trouble};

use super::{
    data::{Answer, Data},
    problem::Problem,
};
use crate::platform::Platform;

/// Whether the process answers
#[utoipa::path(
    get, path = "/health/live", tag = "Probes", security(()),
    responses((status = 200, body = Success<Probe>)),
)]
pub async fn live() -> Answer<Probe> {
    Ok(Data(probe(Vec::new())))
}

/// Whether it can serve
#[utoipa::path(
    get, path = "/health/ready", tag = "Probes", security(()),
    responses((status = 200, body = Success<Probe>), (status = 503, body = Success<Probe>)),
)]
pub async fn ready(State(platform): State<Arc<Platform>>) -> Response {
    let troubles = platform.troubles().await;
    let status = if troubles.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Data(probe(troubles))).into_response()
}

/// Numbers for Prometheus
#[utoipa::path(
    get, path = "/metrics", tag = "Probes", security(()),
    responses((status = 200, body = String, content_type = "application/openmetrics-text")),
)]
pub async fn metrics(State(platform): State<Arc<Platform>>) -> Result<Response, Problem> {
    let text = platform
        .metrics
        .text()
        .map_err(|_| Problem::internal("the numbers cannot be written".to_owned()))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

fn probe(troubles: Vec<Trouble>) -> Probe {
    Probe {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        troubles,
    }
}
