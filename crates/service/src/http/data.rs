//! Answers that went well.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use signet_contract::platform::Success;

use super::problem::Problem;

/// What a handler answers with.
pub type Answer<T> = Result<Data<T>, Problem>;

/// `{"success":true,"data":…}`
pub struct Data<T>(pub T);

impl<T: Serialize> IntoResponse for Data<T> {
    fn into_response(self) -> Response {
        Json(Success::from(self.0)).into_response()
    }
}
