//! The page a person sees before Signet is open.
//!
//! It asks for nothing and loads nothing: one style and one small script, both named by their
//! hash. Whatever a service said of itself stands in it as text. It is whole without the script,
//! which only counts down and copies.

use std::sync::{Arc, LazyLock};

use axum::{
    extract::{Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use signet_contract::platform::ErrorCode;

use super::{
    address::ClientAddress,
    page::{Fill, fill, policy},
    problem::Problem,
};
use crate::{
    Error, Refused, journey,
    platform::Platform,
    registration,
    storage::{LinkRecord, ServiceRecord},
};

const PAGE: &str = include_str!("link_page/page.html");
const OPEN: &str = include_str!("link_page/open.html");
const CLOSED: &str = include_str!("link_page/closed.html");
const GET: &str = include_str!("link_page/get.html");
const STYLE: &str = include_str!("link_page/page.css");
const SCRIPT: &str = include_str!("link_page/page.js");

static POLICY: LazyLock<String> = LazyLock::new(|| policy(&[STYLE], &[SCRIPT]));

pub async fn page(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    if platform.limits.preview.take(&address.into()).is_err() {
        return Ok(closed(
            StatusCode::TOO_MANY_REQUESTS,
            "Too many looks",
            "Try again in a minute.",
        ));
    }
    match look(&platform, &token).await {
        Ok((link, service)) => Ok(open(&platform, &token, &link, &service)),
        Err(Error::Refused(refused)) => Ok(refusal(&refused)),
        Err(error) => Err(error.into()),
    }
}

async fn look(platform: &Platform, token: &str) -> Result<(LinkRecord, ServiceRecord), Error> {
    let link = journey::look(platform, token).await?;
    link.check_open(platform.clock.now())?;
    let service = registration::find(platform, link.service).await?;
    Ok((link, service))
}

fn open(platform: &Platform, token: &str, link: &LinkRecord, service: &ServiceRecord) -> Response {
    // Rounded up: at the end of its countdown the page asks again, and must find the link over.
    let left = platform.clock.now().until(link.expires_at);
    let left = left.as_millis().div_ceil(1000);
    let minutes = left.div_ceil(60);
    let download = platform.config.download_url.as_str();
    // A link that is no web address would be an empty promise, or worse.
    let get = if download.starts_with("https://") {
        fill(GET, &[("download", Fill::Text(download))])
    } else {
        String::new()
    };
    let app = journey::app_url(platform, token);
    let body = fill(
        OPEN,
        &[
            ("service", Fill::Text(service.name.as_str())),
            ("host", Fill::Text(platform.origin.host())),
            ("app", Fill::Text(&app)),
            ("get", Fill::Markup(&get)),
            ("seconds", Fill::Text(&left.to_string())),
            ("minutes", Fill::Text(&count(minutes))),
        ],
    );
    whole(StatusCode::OK, "Open Signet", &body)
}

fn count(minutes: u128) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        more => format!("{more} minutes"),
    }
}

fn refusal(refused: &Refused) -> Response {
    let again = "Go back to the page that sent you here and start again.";
    if refused.code == ErrorCode::LinkUnknown {
        return closed(StatusCode::NOT_FOUND, "No such link", again);
    }
    let title = if refused.code == ErrorCode::LinkRedeemed {
        "This link was used"
    } else if refused.code == ErrorCode::LinkRefused {
        "This link was refused"
    } else {
        "This link has ended"
    };
    closed(StatusCode::GONE, title, again)
}

fn closed(status: StatusCode, title: &str, text: &str) -> Response {
    let body = fill(
        CLOSED,
        &[("title", Fill::Text(title)), ("text", Fill::Text(text))],
    );
    whole(status, title, &body)
}

fn whole(status: StatusCode, title: &str, body: &str) -> Response {
    let page = fill(
        PAGE,
        &[
            ("title", Fill::Text(title)),
            ("style", Fill::Markup(STYLE)),
            ("script", Fill::Markup(SCRIPT)),
            ("body", Fill::Markup(body)),
        ],
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY.as_str()),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    (status, headers, page).into_response()
}
