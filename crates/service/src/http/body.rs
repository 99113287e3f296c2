//! What requests say in JSON, refused with the field's name.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use serde::de::DeserializeOwned;
use signet_contract::platform::ErrorCode;

use super::{problem, problem::Problem};
use crate::{Refused, platform::Platform};

/// The largest body that is read.
pub const LARGEST: usize = 64 * 1024;

/// The longest name of a field that is said back.
const FIELD: usize = 100;

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Platform>> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, platform: &Arc<Platform>) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes = whole(body, LARGEST, platform)
            .await?
            .map_err(|_| problem(ErrorCode::BodyTooLarge, "the body is larger than 64 KiB"))?;
        if !is_json(&parts.headers) {
            let message = "the body must be application/json";
            return Err(problem(ErrorCode::UnsupportedMediaType, message));
        }
        read(&bytes).map(Self)
    }
}

/// A JSON body that may be absent altogether.
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<Arc<Platform>> for MaybeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Arc<Platform>) -> Result<Self, Problem> {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            return Ok(Self(Body::from_request(request, state).await?.0));
        }
        match whole(request.into_body(), 0, state).await? {
            Ok(_) => Ok(Self(T::default())),
            Err(_) => Err(problem(
                ErrorCode::UnsupportedMediaType,
                "the body must be application/json",
            )),
        }
    }
}

/// Nothing was begun yet, so whoever sends a little at a time is given up here.
async fn whole(
    body: axum::body::Body,
    most: usize,
    platform: &Platform,
) -> Result<Result<Bytes, axum::Error>, Problem> {
    let bound = Duration::from_secs(platform.config.request_seconds);
    tokio::time::timeout(bound, to_bytes(body, most))
        .await
        .map_err(|_| problem(ErrorCode::TimedOut, "this took too long"))
}

fn is_json(headers: &HeaderMap) -> bool {
    let said = headers.get(header::CONTENT_TYPE);
    let said = said.and_then(|value| value.to_str().ok()).unwrap_or("");
    let kind = said.split(';').next().unwrap_or("").trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// The error's own text may repeat a secret that was sent; only the field is named.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field: String = error.path().to_string().chars().take(FIELD).collect();
        Problem::from(Refused::field(&field, "the body is not what is expected"))
    })?;
    match json.end() {
        Ok(()) => Ok(value),
        Err(_) => Err(Refused::field("", "something follows the body").into()),
    }
}
