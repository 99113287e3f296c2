//! Listening, serving connections, and stopping without dropping what is under way.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, oneshot},
    task::JoinHandle,
};
use tower::ServiceExt;

use crate::{
    Error, clock::Clock, config::Config, config::Origin, housekeeping::Housekeeping, http,
    http::Peer, minute, platform::Platform,
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
    stop: oneshot::Sender<()>,
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
        let origin = config.origin.at(address);
        let platform = Arc::new(Platform::open(config, origin, clock).await?);
        minute::start(&platform);
        let (stop, stopped) = oneshot::channel();
        let housekeeping = Housekeeping::start(&platform)?;
        let serving = tokio::spawn(serve(listener, Arc::clone(&platform), stopped));
        Ok(Self {
            address,
            platform,
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
        self.platform.audit.flush().await;
    }
}

async fn serve(listener: TcpListener, platform: Arc<Platform>, mut stopped: oneshot::Receiver<()>) {
    let router = http::router(Arc::clone(&platform));
    let connections = Arc::new(Semaphore::new(platform.config.connections));
    let graceful = GracefulShutdown::new();
    loop {
        let Ok(room) = Arc::clone(&connections).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = &mut stopped => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = connection(stream, peer, router.clone());
                let watched = graceful.watch(connection);
                tokio::spawn(async move {
                    // A connection that broke is the client's business.
                    if let Err(error) = watched.await {
                        tracing::debug!(%error, "a connection broke");
                    }
                    drop(room);
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
    if tokio::time::timeout(bound, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("requests under way were given up");
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
}
