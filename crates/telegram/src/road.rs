//! The way to Telegram: which one, and through which proxy.

mod dial;
mod proxy;

use std::{fmt, io, sync::Arc};

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
    permit: Option<Permit>,
}

/// Asked before each connection and each message.
#[derive(Clone)]
struct Permit(Arc<dyn Fn() -> bool + Send + Sync>);

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Permit")
    }
}

impl Road {
    /// Straight to the servers of this environment, or through a proxy.
    pub fn new(environment: Arc<Environment>, proxy: Option<Proxy>) -> Self {
        Self {
            environment,
            proxy: proxy.map(Arc::new),
            permit: None,
        }
    }

    /// Open only while this says so, for sessions that are lent: links connect again by
    /// themselves, and after a sleep the session may be somebody else's. What is asked while it is
    /// closed is unreachable.
    #[must_use]
    pub fn while_permitted(self, permit: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self {
            permit: Some(Permit(Arc::new(permit))),
            ..self
        }
    }

    /// The same Telegram, through another proxy or none. Links that stand keep theirs.
    #[must_use]
    pub fn through(&self, proxy: Option<Proxy>) -> Self {
        Self {
            proxy: proxy.map(Arc::new),
            ..self.clone()
        }
    }

    /// Whether anybody gets through now.
    pub fn is_open(&self) -> bool {
        self.permit.as_ref().is_none_or(|Permit(permit)| permit())
    }

    /// Through what it leads, if not straight.
    pub fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_deref()
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

    pub(crate) fn is_lent(&self) -> bool {
        self.permit.is_some()
    }

    /// An error when it is closed.
    pub(crate) fn check_open(&self, dc: u8) -> Result<(), Error> {
        match &self.permit {
            Some(Permit(permit)) if !permit() => Err(Error::Unreachable {
                dc,
                kind: io::ErrorKind::PermissionDenied,
            }),
            Some(_) | None => Ok(()),
        }
    }
}
