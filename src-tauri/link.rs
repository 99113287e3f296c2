//! Links that reach Signet: kept until the person goes on or says no. No link acts by itself.

mod url;

pub use url::{InvalidLink, LinkUrl, is_link};

use signet_contract::ui::LinkSnapshot;

use crate::{
    controller::{self, Controller, Publish, Reply, answer},
    failure::report,
};

pub type Mailbox = controller::Mailbox<Message>;

pub enum Message {
    Read(Reply<LinkSnapshot>),
    /// A link the person typed: what is wrong with it is the answer.
    Open(String, Reply<Result<LinkSnapshot, InvalidLink>>),
    /// A link from outside: what is wrong with it is shown.
    Arrive(String),
    Continue(Reply<LinkSnapshot>),
    Dismiss(Reply<LinkSnapshot>),
}

/// Owns the newest link.
pub struct Links {
    state: LinkSnapshot,
    publish: Publish<LinkSnapshot>,
}

impl Links {
    pub fn new(publish: Publish<LinkSnapshot>) -> Self {
        Self {
            state: LinkSnapshot::None,
            publish,
        }
    }

    fn turn(&mut self, state: LinkSnapshot) -> LinkSnapshot {
        self.state = state;
        (self.publish)(&self.state);
        self.state.clone()
    }

    fn go_on(&mut self) -> LinkSnapshot {
        match self.state.clone() {
            LinkSnapshot::Asked { host } => self.turn(LinkSnapshot::NotYet { host }),
            other @ (LinkSnapshot::None
            | LinkSnapshot::NotYet { .. }
            | LinkSnapshot::Refused { .. }) => other,
        }
    }
}

fn asked(url: &LinkUrl) -> LinkSnapshot {
    LinkSnapshot::Asked {
        host: url.platform().host().into(),
    }
}

impl Controller for Links {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Read(reply) => answer(reply, self.state.clone()),
            Message::Open(text, reply) => {
                let opened = LinkUrl::parse(&text).map(|url| self.turn(asked(&url)));
                answer(reply, opened);
            }
            Message::Arrive(text) => {
                self.turn(match LinkUrl::parse(&text) {
                    Ok(url) => asked(&url),
                    Err(error) => LinkSnapshot::Refused {
                        failure: report(error),
                    },
                });
            }
            Message::Continue(reply) => answer(reply, self.go_on()),
            Message::Dismiss(reply) => answer(reply, self.turn(LinkSnapshot::None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "signet://link?p=https://atlas.example&t=0123456789abcdef0123";

    fn start() -> Mailbox {
        Mailbox::start(Links::new(Box::new(|_| {})))
    }

    #[tokio::test]
    async fn a_link_from_outside_asks_and_waits() {
        let links = start();
        links.tell(Message::Arrive(GOOD.into())).await.unwrap();
        let LinkSnapshot::Asked { host } = links.ask(Message::Read).await.unwrap() else {
            panic!("not asked");
        };
        assert_eq!(host, "atlas.example");
        let LinkSnapshot::NotYet { .. } = links.ask(Message::Continue).await.unwrap() else {
            panic!("went somewhere");
        };
        let LinkSnapshot::None = links.ask(Message::Dismiss).await.unwrap() else {
            panic!("not dismissed");
        };
    }

    #[tokio::test]
    async fn a_bad_link_from_outside_is_shown_with_its_reason() {
        let links = start();
        links
            .tell(Message::Arrive("signet://nonsense".into()))
            .await
            .unwrap();
        let LinkSnapshot::Refused { .. } = links.ask(Message::Read).await.unwrap() else {
            panic!("not refused");
        };
    }

    #[tokio::test]
    async fn a_bad_link_that_was_typed_changes_nothing() {
        let links = start();
        links.tell(Message::Arrive(GOOD.into())).await.unwrap();
        let answer = links
            .ask(|reply| Message::Open("hello".into(), reply))
            .await
            .unwrap();
        assert_eq!(answer.unwrap_err(), InvalidLink::NotALink);
        let LinkSnapshot::Asked { .. } = links.ask(Message::Read).await.unwrap() else {
            panic!("the link that waited is gone");
        };
    }

    #[tokio::test]
    async fn a_snapshot_never_holds_the_token() {
        let links = start();
        let asked = links
            .ask(|reply| Message::Open(GOOD.into(), reply))
            .await
            .unwrap()
            .unwrap();
        let told = format!("{asked:?}{}", serde_json::to_string(&asked).unwrap());
        assert!(!told.contains("0123456789abcdef"));
    }
}
