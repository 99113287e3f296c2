//! Minting without the person: the new key shows a login token, and home accepts it.

use std::time::{Duration, SystemTime};

use grammers_tl_types as tl;
use tl::{enums::auth::LoginToken, functions::auth};
use tokio::time::timeout;

use super::{
    MintJournal, MintStep, Minter, Minting, PasswordNeeded,
    work::{Work, user_id},
};
use crate::{
    DeviceHash, Error, Refusal,
    sign_in::{export_token, is_acceptance},
};

/// A token is good for half a minute; clocks differ.
const TOKEN: Duration = Duration::from_secs(60);

/// What a token says that makes no sense here.
const UNEXPECTED: Error = Error::Unexpected {
    method: "auth.exportLoginToken",
};

impl<J: MintJournal> Minter<J> {
    /// Mints with the consent of the home session alone. An account with a password needs it.
    pub async fn by_token(self, now: SystemTime) -> Result<Minting<J>, Error> {
        let mut work = Work::begin(self).await?;
        let (hash, user) = match steps(&mut work, now).await {
            Ok(let_in) => let_in,
            Err(error) => return Err(work.give_up(error, now).await),
        };
        match user {
            Some(user) => work.finish(hash, user, now).await.map(Minting::Done),
            None => PasswordNeeded::ask(work, hash, now).await,
        }
    }
}

/// The device, and who it is if no password is missing.
async fn steps<J: MintJournal>(
    work: &mut Work<J>,
    now: SystemTime,
) -> Result<(DeviceHash, Option<i64>), Error> {
    let LoginToken::Token(token) = export_token(&work.link, &[]).await? else {
        return Err(UNEXPECTED);
    };
    let mut updates = work.link.updates();
    let until = now + TOKEN;
    work.record(MintStep::LettingIn { until }).await?;
    let token = token.token;
    let accepted = work.home.act_once(&auth::AcceptLoginToken { token }).await;
    let tl::enums::Authorization::Authorization(accepted) = accepted?;
    let hash = DeviceHash(accepted.hash);
    work.record(MintStep::LetIn { hash }).await?;

    // Asked too early, Telegram would show another token. If the news gets lost, asking helps.
    let news = async {
        while let Some(news) = updates.next().await {
            if is_acceptance(&news) {
                break;
            }
        }
    };
    let limit = work.link.road().environment().rules().rpc_timeout();
    let _ = timeout(limit, news).await;
    match export_token(&work.link, &[]).await {
        Ok(LoginToken::Success(success)) => {
            let user = user_id(&success.authorization).ok_or(UNEXPECTED)?;
            Ok((hash, Some(user)))
        }
        Ok(LoginToken::Token(_) | LoginToken::MigrateTo(_)) => Err(UNEXPECTED),
        Err(error) if error.refusal() == Some(&Refusal::SessionPasswordNeeded) => Ok((hash, None)),
        Err(error) => Err(error),
    }
}
