//! The interface described: OpenAPI 3.1, made from the handlers and their types.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use signet_contract::platform::PREFIX;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Components,
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
    },
};

mod answers;

use self::answers::Answers;
use super::{
    alerts, audit, devices, endings, exports, leases, links, operators, probes, services, sessions,
    tokens, webhooks, well_known,
};
use crate::Error;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "signetd",
        description = "The platform service of Signet. Every answer is \
            `{\"success\":true,\"data\":…}` or `{\"success\":false,\"error\":{…}}`; act on \
            `error.code`, not on its message. Lists are newest first and paged by `cursor`. \
            Bodies have at most 64 KiB.",
    ),
    paths(well_known::signet, probes::live, probes::ready, probes::metrics),
    modifiers(&Credentials),
)]
struct Document;

#[derive(OpenApi)]
#[openapi(
    paths(
        links::make,
        links::preview,
        links::redeem,
        links::refuse,
        links::confirm,
        links::status,
        sessions::cards,
        sessions::deliver,
        sessions::list,
        sessions::one,
        sessions::access_log,
        sessions::fetch,
        leases::take,
        leases::renew,
        leases::give_back,
        endings::revoke,
        endings::revoke_many,
        endings::receive,
        endings::fare,
        tokens::get,
        tokens::revoke,
        tokens::status,
        operators::refresh,
        operators::accept,
        operators::activate,
        operators::login,
        operators::list,
        operators::invite,
        operators::invite_again,
        operators::change,
        services::list,
        services::register,
        services::one,
        services::change,
        services::add_key,
        services::end_key,
        devices::list,
        devices::disable,
        webhooks::list,
        webhooks::add,
        webhooks::remove,
        webhooks::replace_secret,
        alerts::list,
        alerts::claim,
        alerts::settle,
        audit::list,
        audit::verify,
        exports::trail,
        exports::sessions,
    ),
    components(schemas(
        signet_contract::platform::ExportFormat,
        signet_contract::platform::Failed,
    ))
)]
struct Interface;

/// What a request may show.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Components::new);
        let header = |name: &str, about: &str| {
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, about)))
        };
        let bearer = |about: &str| {
            let mut scheme = Http::new(HttpAuthScheme::Bearer);
            scheme.bearer_format = Some("JWT".to_owned());
            scheme.description = Some(about.to_owned());
            SecurityScheme::Http(scheme)
        };
        let service = "An access token that a service got for its key by POST /token";
        let device = "An access token that a device got for an assertion by POST /token";
        let operator = "An access token of an operator of at least the role named";
        let key = "`ApiKey ` and the key of a service";
        let schemes = [
            ("service", bearer(service)),
            ("device", bearer(device)),
            ("operator", bearer(operator)),
            ("apiKey", header("Authorization", key)),
            (
                "serviceId",
                header("X-Service-ID", "The id of the service whose key it is"),
            ),
        ];
        for (name, scheme) in schemes {
            components.add_security_scheme(name, scheme);
        }
    }
}

/// The whole document, as it is committed.
pub fn document() -> Result<String, Error> {
    let mut document = Document::openapi().nest(PREFIX, Interface::openapi());
    Answers.modify(&mut document);
    let mut text = document
        .to_pretty_json()
        .map_err(|_| Error::Unwritable("the OpenAPI document"))?;
    text.push('\n');
    Ok(text)
}

/// The interface as OpenAPI 3.1
pub async fn openapi() -> Response {
    match document() {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => super::problem::Problem::from(error).into_response(),
    }
}
