//! Who may see which sessions, and what they see.

use signet_contract::{
    ids::SessionId,
    platform::{
        ActorKind, AuditActor, AuditLine, AuditOutcome, ErrorCode, Moment, Page, PageQuery,
        Session, SessionDetail, SessionQuery,
    },
};
use signet_trail::{Actor, Entry, Outcome};

use crate::{
    Error, Refused,
    caller::{Caller, Party},
    platform::Platform,
    storage::{LineQuery, SessionFilter, SessionRecord},
};

const LIMIT: u16 = 50;
const MOST: u16 = 200;

/// A session that this caller may see. Others' sessions are not there for it.
pub async fn find(
    platform: &Platform,
    caller: &Caller,
    id: SessionId,
) -> Result<SessionRecord, Error> {
    let found = platform.storage.sessions.session(id).await?;
    let visible = |session: &SessionRecord| match caller.party {
        Party::Operator { .. } => true,
        Party::Device { id } => session.device == id,
        Party::Service { id, .. } => session.service == id,
    };
    found
        .filter(visible)
        .ok_or_else(|| Refused::new(ErrorCode::NotFound, "there is no such session").into())
}

/// The sessions that this caller may see, filtered, newest first.
pub async fn list(
    platform: &Platform,
    caller: &Caller,
    query: SessionQuery,
) -> Result<Page<Session>, Error> {
    let limit = limit(query.limit)?;
    let before: Option<SessionId> = cursor(query.cursor.as_deref())?;
    let filter = filter(caller, query);
    let sessions = &platform.storage.sessions;
    let mut found = sessions
        .sessions(filter, before, u32::from(limit) + 1)
        .await?;
    let more = found.len() > usize::from(limit);
    found.truncate(limit.into());
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|last| last.id.to_string());
    Ok(Page {
        items: found
            .iter()
            .map(|session| session.shown(&caller.party))
            .collect(),
        next_cursor,
    })
}

/// What a query asks for, within what the caller may see.
pub fn filter(caller: &Caller, query: SessionQuery) -> SessionFilter {
    let mut filter = SessionFilter {
        user_id: query.user_id,
        account_id: query.account_id,
        service: query.service_id,
        device: query.device_id,
        state: query.state,
        health: query.health,
        reference: query.reference,
        created_after: query.created_after,
        created_before: query.created_before,
        used_after: query.used_after,
        used_before: query.used_before,
        expired_by: None,
    };
    match caller.party {
        Party::Operator { .. } => {}
        Party::Device { id } => filter.device = Some(id),
        Party::Service { id, .. } => filter.service = Some(id),
    }
    filter
}

/// One session with the steps of its ending.
pub async fn detail(
    platform: &Platform,
    caller: &Caller,
    id: SessionId,
) -> Result<SessionDetail, Error> {
    let session = find(platform, caller, id).await?;
    Ok(SessionDetail {
        session: session.shown(&caller.party),
        steps: session.steps,
    })
}

/// What the trail says about one session, newest first.
pub async fn access_log(
    platform: &Platform,
    caller: &Caller,
    id: SessionId,
    query: PageQuery,
) -> Result<Page<AuditLine>, Error> {
    find(platform, caller, id).await?;
    lines(
        platform,
        LineQuery {
            subject: Some(format!("session:{id}")),
            below: cursor(query.cursor.as_deref())?,
            limit: limit(query.limit)?,
            ..LineQuery::default()
        },
    )
    .await
}

/// Lines of the trail as they are shown.
pub async fn lines(platform: &Platform, query: LineQuery) -> Result<Page<AuditLine>, Error> {
    let page = platform.storage.lines.page(query).await?;
    Ok(Page {
        items: page.entries.into_iter().map(line).collect(),
        next_cursor: page.next.map(|next| next.to_string()),
    })
}

pub fn line(entry: Entry) -> AuditLine {
    let event = entry.event;
    let (kind, id) = match event.circumstance.actor {
        Actor::Person(id) => (ActorKind::Device, id),
        Actor::App(id) => (ActorKind::Platform, id),
        Actor::Operator(id) => (ActorKind::Operator, id),
        Actor::Service(id) => (ActorKind::Service, id),
    };
    AuditLine {
        sequence: entry.sequence,
        at: Moment::from_unix_millis(event.circumstance.at.unix_millis()),
        actor: AuditActor {
            kind,
            id: id.to_string(),
        },
        action: event.action.to_string(),
        outcome: match event.outcome {
            Outcome::Begun => AuditOutcome::Begun,
            Outcome::Done => AuditOutcome::Done,
            Outcome::Refused => AuditOutcome::Refused,
            Outcome::Failed => AuditOutcome::Failed,
        },
        subject: event.circumstance.subject.to_string(),
        reference: event.circumstance.reference.to_string(),
    }
}

/// How many a page takes.
pub fn limit(asked: Option<u16>) -> Result<u16, Error> {
    match asked.unwrap_or(LIMIT) {
        limit @ 1..=MOST => Ok(limit),
        _ => Err(Refused::field("limit", "1 to 200").into()),
    }
}

/// Where a page begins, as the page before said.
pub fn cursor<T: std::str::FromStr>(asked: Option<&str>) -> Result<Option<T>, Error> {
    let read = |text: &str| {
        let wrong = || Refused::field("cursor", "not what a page before said");
        text.parse().map_err(|_| Error::from(wrong()))
    };
    asked.map(read).transpose()
}
