//! Errors as answers.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use signet_contract::{
    Reference,
    platform::{ApiError, ErrorCode, Failed},
};

use super::request_id::RequestId;
use crate::{Error, Refused, storage::StorageError};

/// Why a request was not done. The frame around all requests writes it, because it knows the
/// request's id.
#[derive(Debug, Clone)]
pub struct Problem {
    refused: Refused,
    /// What the log says and the caller does not learn.
    inside: Option<String>,
    reference: Reference,
}

impl Problem {
    pub fn code(&self) -> ErrorCode {
        self.refused.code
    }

    pub fn reference(&self) -> Reference {
        self.reference
    }

    pub fn inside(&self) -> Option<&str> {
        self.inside.as_deref()
    }

    /// Something failed here; the caller learns the reference alone.
    pub fn internal(inside: String) -> Self {
        Self {
            refused: Refused::new(ErrorCode::Internal, "this failed here; it was logged"),
            inside: Some(inside),
            reference: Reference::random(),
        }
    }

    /// The whole answer.
    pub fn answer(&self, request: &RequestId) -> Response {
        let body = Failed::from(ApiError {
            code: self.refused.code,
            message: self.refused.message.to_owned(),
            retry_after: self.refused.retry_after,
            details: self.refused.details.as_deref().cloned(),
            request_id: request.as_str().to_owned(),
            reference: self.reference,
        });
        let status = StatusCode::from_u16(self.refused.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.refused.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            let ways = HeaderValue::from_static("Bearer, ApiKey");
            headers.insert(header::WWW_AUTHENTICATE, ways);
        }
        response
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self {
            refused,
            inside: None,
            reference: Reference::random(),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refused) => refused.into(),
            Error::TrailUnwritten(inside) => Self {
                inside: Some(inside),
                ..Refused::new(
                    ErrorCode::TrailUnavailable,
                    "this cannot be recorded now, so it was not done",
                )
                .retry_after(5)
                .into()
            },
            error @ (Error::Configuration(_)
            | Error::File { .. }
            | Error::KeyFile { .. }
            | Error::Certificate { .. }
            | Error::Ledger { .. }
            | Error::Occupied(_)
            | Error::Listen { .. }
            | Error::Storage(_)
            | Error::Random
            | Error::Unwritable(_)) => Self::internal(error.to_string()),
        }
    }
}

/// Carries the problem to the frame.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        Error::from(error).into()
    }
}
