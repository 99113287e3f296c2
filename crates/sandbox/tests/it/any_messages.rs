//! Whatever is said under a key, well encrypted.

use std::cell::RefCell;
use std::io::Write;
use std::net::TcpStream;

use flate2::Compression;
use flate2::write::GzEncoder;
use grammers_mtproto::transport::Full;
use grammers_tl_types::{self as tl, Serializable};
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use signet_sandbox::{Config, Rules, Sandbox};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::cases;
use crate::client::{API_HASH, API_ID, Client, address, exchange, person};
use crate::raw::{CONTAINER, Raw};

const PHONE: &str = "9996621234";
const GZIP: u32 = 0x3072_cfa1;

struct Bytes(Vec<u8>);

impl Serializable for Bytes {
    fn serialize(&self, out: &mut impl Extend<u8>) {
        out.extend(self.0.iter().copied());
    }
}

pub fn introduced(layer: i32, query: Vec<u8>) -> Vec<u8> {
    let query = tl::functions::InitConnection {
        api_id: API_ID,
        device_model: "Any".to_owned(),
        system_version: "1".to_owned(),
        app_version: "1".to_owned(),
        system_lang_code: "en".to_owned(),
        lang_pack: String::new(),
        lang_code: "en".to_owned(),
        proxy: None,
        params: None,
        query: Bytes(query),
    };
    tl::functions::InvokeWithLayer { layer, query }.to_bytes()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    let mut packed = GZIP.to_le_bytes().to_vec();
    encoder.finish().unwrap().serialize(&mut packed);
    packed
}

/// Calls as clients make them, which end no key.
pub fn calls() -> Vec<Vec<u8>> {
    use tl::functions::{account, auth, help, messages, updates, users};
    let me = tl::enums::InputUser::UserSelf;
    vec![
        help::GetConfig {}.to_bytes(),
        help::GetNearestDc {}.to_bytes(),
        account::GetAuthorizations {}.to_bytes(),
        account::GetPassword {}.to_bytes(),
        account::UpdateStatus { offline: false }.to_bytes(),
        account::ResetAuthorization { hash: 1 }.to_bytes(),
        account::SetAuthorizationTtl {
            authorization_ttl_days: 366,
        }
        .to_bytes(),
        auth::ExportAuthorization { dc_id: 1 }.to_bytes(),
        auth::ExportLoginToken {
            api_id: API_ID,
            api_hash: API_HASH.to_owned(),
            except_ids: vec![1],
        }
        .to_bytes(),
        auth::ImportLoginToken { token: vec![1; 32] }.to_bytes(),
        auth::AcceptLoginToken { token: vec![1; 32] }.to_bytes(),
        auth::ImportAuthorization {
            id: 1,
            bytes: vec![2; 32],
        }
        .to_bytes(),
        auth::SignIn {
            phone_number: PHONE.to_owned(),
            phone_code_hash: "x".to_owned(),
            phone_code: Some("22222".to_owned()),
            email_verification: None,
        }
        .to_bytes(),
        auth::ResetAuthorizations {}.to_bytes(),
        send_code(),
        auth::CheckPassword {
            password: tl::types::InputCheckPasswordSrp {
                srp_id: 1,
                a: vec![3; 256],
                m1: vec![4; 32],
            }
            .into(),
        }
        .to_bytes(),
        messages::GetHistory {
            peer: tl::enums::InputPeer::PeerSelf,
            offset_id: 0,
            offset_date: 0,
            add_offset: 0,
            limit: 10,
            max_id: 0,
            min_id: 0,
            hash: 0,
        }
        .to_bytes(),
        messages::GetDialogs {
            exclude_pinned: false,
            folder_id: None,
            offset_date: 0,
            offset_id: 0,
            offset_peer: tl::enums::InputPeer::Empty,
            limit: 10,
            hash: 0,
        }
        .to_bytes(),
        updates::GetState {}.to_bytes(),
        users::GetUsers {
            id: vec![me.clone()],
        }
        .to_bytes(),
        users::GetFullUser { id: me }.to_bytes(),
    ]
}

fn send_code() -> Vec<u8> {
    tl::functions::auth::SendCode {
        phone_number: PHONE.to_owned(),
        api_id: API_ID,
        api_hash: API_HASH.to_owned(),
        settings: tl::types::CodeSettings {
            allow_flashcall: false,
            current_number: false,
            allow_app_hash: false,
            allow_missed_call: false,
            allow_firebase: false,
            unknown_number: false,
            logout_tokens: None,
            token: None,
            app_sandbox: None,
        }
        .into(),
    }
    .to_bytes()
}

/// What MTProto says about itself.
fn service() -> impl Strategy<Value = Vec<u8>> {
    (0..8u8, vec(any::<i64>(), 0..40), any::<i32>()).prop_map(|(which, msg_ids, number)| {
        let id = msg_ids.first().copied().unwrap_or_default();
        match which {
            0 => tl::types::MsgsAck { msg_ids }.to_bytes_boxed(),
            1 => tl::types::MsgsStateReq { msg_ids }.to_bytes_boxed(),
            2 => tl::types::MsgResendReq { msg_ids }.to_bytes_boxed(),
            3 => tl::functions::Ping { ping_id: id }.to_bytes(),
            4 => tl::functions::PingDelayDisconnect {
                ping_id: id,
                disconnect_delay: number,
            }
            .to_bytes(),
            5 => tl::functions::GetFutureSalts { num: number }.to_bytes(),
            6 => tl::functions::RpcDropAnswer { req_msg_id: id }.to_bytes(),
            _ => tl::functions::DestroySession { session_id: id }.to_bytes(),
        }
    })
}

trait Boxed {
    fn to_bytes_boxed(&self) -> Vec<u8>;
}

impl<T: Serializable + tl::Identifiable> Boxed for T {
    fn to_bytes_boxed(&self) -> Vec<u8> {
        [&T::CONSTRUCTOR_ID.to_le_bytes()[..], &self.to_bytes()].concat()
    }
}

/// A call, whole or with some of its words changed, added or gone.
fn call() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        any::<u32>(),
        select(vec![0, 1, u32::MAX, 0x1cb5_c415, 0x7fff_ffff, 254]),
    ];
    let ends = vec![
        tl::functions::auth::LogOut {}.to_bytes(),
        tl::functions::DestroyAuthKey {}.to_bytes(),
    ];
    let whole = prop_oneof![30 => select(calls()), 1 => select(ends)];
    let changes = vec((any::<proptest::sample::Index>(), word, 0..3u8), 0..4);
    (whole, changes).prop_map(|(mut body, changes)| {
        for (at, word, how) in changes {
            let at = at.index(body.len() / 4 + 1) * 4;
            match how {
                0 if at >= 4 && at + 4 <= body.len() => {
                    body[at..at + 4].copy_from_slice(&word.to_le_bytes());
                }
                1 => drop(body.splice(at..at, word.to_le_bytes())),
                _ => body.truncate(at.max(4)),
            }
        }
        body
    })
}

#[derive(Clone, Debug)]
enum Body {
    Bytes(Vec<u8>),
    Container(Vec<Said>),
    Gzip(Box<Body>),
}

#[derive(Clone, Debug)]
struct Said {
    body: Body,
    /// Added to the right id and to the right number.
    id_off: i64,
    seqno_off: i32,
    length_off: usize,
}

fn body() -> BoxedStrategy<Body> {
    let layer =
        prop_oneof![4 => Just(tl::LAYER), 2 => select(vec![198, 225, 229]), 1 => any::<i32>()];
    let wrapped = (layer, call()).prop_map(|(layer, call)| introduced(layer, call));
    let noise = vec(any::<u32>(), 1..40)
        .prop_map(|words| words.into_iter().flat_map(u32::to_le_bytes).collect());
    let bytes = prop_oneof![4 => call(), 4 => wrapped, 4 => service(), 1 => noise];
    let leaf = bytes.prop_map(Body::Bytes);
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            2 => vec(said(inner.clone().boxed()), 0..6).prop_map(Body::Container),
            1 => inner.prop_map(|body| Body::Gzip(Box::new(body))),
        ]
    })
    .boxed()
}

fn said(body: BoxedStrategy<Body>) -> impl Strategy<Value = Said> {
    let id_off = prop_oneof![12 => Just(0), 1 => any::<i64>(), 1 => -16..16i64];
    let seqno_off = prop_oneof![12 => Just(0), 1 => any::<i32>(), 1 => -3..3];
    let length_off = prop_oneof![20 => Just(0), 1 => 0..64usize];
    (body, id_off, seqno_off, length_off).prop_map(|(body, id_off, seqno_off, length_off)| Said {
        body,
        id_off,
        seqno_off,
        length_off,
    })
}

/// Id, number and bytes of a message; what a container holds comes before it.
fn written(raw: &mut Raw, said: &Said) -> (i64, i32, Vec<u8>) {
    let bytes = bytes(raw, &said.body);
    let content = !matches!(said.body, Body::Container(_));
    let id = raw.next_id().wrapping_add(said.id_off);
    let seqno = raw.next_seqno(content).wrapping_add(said.seqno_off);
    (id, seqno, bytes)
}

fn bytes(raw: &mut Raw, body: &Body) -> Vec<u8> {
    match body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::Gzip(inner) => {
            let inner = bytes(raw, inner);
            gzip(&inner)
        }
        Body::Container(all) => {
            let count = u32::try_from(all.len()).unwrap();
            let mut out = [CONTAINER.to_le_bytes(), count.to_le_bytes()].concat();
            for said in all {
                let (id, seqno, body) = written(raw, said);
                let length = u32::try_from(body.len() + said.length_off).unwrap();
                out.extend(id.to_le_bytes());
                out.extend(seqno.to_le_bytes());
                out.extend(length.to_le_bytes());
                out.extend(body);
            }
            out
        }
    }
}

fn spacious() -> Sandbox {
    Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        accounts: vec![person(PHONE)],
        rules: Rules {
            codes_per_day: usize::MAX,
            ..Rules::default()
        },
        ..Config::default()
    })
    .unwrap()
}

pub fn connect(sandbox: &Sandbox, key: [u8; 256]) -> Raw {
    Raw::new(TcpStream::connect(address(sandbox, 2)).unwrap(), key)
}

async fn signed_in(sandbox: &Sandbox) -> [u8; 256] {
    let mut client = Client::connect(sandbox, 2).await;
    client.enter(PHONE).await;
    client.key
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_said_under_a_key_nothing_panics_or_hangs() {
    let mut runner = cases::runner(400);
    let sandbox = spacious();
    let key = exchange(Full::new(), &sandbox, 2, 1).await;
    let healthy = RefCell::new(connect(&sandbox, key));
    let count = RefCell::new(0);
    let used = RefCell::new(signed_in(&sandbox).await);
    runner
        .run(&vec(said(body()), 1..5), |all| {
            // What was said may have ended the key or its sign-in.
            *count.borrow_mut() += 1;
            if *count.borrow() % 40 == 0 {
                let fresh = block_in_place(|| Handle::current().block_on(signed_in(&sandbox)));
                *used.borrow_mut() = fresh;
            }
            let stream = TcpStream::connect(address(&sandbox, 2)).unwrap();
            let Some(mut raw) = Raw::attempt(stream, *used.borrow()) else {
                return Ok(());
            };
            let packets: Vec<_> = all
                .iter()
                .map(|said| {
                    let (id, seqno, body) = written(&mut raw, said);
                    raw.seal(id, seqno, &body, body.len() + said.length_off)
                })
                .collect();
            raw.conclude(&packets);
            healthy.borrow_mut().ping();
            cases::nothing_panicked();
            Ok(())
        })
        .unwrap();
    signed_in(&sandbox).await;
}

/// What one message of a signed-in client does to a sandbox, which must then serve as before.
async fn survives(body: impl FnOnce(&mut Raw) -> Vec<u8>) {
    cases::notice_panics();
    let sandbox = spacious();
    let mut raw = connect(&sandbox, signed_in(&sandbox).await);
    let body = body(&mut raw);
    let container = body.starts_with(&CONTAINER.to_le_bytes());
    let (id, seqno) = (raw.next_id(), raw.next_seqno(!container));
    let packet = raw.seal(id, seqno, &body, body.len());
    raw.conclude(&[packet]);
    cases::nothing_panicked();
    signed_in(&sandbox).await;
}

/// `inputPeerUserFromMessage` of one of another, and so on.
fn nested(levels: usize) -> Vec<u8> {
    let mut body = tl::functions::users::GetUsers { id: vec![] }.to_bytes();
    body[8] = 1;
    body.extend(0x1da4_48e2_u32.to_le_bytes());
    body.extend(0xa87b_0a1c_u32.to_le_bytes().repeat(levels));
    gzip(&introduced(tl::LAYER, body))
}

#[tokio::test]
async fn a_request_nested_as_deep_as_its_length_allows_is_read_and_refused() {
    survives(|_| nested(16_300)).await;
}

#[tokio::test]
async fn a_request_nested_deeper_is_too_long() {
    survives(|_| nested(100_000)).await;
    let sandbox = spacious();
    let mut raw = connect(&sandbox, signed_in(&sandbox).await);
    raw.say(&nested(100_000));
    let told = b"INPUT_REQUEST_TOO_LONG";
    let said = raw.hear_all();
    let told = |body: &[u8]| body.windows(told.len()).any(|part| part == told);
    assert!(said.iter().any(|said| told(&said.body)));
}

#[tokio::test]
async fn wrappers_around_wrappers_are_refused_and_hold_up_nobody() {
    survives(|_| gzip(&0xbf94_59b7_u32.to_le_bytes().repeat(1_000_000))).await;
}

#[tokio::test]
async fn a_container_of_bodies_that_unpack_to_gigabytes_is_cut_short() {
    survives(|raw| {
        let zeros = gzip(&vec![0; 4 * 1024 * 1024]);
        let all = (0..500).map(|_| Said {
            body: Body::Bytes(zeros.clone()),
            id_off: 0,
            seqno_off: 0,
            length_off: 0,
        });
        let all = Body::Container(all.collect());
        let body = bytes(raw, &all);
        gzip(&body)
    })
    .await;
}

#[tokio::test]
async fn an_answer_asked_for_a_hundred_thousand_times_is_said_again_once() {
    let sandbox = spacious();
    let mut raw = connect(&sandbox, signed_in(&sandbox).await);
    raw.say(&introduced(
        tl::LAYER,
        tl::functions::help::GetConfig {}.to_bytes(),
    ));
    let said = raw.hear_all();
    let ids = vec![said.last().unwrap().id; 100_000];
    raw.say(&tl::types::MsgResendReq { msg_ids: ids }.to_bytes_boxed());
    assert!(raw.hear_all().len() < 10);
    raw.ping();
}
