//! Stopping: what is under way is finished, nothing new is taken, and it ends.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::harness::{API, Harness};

async fn half_said(harness: &Harness) -> TcpStream {
    let address = harness.server.address();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {API}/link-tokens/preview HTTP/1.1\r\nhost: {address}\r\n\
         content-type: application/json\r\ncontent-length: 15\r\n\r\n{{\"token\""
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // It is being read before the service is told to stop.
    tokio::time::sleep(Duration::from_millis(300)).await;
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_way_is_finished() {
    let harness = Harness::start().await;
    let mut stream = half_said(&harness).await;
    let address = harness.server.address();
    let stopping = tokio::spawn(harness.server.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(TcpStream::connect(address).await.is_err());
    stream.write_all(b":\"none\"").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains("LINK_UNKNOWN"), "{answer}");
    stopping.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_never_ends_is_given_up() {
    let harness = Harness::with(|config| config.stop_seconds = 1).await;
    let _stream = half_said(&harness).await;
    let begun = Instant::now();
    harness.server.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_body_is_given_up() {
    let harness = Harness::with(|config| config.request_seconds = 1).await;
    let mut stream = half_said(&harness).await;
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]);
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("TIMED_OUT"), "{answer}");
}
