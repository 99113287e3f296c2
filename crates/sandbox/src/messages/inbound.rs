//! One encrypted packet: checked, taken apart, answered.

use std::net::IpAddr;

use crate::messages::body::{self, CONTAINER, GZIP, Inner, LARGEST_UNPACKED};
use crate::messages::cipher::{self, CipherError, Message};
use crate::messages::received::{Bad, Verdict};
use crate::messages::service;
use crate::messages::session::{Kind, Saying, Session};
use crate::rpc;
use crate::violation::Rule;
use crate::world::World;
use crate::world::keys::{Ending, Live, Login, Outbound};

use grammers_tl_types::{self as tl, Serializable};
use tokio::sync::mpsc::UnboundedSender;

/// What one connection remembers between packets.
pub(crate) struct Peer {
    pub(crate) connection: u64,
    pub(crate) dc: u8,
    pub(crate) source: IpAddr,
    pub(crate) outbox: UnboundedSender<Outbound>,
    pub(crate) key: Option<i64>,
    pub(crate) session: Option<i64>,
    /// Sessions that were given up for another.
    pub(crate) left: Vec<i64>,
    pub(crate) last_id: i64,
}

/// What is to happen after a packet, in this order.
#[derive(Default)]
pub(crate) struct Reaction {
    /// Messages under ids they already have.
    pub(crate) resend: Vec<Inner>,
    pub(crate) say: Vec<Saying>,
    pub(crate) later: Vec<rpc::Delayed>,
    /// A transport error, after which the connection closes.
    pub(crate) refuse: Option<i32>,
    pub(crate) close: bool,
    /// `ping_delay_disconnect`: seconds until silence ends the connection.
    pub(crate) silence: Option<u64>,
}

const UNKNOWN_KEY: i32 = -404;

pub(crate) fn receive(world: &mut World, peer: &mut Peer, packet: &[u8]) -> Reaction {
    let mut reaction = Reaction::default();
    let id = packet
        .first_chunk::<8>()
        .map_or(0, |id| i64::from_le_bytes(*id));
    let Some(key) = world.keys.get(id).filter(|key| key.dc == peer.dc) else {
        reaction.refuse = Some(UNKNOWN_KEY);
        return reaction;
    };
    match cipher::open(&key.secret, packet) {
        Ok(message) => {
            attend(world, peer, id, message.session);
            take(world, peer, id, message, &mut reaction);
        }
        Err(error) => {
            let rule = match error {
                CipherError::MessageKey => Rule::MessageKey,
                CipherError::Padding => Rule::Padding,
                CipherError::Length | CipherError::MessageLength => Rule::Length,
            };
            world.violated(rule, id, error.to_string());
            reaction.refuse = Some(UNKNOWN_KEY);
        }
    }
    reaction
}

/// Registers the connection with its key. A key that is live from two addresses is dead.
fn attend(world: &mut World, peer: &mut Peer, id: i64, session: i64) {
    if peer.left.contains(&session) {
        world.violated(Rule::Session, id, "a session that the connection had left");
    } else if let Some(known) = peer.session.filter(|known| *known != session) {
        peer.left.push(known);
    }
    if let Some(old) = peer.key.filter(|old| *old != id) {
        world.keys.disconnected(old, peer.connection);
    }
    peer.key = Some(id);
    peer.session = Some(session);
    let Some(key) = world.keys.get_mut(id) else {
        return;
    };
    let live = key.live.entry(peer.connection).or_insert_with(|| Live {
        source: peer.source,
        session,
        outbox: peer.outbox.clone(),
        updates: false,
    });
    live.session = session;
    let elsewhere = key.live.values().any(|live| live.source != peer.source);
    if elsewhere && let Some(hash) = key.login.hash() {
        world.end_authorization(hash, Ending::Duplicated);
    } else if elsewhere && key.login == Login::Nobody {
        key.login = Login::Ended(Ending::Duplicated);
    }
}

fn take(world: &mut World, peer: &mut Peer, id: i64, message: Message, reaction: &mut Reaction) {
    let Some(key) = world.keys.get_mut(id) else {
        return;
    };
    let session = key.sessions.entry(message.session).or_default();
    if !key.salts.accepts(message.salt) {
        let salt = tl::types::BadServerSalt {
            bad_msg_id: message.id,
            bad_msg_seqno: message.seqno,
            error_code: 48,
            new_server_salt: key.salts.current(),
        };
        let body = tl::enums::BadMsgNotification::BadServerSalt(salt).to_bytes();
        reaction.say.push(service(body));
        world.asked("bad_server_salt");
        return;
    }
    if !session.announced {
        session.announced = true;
        let created = tl::types::NewSessionCreated {
            first_msg_id: message.id,
            unique_id: crate::random::id(),
            server_salt: key.salts.current(),
        };
        reaction.say.push(Saying {
            body: tl::enums::NewSession::Created(created).to_bytes(),
            kind: Kind::Push,
        });
    } else if peer.last_id == 0 {
        reaction.resend.extend(session.missed());
    }
    if message.id <= peer.last_id {
        let detail = "an id not above the last on this connection";
        world.violated(Rule::MessageIdOrder, id, detail);
    }
    peer.last_id = peer.last_id.max(message.id);

    let mut turn = Turn {
        world,
        peer,
        key: id,
        session: message.session,
        reaction,
        acknowledge: Vec::new(),
        unpackable: LARGEST_UNPACKED,
    };
    turn.message(message.id, message.seqno, message.body, None);
    turn.finish();
}

pub(crate) fn service(body: Vec<u8>) -> Saying {
    Saying {
        body,
        kind: Kind::Service,
    }
}

/// The work on one packet.
pub(crate) struct Turn<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) peer: &'a Peer,
    pub(crate) key: i64,
    pub(crate) session: i64,
    pub(crate) reaction: &'a mut Reaction,
    acknowledge: Vec<i64>,
    /// Bytes that may still come out of gzip.
    unpackable: usize,
}

impl Turn<'_> {
    fn message(&mut self, id: i64, seqno: i32, body: Vec<u8>, container: Option<i64>) {
        let body = match body::constructor(&body) {
            GZIP => match body::gunzip(&body, self.unpackable) {
                Some(unpacked) => {
                    self.unpackable -= unpacked.len();
                    unpacked
                }
                None => {
                    // So that a thousand that are too large are not tried one after another.
                    self.unpackable /= 2;
                    return self.malformed("gzip");
                }
            },
            _ => body,
        };
        let content = service::content(body::constructor(&body));
        let Some(session) = self.session() else {
            return;
        };
        let mut verdict = session.received.take(id, seqno, content);
        let nested = body::constructor(&body) == CONTAINER;
        if container.is_some_and(|outer| id >= outer || nested) {
            verdict = Verdict::Bad(Bad::Container);
        }
        match verdict {
            Verdict::Bad(bad) => return self.bad(id, seqno, bad),
            Verdict::Again => return self.acknowledge.push(id),
            Verdict::New => {}
        }
        if seqno & 1 == 1 {
            self.acknowledge.push(id);
        }
        if body::constructor(&body) == CONTAINER {
            let Some(messages) = body::unpack_container(&body) else {
                return self.bad(id, seqno, Bad::Container);
            };
            for inner in messages {
                self.message(inner.id, inner.seqno, inner.body, Some(id));
            }
        } else if !service::handle(self, id, &body) {
            rpc::request(self, id, &body);
        }
    }

    pub(crate) fn session(&mut self) -> Option<&mut Session> {
        let key = self.world.keys.get_mut(self.key)?;
        key.sessions.get_mut(&self.session)
    }

    pub(crate) fn say(&mut self, body: Vec<u8>, kind: Kind) {
        self.reaction.say.push(Saying { body, kind });
    }

    pub(crate) fn malformed(&mut self, what: &str) {
        self.world.violated(Rule::Malformed, self.key, what);
    }

    fn bad(&mut self, id: i64, seqno: i32, bad: Bad) {
        let rule = match bad {
            Bad::IdParity => Some(Rule::MessageIdParity),
            Bad::SeqnoTooLow | Bad::SeqnoTooHigh | Bad::EvenExpected | Bad::OddExpected => {
                Some(Rule::Seqno)
            }
            Bad::Container => Some(Rule::Container),
            // A client learns the time from these; a wrong clock is no fault of its code.
            Bad::IdTooLow | Bad::IdTooHigh | Bad::TooOld => None,
        };
        if let Some(rule) = rule {
            let detail = format!("{bad:?}, id {id}, seqno {seqno}");
            self.world.violated(rule, self.key, detail);
        }
        let notification = tl::types::BadMsgNotification {
            bad_msg_id: id,
            bad_msg_seqno: seqno,
            error_code: bad as i32,
        };
        let body = tl::enums::BadMsgNotification::Notification(notification).to_bytes();
        self.say(body, Kind::Service);
    }

    fn finish(&mut self) {
        if !self.acknowledge.is_empty() && self.reaction.refuse.is_none() {
            let msg_ids = std::mem::take(&mut self.acknowledge);
            let acks = tl::enums::MsgsAck::Ack(tl::types::MsgsAck { msg_ids });
            self.reaction.say.insert(0, service(acks.to_bytes()));
        }
    }
}
