//! The interface over HTTP: routes, and what all of them have in common.

mod address;
mod alerts;
mod audit;
mod body;
mod credential;
mod data;
mod devices;
mod exports;
mod frame;
mod operators;
mod paging;
mod parameters;
mod probes;
mod problem;
mod request_id;
mod services;
mod staff;
mod tokens;
mod webhooks;
mod well_known;

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{get, post},
};
use signet_contract::platform::{ErrorCode, PREFIX};

pub use self::address::Peer;
use self::problem::Problem;
use crate::{Refused, platform::Platform};

/// All routes.
pub fn router(platform: Arc<Platform>) -> Router {
    let interface = Router::new()
        .merge(staff::routes())
        .route("/token", post(tokens::get))
        .route("/token/revoke", post(tokens::revoke))
        .route("/status", get(tokens::status));
    Router::new()
        .route("/health/live", get(probes::live))
        .route("/health/ready", get(probes::ready))
        .route("/metrics", get(probes::metrics))
        .route("/.well-known/signet", get(well_known::signet))
        .nest(PREFIX, interface)
        .fallback(async || problem(ErrorCode::NotFound, "there is nothing here"))
        .method_not_allowed_fallback(async || {
            problem(ErrorCode::MethodNotAllowed, "not by this method")
        })
        .layer(middleware::from_fn_with_state(
            Arc::clone(&platform),
            frame::frame,
        ))
        .with_state(platform)
}

fn problem(code: ErrorCode, message: &'static str) -> Problem {
    Problem::from(Refused::new(code, message))
}
