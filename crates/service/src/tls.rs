//! TLS of its own: the certificate it shows, read again when asked to.
//!
//! TLS 1.3, or 1.2 for those who know no newer one, with the library's safe suites; a key exchange
//! that outlasts quantum computers comes first. No early data: nothing may be said twice.

mod pem;

use std::{
    io,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use rustls::{
    ServerConfig,
    client::verify_server_name,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::ServerName,
    server::ParsedCertificate,
    sign::{CertifiedKey, SingleCertAndKey},
    version::{TLS12, TLS13},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{
    Error,
    config::{Origin, TlsFiles},
};

/// For whoever speaks http where https is spoken. The request was in the clear by then: no
/// redirect hides that.
const PLAIN: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\n\
    content-length: 24\r\nconnection: close\r\n\r\nThis port speaks https.\n";

/// How much of such a request is read before the connection is closed on it.
const PLAIN_BYTES: u64 = 64 * 1024;

/// The certificate in use, and how connections are taken with it.
pub struct Tls {
    files: TlsFiles,
    name: ServerName<'static>,
    bound: Duration,
    acceptor: RwLock<TlsAcceptor>,
}

impl Tls {
    /// Reads the files. They must be a certificate for the origin's host, and its key.
    pub fn open(files: TlsFiles, origin: &Origin, bound: Duration) -> Result<Self, Error> {
        let name = origin.name()?;
        let acceptor = RwLock::new(acceptor(&files, &name)?);
        Ok(Self {
            files,
            name,
            bound,
            acceptor,
        })
    }

    /// Takes what the files hold now for connections from now on. If something is wrong with
    /// that, what was in use stays in use.
    pub fn read_again(&self) -> Result<(), Error> {
        let new = acceptor(&self.files, &self.name)?;
        *self
            .acceptor
            .write()
            .unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// The handshake, which may take as long as the bound says.
    pub async fn welcome(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let acceptor = self
            .acceptor
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let handshake = async {
            let mut first = [0];
            stream.peek(&mut first).await?;
            // No record of TLS begins with a letter, every method of HTTP does.
            if first[0].is_ascii_uppercase() {
                return Err(refuse_plain(stream).await);
            }
            acceptor.accept(stream).await
        };
        tokio::time::timeout(self.bound, handshake).await?
    }
}

async fn refuse_plain(mut stream: TcpStream) -> io::Error {
    let answer = async {
        stream.write_all(PLAIN).await?;
        stream.shutdown().await?;
        // Closed with something unread, the connection would be reset and the answer lost.
        let mut rest = (&mut stream).take(PLAIN_BYTES);
        tokio::io::copy(&mut rest, &mut tokio::io::sink()).await
    };
    match answer.await {
        Ok(_) => io::Error::new(io::ErrorKind::InvalidData, "http where https is spoken"),
        Err(error) => error,
    }
}

fn acceptor(files: &TlsFiles, name: &ServerName<'_>) -> Result<TlsAcceptor, Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let shown = certified(files, name, &provider)?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|error| Error::Configuration(format!("no TLS: {error}")))?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(shown)));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn certified(
    files: &TlsFiles,
    name: &ServerName<'_>,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, Error> {
    let wrong = |problem| Error::Certificate {
        path: files.certificate.clone(),
        problem,
    };
    let wrong_key = |problem| Error::KeyFile {
        path: files.key.clone(),
        problem,
    };
    let chain = pem::chain(&files.certificate)?;
    for (at, certificate) in chain.iter().enumerate() {
        let certificate = ParsedCertificate::try_from(certificate)
            .map_err(|_| wrong("a certificate in it is broken"))?;
        if at == 0 {
            verify_server_name(&certificate, name)
                .map_err(|_| wrong("its first certificate is not for the origin's host"))?;
        }
    }
    let key = provider
        .key_provider
        .load_private_key(pem::key(&files.key)?)
        .map_err(|_| wrong_key("this key is none that TLS can use"))?;
    let shown = CertifiedKey::new(chain, key);
    shown
        .keys_match()
        .map_err(|_| wrong_key("this key is not the certificate's"))?;
    Ok(shown)
}
