//! Everything a sandbox reads, by the first byte: a fresh connection, a message under a key,
//! control. No task panics, every connection ends in time, and another client is served as before.

#![no_main]

use std::cell::RefCell;
use std::net::{SocketAddr, TcpStream};

use grammers_mtproto::transport::Full;
use libfuzzer_sys::fuzz_target;
use signet_sandbox::{Config, Sandbox};

#[path = "../../crates/sandbox/tests/it/client.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod client;
#[path = "../../crates/sandbox/tests/it/raw.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod raw;
#[path = "../../crates/sandbox/tests/it/watch.rs"]
mod watch;

use client::{API_HASH, Client, address, exchange, person};
use raw::Raw;

const PHONE: &str = "9996621234";

struct Fed {
    sandbox: Sandbox,
    healthy: [u8; 256],
    signed_in: Option<[u8; 256]>,
}

thread_local! {
    static FED: RefCell<Fed> = RefCell::new(fed());
}

fn fed() -> Fed {
    let sandbox = Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        control: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        accounts: vec![person(PHONE)],
        ..Config::default()
    })
    .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (healthy, signed_in) = runtime.block_on(async {
        let healthy = exchange(Full::new(), &sandbox, 2, 1).await;
        let mut client = Client::connect(&sandbox, 2).await;
        client.enter(PHONE).await;
        (healthy, client.key)
    });
    Fed {
        sandbox,
        healthy,
        signed_in: Some(signed_in),
    }
}

fn connect(sandbox: &Sandbox) -> TcpStream {
    TcpStream::connect(address(sandbox, 2)).unwrap()
}

fuzz_target!(|input: &[u8]| {
    let Some((way, bytes)) = input.split_first() else {
        return;
    };
    FED.with_borrow_mut(|fed| {
        match way % 3 {
            0 => drop(watch::conclude(connect(&fed.sandbox), bytes)),
            1 => {
                // Under the other key when what was said has ended this one.
                let key = fed.signed_in.unwrap_or(fed.healthy);
                match Raw::attempt(connect(&fed.sandbox), key) {
                    Some(mut raw) => {
                        let (id, seqno) = (raw.next_id(), i32::from(way / 3 % 2 == 0));
                        let packet = raw.seal(id, seqno, bytes, bytes.len());
                        raw.conclude(&[packet]);
                    }
                    None if fed.signed_in.is_some() => fed.signed_in = None,
                    None => *fed = self::fed(),
                }
            }
            _ => {
                let control = fed.sandbox.control().unwrap();
                let head = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
                let (first, rest) = bytes.split_at(head);
                let shown = format!("\r\nAuthorization: Bearer {}", control.token);
                let request = [first.trim_ascii_end(), shown.as_bytes(), b"\r", rest].concat();
                let stream = TcpStream::connect(control.address).unwrap();
                watch::conclude(stream, &request);
            }
        }
        match Raw::attempt(connect(&fed.sandbox), fed.healthy) {
            Some(mut healthy) => healthy.ping(),
            // It was told to destroy its key.
            None => *fed = self::fed(),
        }
    });
});
