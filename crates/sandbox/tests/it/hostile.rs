//! Bytes that make no sense.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::client::{Client, address, person, random, start};

/// How a connection can begin: each transport's tag, or nothing.
const BEGINNINGS: [&[u8]; 6] = [
    &[],
    &[0xef],
    &[0xee; 4],
    &[0xdd; 4],
    &[0xef, 0x05],
    &[0xdd, 0xdd, 0xdd, 0xdd, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
];

#[tokio::test]
async fn garbage_ends_its_own_connection_and_no_other() {
    let sandbox = start(vec![person("9996621234")]);
    let mut client = Client::connect(&sandbox, 2).await;
    for round in 0..60 {
        let mut stream = TcpStream::connect(address(&sandbox, 2)).unwrap();
        let patience = Some(Duration::from_millis(20));
        stream.set_read_timeout(patience).unwrap();
        let beginning = BEGINNINGS[round % BEGINNINGS.len()];
        let noise = random::<300>();
        // The sandbox may have closed before all is written.
        let _ = stream.write_all(&[beginning, &noise].concat());
        let _ = stream.read(&mut [0; 64]);
    }
    client.enter("9996621234").await;
}
