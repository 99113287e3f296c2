//! One TCP connection, from its first byte to its end.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep, sleep_until};

use crate::handshake::{Handshake, HandshakeError, Step, plain};
use crate::hub::Hub;
use crate::messages::body::{self, Inner};
use crate::messages::cipher::{self, Message};
use crate::messages::inbound::{self, Peer, Reaction};
use crate::messages::session::{Kind, Saying, message_id};
use crate::rpc::{self, Delayed};
use crate::transport::{Wire, WireError};
use crate::violation::Rule;
use crate::world::keys::Outbound;

/// A client that says nothing for so long is gone, unless it asks for another time.
const SILENCE: Duration = Duration::from_secs(600);

const REFUSED: i32 = -404;
const OTHER_DC: i32 = -444;

pub(crate) struct Connection {
    hub: Arc<Hub>,
    wire: Wire,
    peer: Peer,
    handshake: Handshake,
    inbox: UnboundedReceiver<Outbound>,
    outbox: UnboundedSender<Outbound>,
    silence: Duration,
}

impl Connection {
    pub(crate) fn new(
        hub: Arc<Hub>,
        stream: TcpStream,
        connection: u64,
        dc: u8,
        source: IpAddr,
    ) -> Self {
        let (outbox, inbox) = unbounded_channel();
        let peer = Peer {
            connection,
            dc,
            source,
            outbox: outbox.clone(),
            key: None,
            session: None,
            left: Vec::new(),
            last_id: 0,
        };
        Self {
            hub,
            wire: Wire::new(stream),
            peer,
            handshake: Handshake::Idle,
            inbox,
            outbox,
            silence: SILENCE,
        }
    }

    pub(crate) async fn serve(mut self) {
        self.hub.world().connections += 1;
        if let Err(error) = self.converse().await
            && !matches!(error, WireError::Io(_))
        {
            let key = self.peer.key.unwrap_or_default();
            let mut world = self.hub.world();
            world.violated(Rule::Transport, key, error.to_string());
        }
        let mut world = self.hub.world();
        world.connections -= 1;
        if let Some(key) = self.peer.key {
            world.keys.disconnected(key, self.peer.connection);
        }
        let kept = world.rules.idle_keys;
        world.keys.retire(kept);
    }

    async fn converse(&mut self) -> Result<(), WireError> {
        let mut deadline = Instant::now() + self.silence;
        loop {
            let goes_on = tokio::select! {
                packet = self.wire.read() => match packet? {
                    Some(packet) => {
                        let goes_on = self.packet(&packet).await?;
                        deadline = Instant::now() + self.silence;
                        goes_on
                    }
                    None => false,
                },
                outbound = self.inbox.recv() => match outbound {
                    Some(Outbound::Say(saying)) => {
                        self.say(vec![saying]).await?;
                        true
                    }
                    Some(Outbound::Close) | None => false,
                },
                () = sleep_until(deadline) => false,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Whether the connection goes on.
    async fn packet(&mut self, packet: &[u8]) -> Result<bool, WireError> {
        if packet.starts_with(&[0; 8]) {
            return self.plain(packet).await;
        }
        let reaction = inbound::receive(&mut self.hub.world(), &mut self.peer, packet);
        self.react(reaction).await
    }

    async fn react(&mut self, reaction: Reaction) -> Result<bool, WireError> {
        if let Some(code) = reaction.refuse {
            self.wire.write_error(code).await?;
            return Ok(false);
        }
        for message in reaction.resend {
            self.send(message).await?;
        }
        self.say(reaction.say).await?;
        for delayed in reaction.later {
            self.conclude_later(delayed);
        }
        if let Some(seconds) = reaction.silence {
            self.silence = Duration::from_secs(seconds);
        }
        Ok(!reaction.close)
    }

    fn conclude_later(&self, delayed: Delayed) {
        let (hub, outbox) = (Arc::clone(&self.hub), self.outbox.clone());
        tokio::spawn(async move {
            sleep(delayed.delay).await;
            let body = rpc::conclude(&mut hub.world(), &delayed);
            if let Some(body) = body {
                let kind = Kind::Answer(delayed.request);
                // The connection may be gone by now; the work is done all the same.
                let _ = outbox.send(Outbound::Say(Saying { body, kind }));
            }
        });
    }

    async fn say(&mut self, sayings: Vec<Saying>) -> Result<(), WireError> {
        let prepared = {
            let mut world = self.hub.world();
            let key = self.peer.key.and_then(|id| world.keys.get_mut(id));
            let session = self.peer.session;
            key.zip(session)
                .and_then(|(key, session)| key.sessions.get_mut(&session))
                .and_then(|session| session.prepare(sayings))
        };
        match prepared {
            Some(message) => self.send(message).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, message: Inner) -> Result<(), WireError> {
        let packet = {
            let world = self.hub.world();
            let key = self.peer.key.and_then(|id| world.keys.get(id));
            key.zip(self.peer.session).map(|(key, session)| {
                let message = Message {
                    salt: key.salts.current(),
                    session,
                    id: message.id,
                    seqno: message.seqno,
                    body: message.body,
                };
                cipher::seal(&key.secret, &message)
            })
        };
        match packet {
            Some(packet) => self.wire.write(&packet).await,
            None => Ok(()),
        }
    }

    async fn plain(&mut self, packet: &[u8]) -> Result<bool, WireError> {
        match self.step(packet) {
            Ok(answer) => {
                let packet = plain::write(message_id(1), &answer);
                self.wire.write(&packet).await?;
                Ok(true)
            }
            Err(error) => {
                let code = match error {
                    HandshakeError::OtherDc => OTHER_DC,
                    HandshakeError::Unexpected(_)
                    | HandshakeError::Malformed
                    | HandshakeError::Wrong(_)
                    | HandshakeError::Temporary => REFUSED,
                };
                let detail = error.to_string();
                self.hub.world().violated(Rule::Handshake, 0, detail);
                self.wire.write_error(code).await?;
                Ok(false)
            }
        }
    }

    fn step(&mut self, packet: &[u8]) -> Result<Vec<u8>, HandshakeError> {
        let message = plain::read(packet)?;
        if message.id & 3 != 0 {
            return Err(HandshakeError::Wrong("message id"));
        }
        let hub = Arc::clone(&self.hub);
        hub.world()
            .asked(grammers_tl_types::name_for_id(body::constructor(
                message.body,
            )));
        let fault = || hub.world().faults.next("set_client_DH_params");
        let step = self
            .handshake
            .step(message.body, &hub.rsa, self.peer.dc, fault)?;
        match step {
            Step::Answer(answer) => Ok(answer),
            Step::Made { answer, key } => {
                let secret = key.key.to_bytes();
                let id = cipher::key_id(&secret);
                let mut world = hub.world();
                world.keys.add(id, secret, self.peer.dc, key.first_salt);
                let kept = world.rules.idle_keys;
                world.keys.retire(kept);
                Ok(answer)
            }
        }
    }
}
