//! The way to Telegram that everything here shares: straight, or through the person's proxy.
//!
//! The proxy is in the vault. Until that is open nobody knows whether there is one, and a way
//! around it could tell the network what the proxy is there to hide: the way is closed until then.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use signet_contract::ui::{Cause, Failure, NetworkSnapshot, ProxySummary};
use signet_telegram::{Environment, Proxy, Road};
use signet_vault::{Error, Store};
use tokio::sync::watch;

use crate::{
    controller::{Controller, Mailbox, Publish, Reply, Unanswered, answer},
    failure::report,
    folders::Folders,
    problem,
    typed::Typed,
    vault::Refusal,
};

pub enum Message {
    /// The vault is open, or is not any more.
    Follow(Option<Arc<Store>>, Reply<()>),
    Read(Reply<NetworkSnapshot>),
    SetProxy(Typed, Answer),
    RemoveProxy(Answer),
}

type Answer = Reply<Result<NetworkSnapshot, Refused>>;

/// The proxy that is kept is no use.
#[derive(Debug, thiserror::Error)]
#[error("the proxy cannot be read: {0}")]
struct Unreadable(Refused);

impl From<Unreadable> for Cause {
    fn from(Unreadable(_): Unreadable) -> Self {
        Cause::ProxyUnreadable
    }
}

/// Why the way was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("what was typed is no proxy's address")]
    Address,
    #[error(transparent)]
    Vault(#[from] Refusal),
}

impl From<Refused> for Cause {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Address => Cause::ProxyInvalid,
            Refused::Vault(refusal) => refusal.into(),
        }
    }
}

/// The way as it is now. Connections that stand keep theirs.
#[derive(Clone)]
pub struct Network {
    mailbox: Mailbox<Message>,
    roads: watch::Receiver<Road>,
}

impl Network {
    /// Closed, until the vault says what the way is.
    pub fn start(
        environment: &Arc<Environment>,
        folders: Folders,
        problems: problem::Mailbox,
        publish: Publish<NetworkSnapshot>,
    ) -> Self {
        let straight = Road::new(Arc::clone(environment), None);
        let (road, roads) = watch::channel(closed(&straight));
        let mailbox = Mailbox::start(Owner {
            straight,
            road,
            folders,
            store: None,
            proxy: Ok(None),
            problems,
            publish,
        });
        Self { mailbox, roads }
    }

    /// The way, and each change of it. Whoever learns of an open vault by
    /// [`Door::stores`](crate::vault::Door::stores) finds its way here already; what is asked while
    /// the way is closed is unreachable.
    pub fn roads(&self) -> watch::Receiver<Road> {
        self.roads.clone()
    }

    /// Takes the way from this vault, or closes it.
    pub async fn follow(&self, store: Option<Arc<Store>>) {
        let follow = |reply| Message::Follow(store, reply);
        // Unanswered while Signet closes: then nobody goes any way.
        let _: Result<(), Unanswered> = self.mailbox.ask(follow).await;
    }

    pub async fn ask<T>(&self, message: impl FnOnce(Reply<T>) -> Message) -> Result<T, Unanswered> {
        self.mailbox.ask(message).await
    }
}

/// Lets nobody through.
fn closed(straight: &Road) -> Road {
    straight.clone().while_permitted(|| false)
}

/// Owns the way.
struct Owner {
    straight: Road,
    road: watch::Sender<Road>,
    folders: Folders,
    store: Option<Arc<Store>>,
    /// What is shown of the proxy, or why it cannot be read: then the way stays closed until the
    /// person sets another one or removes it.
    proxy: Result<Option<ProxySummary>, Failure>,
    /// Where that is told, on whichever screen the person is.
    problems: problem::Mailbox,
    publish: Publish<NetworkSnapshot>,
}

impl Owner {
    async fn follow(&mut self, store: Option<Arc<Store>>) {
        self.store = store;
        let Some(store) = &self.store else {
            self.proxy = Ok(None);
            self.road.send_replace(closed(&self.straight));
            return self.tell();
        };
        let kept = match store.proxy().get().await {
            Ok(None) => Ok(None),
            Ok(Some(address)) => read(&address).map(Some),
            Err(error) => Err(self.refused(error)),
        };
        match kept {
            Ok(proxy) => self.lead(proxy),
            Err(refused) => {
                let failure = report(Unreadable(refused));
                self.problems
                    .deliver(problem::Message::Raise(failure.clone()));
                self.proxy = Err(failure);
                self.road.send_replace(closed(&self.straight));
                self.tell();
            }
        }
    }

    async fn set(&mut self, typed: Typed) -> Result<(), Refused> {
        let typed = typed.into_secret();
        // Exposed to be freed of what was copied with it.
        let address = SecretString::from(typed.expose_secret().trim());
        let proxy = read(&address)?;
        let kept = self.store()?.proxy().set(address).await;
        kept.map_err(|error| self.refused(error))?;
        self.lead(Some(proxy));
        Ok(())
    }

    async fn remove(&mut self) -> Result<(), Refused> {
        let removed = self.store()?.proxy().remove().await;
        removed.map_err(|error| self.refused(error))?;
        self.lead(None);
        Ok(())
    }

    /// From now on through this proxy, or straight.
    fn lead(&mut self, proxy: Option<Proxy>) {
        self.proxy = Ok(proxy.as_ref().map(summary));
        self.road.send_replace(self.straight.through(proxy));
        self.tell();
    }

    fn store(&self) -> Result<Arc<Store>, Refused> {
        let store = self.store.clone();
        store.ok_or_else(|| self.refused(Error::Locked))
    }

    fn refused(&self, error: Error) -> Refused {
        Refusal::of(error, &self.folders).into()
    }

    fn snapshot(&self) -> NetworkSnapshot {
        match self.proxy.clone() {
            Ok(proxy) => NetworkSnapshot {
                proxy,
                unreadable: None,
            },
            Err(failure) => NetworkSnapshot {
                proxy: None,
                unreadable: Some(failure),
            },
        }
    }

    fn tell(&self) {
        (self.publish)(&self.snapshot());
    }

    fn answer(&self, reply: Answer, done: Result<(), Refused>) {
        answer(reply, done.map(|()| self.snapshot()));
    }
}

impl Controller for Owner {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Follow(store, reply) => {
                self.follow(store).await;
                answer(reply, ());
            }
            Message::Read(reply) => answer(reply, self.snapshot()),
            Message::SetProxy(typed, reply) => {
                let done = self.set(typed).await;
                self.answer(reply, done);
            }
            Message::RemoveProxy(reply) => {
                let done = self.remove().await;
                self.answer(reply, done);
            }
        }
    }
}

fn read(address: &SecretString) -> Result<Proxy, Refused> {
    Proxy::parse(address).map_err(|_| Refused::Address)
}

/// Without the name and the password.
fn summary(proxy: &Proxy) -> ProxySummary {
    ProxySummary {
        host: proxy.host().to_owned(),
        port: proxy.port(),
        credentials: proxy.has_credentials(),
    }
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Mutex};

    use super::*;
    use crate::{problem::Problems, vault::bench};

    const ADDRESS: &str = "socks5://mara:word@Proxy.example:1080";

    fn network(place: &Path) -> (Network, Arc<Mutex<Vec<NetworkSnapshot>>>) {
        let problems = Mailbox::start(Problems::new(None, Box::new(|_| ())));
        network_beside(place, problems)
    }

    fn network_beside(
        place: &Path,
        problems: problem::Mailbox,
    ) -> (Network, Arc<Mutex<Vec<NetworkSnapshot>>>) {
        let environment = Arc::new(Environment::test());
        let folders = Folders::new(Some(place.to_owned()), &environment).unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&heard);
        let publish = move |snapshot: &NetworkSnapshot| sink.lock().unwrap().push(snapshot.clone());
        (
            Network::start(&environment, folders, problems, Box::new(publish)),
            heard,
        )
    }

    fn typed(text: &str) -> Typed {
        serde_json::from_value(text.into()).unwrap()
    }

    async fn set(network: &Network, text: &str) -> Result<NetworkSnapshot, Refused> {
        let set = |reply| Message::SetProxy(typed(text), reply);
        network.ask(set).await.unwrap()
    }

    #[tokio::test]
    async fn nobody_gets_through_before_the_vault_says_how_or_after_it_locked() {
        let place = tempfile::tempdir().unwrap();
        let (network, _) = network(place.path());
        let roads = network.roads();
        assert!(!roads.borrow().is_open());
        network.follow(Some(bench::store(place.path()))).await;
        assert!(roads.borrow().is_open());
        network.follow(None).await;
        assert!(!roads.borrow().is_open());
        let refused = set(&network, ADDRESS).await.unwrap_err();
        assert_eq!(Cause::from(refused), Cause::VaultClosed);
    }

    #[tokio::test]
    async fn a_proxy_is_kept_shown_without_its_password_and_removed() {
        let place = tempfile::tempdir().unwrap();
        let (network, heard) = network(place.path());
        let store = bench::store(place.path());
        network.follow(Some(Arc::clone(&store))).await;
        let shown = NetworkSnapshot {
            proxy: Some(ProxySummary {
                host: "proxy.example".into(),
                port: 1080,
                credentials: true,
            }),
            unreadable: None,
        };
        let mut roads = network.roads();
        roads.mark_unchanged();
        let set = set(&network, &format!(" {ADDRESS}\n")).await.unwrap();
        assert_eq!(set, shown);
        assert!(roads.has_changed().unwrap());
        // As after a restart.
        network.follow(None).await;
        network.follow(Some(store)).await;
        assert_eq!(heard.lock().unwrap().last(), Some(&shown));
        assert!(network.roads().borrow().is_open());

        let removed = network.ask(Message::RemoveProxy).await.unwrap().unwrap();
        assert_eq!((removed.proxy, removed.unreadable), (None, None));
    }

    #[tokio::test]
    async fn what_is_no_address_changes_nothing() {
        let place = tempfile::tempdir().unwrap();
        let (network, _) = network(place.path());
        network.follow(Some(bench::store(place.path()))).await;
        set(&network, ADDRESS).await.unwrap();
        for text in ["", "proxy.example:1080", "http://proxy.example:1080"] {
            let refused = set(&network, text).await.unwrap_err();
            assert_eq!(Cause::from(refused), Cause::ProxyInvalid, "{text}");
        }
        let read = network.ask(Message::Read).await.unwrap();
        assert!(read.proxy.is_some());
    }

    #[tokio::test]
    async fn a_proxy_that_cannot_be_read_is_told_and_keeps_the_way_closed_until_the_person_decides()
    {
        let place = tempfile::tempdir().unwrap();
        let problems = Mailbox::start(Problems::new(None, Box::new(|_| ())));
        let (network, heard) = network_beside(place.path(), problems.clone());
        let store = bench::store(place.path());
        store.proxy().set("no address".into()).await.unwrap();
        network.follow(Some(store)).await;
        assert!(!network.roads().borrow().is_open());
        let told = heard.lock().unwrap().last().cloned().unwrap();
        let failure = told.unreadable.clone().unwrap();
        assert_eq!(failure.cause, Cause::ProxyUnreadable);
        assert_eq!(network.ask(Message::Read).await.unwrap(), told);
        // Also to whoever is on another screen.
        let raised = problems.ask(problem::Message::Read).await.unwrap();
        assert_eq!(raised.failure, Some(failure));

        let removed = network.ask(Message::RemoveProxy).await.unwrap().unwrap();
        assert_eq!(removed.unreadable, None);
        assert!(network.roads().borrow().is_open());
    }
}
