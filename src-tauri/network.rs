//! The way to Telegram that everything here shares.

use std::sync::Arc;

use signet_telegram::{Environment, Road};
use tokio::sync::watch;

/// The way as it is now. Connections that stand keep theirs.
pub struct Network {
    road: watch::Sender<Road>,
}

impl Network {
    /// Straight, until something else is known.
    pub fn new(environment: Arc<Environment>) -> Self {
        Self {
            road: watch::Sender::new(Road::new(environment, None)),
        }
    }

    /// The way, and each change of it.
    pub fn roads(&self) -> watch::Receiver<Road> {
        self.road.subscribe()
    }
}
