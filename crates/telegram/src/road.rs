//! The way to Telegram: which one, and through which proxy.

mod dial;
mod proxy;

use std::sync::Arc;

pub(crate) use dial::dial;
pub use proxy::Proxy;

use crate::{
    Error,
    environment::{ApiCredentials, DataCentre, Environment},
};

/// Everything a connection needs to know before it is made. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Road {
    environment: Arc<Environment>,
    proxy: Option<Arc<Proxy>>,
}

impl Road {
    /// Straight to the servers of this environment, or through a proxy.
    pub fn new(environment: Arc<Environment>, proxy: Option<Proxy>) -> Self {
        Self {
            environment,
            proxy: proxy.map(Arc::new),
        }
    }

    /// The same Telegram, through another proxy or none. Links that stand keep theirs.
    #[must_use]
    pub fn through(&self, proxy: Option<Proxy>) -> Self {
        Self::new(Arc::clone(&self.environment), proxy)
    }

    /// Which Telegram.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    pub(crate) fn api(&self) -> Result<&ApiCredentials, Error> {
        self.environment.api().ok_or(Error::NoApi)
    }

    pub(crate) fn data_centre(&self, dc: u8) -> Result<&DataCentre, Error> {
        let known = self.environment.data_centre(dc);
        known.ok_or(Error::UnknownDc { dc })
    }

    fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_deref()
    }
}
