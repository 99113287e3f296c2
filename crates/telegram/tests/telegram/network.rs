//! The way there: silence, other keys, proxies, IPv6, connections that break.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use secrecy::{ExposeSecret, SecretBox};
use signet_sandbox::{Config, Sandbox};
use signet_session::{AuthKey, TelegramSession};
use signet_telegram::{Client, Environment, Error, Link, Proxy, Refusal, Road, Standing};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpSocket, TcpStream},
};

use crate::telegram::{
    PHONE, introduction, open, person, road, road_of, session, sign_in, start, unbroken,
};

async fn try_open(road: &Road) -> Result<Link, Error> {
    Link::open(road, 2, None, &introduction("Signet")).await
}

/// The same environment with DC 2 elsewhere.
fn moved(sandbox: &Sandbox, to: SocketAddr) -> Road {
    let dcs = sandbox.dcs();
    let (_, from) = dcs.iter().find(|(id, _)| *id == 2).unwrap();
    let environment = sandbox.environment();
    road_of(&environment.replace(&from.to_string(), &to.to_string()))
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let sandbox = start();
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let road = moved(&sandbox, silent.local_addr().unwrap());
    let begun = Instant::now();
    let method = "req_pq_multi";
    assert_eq!(
        try_open(&road).await.err(),
        Some(Error::TimedOut { method })
    );
    assert!(begun.elapsed() < Duration::from_secs(8));

    let session = session(&sandbox).await;
    let client = Client::from_session(&road, session).await.unwrap();
    let error = client.check().await.unwrap_err();
    assert!(
        matches!(error, Error::TimedOut { .. } | Error::Dropped { .. }),
        "{error}"
    );
    assert_eq!(*client.standing().borrow(), Standing::Unreachable);
}

#[tokio::test]
async fn where_nobody_listens_is_told_at_once() {
    let sandbox = start();
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let road = moved(&sandbox, nobody.local_addr().unwrap());
    drop(nobody);
    let kind = std::io::ErrorKind::ConnectionRefused;
    let unreachable = Error::Unreachable { dc: 2, kind };
    assert_eq!(try_open(&road).await.err(), Some(unreachable.clone()));
    let session = session(&sandbox).await;
    let client = Client::from_session(&road, session).await.unwrap();
    assert_eq!(client.check().await, Err(unreachable));
}

#[tokio::test]
async fn a_server_with_another_rsa_key_is_refused() {
    let (sandbox, other) = (start(), start());
    let pem = |sandbox: &Sandbox| sandbox.public_key_pem().replace('\n', "\\n");
    let text = sandbox.environment().replace(&pem(&sandbox), &pem(&other));
    assert_ne!(text, sandbox.environment());
    let refused = try_open(&road_of(&text)).await.err();
    assert_eq!(refused, Some(Error::UnknownServerKey));
}

#[tokio::test]
async fn garbage_instead_of_a_handshake_is_an_error() {
    let sandbox = start();
    for garbage in [
        &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
        &[0; 64],
        &[0xff; 64],
        &[4, 0, 0, 0, 0x6c, 0xfe, 0xff, 0xff],
        &[
            24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4,
        ],
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let road = moved(&sandbox, listener.local_addr().unwrap());
        let serve = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(garbage).await.unwrap();
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
        };
        let (refused, ()) = tokio::join!(try_open(&road), serve);
        let error = refused.err().unwrap();
        let expected = matches!(
            error,
            Error::Protocol(_) | Error::Handshake(_) | Error::KeyUnknown | Error::Transport(_)
        );
        assert!(expected, "{error}");
    }
}

#[tokio::test]
async fn a_key_made_again_is_made_and_a_failed_one_told() {
    let sandbox = start();
    let error = |message: &str| signet_sandbox::Fault::Error {
        code: 0,
        message: message.to_owned(),
    };
    sandbox.script("set_client_DH_params", 3, error("DH_GEN_RETRY"));
    sign_in(&open(&sandbox).await).await;
    sandbox.script("set_client_DH_params", 5, error("DH_GEN_RETRY"));
    let refused = try_open(&road(&sandbox)).await.err();
    assert_eq!(
        refused,
        Some(Error::Handshake("it never takes our public value"))
    );
    sandbox.script("set_client_DH_params", 1, error("DH_GEN_FAIL"));
    let refused = try_open(&road(&sandbox)).await.err();
    assert_eq!(refused, Some(Error::Handshake("it gave up")));
    unbroken(&sandbox);
}

#[tokio::test]
async fn ipv6_is_spoken_when_there_is_no_other() {
    let sandbox = Sandbox::start(Config {
        listen: "[::1]:0".parse().unwrap(),
        accounts: vec![person()],
        ..Config::default()
    })
    .unwrap();
    let session = session(&sandbox).await;
    assert!(session.address().is_ipv6());
    let client = Client::from_session(&road(&sandbox), session)
        .await
        .unwrap();
    client.check().await.unwrap();
    unbroken(&sandbox);
}

#[tokio::test]
async fn an_idle_link_gets_over_broken_connections_and_still_hears_updates() {
    let sandbox = start();
    let dcs = sandbox.dcs();
    let (_, server) = *dcs.iter().find(|(id, _)| *id == 2).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let road = moved(&sandbox, listener.local_addr().unwrap());
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    // Each of the first three connections ends after a moment.
    tokio::spawn(async move {
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let number = count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut far = TcpStream::connect(server).await.unwrap();
                let both = copy_bidirectional(&mut near, &mut far);
                let life = Duration::from_millis(if number < 3 { 700 } else { 60_000 });
                let _ = tokio::time::timeout(life, both).await;
            });
        }
    });
    let session = session(&sandbox).await;
    let (dc, name) = (session.dc_id(), introduction("Signet"));
    let key = session.into_parts().key;
    let link = Link::open(&road, dc, Some(key), &name).await.unwrap();
    let state = grammers_tl_types::functions::updates::GetState {};
    link.read(&state).await.unwrap();
    // So that the first thing said on the next connection is refused.
    sandbox.skip_salts();
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(made.load(Ordering::SeqCst), 4);
    let mut updates = link.updates();
    // A sign-in elsewhere is announced to this one.
    sign_in(&open(&sandbox).await).await;
    let update = tokio::time::timeout(Duration::from_secs(2), updates.next()).await;
    assert!(update.unwrap().is_some());
    link.read(&state).await.unwrap();
    assert_eq!(made.load(Ordering::SeqCst), 4);
    assert_eq!(sandbox.devices(PHONE).unwrap(), ["Signet", "Signet"]);
    unbroken(&sandbox);
}

#[tokio::test]
async fn two_clients_work_at_once() {
    let sandbox = start();
    let first = session(&sandbox).await;
    let second = session(&sandbox).await;
    let road = road(&sandbox);
    let first = Client::from_session(&road, first).await.unwrap();
    let second = Client::from_session(&road, second).await.unwrap();
    for _ in 0..20 {
        let (a, b) = tokio::join!(first.check(), second.devices());
        a.unwrap();
        assert_eq!(b.unwrap().list.len(), 2);
    }
    unbroken(&sandbox);
}

#[tokio::test]
async fn salts_that_turned_bad_cost_nobody_an_answer() {
    let sandbox = start();
    let link = open(&sandbox).await;
    sandbox.skip_salts();
    sign_in(&link).await;
    unbroken(&sandbox);
}

/// A proxy that lets through whoever knows the password, if there is one.
async fn proxy(password: Option<&'static str>) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&served);
    tokio::spawn(async move {
        loop {
            let (near, _) = listener.accept().await.unwrap();
            let count = Arc::clone(&count);
            tokio::spawn(async move { serve(near, password, &count).await });
        }
    });
    (address, served)
}

async fn serve(mut near: TcpStream, password: Option<&str>, count: &AtomicUsize) -> Option<()> {
    let mut head = [0; 2];
    near.read_exact(&mut head).await.ok()?;
    let mut methods = vec![0; usize::from(head[1])];
    near.read_exact(&mut methods).await.ok()?;
    if let Some(password) = password {
        if !methods.contains(&2) {
            near.write_all(&[5, 0xff]).await.ok()?;
            return None;
        }
        near.write_all(&[5, 2]).await.ok()?;
        let mut told = [0; 2];
        near.read_exact(&mut told).await.ok()?;
        let mut user = vec![0; usize::from(told[1])];
        near.read_exact(&mut user).await.ok()?;
        let mut word = vec![0; usize::from(near.read_u8().await.ok()?)];
        near.read_exact(&mut word).await.ok()?;
        let right = user == b"ada" && word == password.as_bytes();
        near.write_all(&[1, u8::from(!right)]).await.ok()?;
        if !right {
            return None;
        }
    } else {
        near.write_all(&[5, 0]).await.ok()?;
    }
    let mut request = [0; 10];
    near.read_exact(&mut request).await.ok()?;
    assert_eq!(request[..4], [5, 1, 0, 1]);
    let ip: [u8; 4] = request[4..8].try_into().unwrap();
    let port = u16::from_be_bytes([request[8], request[9]]);
    // From another address than everybody else here, as a proxy is.
    let socket = TcpSocket::new_v4().ok()?;
    socket.bind("127.0.0.2:0".parse().unwrap()).ok()?;
    let mut far = socket.connect((ip, port).into()).await.ok()?;
    near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    count.fetch_add(1, Ordering::SeqCst);
    copy_bidirectional(&mut near, &mut far).await.ok()?;
    None
}

fn through(sandbox: &Sandbox, url: &str) -> Road {
    let proxy = Proxy::parse(&url.into()).unwrap();
    let environment = format!("{}rpc_timeout_ms = 2000\n", sandbox.environment());
    let environment = Environment::custom(&environment).unwrap();
    Road::new(Arc::new(environment), Some(proxy))
}

#[tokio::test]
async fn a_proxy_leads_there_with_and_without_a_password() {
    let sandbox = start();
    let (open, served) = proxy(None).await;
    let link = try_open(&through(&sandbox, &format!("socks5://{open}"))).await;
    sign_in(&link.unwrap()).await;
    assert_eq!(served.load(Ordering::SeqCst), 1);
    let (guarded, served) = proxy(Some("p@ss")).await;
    let url = format!("socks5://ada:p%40ss@{guarded}");
    sign_in(&try_open(&through(&sandbox, &url)).await.unwrap()).await;
    assert_eq!(served.load(Ordering::SeqCst), 1);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_and_not_gone_around() {
    let sandbox = start();
    let (guarded, served) = proxy(Some("right")).await;
    for url in [
        format!("socks5://ada:wrong@{guarded}"),
        format!("socks5://{guarded}"),
        "socks5://127.0.0.1:1".to_owned(),
    ] {
        let refused = try_open(&through(&sandbox, &url)).await.err();
        assert_eq!(refused, Some(Error::Proxy { dc: 2 }), "{url}");
    }
    assert_eq!(served.load(Ordering::SeqCst), 0);
    assert_eq!(sandbox.counts().keys, 0);
}

#[tokio::test]
async fn a_session_used_from_two_places_is_dead_and_says_so() {
    let sandbox = start();
    let session = session(&sandbox).await;
    let dc = session.dc_id();
    let parts = session.into_parts();
    let copy = AuthKey::new(SecretBox::new(Box::new(*parts.key.expose_secret()))).unwrap();
    let session = TelegramSession::new(parts).unwrap();
    let client = Client::from_session(&road(&sandbox), session)
        .await
        .unwrap();
    client.check().await.unwrap();

    let (proxy, _) = proxy(None).await;
    let elsewhere = through(&sandbox, &format!("socks5://{proxy}"));
    let name = introduction("Signet");
    let other = Link::open(&elsewhere, dc, Some(copy), &name).await.unwrap();
    let state = grammers_tl_types::functions::updates::GetState {};
    let refused = other.read(&state).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::AuthKeyDuplicated));
    client.check().await.unwrap_err();
    assert_eq!(*client.standing().borrow(), Standing::Duplicated);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_session_of_another_telegram_is_refused() {
    let sandbox = start();
    let session = session(&sandbox).await;
    let test = Road::new(Arc::new(Environment::test()), None);
    let foreign = Client::from_session(&test, session).await.err();
    assert_eq!(foreign, Some(Error::ForeignSession));
}

#[tokio::test]
async fn a_closed_road_is_unreachable_and_keeps_no_connection() {
    let sandbox = start();
    let session = session(&sandbox).await;
    let permitted = Arc::new(AtomicBool::new(true));
    let permit = Arc::clone(&permitted);
    let road = road(&sandbox).while_permitted(move || permit.load(Ordering::SeqCst));
    let client = Client::from_session(&road, session).await.unwrap();
    client.check().await.unwrap();
    assert_eq!(sandbox.connections(PHONE).unwrap(), [1]);
    permitted.store(false, Ordering::SeqCst);
    client.check().await.unwrap_err();
    assert_eq!(*client.standing().borrow(), Standing::Unreachable);
    let start = Instant::now();
    while sandbox.connections(PHONE).unwrap() != [0] {
        assert!(start.elapsed() < Duration::from_secs(10), "still there");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    permitted.store(true, Ordering::SeqCst);
    client.check().await.unwrap();
    unbroken(&sandbox);
}
