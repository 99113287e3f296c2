//! What a sign-in begins with, as the vault has it.

use secrecy::{ExposeSecret, SecretString};
use signet_contract::ids::AccountId;
use signet_telegram::{FutureToken, login::Setup};
use signet_trail::{Actor, Circumstance, SignIn, Text};
use signet_vault::{AccountState, Error, Store, subject};

use super::{Refusal, flow::Again, now, store::failure};
use crate::{computer, settings};

/// What a sign-in begins with.
pub async fn setup(
    settings: &settings::Seen,
    store: &Store,
    again: Option<&Again>,
) -> Result<Setup, Refusal> {
    let language = settings.borrow().language;
    let tokens = store.future_tokens().all().await.map_err(failure)?;
    let mut except = store.accounts().living_users().await.map_err(failure)?;
    except.retain(|user| again.is_none_or(|again| again.user_id != *user));
    Ok(Setup {
        introduction: computer::introduction(language)?,
        future_tokens: tokens
            .iter()
            // Exposed to be offered to Telegram, which gave them.
            .map(|(_, token)| FutureToken::new(token.expose_secret().to_vec()))
            .collect(),
        except,
    })
}

pub async fn again(store: &Store, id: &str) -> Result<Again, Refusal> {
    let id: AccountId = id.parse().map_err(|_| Refusal::NotHere)?;
    let account = match store.accounts().get(id).await {
        Ok(account) => account,
        Err(Error::NotFound(_)) => return Err(Refusal::NotHere),
        Err(error) => return Err(failure(error).into()),
    };
    if account.state == AccountState::Removing {
        return Err(Refusal::NotHere);
    }
    Ok(Again {
        account: id,
        user_id: account.user_id,
        name: account.local_name.unwrap_or(account.card.name),
        phone: account.card.masked_phone.filter(|_| account.phone_kept),
    })
}

/// It goes to Telegram alone, which knows it; a line says that it did.
pub async fn known_number(store: &Store, account: AccountId) -> Result<SecretString, Error> {
    let circumstance = Circumstance {
        at: now(),
        actor: Actor::Person(Text::none()),
        subject: subject::account(account),
        reference: Text::none(),
    };
    let line = store.trail()?.record::<SignIn>(circumstance).await?;
    store.accounts().phone_to_sign_in(line, account).await
}
