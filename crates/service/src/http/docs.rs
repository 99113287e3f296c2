//! The interface as a page to read: no script, nothing from elsewhere, made of the same document.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value};

use super::{
    openapi,
    page::{self, Fill, fill},
};

const PAGE: &str = include_str!("docs/page.html");
const OPERATION: &str = include_str!("docs/operation.html");
const SCHEMA: &str = include_str!("docs/schema.html");
const FIELD: &str = include_str!("docs/field.html");
const STYLE: &str = include_str!("docs/page.css");

static DOCS: LazyLock<String> = LazyLock::new(|| {
    let document = openapi::document().ok();
    let document = document.and_then(|text| serde_json::from_str(&text).ok());
    render(&document.unwrap_or(Value::Null))
});

static POLICY: LazyLock<String> = LazyLock::new(|| page::policy(&[STYLE], &[]));

pub async fn docs() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY.as_str()),
    ];
    (headers, DOCS.as_str()).into_response()
}

fn render(document: &Value) -> String {
    let mut tags: Vec<(&str, String)> = Vec::new();
    for (path, methods) in entries(&document["paths"]) {
        for (method, operation) in entries(methods) {
            let tag = operation["tags"][0].as_str().unwrap_or("Others");
            let drawn = self::operation(path, method, operation, document);
            match tags.iter_mut().find(|(known, _)| *known == tag) {
                Some((_, all)) => all.push_str(&drawn),
                None => tags.push((tag, drawn)),
            }
        }
    }
    let operations: String = tags
        .iter()
        .map(|(tag, drawn)| {
            fill(
                "<h2>{{tag}}</h2>{{drawn}}",
                &[("tag", Fill::Text(tag)), ("drawn", Fill::Markup(drawn))],
            )
        })
        .collect();
    let schemas: String = entries(&document["components"]["schemas"])
        .filter(|(name, _)| !name.contains("Success_"))
        .map(|(name, schema)| self::schema(name, schema))
        .collect();
    let about = document["info"]["description"].as_str().unwrap_or("");
    fill(
        PAGE,
        &[
            ("style", Fill::Markup(STYLE)),
            ("about", Fill::Text(about)),
            ("operations", Fill::Markup(&operations)),
            ("schemas", Fill::Markup(&schemas)),
        ],
    )
}

fn operation(path: &str, method: &str, operation: &Value, document: &Value) -> String {
    let body = operation["requestBody"]["content"]["application/json"]["schema"].clone();
    let answer = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    let statuses: Vec<&str> = entries(&operation["responses"])
        .map(|(status, _)| status)
        .collect();
    let parameters: String = list(&operation["parameters"])
        .map(|parameter| {
            let name = parameter["name"].as_str().unwrap_or("");
            let place = parameter["in"].as_str().unwrap_or("");
            field(name, place, &parameter["description"])
        })
        .collect();
    fill(
        OPERATION,
        &[
            ("method", Fill::Text(&method.to_uppercase())),
            ("path", Fill::Text(path)),
            (
                "summary",
                Fill::Text(operation["summary"].as_str().unwrap_or("")),
            ),
            ("who", Fill::Text(&who(operation, document))),
            ("parameters", Fill::Markup(&parameters)),
            ("body", Fill::Markup(&kind(&body))),
            ("answer", Fill::Markup(&kind(answer))),
            ("statuses", Fill::Text(&statuses.join(" "))),
        ],
    )
}

/// Which credentials an operation takes.
fn who(operation: &Value, document: &Value) -> String {
    let own = &operation["security"];
    let asked = if own.is_null() {
        &document["security"]
    } else {
        own
    };
    let ways: Vec<String> = list(asked)
        .map(|way| {
            let names = entries(way).map(|(name, roles)| {
                let roles: Vec<&str> = list(roles).filter_map(Value::as_str).collect();
                match (name, roles.is_empty()) {
                    ("bearer", _) => "access token".to_owned(),
                    ("apiKey", _) => "API key".to_owned(),
                    ("serviceId", _) => String::new(),
                    (name, true) => name.to_owned(),
                    (name, false) => format!("{name}: {}", roles.join(", ")),
                }
            });
            let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
            if names.is_empty() {
                "anybody".to_owned()
            } else {
                names.join(" and ")
            }
        })
        .collect();
    ways.join(", or ")
}

fn schema(name: &str, schema: &Value) -> String {
    let required: Vec<&str> = list(&schema["required"])
        .filter_map(Value::as_str)
        .collect();
    let mut fields: String = entries(&schema["properties"])
        .map(|(name, of)| {
            let optional = if required.contains(&name) {
                ""
            } else {
                ", optional"
            };
            let kind = format!("{}{optional}", kind_name(of));
            field(name, &kind, &of["description"])
        })
        .collect();
    let words =
        list(&schema["enum"]).chain(list(&schema["oneOf"]).flat_map(|one| list(&one["enum"])));
    for word in words.filter_map(Value::as_str) {
        fields.push_str(&field(word, "", &Value::Null));
    }
    for one in list(&schema["oneOf"]) {
        for (name, of) in entries(&one["properties"]) {
            let words: Vec<&str> = list(&of["enum"]).filter_map(Value::as_str).collect();
            let kind = if words.is_empty() {
                kind_name(of)
            } else {
                words.join(" ")
            };
            fields.push_str(&field(name, &kind, &one["description"]));
        }
    }
    fill(
        SCHEMA,
        &[
            ("name", Fill::Text(name)),
            (
                "about",
                Fill::Text(schema["description"].as_str().unwrap_or("")),
            ),
            ("fields", Fill::Markup(&fields)),
        ],
    )
}

fn field(name: &str, kind: &str, about: &Value) -> String {
    fill(
        FIELD,
        &[
            ("name", Fill::Text(name)),
            ("kind", Fill::Text(kind)),
            ("about", Fill::Text(about.as_str().unwrap_or(""))),
        ],
    )
}

/// A schema's name as a link to it.
fn kind(schema: &Value) -> String {
    let name = kind_name(schema);
    let name = name.trim_start_matches("Success_");
    match name {
        "" => "–".to_owned(),
        name => fill(
            "<a href=\"#{{name}}\">{{name}}</a>",
            &[("name", Fill::Text(name))],
        ),
    }
}

fn kind_name(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or("").to_owned();
    }
    let several = list(&schema["oneOf"])
        .map(kind_name)
        .filter(|name| name != "null");
    match &schema["type"] {
        Value::String(name) if name == "array" => {
            format!("list of {}", kind_name(&schema["items"]))
        }
        Value::String(name) => name.clone(),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str);
            names
                .filter(|name| *name != "null")
                .collect::<Vec<_>>()
                .join(" or ")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
            several.collect::<Vec<_>>().join(" or ")
        }
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let map = value.as_object().into_iter().flat_map(Map::iter);
    map.map(|(name, value)| (name.as_str(), value))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
