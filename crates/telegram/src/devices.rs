//! The device list: every sign-in of the account, and what can be done about each.

mod device;
mod ending;
mod maker;

use std::time::{Duration, SystemTime};

use grammers_tl_types as tl;
use tl::functions::account;

pub use device::{Device, DeviceHash};
pub(crate) use ending::log_out_link;
pub use ending::{Ended, log_out};
pub use maker::{Maker, home_introduction, minted_introduction};

use crate::{Client, Error, Refusal};

/// The account's sign-ins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Devices {
    /// A sign-in that is not used for so many days ends by itself. Grants outlive a home session
    /// that ended so, and then only the phone can end them.
    pub inactive_days: u16,
    /// All of them, this one included.
    pub list: Vec<Device>,
}

impl Devices {
    /// The one with this hash; never this device itself, whose hash nobody is told.
    pub fn find(&self, hash: DeviceHash) -> Option<&Device> {
        let mut others = self.list.iter().filter(|device| !device.current);
        others.find(|device| device.hash == hash)
    }

    /// This device itself.
    pub fn current(&self) -> Option<&Device> {
        self.list.iter().find(|device| device.current)
    }

    /// Those that appeared since then: whoever holds a session could have made more.
    pub fn since(&self, then: SystemTime) -> impl Iterator<Item = &Device> {
        self.list.iter().filter(move |device| device.created > then)
    }
}

impl Client {
    /// All sign-ins of the account.
    pub async fn devices(&self) -> Result<Devices, Error> {
        let answer = self.read(&account::GetAuthorizations {}).await?;
        let tl::enums::account::Authorizations::Authorizations(answer) = answer;
        let list = answer.authorizations.into_iter().map(Device::from);
        Ok(Devices {
            inactive_days: u16::try_from(answer.authorization_ttl_days).unwrap_or_default(),
            list: list.collect(),
        })
    }

    /// After how many days a sign-in that is not used ends; 1 to 366. A sign-in younger than a
    /// day is refused, and told from when on it is not.
    pub async fn set_inactive_days(&self, days: u16) -> Result<Ended, Error> {
        let request = account::SetAuthorizationTtl {
            authorization_ttl_days: i32::from(days),
        };
        let answer = self.act(&request).await;
        self.fresh_means_later(answer.map(drop)).await
    }

    /// Says that a new sign-in was the person's own. To deny one, [`end`](Self::end) it.
    pub async fn confirm(&self, hash: DeviceHash) -> Result<(), Error> {
        let request = account::ChangeAuthorizationSettings {
            confirmed: true,
            hash: hash.0,
            encrypted_requests_disabled: None,
            call_requests_disabled: None,
        };
        self.act(&request).await.map(drop)
    }

    /// A refusal for being too young becomes the time from which on it is none.
    async fn fresh_means_later(&self, answer: Result<(), Error>) -> Result<Ended, Error> {
        match answer {
            Ok(()) => Ok(Ended::Done),
            Err(error) if error.refusal() == Some(&Refusal::FreshResetForbidden) => {
                let devices = self.devices().await?;
                let born = devices.current().ok_or(error)?.created;
                let age = self.link.road().environment().rules().fresh_session();
                Ok(Ended::PossibleAt(born + age))
            }
            Err(error) => Err(error),
        }
    }
}

/// A date of Telegram's; what is before 1970 was in 1970.
fn time(unix: i32) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(unix).unwrap_or_default())
}
