//! Names to addresses, once for each connection: what was checked is what is connected to.
//!
//! A name that resolved to a public address when it was looked at and to a neighbour when it was
//! used would get past a check of its own. Here both are the same lookup.

use std::{io, net::SocketAddr, sync::Arc};

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use signet_contract::platform::is_public;

use super::destination::Reach;

/// Looks a name up; the system's resolver, or a test's.
pub type Lookup =
    Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync>;

/// The only way to an address that the client has.
pub struct CheckedResolver {
    reach: Reach,
    lookup: Lookup,
}

/// The name resolves to an address that webhooks must not reach.
#[derive(Debug, thiserror::Error)]
#[error("an address that is not on the open internet")]
pub struct NotPublic;

impl CheckedResolver {
    pub fn new(reach: Reach, lookup: Lookup) -> Self {
        Self { reach, lookup }
    }
}

/// The system's own resolver.
pub fn system() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
    })
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let found = (self.lookup)(name.as_str().to_owned());
        let reach = self.reach;
        Box::pin(async move {
            let found = found.await?;
            // One neighbour among many addresses is no accident: none of them is used.
            if reach == Reach::Public && !found.iter().all(|address| is_public(address.ip())) {
                return Err(NotPublic.into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}
