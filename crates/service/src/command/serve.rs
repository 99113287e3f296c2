//! Serving until told to stop.

use signet_service::{Error, Server, clock::Clock, config::Config, platform::Platform};
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
        asked.heard().await;
        tracing::info!("stopping");
        server.stop().await;
        Ok(())
    })
}

/// Does something on the data of a service that may be running or not.
pub fn on_data(
    config: Config,
    work: impl AsyncFnOnce(&Platform) -> Result<(), Error>,
) -> Result<(), Error> {
    runtime()?.block_on(async {
        let origin = config.origin.at(config.listen);
        let platform = Platform::open(config, origin, Clock::default()).await?;
        let done = work(&platform).await;
        platform.audit.flush().await;
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

/// The signals that ask it to stop.
struct Asked {
    terminate: Signal,
    interrupt: Signal,
}

impl Asked {
    fn listen() -> Result<Self, Error> {
        let listen = |kind| signal(kind).map_err(|_| Error::Unwritable("the signals' handler"));
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    async fn heard(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
