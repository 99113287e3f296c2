//! Serving until told to stop.

use signet_service::{Error, Server, clock::Clock, config::Config, platform::Platform, tls::Tls};
use tokio::{
    runtime::Runtime,
    signal::unix::{Signal, SignalKind, signal},
};
use tracing::level_filters::LevelFilter;

use crate::ready;

pub fn serve(config: Config) -> Result<(), Error> {
    log(&config)?;
    runtime()?.block_on(async {
        // Heard from the start: whoever is told that it is ready may say stop at once.
        let mut asked = Asked::listen()?;
        let server = Server::start(config, Clock::default()).await?;
        ready::announce(&server).await?;
        while asked.heard().await == Wish::Again && read_again(&server) {}
        tracing::info!("stopping");
        server.stop().await;
        Ok(())
    })
}

/// Reads the certificate again. Without one, whoever hung up meant that it should end.
fn read_again(server: &Server) -> bool {
    match server.tls().map(Tls::read_again) {
        Some(Ok(())) => tracing::info!("the certificate was read again"),
        Some(Err(error)) => {
            tracing::error!(%error, "the new certificate is not used, the old one stays");
        }
        None => return false,
    }
    true
}

/// Does something on the data of a service that may be running or not.
pub fn on_data(
    config: Config,
    work: impl AsyncFnOnce(&Platform) -> Result<(), Error>,
) -> Result<(), Error> {
    runtime()?.block_on(async {
        let origin = config.origin_at(config.listen)?;
        let platform = Platform::open(config, origin, Clock::default()).await?;
        let done = work(&platform).await;
        platform.flush().await;
        done
    })
}

fn runtime() -> Result<Runtime, Error> {
    Runtime::new().map_err(|error| Error::Configuration(format!("no threads: {error}")))
}

/// JSON lines on standard error: standard output has the ready line alone.
fn log(config: &Config) -> Result<(), Error> {
    let level: LevelFilter = config
        .log
        .parse()
        .map_err(|_| Error::Configuration(format!("log: {:?} is no level", config.log)))?;
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .init();
    Ok(())
}

/// What a signal asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Stop,
    Again,
}

/// The signals that ask for something.
struct Asked {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Asked {
    fn listen() -> Result<Self, Error> {
        let listen = |kind| signal(kind).map_err(|_| Error::Unwritable("the signals' handler"));
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
            hang_up: listen(SignalKind::hangup())?,
        })
    }

    async fn heard(&mut self) -> Wish {
        tokio::select! {
            _ = self.terminate.recv() => Wish::Stop,
            _ = self.interrupt.recv() => Wish::Stop,
            _ = self.hang_up.recv() => Wish::Again,
        }
    }
}
