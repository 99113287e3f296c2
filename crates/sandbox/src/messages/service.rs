//! What MTProto says about itself: acknowledgements, pings, states, salts, sessions.

use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};
use tl::functions::{
    DestroyAuthKey, DestroySession, GetFutureSalts, Ping, PingDelayDisconnect, RpcDropAnswer,
};
use tl::types::{MsgResendReq, MsgsAck, MsgsStateInfo, MsgsStateReq};

use crate::messages::body::{self, CONTAINER};
use crate::messages::inbound::Turn;
use crate::messages::received::Content;
use crate::messages::session::Kind;

pub(crate) fn content(constructor: u32) -> Content {
    match constructor {
        CONTAINER => Content::No,
        // Acknowledgements are no content, but a client library in use counts them as such, and
        // Telegram lets it.
        MsgsAck::CONSTRUCTOR_ID
        | Ping::CONSTRUCTOR_ID
        | PingDelayDisconnect::CONSTRUCTOR_ID
        | MsgsStateReq::CONSTRUCTOR_ID
        | MsgsStateInfo::CONSTRUCTOR_ID
        | MsgResendReq::CONSTRUCTOR_ID
        | DestroySession::CONSTRUCTOR_ID
        | GetFutureSalts::CONSTRUCTOR_ID
        | tl::types::HttpWait::CONSTRUCTOR_ID => Content::Either,
        _ => Content::Yes,
    }
}

/// Whether it was such a message.
pub(crate) fn handle(turn: &mut Turn<'_>, id: i64, body: &[u8]) -> bool {
    let mut cursor = Cursor::from_slice(body.get(4..).unwrap_or_default());
    let handled = match body::constructor(body) {
        MsgsAck::CONSTRUCTOR_ID => MsgsAck::deserialize(&mut cursor).map(|acks| {
            if let Some(session) = turn.session() {
                session.acknowledge(&acks.msg_ids);
            }
        }),
        Ping::CONSTRUCTOR_ID => {
            Ping::deserialize(&mut cursor).map(|ping| pong(turn, id, ping.ping_id))
        }
        PingDelayDisconnect::CONSTRUCTOR_ID => {
            PingDelayDisconnect::deserialize(&mut cursor).map(|ping| {
                turn.reaction.silence = u64::try_from(ping.disconnect_delay).ok();
                pong(turn, id, ping.ping_id);
            })
        }
        MsgsStateReq::CONSTRUCTOR_ID => {
            MsgsStateReq::deserialize(&mut cursor).map(|asked| states(turn, id, &asked.msg_ids))
        }
        MsgResendReq::CONSTRUCTOR_ID => MsgResendReq::deserialize(&mut cursor).map(|asked| {
            let again = turn.session().and_then(|s| s.missed_of(&asked.msg_ids));
            turn.reaction.resend.extend(again);
        }),
        GetFutureSalts::CONSTRUCTOR_ID => GetFutureSalts::deserialize(&mut cursor).map(|asked| {
            if let Some(key) = turn.world.keys.get(turn.key) {
                let salts = tl::enums::FutureSalts::Salts(key.salts.future(id, asked.num));
                turn.say(salts.to_bytes(), Kind::Service);
            }
        }),
        RpcDropAnswer::CONSTRUCTOR_ID => {
            RpcDropAnswer::deserialize(&mut cursor).map(|asked| drop_answer(turn, id, &asked))
        }
        DestroySession::CONSTRUCTOR_ID => {
            DestroySession::deserialize(&mut cursor).map(|asked| destroy(turn, asked.session_id))
        }
        DestroyAuthKey::CONSTRUCTOR_ID => {
            let answer = tl::enums::DestroyAuthKeyRes::DestroyAuthKeyOk.to_bytes();
            turn.say(body::rpc_result(id, &answer), Kind::Answer(id));
            turn.world.keys.forget(turn.key);
            Ok(())
        }
        MsgsStateInfo::CONSTRUCTOR_ID | tl::types::HttpWait::CONSTRUCTOR_ID => Ok(()),
        _ => return false,
    };
    if handled.is_err() {
        turn.malformed("a service message");
    }
    true
}

fn pong(turn: &mut Turn<'_>, msg_id: i64, ping_id: i64) {
    let pong = tl::enums::Pong::Pong(tl::types::Pong { msg_id, ping_id });
    turn.say(pong.to_bytes(), Kind::Service);
}

fn states(turn: &mut Turn<'_>, req_msg_id: i64, ids: &[i64]) {
    let Some(session) = turn.session() else {
        return;
    };
    let info = ids.iter().map(|id| session.received.state_of(*id));
    let info = MsgsStateInfo {
        req_msg_id,
        info: info.collect(),
    };
    turn.say(
        tl::enums::MsgsStateInfo::Info(info).to_bytes(),
        Kind::Service,
    );
}

fn drop_answer(turn: &mut Turn<'_>, id: i64, asked: &RpcDropAnswer) {
    let Some(session) = turn.session() else {
        return;
    };
    let answer = if let Some((msg_id, seq_no, length)) = session.drop_answer(asked.req_msg_id) {
        tl::enums::RpcDropAnswer::RpcAnswerDropped(tl::types::RpcAnswerDropped {
            msg_id,
            seq_no,
            bytes: i32::try_from(length).unwrap_or(i32::MAX),
        })
    } else if session.running.remove(&asked.req_msg_id) {
        tl::enums::RpcDropAnswer::RpcAnswerDroppedRunning
    } else {
        tl::enums::RpcDropAnswer::RpcAnswerUnknown
    };
    let answer = body::rpc_result(id, &answer.to_bytes());
    turn.say(answer, Kind::Answer(id));
}

fn destroy(turn: &mut Turn<'_>, session_id: i64) {
    let key = turn.world.keys.get_mut(turn.key);
    let gone = session_id != turn.session
        && key.is_some_and(|key| key.sessions.remove(&session_id).is_some());
    let answer = if gone {
        tl::enums::DestroySessionRes::DestroySessionOk(tl::types::DestroySessionOk { session_id })
    } else {
        tl::enums::DestroySessionRes::DestroySessionNone(tl::types::DestroySessionNone {
            session_id,
        })
    };
    turn.say(answer.to_bytes(), Kind::Service);
}
