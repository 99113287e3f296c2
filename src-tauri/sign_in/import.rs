//! Taking over a session made elsewhere: a fresh home session is minted from it, and it signs
//! itself out. The person has said before that nobody uses it any more.
//!
//! The trail has its line before the session is used. From then on the vault has what finishes or
//! undoes it, whatever becomes of the program.

pub mod ending;
mod journal;

use std::{
    sync::{Arc, OnceLock},
    time::SystemTime,
};

use secrecy::{ExposeSecret, SecretString};
use signet_contract::{
    ids::MintIntentId,
    ui::{
        Failure, ImportProblem, SignInOffer, SignInSnapshot, SignInStep, SignInUnderWay, SignedIn,
    },
};
use signet_session::{Error as Unreadable, Format, Fragment, Introduction, TelegramSession};
use signet_telegram::{
    Account, Client,
    import::identify,
    mint::{Minter, Minting, PasswordNeeded},
};
use signet_trail::{Actor, Circumstance, Import as Importing, Text};
use signet_vault::{Card, subject};
use tokio::task::JoinHandle;

use self::journal::{Journal, copied};
use super::{Answer, Message, Refusal, flow::Place, now, store::failure};
use crate::failure::report;

/// Under which id the vault has an import, once it has.
pub type Intent = Arc<OnceLock<MintIntentId>>;

/// An import under way, waiting for a password, failed or done.
pub struct Import {
    pub id: u64,
    place: Place,
    intent: Intent,
    state: State,
    failure: Option<Failure>,
    waiting: Option<Answer>,
}

enum State {
    /// Telegram is being asked.
    Busy {
        task: JoinHandle<()>,
        /// Whether the password is what it is about.
        hint: Option<Option<String>>,
    },
    PasswordMissing(Box<Minted>),
    Failed,
    Done(SignedIn),
}

/// Half minted: what is needed when the password is there.
pub struct Minted {
    needed: PasswordNeeded<Journal>,
    known: Known,
}

/// What is known of the session that is taken over.
struct Known {
    donor: TelegramSession,
    card: Card,
    journal: Arc<Journal>,
}

/// What came of asking Telegram.
pub enum Came {
    Done(SignedIn),
    PasswordMissing(Box<Minted>),
    /// Of the password alone: another one can be tried.
    PasswordRefused(Box<Minted>, Refusal),
    Failed(Refusal),
}

impl Import {
    /// Reads the text at once, and goes on beside everything else.
    pub fn begin(
        place: Place,
        text: &SecretString,
        password: Option<SecretString>,
        introduction: Introduction,
        reply: Answer,
    ) -> Result<Self, (Refusal, Answer)> {
        let fragment = match read(text) {
            Ok(fragment) => fragment,
            Err(problem) => return Err((Refusal::Text(problem), reply)),
        };
        let intent = Intent::default();
        let begun = (place.clone(), Arc::clone(&intent));
        let work = work(begun, fragment, introduction, password);
        let (id, task) = (place.id, spawn(&place, work));
        Ok(Self {
            id,
            place,
            intent,
            state: State::Busy { task, hint: None },
            failure: None,
            waiting: Some(reply),
        })
    }

    pub fn is_busy(&self) -> bool {
        matches!(self.state, State::Busy { .. })
    }

    pub fn came(&mut self, came: Came) -> Option<Answer> {
        self.state = match came {
            Came::Done(signed_in) => State::Done(signed_in),
            Came::PasswordMissing(minted) => State::PasswordMissing(minted),
            Came::PasswordRefused(minted, refusal) => {
                self.failure = Some(report(refusal));
                State::PasswordMissing(minted)
            }
            Came::Failed(refusal) => {
                self.failure = Some(report(refusal));
                State::Failed
            }
        };
        self.waiting.take()
    }

    /// Goes on with the password, if that is what is missing.
    pub fn password(&mut self, password: SecretString, reply: Answer) -> Result<(), Answer> {
        let State::PasswordMissing(minted) = std::mem::replace(&mut self.state, State::Failed)
        else {
            return Err(reply);
        };
        let hint = Some(minted.needed.hint().map(ToOwned::to_owned));
        let task = spawn(
            &self.place,
            with_password(self.place.clone(), *minted, password),
        );
        self.failure = None;
        self.state = State::Busy { task, hint };
        self.waiting = Some(reply);
        Ok(())
    }

    pub fn shown(&self) -> SignInSnapshot {
        let password = |hint: &Option<String>| SignInStep::Password {
            hint: hint.clone(),
            recovery: false,
        };
        let step = match &self.state {
            State::Busy { hint: None, .. } | State::Failed => SignInStep::Import,
            State::Busy {
                hint: Some(hint), ..
            } => password(hint),
            State::PasswordMissing(minted) => {
                password(&minted.needed.hint().map(ToOwned::to_owned))
            }
            State::Done(signed_in) => SignInStep::Done(signed_in.clone()),
        };
        let offers = match &self.state {
            State::Busy { .. } | State::Failed => vec![SignInOffer::Cancel],
            State::PasswordMissing(_) => vec![SignInOffer::Password, SignInOffer::Cancel],
            State::Done(_) => Vec::new(),
        };
        SignInSnapshot::UnderWay(SignInUnderWay {
            step,
            busy: self.is_busy(),
            offline: false,
            failure: self.failure.clone(),
            offers,
            again: None,
            proxied: self.place.road.proxy().is_some(),
        })
    }

    /// Gives it up. Nobody is at work on it any more then, and what it left is to be undone.
    pub async fn leave(self) -> (Option<Answer>, Place, Option<Intent>) {
        let left = match self.state {
            State::Busy { task, .. } => {
                task.abort();
                // Aborted, or done at the last moment.
                let _ = task.await;
                Some(self.intent)
            }
            State::PasswordMissing(_) => Some(self.intent),
            State::Failed | State::Done(_) => None,
        };
        (self.waiting, self.place, left)
    }
}

/// Tells the controller what came of it, and undoes what a failure left.
fn spawn(place: &Place, work: impl Future<Output = Outcome> + Send + 'static) -> JoinHandle<()> {
    let place = place.clone();
    tokio::spawn(async move {
        let Outcome { came, left } = work.await;
        // Without a controller nobody waits.
        let id = place.id;
        let _ = place.own.tell(Message::Imported { id, came }).await;
        if let Some(journal) = left {
            ending::settle_one(place, journal).await;
        }
    })
}

struct Outcome {
    came: Came,
    /// What may have to be undone.
    left: Option<Intent>,
}

impl From<Came> for Outcome {
    fn from(came: Came) -> Self {
        Self { came, left: None }
    }
}

async fn work(
    (place, intent): (Place, Intent),
    fragment: Fragment,
    introduction: Introduction,
    password: Option<SecretString>,
) -> Outcome {
    let prepared = prepare(&place, intent, fragment, &introduction).await;
    let (home, known) = match prepared {
        Ok(prepared) => prepared,
        Err(refusal) => return Came::Failed(refusal).into(),
    };
    let minter = Minter {
        home: Arc::new(home),
        journal: Arc::clone(&known.journal),
        introduction,
    };
    match minter.by_token(SystemTime::now()).await {
        Ok(Minting::Done(minted)) => save(&place, &minted.session, known).await,
        Ok(Minting::PasswordNeeded(needed)) => {
            let minted = Minted { needed, known };
            match password {
                Some(password) => with_password(place, minted, password).await,
                None => Came::PasswordMissing(Box::new(minted)).into(),
            }
        }
        Err(error) => Outcome {
            came: Came::Failed(Refusal::Donor(error)),
            left: Some(known.journal.intent()),
        },
    }
}

/// Writes the line, then asks whose it is.
async fn prepare(
    place: &Place,
    intent: Intent,
    fragment: Fragment,
    introduction: &Introduction,
) -> Result<(Client, Known), Refusal> {
    let line = async {
        let circumstance = Circumstance {
            at: now(),
            actor: Actor::Person(Text::none()),
            subject: subject::vault(place.store.id().await?),
            reference: Text::none(),
        };
        let trail = place.store.trail()?;
        trail.record::<Importing>(circumstance).await
    };
    let line = line.await.map_err(failure)?;
    let donor = identify(&place.road, fragment, introduction);
    let donor = donor.await.map_err(Refusal::Donor)?;
    let copies = (copied(&donor), copied(&donor));
    let (Some(kept), Some(known)) = copies else {
        return Err(Refusal::Text(ImportProblem::NotASession));
    };
    let client = Client::from_session(&place.road, donor).await;
    let client = client.map_err(Refusal::Donor)?;
    let card = card(client.account().await.map_err(Refusal::Donor)?);
    let store = Arc::clone(&place.store);
    let journal = Arc::new(Journal::new(store, line, kept, intent));
    let known = Known {
        donor: known,
        card,
        journal,
    };
    Ok((client, known))
}

async fn with_password(place: Place, minted: Minted, password: SecretString) -> Outcome {
    let Minted { needed, known } = minted;
    match needed.submit(&password, SystemTime::now()).await {
        Ok(minted) => save(&place, &minted.session, known).await,
        Err(refused) => {
            let refusal = Refusal::Donor(refused.error);
            match refused.again {
                Some(needed) => {
                    let needed = *needed;
                    let minted = Box::new(Minted { needed, known });
                    Came::PasswordRefused(minted, refusal).into()
                }
                None => Outcome {
                    came: Came::Failed(refusal),
                    left: Some(known.journal.intent()),
                },
            }
        }
    }
}

async fn save(place: &Place, fresh: &TelegramSession, known: Known) -> Outcome {
    let Known {
        donor,
        card,
        journal,
    } = known;
    let saved = ending::save(&place.store, &place.road, fresh, &donor, &card, &journal).await;
    match saved {
        Ok((saved, leaving)) => {
            if let Some(leaving) = leaving {
                let (store, road) = (Arc::clone(&place.store), place.road.clone());
                tokio::spawn(ending::sign_out(store, road, leaving));
            }
            Came::Done(SignedIn {
                account: saved.account.to_string(),
                name: card.name.clone(),
                phone: card.masked_phone.clone(),
                listed_as: saved.listed_as,
                again: saved.again,
                relogin_days: None,
            })
            .into()
        }
        // It is minted, and finished when the vault is opened again.
        Err(refusal) => Came::Failed(refusal).into(),
    }
}

fn card(account: Account) -> Card {
    let names = [account.first_name, account.last_name];
    let phone = account.phone.as_ref();
    Card {
        name: names.join(" ").trim().to_owned(),
        username: account.username,
        masked_phone: phone.map(|phone| phone.masked().to_string()),
        // Exposed to be kept encrypted.
        phone: phone.map(|phone| phone.expose_secret().into()),
        premium: account.premium,
        two_factor: Some(account.has_password),
    }
}

/// The text as the first client that knows it reads it. What was copied around it is no part.
fn read(text: &SecretString) -> Result<Fragment, ImportProblem> {
    // Exposed to be freed of blanks into another secret.
    let text = SecretString::from(text.expose_secret().trim());
    let mut problem = ImportProblem::NotASession;
    for format in Format::ALL {
        match Fragment::read(format, &text) {
            Ok(fragment) => return Ok(fragment),
            Err(Unreadable::Bot) => problem = ImportProblem::Bot,
            Err(
                Unreadable::Dc
                | Unreadable::Address
                | Unreadable::NoKey
                | Unreadable::UserId
                | Unreadable::ApiId
                | Unreadable::Introduction(_)
                | Unreadable::Version(_)
                | Unreadable::Base64
                | Unreadable::Length(_)
                | Unreadable::Layout(_)
                | Unreadable::Port(_),
            ) => {}
        }
    }
    Err(problem)
}

#[cfg(test)]
mod tests;
