//! What requests ask for in their paths and queries.

use std::{str::FromStr, sync::Arc};

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use signet_contract::platform::ErrorCode;

use super::{problem, problem::Problem};
use crate::{Refused, platform::Platform};

/// The query behind the path.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Platform>> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<Platform>) -> Result<Self, Problem> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(_) => Err(Refused::field("query", "the query is not what is expected").into()),
        }
    }
}

/// The one parameter of a path. What cannot be one names nothing that exists.
pub struct Named<T>(pub T);

impl<T: FromStr + Send> FromRequestParts<Arc<Platform>> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<Platform>) -> Result<Self, Problem> {
        let none = || problem(ErrorCode::NotFound, "there is nothing of that name");
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| none())?;
        text.parse().map(Self).map_err(|_| none())
    }
}
