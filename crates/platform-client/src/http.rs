//! HTTP with every bound: https, no redirects, timeouts, small answers.

use reqwest::{Client, ClientBuilder, Response, header, redirect, retry};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::{Error, Patience, PlatformAddress, Reach, Unreached, call::Call, resolver::PublicOnly};

/// The largest answer: a page of 200 sessions takes a fifth of it.
const MAX_ANSWER: usize = 1024 * 1024;

/// What proves who asks.
pub(crate) enum Credentials<'c> {
    /// Nothing; the request itself must be enough.
    #[cfg(feature = "device")]
    Nobody,
    /// An access token.
    Bearer(&'c SecretString),
    /// A service and its API key.
    #[cfg(feature = "consumer")]
    ApiKey(&'c str, &'c SecretString),
}

/// An answer's status, the pause it asks for, and its bytes.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<u64>,
    /// Wiped when dropped: it may carry a token.
    pub(crate) body: Zeroizing<Vec<u8>>,
}

pub(crate) struct Http {
    client: Client,
    origin: String,
}

impl Http {
    pub(crate) fn new(address: &PlatformAddress, patience: &Patience) -> Result<Self, Error> {
        let client = bounded(address, patience)
            .build()
            .map_err(|_| Error::System("a working TLS"))?;
        Ok(Self {
            client,
            origin: address.origin().to_owned(),
        })
    }

    /// Sends it once.
    pub(crate) async fn send(
        &self,
        call: &Call,
        credentials: &Credentials<'_>,
    ) -> Result<Reply, Error> {
        let url = format!("{}{}", self.origin, call.path);
        let mut request = self.client.request(call.method.clone(), url);
        request = match credentials {
            #[cfg(feature = "device")]
            Credentials::Nobody => request,
            // Exposed to the platform that gave it.
            Credentials::Bearer(token) => request.bearer_auth(token.expose_secret()),
            #[cfg(feature = "consumer")]
            Credentials::ApiKey(service, key) => {
                // Exposed to the platform that gave it, in a header that is not logged.
                let value = Zeroizing::new(format!("ApiKey {}", key.expose_secret()));
                let mut value = header::HeaderValue::from_str(&value)
                    .map_err(|_| Error::System("an API key of visible characters"))?;
                value.set_sensitive(true);
                request
                    .header("X-Service-ID", *service)
                    .header(header::AUTHORIZATION, value)
            }
        };
        if let Some(body) = &call.body {
            request = request
                .header(header::CONTENT_TYPE, "application/json")
                .body(body.to_vec());
        }
        let response = request.send().await.map_err(unreached)?;
        read(response).await
    }
}

/// A proxy that the environment names is used, as people behind one need; what it carries is TLS to
/// the platform all the same.
fn bounded(address: &PlatformAddress, patience: &Patience) -> ClientBuilder {
    let mut client = Client::builder()
        .user_agent(concat!("signet/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(patience.connect)
        .timeout(patience.answer)
        .https_only(address.is_https());
    if address.reach() == Reach::Public {
        client = client.dns_resolver(PublicOnly);
    }
    if !address.is_https() {
        // What stays on this machine is nothing for a proxy.
        client = client.no_proxy();
    }
    client
}

async fn read(mut response: Response) -> Result<Reply, Error> {
    let status = response.status().as_u16();
    if response.status().is_redirection() {
        return Err(Error::Redirected);
    }
    let retry_after = response
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(unreached)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(Error::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply {
        status,
        retry_after,
        body,
    })
}

fn unreached(error: reqwest::Error) -> Error {
    Error::Network(if error.is_connect() {
        Unreached::NotConnected
    } else if error.is_timeout() {
        Unreached::TimedOut
    } else {
        Unreached::Broken
    })
}
