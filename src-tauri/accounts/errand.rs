//! One errand to Telegram for one account. It runs beside the task that owns the state, has the
//! account's one client while it runs, and comes back with a report.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, SystemTime},
};

use signet_contract::ids::AccountId;
use signet_telegram::{
    Account as Card, Client, DeviceHash, Devices, Ended, Road, Standing, account::Photo,
    devices::Maker,
};
use signet_trail::{Actor, Outcome, Text};
use signet_vault::{AccountState, Store};

use super::{
    devices::Look,
    formers::Formers,
    known::Known,
    line::{self, Deed},
    portrait::Portrait,
    refusal::Refusal,
    standing,
};

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// How the sign-in is, who it belongs to, and which devices there are.
    Check,
    /// Which devices there are.
    Look,
    End(DeviceHash),
    EndOthers {
        sparing: BTreeSet<DeviceHash>,
    },
    Confirm(DeviceHash),
    SetInactiveDays(u16),
    /// Sign out, on every sign-in of this computer.
    Leave,
    /// Close the connection.
    Rest,
}

impl Errand {
    /// Whether nothing is changed by it.
    pub fn is_look(&self) -> bool {
        match self {
            Self::Check | Self::Look | Self::Rest => true,
            Self::End(_)
            | Self::EndOthers { .. }
            | Self::Confirm(_)
            | Self::SetInactiveDays(_)
            | Self::Leave => false,
        }
    }
}

/// What an errand is given.
pub struct Visit {
    pub store: Arc<Store>,
    pub road: Road,
    pub account: AccountId,
    /// How the sign-in was.
    pub before: Standing,
    /// Whether a person waits for it.
    pub asked: bool,
    /// Which picture is here.
    pub portrait: Option<i64>,
    pub known: Known,
    /// Of the last errand, if it still stands.
    pub client: Option<Client>,
}

/// What it found.
pub struct Report {
    /// Left open for the next errand.
    pub client: Option<Client>,
    /// How the sign-in is; `None` if that was not asked.
    pub standing: Option<Standing>,
    pub card: Option<Card>,
    pub picture: Picture,
    pub look: Option<Look>,
    /// Those in the list that are older sign-ins of this computer.
    pub ours: BTreeSet<DeviceHash>,
    /// Why it was not done.
    pub refusal: Option<Refusal>,
}

/// What has become of the picture.
pub enum Picture {
    /// It is the same, or could not be fetched.
    Same,
    New(Portrait),
    Gone,
}

impl Report {
    /// Of an errand of which nothing came.
    pub fn refused(refusal: Option<Refusal>) -> Self {
        Self {
            client: None,
            standing: None,
            card: None,
            picture: Picture::Same,
            look: None,
            ours: BTreeSet::new(),
            refusal,
        }
    }
}

impl Visit {
    /// What is to be done stands in the trail before, should nobody hear how it ended.
    pub async fn run(mut self, errand: Errand) -> Report {
        let mut report = Report::refused(None);
        if let Some(deed) = Deed::of(&errand) {
            self.note(deed, Outcome::Begun).await;
        }
        let before = self.before;
        let done = match &errand {
            Errand::Rest => {
                self.rest().await;
                return report;
            }
            Errand::Leave => {
                report.refusal = self.leave().await.err();
                return report;
            }
            Errand::Check
            | Errand::Look
            | Errand::End(_)
            | Errand::EndOthers { .. }
            | Errand::Confirm(_)
            | Errand::SetInactiveDays(_) => self.ask(&errand, &mut report).await,
        };
        match done {
            Ok(standing) => report.standing = Some(standing),
            Err(refusal) => {
                report.standing = match &refusal {
                    Refusal::Telegram(error, _) => Some(before.failed(error)),
                    // Telegram answered, and it was not about the sign-in.
                    Refusal::TooYoung(_) => Some(standing::after(before, false)),
                    Refusal::Closed
                    | Refusal::NoAccount
                    | Refusal::NoDevice
                    | Refusal::Leaving
                    | Refusal::Days
                    | Refusal::Name(_)
                    | Refusal::Vault(_)
                    | Refusal::Panicked => None,
                };
                report.refusal = Some(refusal);
            }
        }
        report
    }

    /// Answers how the sign-in is. A client that failed is not kept: it would go on trying to
    /// connect.
    async fn ask(&mut self, errand: &Errand, report: &mut Report) -> Result<Standing, Refusal> {
        let client = match self.client.take() {
            Some(client) => client,
            None => {
                let home = self.store.home_sessions().current(self.account).await?;
                Client::from_session(&self.road, home.session).await?
            }
        };
        let asked = self.go(&client, errand, report).await;
        if asked.is_ok() {
            report.client = Some(client);
        } else {
            close(client).await;
        }
        asked
    }

    async fn go(
        &self,
        client: &Client,
        errand: &Errand,
        report: &mut Report,
    ) -> Result<Standing, Refusal> {
        let acted = match errand {
            Errand::Check => return self.check(client, report).await,
            Errand::Look | Errand::Leave | Errand::Rest => false,
            Errand::End(hash) => self.end(client, *hash).await? == Ended::Done,
            Errand::EndOthers { sparing } => match self.end_others(client, sparing).await {
                Ok(acted) => acted,
                Err(refusal) => {
                    // Some may have ended before, so that the list is another one.
                    if let Err(error) = self.look(client, report).await {
                        tracing::debug!(%error, "what has ended cannot be shown yet");
                    }
                    return Err(refusal);
                }
            },
            Errand::Confirm(hash) => {
                client.confirm(*hash).await?;
                true
            }
            Errand::SetInactiveDays(days) => match client.set_inactive_days(*days).await? {
                Ended::Done => true,
                Ended::Gone => false,
                Ended::PossibleAt(then) => return Err(Refusal::TooYoung(then)),
            },
        };
        self.look(client, report).await?;
        Ok(standing::after(self.before, acted))
    }

    async fn look(&self, client: &Client, report: &mut Report) -> Result<(), Refusal> {
        let devices = client.devices().await?;
        self.found(devices, report).await
    }

    async fn check(&self, client: &Client, report: &mut Report) -> Result<Standing, Refusal> {
        let card = client.account().await?;
        let devices = client.devices().await?;
        let standing = if self.asked || self.before == Standing::Frozen {
            self.touch(client, &devices).await?
        } else {
            standing::after(self.before, false)
        };
        report.picture = self.picture(client, card.photo).await;
        report.card = Some(card);
        if may_end(&devices, self.age()) {
            self.formers().retire().await?;
        } else {
            report.ours = self.formers().in_list(&devices).await?;
        }
        self.found(devices, report).await?;
        Ok(standing)
    }

    /// A frozen account is read like any other. Whether it is one shows only when something is to
    /// be done: this would change nothing. That it is too young is said to one that is not frozen.
    async fn touch(&self, client: &Client, devices: &Devices) -> Result<Standing, Refusal> {
        match client.set_inactive_days(devices.inactive_days).await {
            Ok(Ended::Done | Ended::Gone | Ended::PossibleAt(_)) => {
                Ok(standing::after(self.before, true))
            }
            Err(error) => match Standing::told_by(&error) {
                Some(Standing::Frozen) => Ok(Standing::Frozen),
                Some(_) => Err(error.into()),
                None => Ok(standing::after(self.before, false)),
            },
        }
    }

    /// A picture that cannot be fetched is fetched at the next look.
    async fn picture(&self, client: &Client, photo: Option<Photo>) -> Picture {
        let Some(photo) = photo else {
            return Picture::Gone;
        };
        if self.portrait == Some(photo.id()) {
            return Picture::Same;
        }
        let fetched = client.photo(photo).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "a picture could not be fetched");
            None
        });
        let portrait = fetched.and_then(|jpeg| Portrait::new(photo.id(), jpeg));
        portrait.map_or(Picture::Same, Picture::New)
    }

    async fn found(&self, devices: Devices, report: &mut Report) -> Result<(), Refusal> {
        let another = |device: &signet_telegram::Device| {
            device.maker() == Maker::Home && !device.current && !self.known.holds(device.hash)
        };
        // Where another Signet appeared, it may be the sign-in before.
        if report.ours.is_empty() && devices.list.iter().any(another) {
            report.ours = self.formers().in_list(&devices).await?;
        }
        let elder = self.formers().any_elder(self.age()).await?;
        report.look = Some(Look::new(SystemTime::now(), devices, self.age(), elder));
        Ok(())
    }

    /// A sign-in that is too young asks an older one of this computer to do it.
    async fn end(&self, client: &Client, hash: DeviceHash) -> Result<Ended, Refusal> {
        let ended = client.end(hash).await?;
        let Ended::PossibleAt(then) = ended else {
            return Ok(ended);
        };
        let ended = self.formers().end(hash, self.age()).await?;
        ended.ok_or(Refusal::TooYoung(then))
    }

    async fn end_others(
        &self,
        client: &Client,
        sparing: &BTreeSet<DeviceHash>,
    ) -> Result<bool, Refusal> {
        let devices = client.devices().await?;
        // They end by themselves, once they are not needed.
        let ours = self.formers().in_list(&devices).await?;
        let mut acted = false;
        let others = devices.list.iter().filter(|device| !device.current);
        for device in others {
            if sparing.contains(&device.hash) || ours.contains(&device.hash) {
                continue;
            }
            if self.end(client, device.hash).await? == Ended::Done {
                // A line for each: it may stop half way.
                self.note(Deed::EndDevice, Outcome::Done).await;
                acted = true;
            }
        }
        Ok(acted)
    }

    /// One that had ended already is no error, so this may be done again. An account that was
    /// signed in again in the meantime stays: what is listed while it leaves is not of that
    /// sign-in, and none is ended once it stays.
    async fn leave(&mut self) -> Result<(), Refusal> {
        self.rest().await;
        if !self.is_leaving().await? {
            return Ok(());
        }
        for home in self.store.home_sessions().of(self.account).await? {
            if !self.is_leaving().await? {
                return Ok(());
            }
            // What it leaves for a later sign-in is not kept: the account goes.
            signet_telegram::devices::log_out(&self.road, home.session).await?;
        }
        Ok(())
    }

    async fn note(&self, deed: Deed, outcome: Outcome) {
        let person = Actor::Person(Text::none());
        line::note(&self.store, self.account, person, deed, outcome).await;
    }

    async fn is_leaving(&self) -> Result<bool, Refusal> {
        let account = self.store.accounts().get(self.account).await?;
        Ok(match account.state {
            AccountState::Removing => true,
            AccountState::Active => false,
        })
    }

    async fn rest(&mut self) {
        if let Some(client) = self.client.take() {
            close(client).await;
        }
    }

    fn formers(&self) -> Formers<'_> {
        Formers {
            store: &self.store,
            road: &self.road,
            account: self.account,
        }
    }

    /// How old a sign-in must be to end others.
    fn age(&self) -> Duration {
        self.road.environment().rules().fresh_session()
    }
}

/// Whether this computer's sign-in is old enough to end others.
fn may_end(devices: &Devices, age: Duration) -> bool {
    let born = devices.current().map(|current| current.created);
    let from = born.and_then(|born| born.checked_add(age));
    from.is_some_and(|from| from <= SystemTime::now())
}

pub async fn close(client: Client) {
    if let Err(error) = client.close().await {
        tracing::debug!(%error, "a connection was not closed well");
    }
}
