//! Minting with a code: an ordinary sign-in on the new key, the person typing what Telegram sends.

use std::{collections::HashSet, time::SystemTime};

use grammers_tl_types::enums::auth::{SentCode, SentCodeType};
use secrecy::{ExposeSecret, SecretString};

use super::{
    MintJournal, MintStep, Minter, Minting, PasswordNeeded, Recovered, Refused,
    password::myself,
    work::{Work, user_id},
};
use crate::{DeviceHash, Error, Refusal, sign_in};

/// A mint that waits for the code. Dropped, it is recovered from its journal.
pub struct CodeSent<J> {
    work: Work<J>,
    phone: SecretString,
    code_hash: SecretString,
    way: SentCodeType,
    before: HashSet<DeviceHash>,
}

impl<J: MintJournal> Minter<J> {
    /// Asks Telegram, once, to send a code to the account's own number.
    pub async fn by_code(self, phone: SecretString, now: SystemTime) -> Result<CodeSent<J>, Error> {
        let work = Work::begin(self).await?;
        match send(&work, &phone).await {
            Ok((code_hash, way, before)) => Ok(CodeSent {
                work,
                phone,
                code_hash,
                way,
                before,
            }),
            Err(error) => Err(work.give_up(error, now).await),
        }
    }
}

type Sent = (SecretString, SentCodeType, HashSet<DeviceHash>);

async fn send<J: MintJournal>(work: &Work<J>, phone: &SecretString) -> Result<Sent, Error> {
    let devices = work.home.devices().await?;
    let before = devices.list.iter().map(|device| device.hash).collect();
    // Exposed to be told to Telegram.
    let phone = phone.expose_secret().to_owned();
    match sign_in::send_code(&work.link, phone, &[]).await? {
        SentCode::Code(sent) => Ok((sent.phone_code_hash.into(), sent.r#type, before)),
        SentCode::Success(_) | SentCode::PaymentRequired(_) => Err(Error::Unexpected {
            method: "auth.sendCode",
        }),
    }
}

impl<J: MintJournal> CodeSent<J> {
    /// Whether the code comes as a message in Telegram itself.
    pub fn is_in_app(&self) -> bool {
        matches!(self.way, SentCodeType::App(_))
    }

    /// Goes on with the code. A wrong one can be tried again, as often as Telegram lets.
    pub async fn submit(
        mut self,
        code: &SecretString,
        now: SystemTime,
    ) -> Result<Minting<J>, Refused<Self>> {
        let over = |error| Refused { error, again: None };
        let until = now + self.work.link.road().environment().rules().code();
        if let Err(error) = self.work.record(MintStep::LettingIn { until }).await {
            return Err(self.again(error));
        }
        let user = match self.sign_in(code).await {
            Ok(user) => user,
            Err(error) if error.may_be_done() => {
                return Err(over(self.work.give_up(error, now).await));
            }
            Err(error) => {
                let begun = self.work.record(MintStep::Begun).await;
                return match begun {
                    Ok(()) => Err(self.again(error)),
                    Err(error) => Err(over(self.work.give_up(error, now).await)),
                };
            }
        };
        match self.newcomer().await {
            Ok(hash) => self.let_in(hash, user, now).await.map_err(over),
            Err(error) => Err(over(self.work.give_up(error, now).await)),
        }
    }

    /// Leaves nothing of the mint.
    pub async fn cancel(self, now: SystemTime) -> Result<Recovered, Error> {
        self.work.undo(now).await
    }

    /// Who signed in, or nobody while the password is missing.
    async fn sign_in(&self, code: &SecretString) -> Result<Option<i64>, Error> {
        // Exposed to be told to Telegram.
        let phone = self.phone.expose_secret().to_owned();
        let hash = self.code_hash.expose_secret().to_owned();
        let code = Some(code.expose_secret().to_owned());
        let answer = sign_in::sign_in(&self.work.link, phone, hash, code, None).await;
        let settled = match answer {
            Ok(authorization) => {
                return user_id(&authorization).map(Some).ok_or(Error::Unexpected {
                    method: "auth.signIn",
                });
            }
            // It may have been taken although nobody said so.
            Err(error) if error.may_be_done() => myself(&self.work.link)
                .await
                .map_err(|other| (error, other)),
            Err(error) => Err((error.clone(), error)),
        };
        match settled {
            Ok(user) => Ok(Some(user)),
            Err((_, other)) if other.refusal() == Some(&Refusal::SessionPasswordNeeded) => Ok(None),
            Err((error, _)) => Err(error),
        }
    }

    /// The device that appeared since the code was sent, under the name given to it.
    async fn newcomer(&self) -> Result<DeviceHash, Error> {
        let devices = self.work.home.devices().await?;
        let named = self.work.introduction().device_model();
        let mut new = devices.list.iter().filter(|device| {
            !device.current && !self.before.contains(&device.hash) && device.model == named
        });
        match (new.next(), new.next()) {
            (Some(device), None) => Ok(device.hash),
            (Some(_), Some(_)) | (None, _) => Err(Error::Unexpected {
                method: "account.getAuthorizations",
            }),
        }
    }

    async fn let_in(
        mut self,
        hash: DeviceHash,
        user: Option<i64>,
        now: SystemTime,
    ) -> Result<Minting<J>, Error> {
        let Some(user) = user else {
            return PasswordNeeded::ask(self.work, hash, now).await;
        };
        if let Err(error) = self.work.record(MintStep::LetIn { hash }).await {
            return Err(self.work.give_up(error, now).await);
        }
        let finished = self.work.finish(hash, user, now).await;
        finished.map(Minting::Done)
    }

    fn again(self, error: Error) -> Refused<Self> {
        Refused {
            error,
            again: Some(Box::new(self)),
        }
    }
}
