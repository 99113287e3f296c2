//! Another device of a person: it scans, looks at the device list, and ends what it likes.

use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use grammers_tl_types as tl;
use secrecy::ExposeSecret;
use signet_session::Introduction;
use signet_telegram::{Link, Road};

use super::Telegram;
use crate::{Trouble, trouble::sure};

const DAY: Duration = Duration::from_secs(86_400);

/// Signed in, and connected until it is dropped.
pub struct Phone<'t> {
    telegram: &'t Telegram,
    link: Link,
}

impl Telegram {
    /// Signs a device of this name in, by a code and without a password: one that is to be set is
    /// set later.
    #[track_caller]
    pub fn phone(&self, number: &str, model: &str) -> Phone<'_> {
        let link = self
            .road()
            .and_then(|road| self.runtime.block_on(signed_in(&road, number, model)));
        Phone {
            telegram: self,
            link: sure(link),
        }
    }

    /// Makes everybody who is signed in old enough to end others.
    #[track_caller]
    pub fn let_a_day_pass(&self, number: &str) {
        let aged = self.sandbox.age_authorizations(number, DAY + DAY / 24);
        sure(aged.map_err(|error| Trouble::Telegram(error.to_string())));
    }
}

impl Phone<'_> {
    /// Scans what a code says, and says yes.
    #[track_caller]
    pub fn scan(&self, text: &str) {
        let Some(token) = text.strip_prefix("tg://login?token=") else {
            panic!("no phone would take {} letters of this", text.len());
        };
        let token = match Base64UrlUnpadded::decode_vec(token) {
            Ok(token) => token,
            Err(error) => panic!("the token in the code: {error}"),
        };
        self.ask(&tl::functions::auth::AcceptLoginToken { token });
    }

    /// Ends the device of this name.
    #[track_caller]
    pub fn end(&self, model: &str) {
        let tl::enums::account::Authorizations::Authorizations(list) =
            self.ask(&tl::functions::account::GetAuthorizations {});
        let found = list
            .authorizations
            .into_iter()
            .map(|tl::enums::Authorization::Authorization(one)| one)
            .find(|one| one.device_model == model);
        match found {
            Some(one) => {
                self.ask(&tl::functions::account::ResetAuthorization { hash: one.hash });
            }
            None => panic!("{model} is not among the devices"),
        }
    }

    #[track_caller]
    fn ask<R: tl::RemoteCall>(&self, request: &R) -> R::Return {
        let answer = self.telegram.runtime.block_on(self.link.invoke(request));
        sure(answer.map_err(|error| Trouble::Telegram(error.to_string())))
    }
}

async fn signed_in(road: &Road, number: &str, model: &str) -> Result<Link, Trouble> {
    let failed = |error: signet_telegram::Error| Trouble::Telegram(error.to_string());
    let name = Introduction::new(model, "iOS 19.1", "12.4", "en")
        .map_err(|error| Trouble::Telegram(error.to_string()))?;
    let dc = number
        .strip_prefix("99966")
        .and_then(|rest| rest.chars().next()?.to_digit(10))
        .and_then(|dc| u8::try_from(dc).ok())
        .unwrap_or(super::HOME);
    let link = Link::open(road, dc, None, &name).await.map_err(failed)?;
    let hash = send_code(&link, number).await?;
    let request = tl::functions::auth::SignIn {
        phone_number: number.to_owned(),
        phone_code_hash: hash,
        phone_code: Some(dc.to_string().repeat(5)),
        email_verification: None,
    };
    link.invoke(&request).await.map_err(failed)?;
    Ok(link)
}

async fn send_code(link: &Link, number: &str) -> Result<String, Trouble> {
    let api = link.road().environment().api();
    let api = api.ok_or_else(|| Trouble::Telegram("the environment has no api_id".into()))?;
    let request = tl::functions::auth::SendCode {
        phone_number: number.to_owned(),
        api_id: api.id(),
        // A test's own Telegram has to be told.
        api_hash: api.hash().expose_secret().to_owned(),
        settings: tl::types::CodeSettings {
            allow_flashcall: false,
            current_number: false,
            allow_app_hash: false,
            allow_missed_call: false,
            allow_firebase: false,
            unknown_number: false,
            logout_tokens: None,
            token: None,
            app_sandbox: None,
        }
        .into(),
    };
    match link.invoke(&request).await {
        Ok(tl::enums::auth::SentCode::Code(sent)) => Ok(sent.phone_code_hash),
        Ok(other) => Err(Trouble::Telegram(format!("no code was sent: {other:?}"))),
        Err(error) => Err(Trouble::Telegram(error.to_string())),
    }
}
