//! The interface over HTTP: routes, and what all of them have in common.

mod address;
mod data;
mod frame;
mod probes;
mod problem;
mod request_id;

use std::sync::Arc;

use axum::{Router, middleware, routing::get};
use signet_contract::platform::{ErrorCode, PREFIX};

pub use self::address::Peer;
use self::problem::Problem;
use crate::{Refused, platform::Platform};

/// All routes.
pub fn router(platform: Arc<Platform>) -> Router {
    let interface = Router::new();
    Router::new()
        .route("/health/live", get(probes::live))
        .route("/health/ready", get(probes::ready))
        .route("/metrics", get(probes::metrics))
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
