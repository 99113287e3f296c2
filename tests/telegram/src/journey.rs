//! What a person does: signs in, lets a service in.

use std::{sync::Arc, time::SystemTime};

use secrecy::SecretString;
use signet_session::TelegramSession;
use signet_telegram::{
    Client, Error, Road,
    login::{Input, LoginFlow, Refused, Setup, Snapshot, Step},
    mint::{MintJournal, Minted, Minter, Minting},
};

use crate::{
    drawer::Drawer,
    place::{PASSWORD, code_of, home_name, service_name},
};

/// Why a journey did not end well.
#[derive(Debug, thiserror::Error)]
pub enum Stuck {
    /// Telegram or the way to it.
    #[error(transparent)]
    Telegram(#[from] Error),
    /// What was typed was not taken.
    #[error("an input was refused: {0}")]
    Refused(#[from] Refused),
    /// It is somewhere else than expected.
    #[error("it stayed at {0:?}")]
    Elsewhere(Box<Snapshot>),
    /// There is no session in the store.
    #[error("nothing was saved")]
    NothingSaved,
}

/// By which way a session is minted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Home accepts a login token.
    Token,
    /// The person types a code.
    Code,
}

/// Signs in by phone, with the password if there is one, and returns the session that was saved.
/// Nothing is connected with it.
pub async fn sign_in(road: &Road, phone: &str) -> Result<TelegramSession, Stuck> {
    let drawer = Arc::new(Drawer::default());
    let setup = Setup {
        introduction: home_name()?,
        future_tokens: Vec::new(),
        except: Vec::new(),
    };
    let flow = LoginFlow::begin(road.clone(), setup, Arc::clone(&drawer))?;
    flow.submit(Input::Phone(format!("+{phone}").into()))
        .await?;
    let mut snapshot = flow.submit(Input::Code(code_of(phone).into())).await?;
    if let Step::Password { .. } = snapshot.step {
        snapshot = flow.submit(Input::Password(PASSWORD.into())).await?;
    }
    let Step::Done { .. } = snapshot.step else {
        return Err(Stuck::Elsewhere(Box::new(snapshot)));
    };
    flow.close().await;
    drawer.take().pop().ok_or(Stuck::NothingSaved)
}

/// Mints a session for the service, typing what is asked for.
pub async fn mint<J: MintJournal>(
    home: &Arc<Client>,
    journal: Arc<J>,
    service: &str,
    phone: &str,
    way: Way,
) -> Result<Minted, Error> {
    let minter = Minter {
        home: Arc::clone(home),
        journal,
        introduction: service_name(service)?,
    };
    let now = SystemTime::now();
    let minting = match way {
        Way::Token => minter.by_token(now).await?,
        Way::Code => {
            let sent = minter.by_code(phone.into(), now).await?;
            let code = SecretString::from(code_of(phone));
            sent.submit(&code, now)
                .await
                .map_err(|refused| refused.error)?
        }
    };
    match minting {
        Minting::Done(minted) => Ok(minted),
        Minting::PasswordNeeded(needed) => {
            let minted = needed.submit(&PASSWORD.into(), now).await;
            minted.map_err(|refused| refused.error)
        }
    }
}
