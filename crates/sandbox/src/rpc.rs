//! API calls: unwrapped, met by faults, admitted, done, answered.

use std::net::IpAddr;
use std::time::Duration;

use grammers_tl_types::{self as tl, Serializable};

use crate::faults::Fault;
use crate::messages::body;
use crate::messages::inbound::Turn;
use crate::messages::session::Kind;
use crate::random;
use crate::rpc::envelope::Envelope;
use crate::rpc::error::RpcError;
use crate::world::World;

mod account;
mod admission;
mod auth;
mod chats;
mod envelope;
pub(crate) mod error;
mod help;
pub(crate) mod layers;
mod methods;
mod updates;
mod upload;
mod users;

/// Who calls.
pub(crate) struct Call<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) key: i64,
    pub(crate) dc: u8,
    pub(crate) source: IpAddr,
}

/// A call that a fault makes take its time.
pub(crate) struct Delayed {
    pub(crate) key: i64,
    pub(crate) session: i64,
    pub(crate) dc: u8,
    pub(crate) source: IpAddr,
    pub(crate) request: i64,
    pub(crate) query: Vec<u8>,
    pub(crate) delay: Duration,
}

pub(crate) fn request(turn: &mut Turn<'_>, id: i64, body: &[u8]) {
    let envelope = match Envelope::open(body) {
        Ok(envelope) => envelope,
        Err(error) => return answer(turn, id, &Err(error)),
    };
    turn.world.asked(method(&envelope.query));
    let fault = turn.world.faults.next(method(&envelope.query));
    match fault {
        None => {
            let result = call(turn, envelope);
            answer(turn, id, &result);
        }
        Some(Fault::Error { code, message }) => {
            // What the connection says about itself is taken even so.
            let introduced = envelope.introduce(turn);
            let refused = introduced.and(Err(RpcError { code, message }));
            answer(turn, id, &refused);
        }
        Some(Fault::Delay { milliseconds }) => delay(turn, id, envelope, milliseconds),
        Some(Fault::Refuse { code }) => turn.reaction.refuse = Some(code),
        Some(Fault::DropBefore) => turn.reaction.close = true,
        Some(Fault::DropAfter) => {
            // Done, and nobody learns how it went.
            let _ = call(turn, envelope);
            turn.reaction.close = true;
        }
        Some(Fault::Garbage) => {
            let _ = call(turn, envelope);
            answer(turn, id, &Ok(random::bytes::<64>().to_vec()));
        }
    }
}

/// The end of a call that took its time; none when its answer was dropped meanwhile.
pub(crate) fn conclude(world: &mut World, delayed: &Delayed) -> Option<Vec<u8>> {
    let key = world.keys.get_mut(delayed.key)?;
    let session = key.sessions.get_mut(&delayed.session)?;
    if !session.running.remove(&delayed.request) {
        return None;
    }
    let mut call = Call {
        world,
        key: delayed.key,
        dc: delayed.dc,
        source: delayed.source,
    };
    let result = perform(&mut call, &delayed.query);
    Some(body::rpc_result(delayed.request, &written(&result)))
}

fn delay(turn: &mut Turn<'_>, id: i64, envelope: Envelope, milliseconds: u64) {
    let introduced = envelope.introduce(turn);
    if let Err(error) = introduced {
        return answer(turn, id, &Err(error));
    }
    if let Some(session) = turn.session() {
        session.running.insert(id);
    }
    turn.reaction.later.push(Delayed {
        key: turn.key,
        session: turn.session,
        dc: turn.peer.dc,
        source: turn.peer.source,
        request: id,
        query: envelope.query,
        delay: Duration::from_millis(milliseconds),
    });
}

fn call(turn: &mut Turn<'_>, envelope: Envelope) -> Result<Vec<u8>, RpcError> {
    envelope.introduce(turn)?;
    let mut call = Call {
        world: turn.world,
        key: turn.key,
        dc: turn.peer.dc,
        source: turn.peer.source,
    };
    perform(&mut call, &envelope.query)
}

fn perform(call: &mut Call<'_>, query: &[u8]) -> Result<Vec<u8>, RpcError> {
    admission::admit(call, body::constructor(query))?;
    let result = methods::dispatch(call, query);
    if let Err(error) = &result {
        tracing::debug!(method = method(query), %error, "refused");
    }
    result
}

fn method(query: &[u8]) -> &'static str {
    tl::name_for_id(body::constructor(query))
}

fn answer(turn: &mut Turn<'_>, id: i64, result: &Result<Vec<u8>, RpcError>) {
    let body = body::rpc_result(id, &written(result));
    turn.say(body, Kind::Answer(id));
}

fn written(result: &Result<Vec<u8>, RpcError>) -> Vec<u8> {
    match result {
        Ok(body) => body.clone(),
        Err(error) => tl::enums::RpcError::Error(tl::types::RpcError {
            error_code: error.code,
            error_message: error.message.clone(),
        })
        .to_bytes(),
    }
}
