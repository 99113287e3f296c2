//! Listening, serving connections, and stopping without dropping what is under way.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinHandle,
};
use tower::ServiceExt;

use crate::{
    Error,
    clock::Clock,
    config::Config,
    config::Origin,
    housekeeping::Housekeeping,
    http,
    http::{Peer, Place},
    kept_head, minute,
    platform::Platform,
    tls::Tls,
};

/// How long a client may take to send its headers, and how large they may be.
const HEADERS: Duration = Duration::from_secs(10);
const HEADER_BYTES: usize = 32 * 1024;

/// How long accepting rests when the system has no more files to give.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// A running service.
pub struct Server {
    address: SocketAddr,
    platform: Arc<Platform>,
    tls: Option<Arc<Tls>>,
    stop: watch::Sender<()>,
    serving: JoinHandle<()>,
    housekeeping: Housekeeping,
}

impl Server {
    /// Serves until it is stopped. Port 0 takes a free one; [`address`](Self::address) tells it.
    pub async fn start(config: Config, clock: Clock) -> Result<Self, Error> {
        let address = config.listen;
        let listen = |source| Error::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let origin = config.origin_at(address)?;
        let handshake = Duration::from_secs(config.handshake_seconds);
        let tls = match config.tls()? {
            Some(files) => Some(Arc::new(Tls::open(files, &origin, handshake)?)),
            None => None,
        };
        let platform = Arc::new(Platform::open(config, origin, clock).await?);
        minute::start(&platform);
        let (stop, stopped) = watch::channel(());
        let housekeeping = Housekeeping::start(&platform)?;
        let serving = tokio::spawn(serve(listener, Arc::clone(&platform), tls.clone(), stopped));
        Ok(Self {
            address,
            platform,
            tls,
            stop,
            serving,
            housekeeping,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn origin(&self) -> &Origin {
        &self.platform.origin
    }

    /// The certificate it serves with, if it does not speak plain http.
    pub fn tls(&self) -> Option<&Tls> {
        self.tls.as_deref()
    }

    /// What it serves, for whoever runs it in this process.
    pub fn platform(&self) -> &Arc<Platform> {
        &self.platform
    }

    /// Takes no more requests, lets those under way finish within the bound, and returns.
    pub async fn stop(self) {
        self.platform.stop();
        // It may have ended by itself.
        let _ = self.stop.send(());
        let _ = self.serving.await;
        drop(self.housekeeping);
        self.platform.flush().await;
        if let Err(error) = kept_head::follow(&self.platform).await {
            tracing::error!(%error, "the head of the trail was not kept");
        }
    }
}

async fn serve(
    listener: TcpListener,
    platform: Arc<Platform>,
    tls: Option<Arc<Tls>>,
    mut stopped: watch::Receiver<()>,
) {
    let router = http::router(Arc::clone(&platform));
    let connections = Arc::new(Semaphore::new(platform.config.connections));
    let graceful = GracefulShutdown::new();
    loop {
        let room = tokio::select! {
            room = Arc::clone(&connections).acquire_owned() => room,
            _ = stopped.changed() => break,
        };
        let Ok(room) = room else {
            break;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let router = router.clone();
                let watcher = graceful.watcher();
                let Some(tls) = tls.clone() else {
                    tokio::spawn(async move {
                        converse(stream, peer, room, router, watcher).await;
                    });
                    continue;
                };
                // Nobody waits for another one's handshake, and stopping for none.
                let mut stopped = stopped.clone();
                tokio::spawn(async move {
                    let welcomed = tokio::select! {
                        welcomed = tls.welcome(stream) => welcomed,
                        _ = stopped.changed() => return,
                    };
                    match welcomed {
                        Ok(stream) => converse(stream, peer, room, router, watcher).await,
                        Err(error) => tracing::debug!(%error, "a handshake failed"),
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no connection could be taken");
                tokio::time::sleep(EXHAUSTED).await;
            }
        }
    }
    drop(listener);
    let bound = Duration::from_secs(platform.config.stop_seconds);
    let finished = async {
        graceful.shutdown().await;
        // Those whose connections are gone are finished too.
        platform.under_way.over().await;
    };
    if tokio::time::timeout(bound, finished).await.is_err() {
        tracing::warn!("requests under way were given up");
    }
}

/// Answers one connection's requests until it ends or is told to.
async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    router: Router,
    watcher: Watcher,
) {
    let place = Place(Arc::new(place));
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        request.extensions_mut().insert(place.clone());
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    // A connection that broke is the client's business.
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection broke");
    }
}
