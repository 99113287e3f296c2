//! Leases, and handing an envelope to whoever holds one.

use std::{collections::BTreeMap, time::Duration};

use signet_contract::{
    ids::{AccountId, LeaseId, ServiceId, SessionId},
    platform::{
        AccountChoice, ErrorCode, ErrorDetails, Lease, Moment, NewLease, SealedSession, UserId,
    },
};
use signet_trail::Outcome;

use crate::{
    Error, Refused,
    audit::Deed,
    caller::Caller,
    deed, ending,
    platform::Platform,
    storage::{LeaseRecord, LeaseWish, SessionFilter, SessionRecord, Taken},
};

/// A holder disconnects this long before the end, and another instance may begin this long after
/// it: Telegram kills a session that two use at once.
const MARGIN: Duration = Duration::from_secs(60);

/// How exactly it is known when a session was last used; the trail knows every time.
const USED_TO_THE: Duration = Duration::from_secs(60);

/// The shortest and the longest lease, in seconds.
const LENGTHS: std::ops::RangeInclusive<u16> = 300..=900;

/// More live sessions than one user may have at one service are not looked at.
const SESSIONS: u32 = 100;

/// The exclusive right to a user's session, for one instance of its service.
pub async fn take(platform: &Platform, caller: &Caller, wish: NewLease) -> Result<Lease, Error> {
    let service = caller.service()?;
    let now = platform.clock.now();
    let length = length(platform, wish.seconds)?;
    let session = choose(platform, service, &wish.user_id, wish.account_id, now).await?;
    check_scopes(caller, &session)?;
    if let Some(lease) = platform.storage.leases.lease_on(session.id).await? {
        if lease.instance == wish.instance_id && lease.ends_at > now {
            return Ok(shown(&lease, &session, now));
        }
        if lease.instance != wish.instance_id && lease.ends_at.after(MARGIN) > now {
            return Err(in_use(&lease, now));
        }
    }
    let line = platform.audit.record(about(caller, &session)).await?;
    let wish = LeaseWish {
        id: LeaseId::now(),
        session: session.id,
        instance: wish.instance_id,
        now,
        ends_at: now.after(length),
        over_by: now.before(MARGIN),
    };
    match platform.storage.leases.take(line, wish).await? {
        Taken::Yours(lease) => {
            platform.watch.leased(&session);
            Ok(shown(&lease, &session, now))
        }
        Taken::InUse(lease) => {
            platform
                .audit
                .tell::<signet_trail::Lease>(Outcome::Refused, about(caller, &session));
            Err(in_use(&lease, now))
        }
        Taken::NoSession => {
            platform
                .audit
                .tell::<signet_trail::Lease>(Outcome::Refused, about(caller, &session));
            Err(gone())
        }
    }
}

/// Moves the end of a lease that is live, which is use of its session. It goes on holding only
/// after the line that says so is durable.
pub async fn renew(
    platform: &Platform,
    caller: &Caller,
    id: LeaseId,
    seconds: Option<u16>,
) -> Result<Lease, Error> {
    let service = caller.service()?;
    let length = length(platform, seconds)?;
    let now = platform.clock.now();
    let found = platform.storage.leases.lease(id).await?;
    let live = |(lease, session): &(LeaseRecord, SessionRecord)| {
        session.service == service && lease.ends_at > now && session.check_live(now).is_ok()
    };
    let (_, session) = found.filter(live).ok_or_else(over)?;
    let line = platform
        .audit
        .record::<deed::RenewLease>(about(caller, &session))
        .await?;
    // It may have ended while the line was written.
    let now = platform.clock.now();
    let renewed = platform
        .storage
        .leases
        .renew(line, id, now.after(length), now)
        .await?;
    let Some((lease, session)) = renewed else {
        platform
            .audit
            .tell::<deed::RenewLease>(Outcome::Refused, about(caller, &session));
        return Err(over());
    };
    note_use(platform, &session, now);
    Ok(shown(&lease, &session, now))
}

/// Gives a lease back before its end.
pub async fn give_back(platform: &Platform, caller: &Caller, id: LeaseId) -> Result<(), Error> {
    let service = caller.service()?;
    let tell = ending::teller::<deed::EndLease>(platform, caller.party.actor());
    if !platform.storage.leases.give_back(id, service, tell).await? {
        return Err(over());
    }
    platform.audit.look();
    Ok(())
}

/// The sealed session of a user, for the lease that is named. Handed out only after the line that
/// says so is durable.
pub async fn fetch(
    platform: &Platform,
    caller: &Caller,
    user: &UserId,
    id: LeaseId,
) -> Result<SealedSession, Error> {
    let service = caller.service()?;
    let now = platform.clock.now();
    let found = platform.storage.leases.lease(id).await?;
    let ours = |(_, session): &(LeaseRecord, SessionRecord)| {
        session.service == service && session.user_id == *user
    };
    let (lease, session) = found.filter(ours).ok_or_else(over)?;
    session.check_live(now)?;
    check_scopes(caller, &session)?;
    if lease.ends_at <= now {
        return Err(over());
    }
    let line = platform.audit.record(about(caller, &session)).await?;
    let held = platform
        .storage
        .leases
        .fetch(line, id, platform.clock.now())
        .await?;
    let held = held.ok_or_else(over)?;
    note_use(platform, &held.session, now);
    Ok(SealedSession {
        session_id: held.session.id,
        reference: held.session.reference,
        grant_id: held.session.grant,
        user_id: held.session.user_id,
        account_id: held.session.account_id,
        device_id: held.session.device,
        device_key: held.session.device_key,
        scopes: held.session.scopes,
        lease_id: held.lease.id,
        lease_ends_at: held.lease.ends_at,
        expires_at: held.session.expires_at,
        envelope: held.envelope,
    })
}

fn note_use(platform: &Platform, session: &SessionRecord, now: Moment) {
    let known = session.last_used_at;
    if known.is_none_or(|at| at.until(now) >= USED_TO_THE) {
        platform.used(session.id, now);
    }
}

/// The session that is meant: the user's only account, or the one that is named. Of one account
/// the newest session counts.
async fn choose(
    platform: &Platform,
    service: ServiceId,
    user: &UserId,
    account: Option<AccountId>,
    now: Moment,
) -> Result<SessionRecord, Error> {
    let filter = SessionFilter {
        service: Some(service),
        user_id: Some(user.clone()),
        account_id: account,
        ..SessionFilter::default()
    };
    let all = platform
        .storage
        .sessions
        .sessions(filter, None, SESSIONS)
        .await?;
    let mut newest = BTreeMap::new();
    for session in all.iter().filter(|session| session.check_live(now).is_ok()) {
        // Newest first, so that the first of each account is its newest.
        newest.entry(session.account_id).or_insert(session);
    }
    let mut choices = newest.into_values();
    match (choices.next(), choices.next()) {
        (Some(session), None) => Ok(session.clone()),
        (Some(one), Some(other)) => {
            let accounts = [one, other].into_iter().chain(choices).map(choice);
            let message = "this user has several accounts; name one";
            Err(Refused::new(ErrorCode::AccountNeeded, message)
                .with(ErrorDetails {
                    accounts: accounts.collect(),
                    ..ErrorDetails::default()
                })
                .into())
        }
        // What ended says how; nothing at all says that there is nothing.
        (None, _) => match all.first() {
            Some(ended) => Err(ended.check_live(now).err().map_or_else(gone, Error::from)),
            None => Err(Refused::new(ErrorCode::NotFound, "this user has no session").into()),
        },
    }
}

/// A token with fewer scopes than the person allowed does not get at the session: Telegram would
/// give whole access.
fn check_scopes(caller: &Caller, session: &SessionRecord) -> Result<(), Error> {
    if session
        .scopes
        .iter()
        .all(|scope| caller.scopes.contains(scope))
    {
        return Ok(());
    }
    let message = "this token has fewer scopes than the session";
    Err(Refused::new(ErrorCode::Forbidden, message).into())
}

fn choice(session: &SessionRecord) -> AccountChoice {
    AccountChoice {
        account_id: session.account_id,
        account_hint: session.account_hint.clone(),
    }
}

fn length(platform: &Platform, seconds: Option<u16>) -> Result<Duration, Error> {
    let seconds = seconds.unwrap_or(platform.config.lease_seconds);
    if LENGTHS.contains(&seconds) {
        Ok(Duration::from_secs(seconds.into()))
    } else {
        Err(Refused::field("seconds", "a lease takes 300 to 900 seconds").into())
    }
}

fn shown(lease: &LeaseRecord, session: &SessionRecord, now: Moment) -> Lease {
    let seconds = |span: Duration| u32::try_from(span.as_secs()).unwrap_or(u32::MAX);
    Lease {
        id: lease.id,
        session_id: session.id,
        grant_id: session.grant,
        user_id: session.user_id.clone(),
        account_id: session.account_id,
        ends_at: lease.ends_at,
        ends_in: seconds(now.until(lease.ends_at)),
        disconnect_before_end: seconds(MARGIN),
    }
}

fn about(caller: &Caller, session: &SessionRecord) -> Deed {
    let reference = Some(session.reference);
    Deed::about(caller.party.actor(), "session", session.id, reference)
}

fn in_use(lease: &LeaseRecord, now: Moment) -> Error {
    let free = lease.ends_at.after(MARGIN);
    Refused::new(ErrorCode::SessionInUse, "another instance holds the lease")
        .with(ErrorDetails {
            ends_at: Some(lease.ends_at),
            ..ErrorDetails::default()
        })
        .retry_after(now.until(free).as_secs() + 1)
        .into()
}

fn over() -> Error {
    let message = "this lease has ended, was given back or taken over";
    Refused::new(ErrorCode::LeaseOver, message).into()
}

fn gone() -> Error {
    Refused::new(ErrorCode::SessionRevoked, "access was ended").into()
}

/// Whether a service holds a session now.
pub async fn is_held(platform: &Platform, session: SessionId) -> Result<bool, Error> {
    let lease = platform.storage.leases.lease_on(session).await?;
    let now = platform.clock.now();
    Ok(lease.is_some_and(|lease| lease.ends_at > now))
}
