//! Reading an answer: its data, or its refusal.

use std::time::Duration;

use serde::{Deserialize, de::DeserializeOwned};
use signet_contract::{
    Reference,
    platform::{ErrorCode, ErrorDetails, Success},
};

use crate::{Error, Refusal, http::Reply};

/// As a platform writes it, read with forgiveness: a newer one may know more codes and details.
#[derive(Deserialize)]
struct Failed {
    error: Failure,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    code: serde_json::Value,
    retry_after: Option<u64>,
    #[serde(default)]
    details: serde_json::Value,
    #[serde(default)]
    request_id: String,
    #[serde(default)]
    reference: String,
}

/// The longest id of a request that is kept.
const MAX_REQUEST_ID: usize = 64;

pub(crate) fn data<T: DeserializeOwned>(reply: &Reply) -> Result<T, Error> {
    if (200..300).contains(&reply.status) {
        let success = serde_json::from_slice::<Success<T>>(&reply.body).ok();
        return success
            .filter(|success| success.success)
            .map(|success| success.data)
            .ok_or(Error::Answer(reply.status));
    }
    Err(refused(reply).unwrap_or(Error::Answer(reply.status)))
}

fn refused(reply: &Reply) -> Option<Error> {
    if reply.status == 429 && reply.body.is_empty() {
        return Some(limited(reply));
    }
    let Failed { error } = serde_json::from_slice(&reply.body).ok()?;
    let seconds = error.retry_after.or(reply.retry_after);
    let plain = |id: &String| {
        id.len() <= MAX_REQUEST_ID && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    Some(Error::Refused(Box::new(Refusal {
        status: reply.status,
        code: ErrorCode::deserialize(&error.code).ok(),
        retry_after: seconds.map(Duration::from_secs),
        details: ErrorDetails::deserialize(&error.details).unwrap_or_default(),
        request_id: Some(error.request_id).filter(plain).unwrap_or_default(),
        reference: error.reference.parse::<Reference>().ok(),
    })))
}

/// A proxy before the platform counts as well, and has no form.
fn limited(reply: &Reply) -> Error {
    Error::Refused(Box::new(Refusal {
        status: reply.status,
        code: None,
        retry_after: reply.retry_after.map(Duration::from_secs),
        details: ErrorDetails::default(),
        request_id: String::new(),
        reference: None,
    }))
}
