//! TLS: whom it trusts, and what it offers.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use signet_platform_client::{Error, PlatformAddress, Reach, SystemClock, Unreached, Visit};
use tokio::{io::AsyncReadExt, net::TcpListener, sync::oneshot};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivatePkcs8KeyDer},
};

use crate::parties::{ENVIRONMENT, patience};

async fn visited(address: SocketAddr) -> Error {
    let origin = format!("https://{address}");
    let address = PlatformAddress::parse(&origin, Reach::Anywhere).unwrap();
    let clock = Arc::new(SystemClock);
    let visit = Visit::open(&address, ENVIRONMENT, None, patience(), clock).await;
    visit.err().unwrap()
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (told, mut accepted) = oneshot::channel();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        if let Ok(mut stream) = acceptor.accept(stream).await {
            let mut bytes = [0; 1];
            let _ = told.send(stream.read(&mut bytes).await);
        }
    });
    let error = visited(address).await;
    assert!(
        matches!(error, Error::Network(Unreached::NotConnected)),
        "{error:?}"
    );
    let heard = accepted.try_recv();
    assert!(
        !matches!(heard, Ok(Ok(1..))),
        "something was sent to a stranger"
    );
}

#[tokio::test]
async fn the_first_hello_brings_a_key_that_outlasts_quantum_computers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let hello = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = Vec::new();
        let read = stream.read_to_end(&mut hello);
        let _ = tokio::time::timeout(Duration::from_millis(500), read).await;
        hello
    });
    visited(address).await;
    let hello = hello.await.unwrap();
    // X25519MLKEM768 and the 1216 bytes of its share.
    let share = [0x11, 0xec, 0x04, 0xc0];
    assert!(
        hello.windows(4).any(|four| four == share),
        "{} bytes",
        hello.len()
    );
}
