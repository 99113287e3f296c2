//! One session of MTProto: numbers what we say, checks and takes apart what the server says.

#[cfg(test)]
mod tests;

use std::time::Duration;

use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};
use secrecy::ExposeSecret;
use signet_session::AuthKey;
use tl::types::{
    BadMsgNotification, BadServerSalt, FutureSalts, MsgDetailedInfo, MsgNewDetailedInfo,
    MsgResendReq, MsgsAck, MsgsAllInfo, MsgsStateInfo, MsgsStateReq, NewSessionCreated, Pong,
    RpcError,
};
use zeroize::Zeroizing;

use super::{
    Clock,
    body::{self, CONTAINER, GZIP, Inner, RPC_RESULT},
    cipher,
    received::Received,
};
use crate::{Error, random};

/// What came of a packet.
pub(crate) enum Event {
    /// The answer to the request with this id.
    Answer {
        request: i64,
        result: Result<Zeroizing<Vec<u8>>, RpcError>,
    },
    /// Something said unasked.
    Update(Zeroizing<Vec<u8>>),
    /// The request was not taken and can be said again at once.
    Again { request: i64 },
    /// The request was not taken and can be said again on a new connection.
    Anew { request: i64 },
    /// The server forgot what was said before this id.
    Forgotten { before: i64 },
}

/// Ends with its connection: each has a session of its own.
pub(crate) struct Dialogue<'k> {
    key: &'k AuthKey,
    key_id: [u8; 8],
    session: i64,
    salt: i64,
    clock: Clock,
    last_id: i64,
    content_said: i32,
    received: Received,
    acknowledge: Vec<i64>,
    replies: Vec<Vec<u8>>,
}

impl<'k> Dialogue<'k> {
    pub(crate) fn new(key: &'k AuthKey, salt: i64, clock: Clock) -> Result<Self, Error> {
        // Exposed to be hashed.
        let key_id = cipher::key_id(key.expose_secret());
        Ok(Self {
            key,
            key_id,
            session: i64::from_le_bytes(random::public()?),
            salt,
            clock,
            last_id: 0,
            content_said: 0,
            received: Received::default(),
            acknowledge: Vec::new(),
            replies: Vec::new(),
        })
    }

    /// The salt to begin the next connection with.
    pub(crate) fn salt(&self) -> i64 {
        self.salt
    }

    /// What has been learnt of the server's time.
    pub(crate) fn clock(&self) -> Clock {
        self.clock
    }

    /// A packet that says this request, and its id.
    pub(crate) fn ask(&mut self, body: &[u8], now: Duration) -> Result<(i64, Vec<u8>), Error> {
        self.say(body, true, now)
    }

    /// A packet that needs no answer, such as a ping.
    pub(crate) fn mention(&mut self, body: &[u8], now: Duration) -> Result<Vec<u8>, Error> {
        self.say(body, false, now).map(|(_, packet)| packet)
    }

    /// What must be said because of what was heard: acknowledgements and the like.
    pub(crate) fn respond(&mut self, now: Duration) -> Result<Vec<Vec<u8>>, Error> {
        let mut bodies = std::mem::take(&mut self.replies);
        if !self.acknowledge.is_empty() {
            let msg_ids = std::mem::take(&mut self.acknowledge);
            bodies.push(tl::enums::MsgsAck::Ack(MsgsAck { msg_ids }).to_bytes());
        }
        bodies.iter().map(|body| self.mention(body, now)).collect()
    }

    fn say(&mut self, body: &[u8], content: bool, now: Duration) -> Result<(i64, Vec<u8>), Error> {
        let id = self.clock.message_id(now).max(self.last_id + 4);
        self.last_id = id;
        let seqno = self.content_said * 2 + i32::from(content);
        self.content_said += i32::from(content);
        let length = u32::try_from(body.len()).map_err(|_| Error::Protocol("a long request"))?;
        // Reserved with its padding: growing would leave copies behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(cipher::INNER + body.len() + 32));
        plain.extend(self.salt.to_le_bytes());
        plain.extend(self.session.to_le_bytes());
        plain.extend(id.to_le_bytes());
        plain.extend(seqno.to_le_bytes());
        plain.extend(length.to_le_bytes());
        plain.extend(body);
        // Exposed to encrypt.
        let packet = cipher::seal(self.key.expose_secret(), self.key_id, plain)?;
        Ok((id, packet))
    }

    /// Takes a packet apart. An error means that the connection cannot be trusted any further.
    pub(crate) fn hear(&mut self, packet: &[u8], now: Duration) -> Result<Vec<Event>, Error> {
        // Exposed to decrypt.
        let plain = cipher::open(self.key.expose_secret(), self.key_id, packet)?;
        let wrong = |what| Err(Error::Protocol(what));
        let (header, rest) = plain.split_at(cipher::INNER);
        let number = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&header[at..at + 8]);
            i64::from_le_bytes(bytes)
        };
        if number(8) != self.session {
            return wrong("another session");
        }
        let id = number(16);
        let [.., s0, s1, s2, s3, l0, l1, l2, l3] = header else {
            return wrong("a length that does not fit");
        };
        let seqno = i32::from_le_bytes([*s0, *s1, *s2, *s3]);
        let length = u32::from_le_bytes([*l0, *l1, *l2, *l3]);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if !length.is_multiple_of(4) || length < 4 {
            return wrong("a length that does not fit");
        }
        let Some((body, padding)) = rest.split_at_checked(length) else {
            return wrong("a length that does not fit");
        };
        if !(12..=1024).contains(&padding.len()) {
            return wrong("too much padding or too little");
        }
        if !self.clock.accepts(id, now) && !is_about_time(body) {
            return wrong("a message of another time");
        }
        let mut events = Vec::new();
        let message = Inner {
            id,
            seqno,
            body: Zeroizing::new(body.to_vec()),
        };
        self.take(message, now, &mut events)?;
        Ok(events)
    }

    fn take(&mut self, message: Inner, now: Duration, out: &mut Vec<Event>) -> Result<(), Error> {
        let Inner { id, seqno, body } = message;
        if id & 1 == 0 || id <= 0 {
            return Err(Error::Protocol("a message id of ours"));
        }
        if seqno & 1 == 1 {
            self.acknowledge.push(id);
        }
        if self.received.take(id) {
            self.read(body, id, now, out)
                .ok_or(Error::Protocol("a message that cannot be read"))?
        } else {
            Ok(())
        }
    }

    /// `None` if it cannot be read.
    fn read(
        &mut self,
        body: Zeroizing<Vec<u8>>,
        id: i64,
        now: Duration,
        out: &mut Vec<Event>,
    ) -> Option<Result<(), Error>> {
        let inside = body.get(4..)?;
        match body::constructor(&body) {
            RPC_RESULT => out.push(answer(inside)?),
            CONTAINER => {
                for inner in body::unpack_container(&body)? {
                    if let Err(error) = self.take(inner, now, out) {
                        return Some(Err(error));
                    }
                }
            }
            GZIP => {
                let unpacked = body::gunzip(&body)?;
                // What is packed twice, or packs several, is nothing a server sends.
                if matches!(body::constructor(&unpacked), GZIP | CONTAINER) {
                    return None;
                }
                return self.read(unpacked, id, now, out);
            }
            BadServerSalt::CONSTRUCTOR_ID => {
                let bad = BadServerSalt::from_bytes(inside).ok()?;
                self.salt = bad.new_server_salt;
                let request = bad.bad_msg_id;
                out.push(Event::Again { request });
            }
            BadMsgNotification::CONSTRUCTOR_ID => {
                let bad = BadMsgNotification::from_bytes(inside).ok()?;
                return Some(self.misunderstood(&bad, id, now, out));
            }
            NewSessionCreated::CONSTRUCTOR_ID => {
                let created = NewSessionCreated::from_bytes(inside).ok()?;
                self.salt = created.server_salt;
                let before = created.first_msg_id;
                out.push(Event::Forgotten { before });
            }
            MsgsStateReq::CONSTRUCTOR_ID => {
                let asked = MsgsStateReq::from_bytes(inside).ok()?;
                self.tell_states(id, &asked.msg_ids);
            }
            MsgDetailedInfo::CONSTRUCTOR_ID => {
                let info = MsgDetailedInfo::from_bytes(inside).ok()?;
                self.fetch(info.answer_msg_id);
            }
            MsgNewDetailedInfo::CONSTRUCTOR_ID => {
                let info = MsgNewDetailedInfo::from_bytes(inside).ok()?;
                self.fetch(info.answer_msg_id);
            }
            MsgsAck::CONSTRUCTOR_ID
            | Pong::CONSTRUCTOR_ID
            | FutureSalts::CONSTRUCTOR_ID
            | MsgResendReq::CONSTRUCTOR_ID
            | MsgsStateInfo::CONSTRUCTOR_ID
            | MsgsAllInfo::CONSTRUCTOR_ID => {}
            _ => out.push(Event::Update(body)),
        }
        Some(Ok(()))
    }

    fn misunderstood(
        &mut self,
        bad: &BadMsgNotification,
        id: i64,
        now: Duration,
        out: &mut Vec<Event>,
    ) -> Result<(), Error> {
        let request = bad.bad_msg_id;
        match bad.error_code {
            // Our clock is wrong, and so are the ids said so far: a new session begins anew.
            16 | 17 => {
                self.clock.set(id >> 32, now);
                out.push(Event::Anew { request });
            }
            // The server counts otherwise than we do.
            20 | 32 | 33 => out.push(Event::Anew { request }),
            48 => out.push(Event::Again { request }),
            _ => return Err(Error::Protocol("it does not understand our messages")),
        }
        Ok(())
    }

    /// An answer that the server holds back: had already, or asked for.
    fn fetch(&mut self, answer: i64) {
        if self.received.has(answer) {
            self.acknowledge.push(answer);
        } else {
            let msg_ids = vec![answer];
            let request = tl::enums::MsgResendReq::Req(MsgResendReq { msg_ids });
            self.replies.push(request.to_bytes());
        }
    }

    fn tell_states(&mut self, req_msg_id: i64, ids: &[i64]) {
        let received = |id: &i64| if self.received.has(*id) { 4 } else { 2 };
        let info = ids.iter().map(received).collect();
        let info = tl::enums::MsgsStateInfo::Info(MsgsStateInfo { req_msg_id, info });
        self.replies.push(info.to_bytes());
    }
}

fn answer(inside: &[u8]) -> Option<Event> {
    let request = i64::from_le_bytes(*inside.first_chunk::<8>()?);
    let result = inside.get(8..)?;
    let result = match body::constructor(result) {
        GZIP => body::gunzip(result)?,
        _ => Zeroizing::new(result.to_vec()),
    };
    let result = match body::constructor(&result) {
        RpcError::CONSTRUCTOR_ID => Err(RpcError::from_bytes(result.get(4..)?).ok()?),
        _ => Ok(result),
    };
    Some(Event::Answer { request, result })
}

/// Says that our clock is wrong, which is why the message seems to be of another time.
fn is_about_time(body: &[u8]) -> bool {
    body::constructor(body) == BadMsgNotification::CONSTRUCTOR_ID
        && BadMsgNotification::from_bytes(&body[4..])
            .is_ok_and(|bad| matches!(bad.error_code, 16 | 17))
}
