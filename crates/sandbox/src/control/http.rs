//! Control over HTTP on loopback, for those who are not in the same process.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::control::{self, page};
use crate::error::SandboxError;
use crate::faults::Fault;
use crate::hub::Hub;
use crate::listener;
use crate::random;
use crate::sandbox::Control;
use crate::world::Counts;
use crate::world::accounts::{NewAccount, Standing};

type Answer = Result<Response, SandboxError>;

pub(crate) fn serve(
    runtime: &Runtime,
    hub: Arc<Hub>,
    address: SocketAddr,
) -> Result<Control, SandboxError> {
    let listener = listener::bind(address)?;
    let listen = |source| SandboxError::Listen { address, source };
    let control = Control {
        address: listener.local_addr().map_err(listen)?,
        token: random::hex::<32>(),
    };
    let expected = Arc::new(format!("Bearer {}", control.token));
    let router = routes()
        .with_state(hub)
        .layer(from_fn_with_state(expected, admit))
        .merge(page::routes());
    let _inside = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener).map_err(listen)?;
    runtime.spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "control ended");
        }
    });
    Ok(control)
}

fn routes() -> Router<Arc<Hub>> {
    Router::new()
        .route("/accounts", get(accounts).post(make_account))
        .route("/accounts/{phone}/code", get(last_code))
        .route("/accounts/{phone}/password", put(set_password))
        .route("/accounts/{phone}/standing", put(set_standing))
        .route("/accounts/{phone}/age", post(age_authorizations))
        .route("/accounts/{phone}/devices", get(devices))
        .route("/accounts/{phone}/unconfirm", post(unconfirm))
        .route("/accounts/{phone}/forget-keys", post(forget_keys))
        .route("/clock", post(advance))
        .route("/counts", get(counts))
        .route("/faults", get(faults).post(script).delete(clear_faults))
        .route("/salts/skip", post(skip_salts))
        .route("/violations", get(violations))
}

async fn admit(State(expected): State<Arc<String>>, request: Request, next: Next) -> Response {
    let shown = request.headers().get(header::AUTHORIZATION);
    if shown.is_some_and(|shown| shown.as_bytes() == expected.as_bytes()) {
        next.run(request).await
    } else {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

async fn accounts(State(hub): State<Arc<Hub>>) -> Answer {
    let world = hub.world();
    let all = world.accounts.all().filter(|account| !account.extra);
    let all: Vec<_> = all
        .map(|account| {
            json!({
                "phone": account.phone,
                "name": format!("{} {}", account.first_name, account.last_name).trim(),
                "code": account.last_code,
                "emailCode": account.emails.last_code,
                "hasPassword": account.password.is_some(),
                "devices": account.authorizations.len(),
                "standing": account.standing,
            })
        })
        .collect();
    Ok(Json(all).into_response())
}

async fn make_account(State(hub): State<Arc<Hub>>, Json(new): Json<NewAccount>) -> Answer {
    let id = control::make_account(&hub, new)?;
    Ok((StatusCode::CREATED, Json(json!({ "userId": id }))).into_response())
}

async fn last_code(State(hub): State<Arc<Hub>>, Path(phone): Path<String>) -> Answer {
    let codes = control::with_account(
        &hub,
        &phone,
        |account| json!({ "code": account.last_code, "emailCode": account.emails.last_code }),
    )?;
    Ok(Json(codes).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    password: Option<String>,
    hint: Option<String>,
}

async fn set_password(
    State(hub): State<Arc<Hub>>,
    Path(phone): Path<String>,
    Json(new): Json<NewPassword>,
) -> Answer {
    control::set_password(&hub, &phone, new.password.as_deref(), new.hint.as_deref())?;
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewStanding {
    standing: Standing,
}

async fn set_standing(
    State(hub): State<Arc<Hub>>,
    Path(phone): Path<String>,
    Json(new): Json<NewStanding>,
) -> Answer {
    control::set_standing(&hub, &phone, new.standing)?;
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seconds {
    seconds: u64,
}

async fn age_authorizations(
    State(hub): State<Arc<Hub>>,
    Path(phone): Path<String>,
    Json(by): Json<Seconds>,
) -> Answer {
    control::age_authorizations(&hub, &phone, Duration::from_secs(by.seconds))?;
    done()
}

async fn devices(State(hub): State<Arc<Hub>>, Path(phone): Path<String>) -> Answer {
    let devices = control::with_account(&hub, &phone, |account| {
        let all = account.authorizations.iter().map(|held| {
            json!({
                "hash": held.hash.to_string(),
                "deviceModel": held.client.device_model,
                "appVersion": held.client.app_version,
                "created": held.created,
                "active": held.active,
                "ip": held.ip,
                "passwordPending": held.password_pending,
                "unconfirmed": held.unconfirmed,
            })
        });
        all.collect::<Vec<_>>()
    })?;
    Ok(Json(devices).into_response())
}

async fn unconfirm(State(hub): State<Arc<Hub>>, Path(phone): Path<String>) -> Answer {
    control::unconfirm_devices(&hub, &phone)?;
    done()
}

async fn forget_keys(State(hub): State<Arc<Hub>>, Path(phone): Path<String>) -> Answer {
    control::forget_keys(&hub, &phone)?;
    done()
}

async fn advance(State(hub): State<Arc<Hub>>, Json(by): Json<Seconds>) -> Answer {
    hub.world().clock.advance(Duration::from_secs(by.seconds));
    done()
}

/// With the time of the sandbox's own clock.
async fn counts(State(hub): State<Arc<Hub>>) -> Answer {
    #[derive(Serialize)]
    struct Now {
        now: i64,
        #[serde(flatten)]
        counts: Counts,
    }
    let world = hub.world();
    let (now, counts) = (world.now(), world.counts());
    Ok(Json(Now { now, counts }).into_response())
}

async fn faults(State(hub): State<Arc<Hub>>) -> Answer {
    let world = hub.world();
    let waiting = world.faults.waiting();
    let waiting = waiting
        .map(|(method, left, fault)| json!({ "method": method, "left": left, "fault": fault }));
    Ok(Json(waiting.collect::<Vec<_>>()).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    method: String,
    times: u32,
    fault: Fault,
}

async fn script(State(hub): State<Arc<Hub>>, Json(script): Json<Script>) -> Answer {
    let mut world = hub.world();
    world
        .faults
        .script(&script.method, script.times, script.fault);
    drop(world);
    done()
}

async fn clear_faults(State(hub): State<Arc<Hub>>) -> Answer {
    hub.world().faults.clear();
    done()
}

async fn skip_salts(State(hub): State<Arc<Hub>>) -> Answer {
    control::skip_salts(&hub);
    done()
}

async fn violations(State(hub): State<Arc<Hub>>) -> Answer {
    let violations = hub.world().violations.clone();
    Ok(Json(violations).into_response())
}

fn done() -> Answer {
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl IntoResponse for SandboxError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoAccount(_) => StatusCode::NOT_FOUND,
            Self::PhoneTaken(_) => StatusCode::CONFLICT,
            Self::NoDc(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotLoopback(_)
            | Self::Listen { .. }
            | Self::Dcs
            | Self::Ports(_)
            | Self::Prime(_)
            | Self::State { .. }
            | Self::Threads(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}
