//! Around every request: its name, its host, its deadline, its panic, its headers, its log line.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use signet_contract::platform::ErrorCode;

use super::{
    address::{ClientAddress, Peer, Place},
    problem,
    problem::Problem,
    request_id::{self, RequestId},
};
use crate::{
    metrics::{self, Answered},
    platform::Platform,
};

const TIME: HeaderName = HeaderName::from_static("x-response-time");

/// On everything that says nothing else itself.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// For https origins; a year.
const HTTPS_ONLY: &str = "max-age=31536000; includeSubDomains";

pub async fn frame(
    State(platform): State<Arc<Platform>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let id = RequestId::of(request.headers());
    let method = metrics::method(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    if let Some(Peer(peer)) = request.extensions().get().copied() {
        let proxies = &platform.config.trusted_proxies;
        let client = ClientAddress::of(peer, request.headers(), proxies);
        request.extensions_mut().insert(client);
    }

    platform.metrics.under_way.inc();
    let mut response = if is_served(&platform, &route, request.headers(), request.uri()) {
        within(&platform, request, next).await
    } else {
        let message = "this platform does not serve that host";
        problem(ErrorCode::HostNotServed, message).into_response()
    };
    platform.metrics.under_way.dec();

    let found = response.extensions_mut().remove::<Problem>();
    if let Some(found) = &found {
        response = found.answer(&id);
    }
    let took = begun.elapsed();
    finish(&platform, &mut response, &id, took);
    let status = response.status().as_u16();
    log(method, &route, status, took, &id, found.as_ref());
    // Every limit answers so, whether to a program or to a browser.
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        platform.metrics.refused_by_limit.inc();
    }
    let answered = Answered {
        route,
        method,
        status,
    };
    platform.metrics.answer(answered, took);
    response
}

/// Probes are asked by address; everything else by the platform's own name.
fn is_served(platform: &Platform, route: &str, headers: &HeaderMap, uri: &Uri) -> bool {
    if route.starts_with("/health/") || route == "/metrics" {
        return true;
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let ours = |value: &HeaderValue| {
        let host = value.to_str().unwrap_or("");
        host.eq_ignore_ascii_case(platform.origin.host())
    };
    let one = hosts.next().is_some_and(ours) && hosts.next().is_none();
    // A request line with an authority of its own must name the same one.
    one && uri
        .authority()
        .is_none_or(|said| said.as_str().eq_ignore_ascii_case(platform.origin.host()))
}

/// A request that was begun is done to its end, whether its connection breaks or its time is
/// over: what follows a change that stands already must not be left out. It keeps the place of
/// its connection, so that nobody gets more done at once by hanging up.
async fn within(platform: &Platform, request: Request, next: Next) -> Response {
    let bound = Duration::from_secs(platform.config.request_seconds);
    let begun = platform.under_way.begin();
    let place = request.extensions().get::<Place>().cloned();
    let doing = tokio::spawn(async move {
        let response = next.run(request).await;
        drop((begun, place));
        response
    });
    match tokio::time::timeout(bound, doing).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            platform.metrics.panics.inc();
            Problem::internal("a panic".to_owned()).into_response()
        }
        Err(_) => problem(ErrorCode::TimedOut, "this took too long").into_response(),
    }
}

fn finish(platform: &Platform, response: &mut Response<Body>, id: &RequestId, took: Duration) {
    let headers = response.headers_mut();
    headers.insert(request_id::HEADER, id.header());
    let millis = format!("{:.1}ms", took.as_secs_f64() * 1000.0);
    if let Ok(value) = HeaderValue::from_str(&millis) {
        headers.insert(TIME, value);
    }
    for (name, value) in HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if platform.origin.is_https() {
        let value = HeaderValue::from_static(HTTPS_ONLY);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
}

/// The route's pattern, never the path: paths hold tokens.
fn log(
    method: &str,
    route: &str,
    status: u16,
    took: Duration,
    id: &RequestId,
    found: Option<&Problem>,
) {
    let millis = took.as_secs_f64() * 1000.0;
    let id = id.as_str();
    match found {
        None => tracing::info!(method, route, status, millis, id, "answered"),
        Some(found) => {
            let reference = found.reference();
            let code = found.code();
            let inside = found.inside();
            if status >= 500 {
                tracing::error!(method, route, status, millis, id, %reference, ?code, inside, "failed");
            } else {
                tracing::info!(method, route, status, millis, id, %reference, ?code, "refused");
            }
        }
    }
}
