//! A session made elsewhere, on its way to be replaced by one of Signet's own.

use grammers_tl_types as tl;
use signet_session::{Fragment, Introduction, TelegramSession};

use crate::{Error, Link, Road, sign_in};

/// Makes a session of what a string says, and asks Telegram whose it is: most strings do not say.
///
/// This uses the session. If anybody else is connected with it, Telegram may end it. It is reached
/// where this road leads, whatever address the string has.
pub async fn identify(
    road: &Road,
    fragment: Fragment,
    introduction: &Introduction,
) -> Result<TelegramSession, Error> {
    let Fragment {
        dc_id,
        address: _,
        test,
        key,
        user_id,
        api_id,
    } = fragment;
    if test.is_some_and(|test| test != road.environment().is_test()) {
        return Err(Error::ForeignSession);
    }
    let api_id = match api_id {
        Some(api_id) => api_id,
        None => road.api()?.id(),
    };
    let link = Link::open_as(road, dc_id, Some(key), introduction, api_id).await?;
    let me = link.read(&sign_in::myself()).await;
    let closed = link.close().await?;
    let found = match me?.pop() {
        Some(tl::enums::User::User(user)) if !user.bot && user.id > 0 => user.id,
        Some(_) | None => {
            return Err(Error::Unexpected {
                method: "users.getUsers",
            });
        }
    };
    if user_id.is_some_and(|said| said != found) {
        return Err(Error::ForeignSession);
    }
    closed.into_session(found)
}
