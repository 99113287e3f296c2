//! A sign-in at work: what the app and services do with a session.

use grammers_tl_types as tl;
use signet_session::{SessionParts, TelegramSession};
use tl::RemoteCall;
use tokio::sync::watch;

use crate::{Error, Link, Road, Standing, sign_in};

/// One session in use. Connects with its first call and again whenever that is needed; a call has
/// its own time and waits for nothing else.
///
/// It is the only user of its session: Telegram ends one that is used from two places.
pub struct Client {
    pub(crate) link: Link,
    user_id: i64,
    standing: watch::Sender<Standing>,
}

impl Client {
    /// Takes the session over. Contacts nobody yet.
    ///
    /// It must belong to the Telegram of this road; its own api_id and introduction are said on
    /// every connection, so that Telegram's device list does not change.
    pub async fn from_session(road: &Road, session: TelegramSession) -> Result<Self, Error> {
        let SessionParts {
            dc_id,
            address: _,
            test,
            key,
            user_id,
            api_id,
            introduction,
        } = session.into_parts();
        if test != road.environment().is_test() {
            return Err(Error::ForeignSession);
        }
        let link = Link::open_as(road, dc_id, Some(key), &introduction, api_id).await?;
        Ok(Self {
            link,
            user_id,
            standing: watch::Sender::new(Standing::Active),
        })
    }

    /// Whose it is.
    pub fn user_id(&self) -> i64 {
        self.user_id
    }

    /// How the sign-in is doing, as far as the calls so far have told.
    pub fn standing(&self) -> watch::Receiver<Standing> {
        self.standing.subscribe()
    }

    /// Asks Telegram whether the sign-in still stands.
    pub async fn check(&self) -> Result<(), Error> {
        self.myself().await.map(drop)
    }

    /// Ends the connection and gives the session back.
    pub async fn close(self) -> Result<TelegramSession, Error> {
        self.link.close().await?.into_session(self.user_id)
    }

    pub(crate) async fn myself(&self) -> Result<tl::types::User, Error> {
        match self.read(&sign_in::myself()).await?.pop() {
            Some(tl::enums::User::User(user)) if user.id == self.user_id => Ok(user),
            Some(_) | None => Err(Error::Unexpected {
                method: "users.getUsers",
            }),
        }
    }

    /// Something a frozen account may do too; repeated when the connection breaks.
    pub(crate) async fn read<R: RemoteCall>(&self, request: &R) -> Result<R::Return, Error> {
        let answer = self.link.read(request).await;
        self.note(&answer, Standing::read);
        answer
    }

    /// Something that changes something, and nothing more when it is done twice.
    pub(crate) async fn act<R: RemoteCall>(&self, request: &R) -> Result<R::Return, Error> {
        let answer = self.link.read(request).await;
        self.note(&answer, Standing::acted);
        answer
    }

    /// Something that must not be done twice.
    pub(crate) async fn act_once<R: RemoteCall>(&self, request: &R) -> Result<R::Return, Error> {
        let answer = self.link.invoke(request).await;
        self.note(&answer, Standing::acted);
        answer
    }

    fn note<T>(&self, answer: &Result<T, Error>, succeeded: impl Fn(Standing) -> Standing) {
        self.standing.send_if_modified(|standing| {
            let before = *standing;
            *standing = match answer {
                Ok(_) => succeeded(before),
                Err(error) => before.failed(error),
            };
            *standing != before
        });
    }
}
