//! What every sign-in asks Telegram, a login's and a mint's.

use grammers_tl_types as tl;
use secrecy::ExposeSecret;
use tl::functions::{auth, users};

use crate::{Error, FutureToken, Link, wiped::Wiped};

/// Asks for a code, offering the newest tokens that may let in without one.
pub(crate) async fn send_code(
    link: &Link,
    phone_number: String,
    tokens: &[FutureToken],
) -> Result<tl::enums::auth::SentCode, Error> {
    let api = link.road().api()?;
    let offered = tokens.iter().rev().take(FutureToken::MOST);
    // Exposed to be offered to Telegram, which gave them.
    let offered: Vec<_> = offered
        .map(|token| token.expose_secret().to_vec())
        .collect();
    let settings = tl::types::CodeSettings {
        allow_flashcall: false,
        current_number: false,
        allow_app_hash: false,
        allow_missed_call: false,
        allow_firebase: false,
        unknown_number: false,
        logout_tokens: (!offered.is_empty()).then_some(offered),
        token: None,
        app_sandbox: None,
    };
    let request = Wiped(auth::SendCode {
        phone_number,
        api_id: api.id(),
        // Exposed to be shown to Telegram, which knows it.
        api_hash: api.hash().expose_secret().to_owned(),
        settings: settings.into(),
    });
    link.invoke(&request).await
}

/// Signs in with a code that was sent, to a phone or by e-mail.
pub(crate) async fn sign_in(
    link: &Link,
    phone_number: String,
    phone_code_hash: String,
    phone_code: Option<String>,
    email_verification: Option<tl::enums::EmailVerification>,
) -> Result<tl::enums::auth::Authorization, Error> {
    let request = Wiped(auth::SignIn {
        phone_number,
        phone_code_hash,
        phone_code,
        email_verification,
    });
    link.invoke(&request).await
}

/// Harmless to say twice: each time there is a new token, and the old ones die by themselves; or
/// it is said again who was let in.
pub(crate) async fn export_token(
    link: &Link,
    except: &[i64],
) -> Result<tl::enums::auth::LoginToken, Error> {
    let api = link.road().api()?;
    let request = Wiped(auth::ExportLoginToken {
        api_id: api.id(),
        // Exposed to be shown to Telegram, which knows it.
        api_hash: api.hash().expose_secret().to_owned(),
        except_ids: except.to_vec(),
    });
    link.read(&request).await
}

/// `updateLoginToken`: somebody said yes to a token of this key. It may also be among updates that
/// were too many to be sent.
pub(crate) fn is_acceptance(updates: &tl::enums::Updates) -> bool {
    let accepted = |update: &tl::enums::Update| matches!(update, tl::enums::Update::LoginToken);
    match updates {
        tl::enums::Updates::UpdateShort(short) => accepted(&short.update),
        tl::enums::Updates::Updates(all) => all.updates.iter().any(accepted),
        tl::enums::Updates::Combined(all) => all.updates.iter().any(accepted),
        tl::enums::Updates::TooLong => true,
        tl::enums::Updates::UpdateShortMessage(_)
        | tl::enums::Updates::UpdateShortChatMessage(_)
        | tl::enums::Updates::UpdateShortSentMessage(_) => false,
    }
}

/// Who is signed in.
pub(crate) fn myself() -> users::GetUsers {
    users::GetUsers {
        id: vec![tl::enums::InputUser::UserSelf],
    }
}
