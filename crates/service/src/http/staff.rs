//! The routes of operators. Each handler says itself who may call it.

use std::sync::Arc;

use axum::{
    Router,
    routing::{delete, get, patch, post},
};

use super::{alerts, audit, devices, exports, operators, services, webhooks};
use crate::platform::Platform;

pub fn routes() -> Router<Arc<Platform>> {
    Router::new()
        .route("/token/refresh", post(operators::refresh))
        .route("/operators", get(operators::list))
        .route("/operators/accept", post(operators::accept))
        .route("/operators/activate", post(operators::activate))
        .route("/operators/login", post(operators::login))
        .route("/operators/invite", post(operators::invite))
        .route("/operators/{id}", patch(operators::change))
        .route("/operators/{id}/invitation", post(operators::invite_again))
        .route("/services", get(services::list).post(services::register))
        .route("/services/{id}", get(services::one).patch(services::change))
        .route("/services/{id}/api-keys", post(services::add_key))
        .route("/services/{id}/api-keys/{key}", delete(services::end_key))
        .route("/devices", get(devices::list))
        .route("/devices/{id}/disable", post(devices::disable))
        .route("/webhooks", get(webhooks::list).post(webhooks::add))
        .route("/webhooks/{id}", delete(webhooks::remove))
        .route("/webhooks/{id}/secret", post(webhooks::replace_secret))
        .route("/alerts", get(alerts::list))
        .route("/alerts/{id}/claim", post(alerts::claim))
        .route("/alerts/{id}/settle", post(alerts::settle))
        .route("/sessions/export", get(exports::sessions))
        .route("/audit", get(audit::list))
        .route("/audit/verification", get(audit::verify))
        .route("/audit/export", get(exports::trail))
}
