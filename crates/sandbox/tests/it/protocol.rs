//! MTProto's own rules: each kept one works, each broken one is answered and counted.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use grammers_mtproto::transport::Full;
use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};
use signet_sandbox::{Fault, Rule, Sandbox};

use crate::client::{API_ID, address, exchange, no_violations, start};
use crate::raw::{CONTAINER, Raw, Said};

/// `rpc_result`, which TL cannot describe.
struct RpcResult;

impl Identifiable for RpcResult {
    const CONSTRUCTOR_ID: u32 = 0xf35c_6d01;
}

async fn raw(sandbox: &Sandbox) -> Raw {
    let key = exchange(Full::new(), sandbox, 2, 1).await;
    connect(sandbox, key)
}

fn connect(sandbox: &Sandbox, key: [u8; 256]) -> Raw {
    Raw::new(TcpStream::connect(address(sandbox, 2)).unwrap(), key)
}

fn introduction(layer: i32) -> Vec<u8> {
    let query = tl::functions::InitConnection {
        api_id: API_ID,
        device_model: "Raw".to_owned(),
        system_version: "1".to_owned(),
        app_version: "1".to_owned(),
        system_lang_code: "en".to_owned(),
        lang_pack: String::new(),
        lang_code: "en".to_owned(),
        proxy: None,
        params: None,
        query: tl::functions::help::GetNearestDc {},
    };
    tl::functions::InvokeWithLayer { layer, query }.to_bytes()
}

fn ping(ping_id: i64) -> Vec<u8> {
    tl::functions::Ping { ping_id }.to_bytes()
}

fn request_of(result: &Said) -> i64 {
    i64::from_le_bytes(result.body[4..12].try_into().unwrap())
}

fn broken(sandbox: &Sandbox) -> Vec<Rule> {
    let all = sandbox.violations();
    all.into_iter().map(|violation| violation.rule).collect()
}

fn bad(raw: &mut Raw) -> (i64, i32) {
    let bad: tl::types::BadMsgNotification = raw.hear_a::<tl::types::BadMsgNotification>().read();
    (bad.bad_msg_id, bad.error_code)
}

#[tokio::test]
async fn a_session_is_announced_and_content_is_acknowledged() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let id = raw.say(&introduction(tl::LAYER));
    let said = raw.hear_all();
    let acks: tl::types::MsgsAck = said[0].read();
    assert_eq!(acks.msg_ids, [id]);
    let created: tl::types::NewSessionCreated = said[1].read();
    assert_eq!(created.first_msg_id, id);
    assert_eq!(request_of(&said[2]), id);
    assert_eq!(said[2].id & 3, 1);
    no_violations(&sandbox);
}

#[tokio::test]
async fn containers_and_gzip_are_taken_apart() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    std::io::Write::write_all(&mut encoder, &introduction(tl::LAYER)).unwrap();
    let mut packed = 0x3072_cfa1u32.to_le_bytes().to_vec();
    encoder.finish().unwrap().serialize(&mut packed);
    let mut container = [CONTAINER.to_le_bytes(), 2u32.to_le_bytes()].concat();
    for body in [ping(5), packed] {
        container.extend(raw.next_id().to_le_bytes());
        container.extend(raw.next_seqno(true).to_le_bytes());
        container.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        container.extend(body);
    }
    let (id, seqno) = (raw.next_id(), raw.next_seqno(false));
    raw.send(id, seqno, &container);
    let said = raw.hear_all();
    assert!(said.iter().any(Said::is::<tl::types::Pong>));
    assert!(said.iter().any(Said::is::<RpcResult>));
    no_violations(&sandbox);
}

#[tokio::test]
async fn an_id_that_is_no_multiple_of_four_is_refused_and_counted() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let id = raw.next_id() + 1;
    raw.send(id, 1, &ping(1));
    assert_eq!(bad(&mut raw), (id, 18));
    assert_eq!(broken(&sandbox), [Rule::MessageIdParity]);
}

#[tokio::test]
async fn ids_must_grow_on_a_connection() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let (lower, higher) = (raw.next_id(), raw.next_id());
    raw.send(higher, 3, &ping(1));
    raw.send(lower, 1, &ping(2));
    raw.hear_a::<tl::types::Pong>();
    raw.hear_a::<tl::types::Pong>();
    assert_eq!(broken(&sandbox), [Rule::MessageIdOrder]);
}

#[tokio::test]
async fn an_id_of_another_time_is_refused_and_not_counted() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let old = raw.next_id() - (400 << 32);
    raw.send(old, 1, &ping(1));
    assert_eq!(bad(&mut raw), (old, 16));
    let early = raw.next_id() + (100 << 32);
    raw.send(early, 1, &ping(1));
    assert_eq!(bad(&mut raw), (early, 17));
    no_violations(&sandbox);
}

#[tokio::test]
async fn sequence_numbers_must_fit() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let id = raw.next_id();
    raw.send(id, 2, &introduction(tl::LAYER));
    assert_eq!(bad(&mut raw), (id, 35));
    let empty = [CONTAINER.to_le_bytes(), 0u32.to_le_bytes()].concat();
    let id = raw.next_id();
    raw.send(id, 1, &empty);
    assert_eq!(bad(&mut raw), (id, 34));
    let id = raw.next_id();
    raw.send(id, 5, &ping(1));
    raw.hear_a::<tl::types::Pong>();
    let id = raw.next_id();
    raw.send(id, 3, &ping(1));
    assert_eq!(bad(&mut raw), (id, 32));
    assert_eq!(broken(&sandbox), [Rule::Seqno; 3]);
}

#[tokio::test]
async fn too_much_padding_and_a_wrong_length_end_the_connection() {
    let sandbox = start(vec![]);
    let key = exchange(Full::new(), &sandbox, 2, 1).await;
    let mut first = connect(&sandbox, key);
    let id = first.next_id();
    first.send_with_length(id, 1, &[ping(1), vec![0; 1200]].concat(), 12);
    assert_eq!(first.refused(), -404);
    let mut second = connect(&sandbox, key);
    let id = second.next_id();
    second.send_with_length(id, 1, &ping(1), 4096);
    assert_eq!(second.refused(), -404);
    assert_eq!(broken(&sandbox), [Rule::Padding, Rule::Length]);
}

#[tokio::test]
async fn a_wrong_message_key_ends_the_connection() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let id = raw.next_id();
    raw.send_forged(id, 1, &ping(1));
    assert_eq!(raw.refused(), -404);
    assert_eq!(broken(&sandbox), [Rule::MessageKey]);
}

#[tokio::test]
async fn a_container_must_be_younger_than_what_it_holds() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let (outer, inner) = (raw.next_id(), raw.next_id());
    let body = ping(1);
    let mut container = [CONTAINER.to_le_bytes(), 1u32.to_le_bytes()].concat();
    container.extend(inner.to_le_bytes());
    container.extend(1i32.to_le_bytes());
    container.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    container.extend(body);
    raw.send(outer, 2, &container);
    assert_eq!(bad(&mut raw), (inner, 64));
    assert_eq!(broken(&sandbox), [Rule::Container]);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_counted() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    raw.say(&ping(1)[..8]);
    raw.ping();
    assert_eq!(broken(&sandbox), [Rule::Malformed]);
}

#[tokio::test]
async fn a_packet_of_an_absurd_length_ends_the_connection() {
    let sandbox = start(vec![]);
    let mut stream = TcpStream::connect(address(&sandbox, 2)).unwrap();
    let absurd = [[0xee; 4], [0xff, 0xff, 0xff, 0x0f]].concat();
    std::io::Write::write_all(&mut stream, &absurd).unwrap();
    let end = std::io::Read::read(&mut stream, &mut [0; 4]);
    assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");
    assert_eq!(broken(&sandbox), [Rule::Transport]);
}

#[tokio::test]
async fn a_connection_may_change_its_session_and_not_go_back() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    raw.ping();
    raw.session ^= 1;
    raw.ping();
    no_violations(&sandbox);
    raw.session ^= 1;
    raw.ping();
    assert_eq!(broken(&sandbox), [Rule::Session]);
}

#[tokio::test]
async fn what_was_not_acknowledged_is_said_again_to_the_next_connection() {
    let sandbox = start(vec![]);
    let key = exchange(Full::new(), &sandbox, 2, 1).await;
    let mut first = connect(&sandbox, key);
    let session = first.session;
    let request = first.say(&introduction(tl::LAYER));
    let answer = first.hear_a::<RpcResult>();
    drop(first);

    let stream = TcpStream::connect(address(&sandbox, 2)).unwrap();
    let mut second = Raw::resume(stream, key, session, 3);
    let again = second.hear_a::<RpcResult>();
    assert_eq!((again.id, request_of(&again)), (answer.id, request));
    no_violations(&sandbox);
}

#[tokio::test]
async fn states_and_future_salts_are_told() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let known = raw.say(&ping(1));
    raw.hear_a::<tl::types::Pong>();
    let ask = tl::enums::MsgsStateReq::Req(tl::types::MsgsStateReq {
        msg_ids: vec![known, known + (1 << 40)],
    });
    let asked = raw.say(&ask.to_bytes());
    let info: tl::types::MsgsStateInfo = raw.hear_a::<tl::types::MsgsStateInfo>().read();
    assert_eq!((info.req_msg_id, info.info), (asked, vec![4, 3]));

    raw.say(&tl::functions::GetFutureSalts { num: 3 }.to_bytes());
    let said = raw.hear_a::<tl::types::FutureSalts>();
    let salts = tl::types::FutureSalts::from_bytes(&said.body[4..]).unwrap();
    assert_eq!(salts.salts.0.len(), 3);
    assert_eq!(salts.salts.0[0].salt, raw.salt);
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_silent_connection_closes_when_it_said_it_would() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let ping = tl::functions::PingDelayDisconnect {
        ping_id: 1,
        disconnect_delay: 1,
    };
    raw.say(&ping.to_bytes());
    raw.hear_a::<tl::types::Pong>();
    let begun = Instant::now();
    assert!(raw.packet().is_none());
    assert!(begun.elapsed() >= Duration::from_millis(800));
}

#[tokio::test]
async fn a_running_answer_and_a_given_one_can_be_dropped() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    let delay = Fault::Delay { milliseconds: 300 };
    sandbox.script("help.getNearestDc", 1, delay);
    let running = raw.say(&introduction(tl::LAYER));
    let drop = |req_msg_id| tl::functions::RpcDropAnswer { req_msg_id }.to_bytes();
    raw.say(&drop(running));
    let dropped = raw.hear_a::<RpcResult>();
    assert_eq!(dropped.body[12..16], 0xcd78_e586_u32.to_le_bytes());

    let given = raw.say(&introduction(tl::LAYER));
    assert_eq!(request_of(&raw.hear_a::<RpcResult>()), given);
    raw.say(&drop(given));
    let dropped = raw.hear_a::<RpcResult>();
    assert_eq!(dropped.body[12..16], 0xa43a_d8b7_u32.to_le_bytes());
    raw.say(&drop(given));
    let unknown = raw.hear_a::<RpcResult>();
    assert_eq!(unknown.body[12..16], 0x5e2a_d36e_u32.to_le_bytes());
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_layer_that_is_not_served_is_refused_by_its_number() {
    let sandbox = start(vec![]);
    let mut raw = raw(&sandbox).await;
    raw.say(&introduction(100));
    let result = raw.hear_a::<RpcResult>();
    let text = String::from_utf8_lossy(&result.body).into_owned();
    assert!(text.contains("SANDBOX_LAYER_100_NOT_SERVED"), "{text}");
}
