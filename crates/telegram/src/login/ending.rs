//! Ending what a sign-in left behind: a code cancelled, a token claimed, a key signed out.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use grammers_tl_types as tl;
use secrecy::ExposeSecret;
use signet_session::{AuthKey, Introduction};
use tl::enums::auth::LoginToken;

use super::clock;
use super::pending::{Kept, PendingId, PendingLogin, Stage};
use super::rpc;
use super::state::{Remains, Sent};
use super::store::SessionStore;
use super::verdict::{Verdict, verdict};
use crate::{Error, Link, Refusal, Road};

/// So often it is tried before it is left to the next start.
const TRIES: u32 = 4;

/// Between two tries, doubled each time.
const PAUSE: Duration = Duration::from_secs(1);

/// Keeps what is to be ended, in place of what could have gone on: should the program end now, it
/// is ended at the next start.
pub(crate) async fn keep(
    store: &impl SessionStore,
    id: PendingId,
    road: &Road,
    key: &AuthKey,
    introduction: &Introduction,
    remains: &Remains,
) {
    let Some(form) = form(id, road, key, introduction, remains) else {
        return;
    };
    if let Err(failure) = store.keep(&form).await {
        tracing::warn!(%failure, "a sign-in that was left is not kept while it is ended");
    }
}

/// Ends it all and forgets its form. On an error the form stays, and with it the means to end it
/// at the next start.
pub(crate) async fn end(
    store: Arc<impl SessionStore>,
    id: PendingId,
    link: Link,
    mut remains: Remains,
) -> Result<(), Error> {
    let mut pause = PAUSE;
    for _ in 1..TRIES {
        match try_to(&link, &mut remains).await {
            Ok(()) => {
                forget(&*store, id).await;
                return Ok(());
            }
            Err(error) => tracing::debug!(%error, "a sign-in that was left is not ended yet"),
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    let last = try_to(&link, &mut remains).await;
    if remains.held.is_nothing() {
        // A code that cannot be cancelled ends by itself in minutes.
        forget(&*store, id).await;
        return Ok(());
    }
    last
}

async fn forget(store: &impl SessionStore, id: PendingId) {
    if let Err(failure) = store.forget(id).await {
        // What it names is gone; it will be ended once more at the next start.
        tracing::warn!(%failure, "a sign-in that was ended is not forgotten");
    }
}

/// What is done is struck from the remains, so that another try goes on from there.
async fn try_to(link: &Link, remains: &mut Remains) -> Result<(), Error> {
    let cancelled = cancel(link, remains).await;
    if let Some(token) = &remains.held.transfer {
        // Exposed to be sent to the DC that it was made for.
        let token = token.expose_secret().to_vec();
        remains.held.entered |= claim(link, token).await?;
        remains.held.transfer = None;
    }
    if let Some(until) = remains.held.token_until {
        if !remains.scanned {
            scanned_or(link, until).await;
        }
        remains.held.entered |= accepted(link).await?;
        remains.held.token_until = None;
    }
    if remains.held.entered || remains.held.doubt.is_some() {
        sign_out(link).await?;
        remains.held.entered = false;
    }
    if let Some(until) = remains.held.doubt {
        // What was asked and not answered may be done late.
        if let Ok(wait) = until.duration_since(clock::now()) {
            tokio::time::sleep(wait).await;
            sign_out(link).await?;
        }
        remains.held.doubt = None;
    }
    cancelled
}

async fn cancel(link: &Link, remains: &mut Remains) -> Result<(), Error> {
    if let Some((phone, hash)) = &remains.code {
        // Exposed to be sent to Telegram.
        let (phone, hash) = (phone.expose_secret(), hash.expose_secret());
        let cancelled = rpc::cancel_code(link, phone.to_owned(), hash.to_owned());
        over(cancelled.await.map(drop))?;
        remains.code = None;
    }
    Ok(())
}

/// A refusal is an answer, there is nothing to end; unless it is to be asked again later.
fn over(result: Result<(), Error>) -> Result<(), Error> {
    match result {
        Ok(()) | Err(Error::KeyUnknown) => Ok(()),
        Err(error) => match error.refusal() {
            Some(Refusal::FloodWait(_) | Refusal::AuthRestart) | None => Err(error),
            Some(_) => Ok(()),
        },
    }
}

async fn sign_out(link: &Link) -> Result<(), Error> {
    match link.read(&tl::functions::auth::LogOut {}).await {
        Ok(_) => Ok(()),
        Err(error) => {
            let verdict = verdict(&error);
            let out = matches!(
                verdict,
                Verdict::NotIn | Verdict::KeyLost | Verdict::DeadEnd(_)
            );
            if out { Ok(()) } else { Err(error) }
        }
    }
}

/// Whether the token, accepted elsewhere, let this key in.
async fn claim(link: &Link, token: Vec<u8>) -> Result<bool, Error> {
    match rpc::import_token(link, token).await {
        Ok(_) => Ok(true),
        Err(error) if verdict(&error) == Verdict::PasswordNeeded => Ok(true),
        Err(error) => over(Err(error)).map(|()| false),
    }
}

/// Whether a phone has let this key in. What waits to be claimed on another DC is claimed there
/// and signed out.
async fn accepted(link: &Link) -> Result<bool, Error> {
    match rpc::export_token(link, &[]).await {
        Ok(LoginToken::Token(_)) => Ok(false),
        Ok(LoginToken::Success(_)) => Ok(true),
        Ok(LoginToken::MigrateTo(to)) => {
            let dc = u8::try_from(to.dc_id).unwrap_or_default();
            let there = Link::open(link.road(), dc, None, link.introduction()).await?;
            if claim(&there, to.token).await? {
                sign_out(&there).await?;
            }
            Ok(false)
        }
        Err(error) if verdict(&error) == Verdict::PasswordNeeded => Ok(true),
        Err(error) => over(Err(error)).map(|()| false),
    }
}

/// Until a phone says yes, or it is too late for that.
async fn scanned_or(link: &Link, until: SystemTime) {
    let mut updates = link.updates();
    let scan = async {
        while let Some(update) = updates.next().await {
            if is_scan(&update) {
                return;
            }
        }
        std::future::pending().await
    };
    tokio::select! {
        () = scan => {}
        () = clock::until(until) => {}
    }
}

/// `updateLoginToken`: a phone said yes to a token of this key.
pub(crate) fn is_scan(updates: &tl::enums::Updates) -> bool {
    let scan = |update: &tl::enums::Update| matches!(update, tl::enums::Update::LoginToken);
    match updates {
        tl::enums::Updates::UpdateShort(short) => scan(&short.update),
        tl::enums::Updates::Updates(all) => all.updates.iter().any(scan),
        tl::enums::Updates::Combined(all) => all.updates.iter().any(scan),
        tl::enums::Updates::TooLong => true,
        tl::enums::Updates::UpdateShortMessage(_)
        | tl::enums::Updates::UpdateShortChatMessage(_)
        | tl::enums::Updates::UpdateShortSentMessage(_) => false,
    }
}

fn form(
    id: PendingId,
    road: &Road,
    key: &AuthKey,
    introduction: &Introduction,
    remains: &Remains,
) -> Option<PendingLogin> {
    let code = remains.code.as_ref();
    Some(PendingLogin {
        id,
        environment: road.environment().name().to_owned(),
        api_id: road.api().ok()?.id(),
        key: copied(key)?,
        introduction: introduction.clone(),
        kept: Kept {
            stage: Stage::Leaving,
            since: clock::now(),
            dc: remains.dc,
            phone: code.map(|(phone, _)| phone.copied()),
            sent: code.map(|(_, hash)| Sent::left(hash.clone())),
            held: remains.held.copied(),
        },
    })
}

/// Into another secret; `None` cannot be, since a key is never zero.
pub(crate) fn copied(key: &AuthKey) -> Option<AuthKey> {
    let mut copy = secrecy::SecretBox::new(Box::new([0; AuthKey::BYTES]));
    // Exposed to be copied.
    let bytes = secrecy::ExposeSecretMut::expose_secret_mut(&mut copy);
    bytes.copy_from_slice(key.expose_secret());
    AuthKey::new(copy).ok()
}
