//! What a running service does of its own accord: messages to webhooks, and the hourly job.

use std::{sync::Arc, time::Duration};

use tokio::task::JoinHandle;

use crate::{
    Error, lifecycle,
    platform::Platform,
    webhooks::{
        Dispatch, Post,
        courier::{Courier, WHOLE},
        resolver,
    },
};

/// How often it is asked whether the hourly job is due.
const EVERY: Duration = Duration::from_secs(60);

/// How often the numbers that are counted in the database are counted.
const COUNT: Duration = Duration::from_secs(15);

/// Ends when this is dropped.
pub struct Housekeeping {
    _dispatch: Dispatch,
    tasks: Vec<JoinHandle<()>>,
}

impl Housekeeping {
    pub fn start(platform: &Arc<Platform>) -> Result<Self, Error> {
        let reach = platform.config.webhook_reach();
        let courier = Courier::new(reach, resolver::system(), WHOLE)
            .map_err(|error| Error::Configuration(format!("webhooks: {error}")))?;
        let dispatch = Dispatch::start(Post {
            webhooks: Arc::clone(&platform.storage.webhooks),
            courier,
            rest: Arc::clone(&platform.rest),
            clock: platform.clock.clone(),
            metrics: Arc::clone(&platform.metrics),
        });
        let sweeping = Arc::clone(platform);
        let counting = Arc::clone(platform);
        Ok(Self {
            _dispatch: dispatch,
            tasks: vec![
                tokio::spawn(async move {
                    loop {
                        if let Err(error) = lifecycle::run(&sweeping).await {
                            tracing::error!(%error, "the hourly job failed");
                        }
                        tokio::time::sleep(EVERY).await;
                    }
                }),
                tokio::spawn(async move {
                    loop {
                        if let Err(error) = lifecycle::count(&counting).await {
                            tracing::warn!(%error, "numbers could not be counted");
                        }
                        tokio::time::sleep(COUNT).await;
                    }
                }),
            ],
        })
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
