//! Who may call an endpoint, settled before anything else of the request is looked at.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{credential::Known, problem::Problem};
use crate::{
    caller::{Caller, Rank},
    platform::Platform,
};

macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $name:ident: $check:expr;)+) => {$(
        $(#[doc = $doc])+
        pub struct $name(pub Caller);

        impl FromRequestParts<Arc<Platform>> for $name {
            type Rejection = Problem;

            async fn from_request_parts(
                parts: &mut Parts,
                state: &Arc<Platform>,
            ) -> Result<Self, Problem> {
                let Known(caller) = Known::from_request_parts(parts, state).await?;
                let check: fn(&Caller) -> Result<(), crate::Error> = $check;
                check(&caller)?;
                Ok(Self(caller))
            }
        }
    )+};
}

roles! {
    /// A service.
    AsService: |caller| caller.service().map(|_| ());
    /// A person's device.
    AsDevice: |caller| caller.device().map(|_| ());
    /// A service or a device: not an operator.
    AsParty: |caller| caller.service().map(|_| ()).or_else(|_| caller.device().map(|_| ()));
    /// An operator who may read everything but what is sealed.
    AsViewer: |caller| caller.operator(Rank::Viewer).map(|_| ());
    /// An operator who may also end sessions.
    AsSupport: |caller| caller.operator(Rank::Support).map(|_| ());
    /// An operator who may also administer.
    AsAdmin: |caller| caller.operator(Rank::Admin).map(|_| ());
}
