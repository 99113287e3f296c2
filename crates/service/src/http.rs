//! The interface over HTTP: routes, and what all of them have in common.

mod address;
mod alerts;
mod asked;
mod audit;
mod body;
mod credential;
mod data;
mod devices;
mod endings;
mod exports;
mod frame;
mod leases;
mod link_page;
mod links;
mod operators;
mod paging;
mod probes;
mod problem;
mod request_id;
mod roles;
mod services;
mod sessions;
mod staff;
mod tokens;
mod webhooks;
mod well_known;

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{delete, get, post},
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
        .route("/status", get(tokens::status))
        .route("/link-tokens", post(links::make))
        .route("/link-tokens/preview", post(links::preview))
        .route("/link-tokens/redeem", post(links::redeem))
        .route("/link-tokens/refuse", post(links::refuse))
        .route("/link-tokens/confirm", post(links::confirm))
        .route("/link-tokens/status", get(links::status))
        .route("/service-cards", get(sessions::cards))
        .route("/sessions", get(sessions::list).post(sessions::deliver))
        .route("/sessions/revoke", post(endings::revoke_many))
        .route("/sessions/user/{user}", get(sessions::fetch))
        .route("/sessions/{id}", get(sessions::one).delete(endings::revoke))
        .route("/sessions/{id}/access-log", get(sessions::access_log))
        .route("/sessions/{id}/receipts", post(endings::receive))
        .route("/sessions/{id}/health", post(endings::fare))
        .route("/leases", post(leases::take))
        .route("/leases/{id}", delete(leases::give_back))
        .route("/leases/{id}/renew", post(leases::renew));
    Router::new()
        .route("/health/live", get(probes::live))
        .route("/health/ready", get(probes::ready))
        .route("/metrics", get(probes::metrics))
        .route("/.well-known/signet", get(well_known::signet))
        .route("/link/{token}", get(link_page::page))
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
