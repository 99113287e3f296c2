//! The page on which a person does by hand what tests do over HTTP.

use axum::Router;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use axum::routing::get;

/// Nothing from elsewhere, nothing inline, framed by nobody.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// It holds nothing and needs no token; what it shows it asks for with the one behind `#` in its
/// address.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let page = file("text/html; charset=utf-8", include_str!("page.html"));
    let style = file("text/css; charset=utf-8", include_str!("page.css"));
    let script = file("text/javascript; charset=utf-8", include_str!("page.js"));
    Router::new()
        .route("/", get(async move || page))
        .route("/page.css", get(async move || style))
        .route("/page.js", get(async move || script))
}

fn file(kind: &'static str, text: &'static str) -> impl IntoResponse + Clone + Send + Sync {
    let headers: [(HeaderName, &str); 5] = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, text)
}
