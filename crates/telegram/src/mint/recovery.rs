//! What becomes of a mint that was interrupted: finished if it was, otherwise undone.

use std::time::SystemTime;

use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};

use super::{MintJournal, MintStep, Minted};
use crate::{
    Client, Device, DeviceHash, Ended, Error, Link, Refusal, Road, devices::log_out_link,
    sign_in::export_token,
};

/// What the journal has of a mint that nobody is at work on.
pub struct Interrupted {
    /// The data centre of its key.
    pub dc: u8,
    /// Its key.
    pub key: AuthKey,
    /// What it is called in Telegram's device list.
    pub introduction: Introduction,
    /// Whose account it is made for.
    pub user_id: i64,
    /// How far it was.
    pub step: MintStep,
}

/// What came of an interrupted mint.
#[derive(Debug)]
pub enum Recovered {
    /// It had been finished.
    Finished(Minted),
    /// Nothing is left of it, and the journal says so.
    Undone,
    /// What could be ended was; to be recovered again from then on, when it is certain.
    Again(SystemTime),
}

/// Finishes or undoes a mint after a crash, an error or a dropped future. May be repeated as often
/// as it fails. The key logs itself out, since a home session younger than a day could not end it;
/// home, if it is at hand, sees to it that the device is gone.
pub async fn recover(
    road: &Road,
    home: Option<&Client>,
    interrupted: Interrupted,
    journal: &impl MintJournal,
    now: SystemTime,
) -> Result<Recovered, Error> {
    let step = interrupted.step;
    match step {
        MintStep::SignedIn { hash } | MintStep::Closed { hash } => {
            // Whoever was connected with it is gone.
            let step = MintStep::Closed { hash };
            journal.step(step).await.map_err(|_| Error::Journal)?;
            let minted = finished(road, interrupted, hash)?;
            Ok(Recovered::Finished(minted))
        }
        MintStep::Undone => Ok(Recovered::Undone),
        MintStep::Begun
        | MintStep::LettingIn { .. }
        | MintStep::LetIn { .. }
        | MintStep::PasswordMissing { .. } => {
            let Interrupted {
                dc,
                key,
                introduction,
                ..
            } = interrupted;
            let link = Link::open(road, dc, Some(key), &introduction).await?;
            undo(link, home, step, journal, now).await
        }
    }
}

fn finished(road: &Road, mint: Interrupted, hash: DeviceHash) -> Result<Minted, Error> {
    let parts = SessionParts {
        dc_id: mint.dc,
        address: road.data_centre(mint.dc)?.address(),
        test: road.environment().is_test(),
        key: mint.key,
        user_id: mint.user_id,
        api_id: road.api()?.id(),
        introduction: mint.introduction,
    };
    let session = TelegramSession::new(parts).map_err(|_| Error::ForeignSession)?;
    Ok(Minted { session, hash })
}

pub(super) async fn undo(
    link: Link,
    home: Option<&Client>,
    step: MintStep,
    journal: &impl MintJournal,
    now: SystemTime,
) -> Result<Recovered, Error> {
    if matches!(step, MintStep::LettingIn { .. } | MintStep::LetIn { .. }) {
        // A token that was accepted may let the key in only when it is asked for.
        let _ = export_token(&link, &[]).await;
    }
    let by_itself = log_out_link(&link).await;
    let named = link.introduction().device_model().to_owned();
    link.close().await?;
    match (by_itself, home) {
        (Ok(_), None) => {}
        (Ok(_), Some(home)) => {
            let known = step.hash();
            let left = |device: &Device| Some(device.hash) == known;
            if let Some(then) = end_all(home, left).await? {
                return Ok(Recovered::Again(then));
            }
        }
        // Nobody documents whether a key that lacks the password may log itself out.
        (Err(error), Some(home)) if error.refusal() == Some(&Refusal::SessionPasswordNeeded) => {
            let left = |device: &Device| device.password_pending && device.model == named;
            if let Some(then) = end_all(home, left).await? {
                return Ok(Recovered::Again(then));
            }
        }
        (Err(error), _) => return Err(error),
    }
    if let MintStep::LettingIn { until } = step
        && now < until
    {
        return Ok(Recovered::Again(until));
    }
    let undone = journal.step(MintStep::Undone).await;
    undone.map_err(|_| Error::Journal)?;
    Ok(Recovered::Undone)
}

/// Ends what is left of a mint; if that is not possible yet, from when on it is.
async fn end_all(
    home: &Client,
    left: impl Fn(&Device) -> bool,
) -> Result<Option<SystemTime>, Error> {
    let devices = home.devices().await?;
    for device in devices.list.iter().filter(|d| !d.current && left(d)) {
        if let Ended::PossibleAt(then) = home.end(device.hash).await? {
            return Ok(Some(then));
        }
    }
    Ok(None)
}
