//! TLS of its own: who is served, what is refused, and a certificate that changes meanwhile.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use base64ct::{Base64, Encoding};
use rustls::{
    ClientConfig, NamedGroup, ProtocolVersion, RootCertStore, SupportedProtocolVersion,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, ServerName},
    version::{TLS12, TLS13},
};
use signet_platform_client::{Patience, PlatformAddress, Reach, SystemClock, Visit};
use signet_service::{
    config::{Config, TlsFiles},
    tls::Tls,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::{
    harness::{API, Harness},
    program::{Running, signetd},
};

/// A certificate that vouches for itself, and its key.
struct Made {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Made {
    fn for_host(host: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([host.to_owned()]).unwrap();
        Self {
            certificate: made.cert.der().clone(),
            key: made.signing_key.serialize_der(),
        }
    }

    fn here() -> Self {
        Self::for_host("127.0.0.1")
    }

    fn pem(&self) -> (String, String) {
        let certificate = pem("CERTIFICATE", &self.certificate);
        (certificate, pem("PRIVATE KEY", &self.key))
    }

    fn written(&self, folder: &Path) -> TlsFiles {
        let (certificate, key) = self.pem();
        written(folder, &certificate, &key)
    }

    /// Trusts this certificate and no other.
    fn client(&self) -> reqwest::Client {
        let root = reqwest::Certificate::from_der(&self.certificate).unwrap();
        let client = reqwest::Client::builder().no_proxy();
        client.tls_certs_only([root]).build().unwrap()
    }

    async fn stream(
        &self,
        harness: &Harness,
        versions: &[&'static SupportedProtocolVersion],
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(harness.server.address()).await?;
        let name = ServerName::try_from("127.0.0.1").unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = Base64::encode_string(der);
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    let body = lines.join("\n");
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
}

fn written(folder: &Path, certificate: &str, key: &str) -> TlsFiles {
    let files = TlsFiles {
        certificate: folder.join("chain.pem"),
        key: folder.join("key.pem"),
    };
    fs::write(&files.certificate, certificate).unwrap();
    fs::write(&files.key, key).unwrap();
    fs::set_permissions(&files.key, fs::Permissions::from_mode(0o600)).unwrap();
    files
}

fn opened(files: &TlsFiles) -> Result<Tls, String> {
    let origin = "https://127.0.0.1:7460".parse().unwrap();
    Tls::open(files.clone(), &origin, Duration::from_secs(1)).map_err(|error| error.to_string())
}

async fn served(made: &Made, change: impl FnOnce(&mut Config)) -> (Harness, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = made.written(folder.path());
    let harness = Harness::with(|config| {
        config.tls_certificate = files.certificate;
        config.tls_key = files.key;
        change(config);
    })
    .await;
    (harness, folder)
}

async fn asked(made: &Made, origin: &str) -> reqwest::Result<reqwest::Response> {
    made.client()
        .get(format!("{origin}/.well-known/signet"))
        .send()
        .await
}

fn serving(home: &Path, files: &TlsFiles) -> Running {
    let mut command = signetd(home);
    command
        .args(["--listen", "127.0.0.1:0", "--tls-certificate"])
        .arg(&files.certificate)
        .arg("--tls-key")
        .arg(&files.key);
    Running::start(&mut command)
}

/// Where the client finds whom it trusts is the process's, so the client has one of its own: this
/// test again, told where to go.
#[tokio::test]
async fn the_platforms_own_client_comes_in_over_tls() {
    const TOLD: &str = "SIGNET_TEST_ORIGIN";
    if let Ok(origin) = std::env::var(TOLD) {
        let address = PlatformAddress::parse(&origin, Reach::Anywhere).unwrap();
        let clock = Arc::new(SystemClock);
        let patience = Patience::default();
        let visit = Visit::open(&address, "production", None, patience, clock).await;
        assert!(visit.is_ok(), "{:?}", visit.err());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let files = Made::here().written(home.path());
    let running = serving(home.path(), &files);
    let origin = running.ready["origin"].as_str().unwrap().to_owned();
    assert_eq!(
        origin,
        format!("https://127.0.0.1:{}", running.ready["port"])
    );
    let visit = |trusted: &Path| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tls::the_platforms_own_client_comes_in_over_tls"])
            .env(TOLD, &origin)
            .env("SSL_CERT_FILE", trusted)
            .env_remove("SSL_CERT_DIR")
            .output()
            .unwrap()
    };
    let visited = visit(&files.certificate);
    let said = String::from_utf8_lossy(&visited.stdout).into_owned();
    assert!(visited.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
    let stranger = home.path().join("stranger.pem");
    fs::write(&stranger, Made::here().pem().0).unwrap();
    assert!(!visit(&stranger).status.success());
    assert!(running.end().0.success());
}

#[tokio::test]
async fn answers_over_tls_keep_browsers_on_https() {
    let made = Made::here();
    let (harness, _folder) = served(&made, |_| {}).await;
    let answer = asked(&made, harness.server.origin().as_str())
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let kept = answer.headers()["strict-transport-security"].to_str();
    assert!(kept.unwrap().starts_with("max-age="));
    harness.server.stop().await;
}

#[tokio::test]
async fn the_newest_tls_comes_first_and_its_keys_outlast_quantum_computers() {
    let made = Made::here();
    let (harness, _folder) = served(&made, |_| {}).await;
    let stream = made.stream(&harness, &[&TLS12, &TLS13]).await.unwrap();
    let agreed = stream.get_ref().1;
    assert_eq!(agreed.protocol_version(), Some(ProtocolVersion::TLSv1_3));
    let group = agreed.negotiated_key_exchange_group().unwrap().name();
    assert_eq!(group, NamedGroup::X25519MLKEM768);
    let older = made.stream(&harness, &[&TLS12]).await.unwrap();
    let agreed = older.get_ref().1.protocol_version();
    assert_eq!(agreed, Some(ProtocolVersion::TLSv1_2));
}

#[tokio::test]
async fn http_to_the_tls_port_is_told_so_and_served_nothing() {
    let made = Made::here();
    let (harness, _folder) = served(&made, |_| {}).await;
    let address = harness.server.address();
    for body in [0, 5000] {
        let url = format!("http://{address}{API}/token");
        let request = harness.client.post(url).body(vec![b'x'; body]);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 400);
        assert!(!answer.headers().contains_key("x-request-id"));
        assert_eq!(answer.text().await.unwrap(), "This port speaks https.\n");
    }
    let origin = harness.server.origin().as_str();
    assert_eq!(asked(&made, origin).await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_handshakes_keep_nobody_waiting_and_are_given_up() {
    let made = Made::here();
    let (harness, _folder) = served(&made, |config| config.handshake_seconds = 2).await;
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(harness.server.address()).await.unwrap();
        stream.write_all(&[0x16, 3, 1]).await.unwrap();
        slow.push(stream);
    }
    let origin = harness.server.origin().as_str();
    assert_eq!(asked(&made, origin).await.unwrap().status(), 200);
    for stream in &mut slow {
        let mut bytes = [0; 64];
        let ended = stream.read(&mut bytes);
        let ended = tokio::time::timeout(Duration::from_secs(30), ended).await;
        assert!(matches!(ended.unwrap(), Ok(0) | Err(_)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_finishes_requests_and_waits_for_no_handshake() {
    let made = Made::here();
    let (harness, _folder) = served(&made, |config| {
        config.handshake_seconds = 60;
        config.stop_seconds = 60;
    })
    .await;
    let address = harness.server.address();
    let _silent = TcpStream::connect(address).await.unwrap();
    let mut stream = made.stream(&harness, &[&TLS13]).await.unwrap();
    let head = format!(
        "POST {API}/link-tokens/preview HTTP/1.1\r\nhost: {address}\r\n\
         content-type: application/json\r\ncontent-length: 16\r\n\r\n{{\"token\""
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // It is being read before the service is told to stop.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let begun = Instant::now();
    let stopping = tokio::spawn(harness.server.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(TcpStream::connect(address).await.is_err());
    stream.write_all(b":\"none\"}").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    stopping.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn a_new_certificate_is_taken_on_sighup_and_a_bad_one_is_not() {
    let home = tempfile::tempdir().unwrap();
    let (first, second) = (Made::here(), Made::here());
    let files = first.written(home.path());
    let mut running = serving(home.path(), &files);
    let origin = running.ready["origin"].as_str().unwrap().to_owned();
    assert_eq!(asked(&first, &origin).await.unwrap().status(), 200);
    assert!(asked(&second, &origin).await.is_err());

    let id = running.child.id().to_string();
    let mut log = BufReader::new(running.child.stderr.take().unwrap()).lines();
    let mut hung_up = |said: &str| {
        let sent = Command::new("kill").args(["-HUP", &id]).status().unwrap();
        assert!(sent.success());
        let found = log.find(|line| line.as_ref().unwrap().contains(said));
        found.unwrap().unwrap()
    };
    second.written(home.path());
    hung_up("the certificate was read again");
    assert_eq!(asked(&second, &origin).await.unwrap().status(), 200);
    assert!(asked(&first, &origin).await.is_err());

    let bad = [
        ("".to_owned(), second.pem().1),
        (first.pem().0, second.pem().1),
    ];
    for (certificate, key) in bad {
        written(home.path(), &certificate, &key);
        let line = hung_up("the old one stays");
        assert!(
            line.contains("\"ERROR\"") && line.contains(".pem"),
            "{line}"
        );
        assert_eq!(asked(&second, &origin).await.unwrap().status(), 200);
    }
    let told = Command::new("kill").arg(&id).status().unwrap();
    assert!(told.success());
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn without_a_certificate_a_hang_up_ends_it_cleanly() {
    let home = tempfile::tempdir().unwrap();
    let mut running = Running::start(signetd(home.path()).args(["--listen", "127.0.0.1:0"]));
    let id = running.child.id().to_string();
    let told = Command::new("kill").args(["-HUP", &id]).status().unwrap();
    assert!(told.success());
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let files = Made::here().written(folder.path());
    assert!(opened(&files).is_ok());
    for mode in [0o640, 0o604, 0o620] {
        fs::set_permissions(&files.key, fs::Permissions::from_mode(mode)).unwrap();
        let refused = opened(&files).err().unwrap();
        assert!(refused.contains("others could read"), "{refused}");
    }
}

#[test]
fn files_that_are_not_a_certificate_and_its_key_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let made = Made::here();
    let (certificate, key) = made.pem();
    let other = Made::for_host("atlas.example").pem();
    let cut = &certificate[..certificate.len() / 2];
    let broken = pem("CERTIFICATE", b"not a certificate");
    let both = format!("{certificate}{key}");
    let unknown = format!("{certificate}{}", pem("COLOUR", b"brass"));
    let second = format!("{certificate}{broken}");
    for (text, said) in [
        ("", "not a chain"),
        ("brass", "not a chain"),
        (cut, "not a chain"),
        (both.as_str(), "not a chain"),
        (unknown.as_str(), "not a chain"),
        (broken.as_str(), "broken"),
        (second.as_str(), "broken"),
        (other.0.as_str(), "not for the origin's host"),
    ] {
        let refused = opened(&written(folder.path(), text, &key)).err().unwrap();
        assert!(
            refused.contains(said) && refused.contains("chain.pem"),
            "{refused}"
        );
    }
    let two = format!("{key}{key}");
    let locked = pem("ENCRYPTED PRIVATE KEY", &made.key);
    let none = pem("PRIVATE KEY", b"no key");
    for (text, said) in [
        ("", "not one unencrypted"),
        (two.as_str(), "not one unencrypted"),
        (locked.as_str(), "not one unencrypted"),
        (certificate.as_str(), "not one unencrypted"),
        (none.as_str(), "none that TLS can use"),
        (other.1.as_str(), "not the certificate's"),
    ] {
        let refused = opened(&written(folder.path(), &certificate, text)).err();
        let refused = refused.unwrap();
        assert!(
            refused.contains(said) && refused.contains("key.pem"),
            "{refused}"
        );
        assert!(!refused.contains("BEGIN"), "{refused}");
    }
    let files = made.written(folder.path());
    fs::remove_file(&files.certificate).unwrap();
    assert!(opened(&files).err().unwrap().contains("chain.pem"));
}
