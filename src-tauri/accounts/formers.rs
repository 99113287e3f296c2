//! Older sign-ins of this computer that still live: they may end others while the current one is
//! too young to. Once it is old enough, they end.

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use signet_contract::ids::{AccountId, HomeSessionId};
use signet_telegram::{Client, DeviceHash, Devices, Ended, Error, Road, Standing, devices};
use signet_trail::Timestamp;
use signet_vault::{FutureToken, HomeRole, HomeSession, Store};

use super::{errand::close, refusal::Refusal};

/// Those of one account. Only its errand uses them, one at a time.
pub struct Formers<'v> {
    pub store: &'v Store,
    pub road: &'v Road,
    pub account: AccountId,
}

impl Formers<'_> {
    /// Whether one of them may end others.
    pub async fn any_elder(&self, age: Duration) -> Result<bool, Refusal> {
        Ok(self.all().await?.iter().any(|home| is_elder(home, age)))
    }

    /// Ends a device, if one of them can.
    pub async fn end(&self, hash: DeviceHash, age: Duration) -> Result<Option<Ended>, Refusal> {
        let mut elders = self.all().await?;
        elders.retain(|home| is_elder(home, age));
        for home in elders {
            let client = Client::from_session(self.road, home.session).await?;
            let ended = client.end(hash).await;
            close(client).await;
            match ended {
                Ok(ended @ (Ended::Done | Ended::Gone)) => return Ok(Some(ended)),
                Ok(Ended::PossibleAt(_)) => {}
                Err(error) => self.failed(home.id, &error).await?,
            }
        }
        Ok(None)
    }

    /// What they are called in the list that the current sign-in got. What cannot be told is left
    /// out, and what has ended forgotten.
    pub async fn in_list(&self, list: &Devices) -> Result<BTreeSet<DeviceHash>, Refusal> {
        let mut ours = BTreeSet::new();
        for home in self.all().await? {
            let client = Client::from_session(self.road, home.session).await?;
            let theirs = client.devices().await;
            close(client).await;
            match theirs {
                Ok(theirs) => ours.extend(called(list, &theirs)),
                Err(error) => self.failed(home.id, &error).await?,
            }
        }
        Ok(ours)
    }

    /// Signs them out and forgets them. What cannot be reached stays for the next time.
    pub async fn retire(&self) -> Result<(), Refusal> {
        for home in self.all().await? {
            match devices::log_out(self.road, home.session).await {
                Ok(token) => {
                    if let Some(token) = token {
                        self.keep(&token).await?;
                    }
                    self.store.home_sessions().forget(home.id).await?;
                }
                Err(error) => self.failed(home.id, &error).await?,
            }
        }
        Ok(())
    }

    /// One that has ended is forgotten; what could not be reached is asked again another time.
    async fn failed(&self, home: HomeSessionId, error: &Error) -> Result<(), Refusal> {
        if Standing::told_by(error).is_some_and(Standing::is_over) {
            self.store.home_sessions().forget(home).await?;
        } else {
            tracing::debug!(%error, "an older sign-in did not do as asked");
        }
        Ok(())
    }

    async fn keep(&self, token: &signet_telegram::FutureToken) -> Result<(), Refusal> {
        // Exposed to be kept encrypted.
        let token = secrecy::ExposeSecret::expose_secret(token).to_vec();
        let (token, at) = (FutureToken::new(token.into()), SystemTime::now().into());
        let tokens = self.store.future_tokens();
        Ok(tokens.keep(self.account, &token, at).await?)
    }

    async fn all(&self) -> Result<Vec<HomeSession>, Refusal> {
        let mut homes = self.store.home_sessions().of(self.account).await?;
        homes.retain(|home| home.role == HomeRole::Former);
        Ok(homes)
    }
}

fn is_elder(home: &HomeSession, age: Duration) -> bool {
    let from = Duration::from_millis(home.since.unix_millis()).saturating_add(age);
    let now = Duration::from_millis(Timestamp::from(SystemTime::now()).unix_millis());
    from <= now
}

/// What a sign-in is called that got `theirs` is in `list`, got by another one: nobody is told
/// its own name. Not told where the lists differ in more, because one is older.
fn called(list: &Devices, theirs: &Devices) -> Option<DeviceHash> {
    let others = list.list.iter().filter(|device| !device.current);
    let mut missing = others.filter(|device| theirs.find(device.hash).is_none());
    let one = missing.next()?.hash;
    missing.next().is_none().then_some(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::known::tests::devices;

    #[test]
    fn a_sign_in_is_the_one_that_its_own_list_does_not_name() {
        // 8 is the current one, as the former one sees it; 9 is the former one.
        let list = devices(&[0, 1, 9]);
        assert_eq!(called(&list, &devices(&[1, 8, 0])), Some(DeviceHash(9)));
        assert_eq!(called(&list, &devices(&[8, 0])), None, "1 may be new");
        assert_eq!(called(&devices(&[0, 1]), &devices(&[1, 8, 0])), None);
    }
}
