//! The interface over HTTP: routes, and what all of them have in common.

mod address;
mod alerts;
mod asked;
mod audit;
mod body;
mod credential;
mod data;
mod devices;
mod docs;
mod endings;
mod exports;
mod frame;
mod leases;
mod link_page;
mod links;
mod openapi;
mod operators;
mod page;
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

use self::problem::Problem;
pub use self::{
    address::{Peer, Place},
    openapi::document,
};
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
    let routes = Router::new()
        .route("/health/live", get(probes::live))
        .route("/health/ready", get(probes::ready))
        .route("/metrics", get(probes::metrics))
        .route("/openapi.json", get(openapi::openapi))
        .route("/docs", get(docs::docs))
        .route("/.well-known/signet", get(well_known::signet))
        .route("/link/{token}", get(link_page::page))
        .nest(PREFIX, interface);
    framed(routes, platform)
}

/// What all routes have in common, around these.
fn framed(routes: Router<Arc<Platform>>, platform: Arc<Platform>) -> Router {
    routes
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

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    use super::*;
    use crate::{clock::Clock, config::Config};

    #[tokio::test]
    async fn a_panic_is_an_answer_with_a_reference_and_nothing_else() {
        let above = tempfile::tempdir().unwrap();
        let config = Config {
            data_dir: above.path().join("data"),
            ..Config::default()
        };
        let origin = config.origin_at(config.listen).unwrap();
        let host = origin.host().to_owned();
        let platform = Platform::open(config, origin, Clock::default())
            .await
            .unwrap();
        let broken = async || -> &'static str { panic!("a secret of the inside") };
        let routes = Router::new().route("/broken", get(broken));
        let request = Request::get("/broken").header("host", host);
        let request = request.body(Body::empty()).unwrap();
        let router = framed(routes, Arc::new(platform));
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 500);
        let body = axum::body::to_bytes(response.into_body(), 4096)
            .await
            .unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(
            text.contains("INTERNAL") && text.contains("reference"),
            "{text}"
        );
        assert!(!text.contains("secret"), "{text}");
    }
}
