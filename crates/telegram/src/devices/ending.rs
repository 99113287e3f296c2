//! Ending sign-ins: others from here, and one's own.

use std::time::SystemTime;

use grammers_tl_types as tl;
use signet_session::TelegramSession;
use tl::functions::{account, auth};

use super::DeviceHash;
use crate::{Client, Error, FutureToken, Link, Refusal, Road, Standing};

/// What came of ending something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It is done.
    Done,
    /// There was nothing any more.
    Gone,
    /// This sign-in is too young to end others; Telegram will let it from then on.
    PossibleAt(SystemTime),
}

impl Client {
    /// Ends another sign-in.
    pub async fn end(&self, hash: DeviceHash) -> Result<Ended, Error> {
        let answer = self
            .act(&account::ResetAuthorization { hash: hash.0 })
            .await;
        match answer {
            Err(error) if error.refusal() == Some(&Refusal::HashInvalid) => Ok(Ended::Gone),
            other => self.fresh_means_later(other.map(drop)).await,
        }
    }

    /// Ends all others but these, one by one: what Telegram offers for all at once would end the
    /// services too. Stops at the first that cannot be ended, and may be called again.
    pub async fn end_others(&self, sparing: &[DeviceHash]) -> Result<Ended, Error> {
        let devices = self.devices().await?;
        let others = devices.list.iter().filter(|device| !device.current);
        let mut ended = Ended::Gone;
        for device in others.filter(|device| !sparing.contains(&device.hash)) {
            match self.end(device.hash).await? {
                Ended::PossibleAt(then) => return Ok(Ended::PossibleAt(then)),
                Ended::Done => ended = Ended::Done,
                Ended::Gone => {}
            }
        }
        Ok(ended)
    }

    /// Whether the device list still shows it. Not any more: confirmed dead.
    pub async fn shows(&self, hash: DeviceHash) -> Result<bool, Error> {
        Ok(self.devices().await?.find(hash).is_some())
    }

    /// Ends this sign-in. What it leaves behind, if anything, is to be offered at the next one.
    /// One that had ended already is no error.
    pub async fn log_out(&self) -> Result<Option<FutureToken>, Error> {
        log_out_link(&self.link).await
    }
}

/// Ends a session that is not in use, by itself: a minted one may do so when home is too young to
/// end it. One that had ended already is no error.
pub async fn log_out(road: &Road, session: TelegramSession) -> Result<Option<FutureToken>, Error> {
    let client = Client::from_session(road, session).await?;
    let token = client.log_out().await?;
    client.link.close().await?;
    Ok(token)
}

pub(crate) async fn log_out_link(link: &Link) -> Result<Option<FutureToken>, Error> {
    match link.read(&auth::LogOut {}).await {
        Ok(tl::enums::auth::LoggedOut::Out(out)) => {
            let token = out.future_auth_token;
            Ok(token.map(FutureToken::new))
        }
        Err(error) if Standing::told_by(&error).is_some_and(Standing::is_over) => Ok(None),
        Err(error) => Err(error),
    }
}
