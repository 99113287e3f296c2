//! Ending sessions, one or many, and what their parties report about it.

use std::time::Duration;

use signet_contract::{
    ids::{OperatorId, SessionId},
    platform::{
        Ending, ErrorCode, Health, Moment, Octets, Receipt, Revoke, RevokeMany, RevokedMany,
        Selection, SessionDetail, SessionState,
    },
};
use signet_trail::{Action, Actor, Event, Outcome, Text};

use crate::{
    Error, Refused, audit,
    audit::{Audit, Deed},
    caller::{Caller, Party, Rank},
    deed, leasing,
    ledger::Fact,
    platform::Platform,
    secret::same,
    storage::{SessionFilter, SessionRecord, SessionTelling},
    viewing,
};

/// How long a plan names what it counted.
const PLAN_LIFE: Duration = Duration::from_secs(10 * 60);

/// The most sessions of one list, and of one filter.
const LISTED: usize = 1000;
const FILTERED: u32 = 10_000;

/// How many are ended in one transaction.
const AT_ONCE: usize = 500;

/// Ends one session. Never waits for its line.
pub async fn revoke(
    platform: &Platform,
    caller: &Caller,
    id: SessionId,
    request: Revoke,
) -> Result<SessionDetail, Error> {
    if matches!(caller.party, Party::Operator { .. }) {
        caller.operator(Rank::Support)?;
    }
    viewing::find(platform, caller, id).await?;
    let ending = match caller.party {
        Party::Operator { .. } => by_operator(request.reason)?,
        Party::Device { .. } => match request.reason {
            None | Some(Ending::Person) => Ending::Person,
            Some(Ending::DeviceLost) => Ending::DeviceLost,
            Some(_) => return Err(not_yours()),
        },
        Party::Service { .. } => match request.reason {
            None | Some(Ending::Service) => Ending::Service,
            Some(_) => return Err(not_yours()),
        },
    };
    end(platform, &[id], ending, caller).await?;
    viewing::detail(platform, caller, id).await
}

/// Ends many, by the plan that a dry run made, or makes that plan.
pub async fn revoke_many(
    platform: &Platform,
    caller: &Caller,
    request: RevokeMany,
) -> Result<RevokedMany, Error> {
    let operator = caller.operator(Rank::Support)?;
    let ending = by_operator(Some(request.reason))?;
    let mut sessions = select(platform, caller, request.which).await?;
    sessions.sort_unstable();
    let now = platform.clock.now();
    let mut in_use = 0;
    for session in &sessions {
        in_use += u32::from(leasing::is_held(platform, *session).await?);
    }
    let count = u32::try_from(sessions.len()).unwrap_or(u32::MAX);
    let done = match &request.plan {
        None => false,
        Some(plan) => {
            check_plan(platform, plan, operator, ending, &sessions, now)?;
            end(platform, &sessions, ending, caller).await?;
            true
        }
    };
    Ok(RevokedMany {
        done,
        sessions: count,
        in_use,
        idle: count.saturating_sub(in_use),
        plan: plan(platform, operator, ending, &sessions, now),
    })
}

/// Ends sessions for the platform itself: end dates, inactivity, a disabled device.
pub async fn end_by_policy(
    platform: &Platform,
    sessions: &[SessionId],
    ending: Ending,
) -> Result<(), Error> {
    end_by(platform, sessions, ending, &Actor::App(Text::none())).await
}

/// Ends sessions for whoever may.
pub async fn end(
    platform: &Platform,
    sessions: &[SessionId],
    ending: Ending,
    caller: &Caller,
) -> Result<(), Error> {
    end_by(platform, sessions, ending, &caller.party.actor()).await
}

async fn end_by(
    platform: &Platform,
    sessions: &[SessionId],
    ending: Ending,
    actor: &Actor,
) -> Result<(), Error> {
    for some in sessions.chunks(AT_ONCE) {
        let now = platform.clock.now();
        let grants = platform.storage.sessions.live_grants(some.to_vec()).await?;
        let ended = |grant| Fact::GrantEnded(grant, ending);
        let facts = grants.into_iter().map(ended).collect();
        platform.remember(facts).await;
        let tell = teller::<deed::Revoke>(platform, actor.clone());
        platform
            .storage
            .sessions
            .revoke(some.to_vec(), ending, now, tell)
            .await?;
        platform.audit.look();
    }
    Ok(())
}

/// What the trail will say that somebody did about a session.
pub fn teller<A: Action>(platform: &Platform, actor: Actor) -> SessionTelling {
    let now = platform.clock.now();
    Box::new(move |session| audit::event::<A>(now, Outcome::Done, about(&actor, session)))
}

/// A party reports what it did.
pub async fn receive(
    platform: &Platform,
    caller: &Caller,
    id: SessionId,
    receipt: Receipt,
) -> Result<SessionDetail, Error> {
    let session = viewing::find(platform, caller, id).await?;
    let now = platform.clock.now();
    if let Receipt::Opened { lease_id, .. } = receipt {
        let lease = platform.storage.leases.lease(lease_id).await?;
        if lease.is_none_or(|(lease, _)| lease.session != id) {
            let message = "this lease is not one on this session";
            return Err(Refused::new(ErrorCode::LeaseOver, message).into());
        }
    }
    let dead = matches!(receipt, Receipt::ConfirmedDead {});
    if dead && matches!(caller.party, Party::Device { .. }) && session.state == SessionState::Live {
        // Telegram ended it before anybody here did: its lease and envelope go now.
        end(platform, &[id], Ending::Died, caller).await?;
    }
    let did = about(&caller.party.actor(), &session);
    let told = reported(&platform.audit, &receipt, did);
    let unopened = matches!(receipt, Receipt::Opened { opened: false, .. });
    let from = caller.party;
    let decide = move |session: &mut SessionRecord| session.receive(&receipt, &from, now);
    let sessions = &platform.storage.sessions;
    let decided = sessions
        .decide_session(id, now, Box::new(decide), Some(told))
        .await?;
    decided.ok_or_else(missing)??;
    platform.audit.look();
    if unopened {
        platform.watch.fared(&session, Health::Unopened);
    }
    viewing::detail(platform, caller, id).await
}

/// A party reports how a session does.
pub async fn fare(
    platform: &Platform,
    caller: &Caller,
    id: SessionId,
    health: Health,
) -> Result<(), Error> {
    let session = viewing::find(platform, caller, id).await?;
    let now = platform.clock.now();
    let decide = move |session: &mut SessionRecord| Ok(session.fare(health));
    let sessions = &platform.storage.sessions;
    let decided = sessions
        .decide_session(id, now, Box::new(decide), None)
        .await?;
    decided.ok_or_else(missing)??;
    platform.watch.fared(&session, health);
    Ok(())
}

fn reported(audit: &Audit, receipt: &Receipt, did: Deed) -> Event {
    let done = Outcome::Done;
    match receipt {
        Receipt::Opened { opened: true, .. } => audit.event::<deed::Opened>(done, did),
        Receipt::Opened { opened: false, .. } => audit.event::<deed::NotOpened>(done, did),
        Receipt::LoggedOut { .. } => audit.event::<deed::HolderLogout>(done, did),
        Receipt::HomeReset { .. } => audit.event::<deed::HomeReset>(done, did),
        Receipt::CopyLogout { .. } => audit.event::<deed::CopyLogout>(done, did),
        Receipt::ConfirmedDead {} => audit.event::<deed::ConfirmedDead>(done, did),
    }
}

/// Operators say why, in words that are theirs to say.
pub fn by_operator(reason: Option<Ending>) -> Result<Ending, Error> {
    match reason {
        Some(
            ending @ (Ending::Requested | Ending::Suspicious | Ending::DeviceLost | Ending::Policy),
        ) => Ok(ending),
        Some(
            Ending::Person
            | Ending::Service
            | Ending::Expired
            | Ending::Inactive
            | Ending::TooMany
            | Ending::Died,
        ) => Err(not_yours()),
        None => Err(Refused::field("reason", "operators say why").into()),
    }
}

async fn select(
    platform: &Platform,
    caller: &Caller,
    which: Selection,
) -> Result<Vec<SessionId>, Error> {
    let live = |session: &SessionRecord| session.state == SessionState::Live;
    match which {
        Selection::Sessions(ids) => {
            if ids.len() > LISTED {
                return Err(Refused::field("which", "at most 1000 at once").into());
            }
            let mut found = Vec::new();
            for id in ids {
                let session = viewing::find(platform, caller, id).await?;
                found.extend(Some(session).filter(live).map(|session| session.id));
            }
            found.sort_unstable();
            found.dedup();
            Ok(found)
        }
        Selection::Filter(query) => {
            if query.limit.is_some() || query.cursor.is_some() {
                return Err(Refused::field("which", "a filter has no pages here").into());
            }
            let filter = SessionFilter {
                state: Some(SessionState::Live),
                ..viewing::filter(caller, *query)
            };
            let found = platform
                .storage
                .sessions
                .sessions(filter, None, FILTERED + 1)
                .await?;
            if found.len() > FILTERED as usize {
                return Err(Refused::field("which", "more than 10000; narrow it").into());
            }
            Ok(found.into_iter().map(|session| session.id).collect())
        }
    }
}

/// Names operator, reason and exactly these sessions, and when; nobody else can write it.
fn plan(
    platform: &Platform,
    operator: OperatorId,
    ending: Ending,
    sessions: &[SessionId],
    at: Moment,
) -> String {
    let mac = platform.plan(operator, ending, sessions, at);
    format!("{}.{}", at.unix_millis(), Octets(mac))
}

fn check_plan(
    platform: &Platform,
    plan: &str,
    operator: OperatorId,
    ending: Ending,
    sessions: &[SessionId],
    now: Moment,
) -> Result<(), Error> {
    let read = || {
        let (at, mac) = plan.split_once('.')?;
        let at = Moment::from_unix_millis(at.parse().ok()?);
        Some((at, Octets::<32>::try_from(mac.to_owned()).ok()?))
    };
    let fits = read().is_some_and(|(at, Octets(mac))| {
        at.until(now) < PLAN_LIFE && same(&mac, &platform.plan(operator, ending, sessions, at))
    });
    if fits {
        return Ok(());
    }
    let message = "these are not the sessions that the dry run counted; look again";
    Err(Refused::new(ErrorCode::PlanChanged, message).into())
}

fn about(actor: &Actor, session: &SessionRecord) -> Deed {
    let reference = Some(session.reference);
    Deed::about(actor.clone(), "session", session.id, reference)
}

fn not_yours() -> Error {
    Refused::field("reason", "this is not for this caller to say").into()
}

fn missing() -> Error {
    Refused::new(ErrorCode::NotFound, "there is no such session").into()
}
