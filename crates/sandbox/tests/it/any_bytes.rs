//! Whatever a fresh connection says, in every transport.

use std::net::TcpStream;

use grammers_crypto::ObfuscatedCipher;
use grammers_mtproto::transport::Full;
use grammers_tl_types::{self as tl, Serializable};
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use crate::cases;
use crate::client::{Client, address, exchange, person, start};
use crate::raw::Raw;
use crate::watch;

#[derive(Clone, Copy, Debug)]
enum Framing {
    Abridged,
    Intermediate,
    Padded,
    Full,
}

#[derive(Clone, Debug)]
enum Piece {
    Noise(Vec<u8>),
    Framed(Vec<u8>),
    Plain { id: i64, body: Vec<u8>, off: i8 },
}

fn framing() -> impl Strategy<Value = Framing> {
    prop_oneof![
        Just(Framing::Abridged),
        Just(Framing::Intermediate),
        Just(Framing::Padded),
        Just(Framing::Full),
    ]
}

fn piece() -> impl Strategy<Value = Piece> {
    let plain = (prop_oneof![Just(4), any::<i64>()], body(), off());
    prop_oneof![
        vec(any::<u8>(), 0..100).prop_map(Piece::Noise),
        vec(any::<u8>(), 0..100).prop_map(Piece::Framed),
        plain.prop_map(|(id, body, off)| Piece::Plain { id, body, off }),
    ]
}

fn off() -> impl Strategy<Value = i8> {
    prop_oneof![8 => Just(0), 1 => any::<i8>()]
}

/// A message of the key exchange, whole or broken off, or none.
fn body() -> BoxedStrategy<Vec<u8>> {
    let nonces = (any::<[u8; 16]>(), any::<[u8; 16]>());
    let ask = any::<[u8; 16]>().prop_map(|nonce| tl::functions::ReqPqMulti { nonce }.to_bytes());
    let long = || vec(any::<u8>(), 0..300);
    let parameters = (nonces, long(), long(), long(), any::<i64>());
    let parameters = parameters.prop_map(|((nonce, server_nonce), p, q, encrypted_data, key)| {
        tl::functions::ReqDhParams {
            nonce,
            server_nonce,
            p,
            q,
            public_key_fingerprint: key,
            encrypted_data,
        }
        .to_bytes()
    });
    let public = (nonces, long()).prop_map(|((nonce, server_nonce), encrypted_data)| {
        tl::functions::SetClientDhParams {
            nonce,
            server_nonce,
            encrypted_data,
        }
        .to_bytes()
    });
    let whole = prop_oneof![2 => ask, 1 => parameters, 1 => public, 1 => long()].boxed();
    (whole, prop_oneof![4 => Just(usize::MAX), 1 => 0..300usize])
        .prop_map(|(mut body, length)| {
            body.truncate(length);
            body
        })
        .boxed()
}

fn bytes(framing: Framing, pieces: &[Piece]) -> Vec<u8> {
    let mut out = Vec::new();
    for (piece, number) in pieces.iter().zip(0u32..) {
        match piece {
            Piece::Noise(noise) => out.extend(noise),
            Piece::Framed(packet) => out.extend(frame(framing, packet, number)),
            Piece::Plain { id, body, off } => {
                let length = i32::try_from(body.len()).unwrap() + i32::from(*off);
                let head = [&[0; 8][..], &id.to_le_bytes(), &length.to_le_bytes()].concat();
                out.extend(frame(framing, &[head, body.clone()].concat(), number));
            }
        }
    }
    out
}

fn frame(framing: Framing, packet: &[u8], number: u32) -> Vec<u8> {
    let length = u32::try_from(packet.len()).unwrap();
    match framing {
        Framing::Abridged if length / 4 < 0x7f => {
            [&[u8::try_from(length / 4).unwrap()], packet].concat()
        }
        Framing::Abridged => [&(0x7f | (length / 4) << 8).to_le_bytes()[..], packet].concat(),
        Framing::Intermediate | Framing::Padded => [&length.to_le_bytes(), packet].concat(),
        Framing::Full => {
            let head = [(length + 12).to_le_bytes(), number.to_le_bytes()].concat();
            let mut out = [&head[..], packet].concat();
            out.extend(crc32fast::hash(&out).to_le_bytes());
            out
        }
    }
}

/// As the beginning of a connection, in the clear or obfuscated.
fn begun(framing: Framing, obfuscated: bool, rest: &[u8]) -> Vec<u8> {
    let tag: &[u8] = match framing {
        Framing::Abridged => &[0xef; 4],
        Framing::Intermediate => &[0xee; 4],
        Framing::Padded => &[0xdd; 4],
        Framing::Full => return rest.to_vec(),
    };
    if !obfuscated {
        let tag = if matches!(framing, Framing::Abridged) {
            &tag[..1]
        } else {
            tag
        };
        return [tag, rest].concat();
    }
    let mut head = [0x5a; 64];
    head[56..60].copy_from_slice(tag);
    let mut cipher = ObfuscatedCipher::new(&head);
    let mut sent = [&head[..], rest].concat();
    cipher.encrypt(&mut sent);
    sent[..56].copy_from_slice(&head[..56]);
    sent
}

#[tokio::test]
async fn whatever_a_fresh_connection_says_nothing_panics_or_hangs() {
    let mut runner = cases::runner(400);
    let sandbox = start(vec![person("9996621234")]);
    let key = exchange(Full::new(), &sandbox, 2, 1).await;
    let mut healthy = Raw::new(TcpStream::connect(address(&sandbox, 2)).unwrap(), key);
    let healthy = std::cell::RefCell::new(&mut healthy);
    let input = (framing(), any::<bool>(), vec(piece(), 0..6));
    runner
        .run(&input, |(framing, obfuscated, pieces)| {
            let bytes = begun(framing, obfuscated, &bytes(framing, &pieces));
            let stream = TcpStream::connect(address(&sandbox, 2)).unwrap();
            watch::conclude(stream, &bytes);
            healthy.borrow_mut().ping();
            cases::nothing_panicked();
            Ok(())
        })
        .unwrap();
    Client::connect(&sandbox, 2).await.enter("9996621234").await;
}
