//! Lists as files, masked.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use signet_contract::platform::{
    AuditExportQuery, AuditLine, ExportFormat, ExportedSession, Moment, SessionExportQuery,
};

use super::{asked::Asked, problem::Problem, roles::AsViewer};
use crate::{
    Error, Refused,
    audit::Deed,
    caller::Caller,
    deed,
    export::{Csv, masked_address, masked_id},
    platform::Platform,
    storage::{LineQuery, SessionFilter, SessionRecord},
    viewing,
};

/// The most lines of a file; a larger list is refused, never cut in silence.
const MOST: usize = 10_000;

/// Lines fetched at once.
const STEP: u16 = 500;

/// Lines of the trail as a file
#[utoipa::path(
    get, path = "/audit/export", tag = "Audit", params(AuditExportQuery), security(("operator" = ["viewer"])),
    responses((status = 200, content(
        (String = "text/csv"),
        (Vec<AuditLine> = "application/json"),
    ))),
)]
pub async fn trail(
    State(platform): State<Arc<Platform>>,
    AsViewer(caller): AsViewer,
    Asked(query): Asked<AuditExportQuery>,
) -> Result<Response, Problem> {
    begin(&platform, &caller, "audit").await?;
    let mut lines: Vec<AuditLine> = Vec::new();
    let mut below = None;
    loop {
        let page = platform.storage.lines.page(LineQuery {
            subject: query.subject.clone(),
            action: query.action.clone(),
            after: query.after.map(|at| at.unix_millis()),
            before: query.before.map(|at| at.unix_millis()),
            below,
            limit: STEP,
        });
        let page = page.await?;
        lines.extend(page.entries.into_iter().map(viewing::line));
        refuse_more_than(MOST, lines.len())?;
        below = page.next;
        if below.is_none() {
            break;
        }
    }
    let now = platform.clock.now();
    match query.format {
        ExportFormat::Json => json("audit", now, &lines),
        ExportFormat::Csv => {
            let mut csv = Csv::new(&[
                "sequence",
                "at",
                "actor",
                "actorId",
                "action",
                "outcome",
                "subject",
                "reference",
            ]);
            for line in lines {
                csv.line([
                    line.sequence.to_string(),
                    line.at.to_string(),
                    word(&line.actor.kind)?,
                    line.actor.id,
                    line.action,
                    word(&line.outcome)?,
                    line.subject,
                    line.reference,
                ]);
            }
            file(
                "audit",
                "csv",
                "text/csv; charset=utf-8",
                now,
                csv.into_text(),
            )
        }
    }
}

/// Sessions as a file; persons and addresses are masked in it
#[utoipa::path(
    get, path = "/sessions/export", tag = "Sessions", params(SessionExportQuery), security(("operator" = ["viewer"])),
    responses((status = 200, content(
        (String = "text/csv"),
        (Vec<ExportedSession> = "application/json"),
    ))),
)]
pub async fn sessions(
    State(platform): State<Arc<Platform>>,
    AsViewer(caller): AsViewer,
    Asked(query): Asked<SessionExportQuery>,
) -> Result<Response, Problem> {
    begin(&platform, &caller, "sessions").await?;
    let filter = SessionFilter {
        service: query.service_id,
        state: query.state,
        health: query.health,
        created_after: query.created_after,
        created_before: query.created_before,
        ..SessionFilter::default()
    };
    let most = u32::try_from(MOST + 1).unwrap_or(u32::MAX);
    let found = platform
        .storage
        .sessions
        .sessions(filter, None, most)
        .await?;
    refuse_more_than(MOST, found.len())?;
    let lines: Vec<_> = found.iter().map(exported).collect();
    let now = platform.clock.now();
    match query.format {
        ExportFormat::Json => json("sessions", now, &lines),
        ExportFormat::Csv => {
            let mut csv = Csv::new(&[
                "reference",
                "service",
                "user",
                "device",
                "ip",
                "state",
                "health",
                "createdAt",
                "expiresAt",
                "lastUsedAt",
                "revokedAt",
                "revocationReason",
            ]);
            let moment = |at: Option<Moment>| at.map(|at| at.to_string()).unwrap_or_default();
            for line in lines {
                let reason = line
                    .revocation_reason
                    .map(|reason| word(&reason))
                    .transpose()?;
                csv.line([
                    line.reference.to_string(),
                    line.service_id.to_string(),
                    line.user,
                    line.device_id.to_string(),
                    line.ip,
                    word(&line.state)?,
                    word(&line.health)?,
                    line.created_at.to_string(),
                    line.expires_at.to_string(),
                    moment(line.last_used_at),
                    moment(line.revoked_at),
                    reason.unwrap_or_default(),
                ]);
            }
            file(
                "sessions",
                "csv",
                "text/csv; charset=utf-8",
                now,
                csv.into_text(),
            )
        }
    }
}

/// What leaves the platform in a file: nobody's name, hint or computer.
fn exported(session: &SessionRecord) -> ExportedSession {
    ExportedSession {
        reference: session.reference,
        service_id: session.service,
        user: masked_id(session.user_id.as_str()),
        device_id: session.device,
        ip: masked_address(&session.ip.to_string()),
        state: session.state,
        health: session.health,
        created_at: session.created_at,
        expires_at: session.expires_at,
        last_used_at: session.last_used_at,
        revoked_at: session.revoked_at,
        revocation_reason: session.ending,
    }
}

/// An export is recorded before anything is read.
async fn begin(platform: &Platform, caller: &Caller, what: &str) -> Result<(), Error> {
    let deed = Deed::about(caller.party.actor(), "list", what, None);
    let _line = platform.audit.record::<deed::ExportList>(deed).await?;
    Ok(())
}

fn refuse_more_than(most: usize, found: usize) -> Result<(), Refused> {
    if found > most {
        let message = "more than 10 000 lines; ask for less at once";
        return Err(Refused::field("after", message));
    }
    Ok(())
}

/// The word that it has on the wire.
fn word(value: &impl Serialize) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(_) | Err(_) => Err(Error::Unwritable("a word of an export")),
    }
}

fn json(name: &str, now: Moment, lines: &[impl Serialize]) -> Result<Response, Problem> {
    let text = serde_json::to_string(lines).map_err(|_| Error::Unwritable("an export"))?;
    file(name, "json", "application/json", now, text)
}

fn file(
    name: &str,
    ending: &str,
    kind: &'static str,
    now: Moment,
    text: String,
) -> Result<Response, Problem> {
    let day: String = now.to_string().chars().take(10).collect();
    let disposition = format!("attachment; filename=\"signet-{name}-{day}.{ending}\"");
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|_| Error::Unwritable("the name of an export"))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, text).into_response())
}
