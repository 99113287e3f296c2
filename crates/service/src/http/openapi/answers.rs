//! What every endpoint of a kind may answer, so that no handler has to say it and none forgets it.

use signet_contract::platform::PREFIX;
use utoipa::{
    Modify,
    openapi::{
        ContentBuilder, OpenApi, PathItem, Ref, Response, ResponseBuilder,
        path::{Operation, ParameterIn},
    },
};

/// Adds the answers that follow from how an endpoint is called. What a handler says itself stays.
pub struct Answers;

impl Modify for Answers {
    fn modify(&self, document: &mut OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let ours = path.starts_with(PREFIX);
            for operation in operations(item) {
                for (status, about) in usual(operation, ours) {
                    let responses = &mut operation.responses.responses;
                    let answer = || refusal(about).into();
                    responses.entry(status.to_owned()).or_insert_with(answer);
                }
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}

fn usual(operation: &Operation, ours: bool) -> Vec<(&'static str, &'static str)> {
    let mut usual = vec![
        ("500", "It failed here; the reference is in the log"),
        ("503", "Not now; `retryAfter` may say when"),
    ];
    if ours {
        usual.push(("421", "Another host than this platform's"));
        usual.push(("429", "Too often; `retryAfter` says when"));
    }
    // A requirement that is empty can be met by nobody in particular.
    let anybody = serde_json::json!([{}]);
    let security = serde_json::to_value(&operation.security).unwrap_or_default();
    if ours && security != anybody {
        usual.push(("401", "No credential, or not a good one"));
        usual.push(("403", "Not for this caller"));
    }
    let parameters = operation.parameters.iter().flatten();
    let places: Vec<_> = parameters
        .filter_map(|parameter| match parameter {
            utoipa::openapi::RefOr::T(parameter) => Some(&parameter.parameter_in),
            utoipa::openapi::RefOr::Ref(_) => None,
        })
        .collect();
    if places
        .iter()
        .any(|place| matches!(place, ParameterIn::Path))
    {
        usual.push((
            "404",
            "Nothing of that name, or nothing that this caller may see",
        ));
    }
    if operation.request_body.is_some() {
        usual.push(("413", "More than 64 KiB"));
        usual.push(("415", "Not JSON"));
    }
    if operation.request_body.is_some()
        || places
            .iter()
            .any(|place| matches!(place, ParameterIn::Query))
    {
        usual.push(("422", "`details.field` says what cannot be"));
    }
    usual
}

fn refusal(about: &str) -> Response {
    let failed = Ref::from_schema_name("Failed");
    let content = ContentBuilder::new().schema(Some(failed)).build();
    ResponseBuilder::new()
        .description(about)
        .content("application/json", content)
        .build()
}
