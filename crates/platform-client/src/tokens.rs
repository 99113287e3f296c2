//! Access tokens: got when needed, used until shortly before they end.

use std::{sync::Arc, time::Duration};

use secrecy::SecretString;
use serde::de::DeserializeOwned;
use signet_contract::platform::{AccessToken, ErrorCode};
use tokio::sync::Mutex;

use crate::{Error, call::Call, caller::Caller, http::Credentials};

/// A token is not used in its last seconds: it could end on the way.
const MARGIN: Duration = Duration::from_secs(60);

/// How a new token is got.
pub(crate) trait TokenSource: Send + Sync {
    fn fetch(&self, caller: &Caller) -> impl Future<Output = Result<AccessToken, Error>> + Send;
}

/// The token in use. Who needs one while another is being got waits for that one.
pub(crate) struct Tokens<S> {
    source: S,
    held: Mutex<Option<Held>>,
}

#[derive(Clone)]
struct Held {
    token: Arc<SecretString>,
    until: Duration,
}

impl<S: TokenSource> Tokens<S> {
    pub(crate) fn new(source: S) -> Self {
        Self {
            source,
            held: Mutex::new(None),
        }
    }

    #[cfg(feature = "device")]
    pub(crate) fn source(&self) -> &S {
        &self.source
    }

    /// Asks with a token. One that the platform no longer takes is replaced, once.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        caller: &Caller,
        call: &Call,
    ) -> Result<T, Error> {
        let token = self.token(caller, None).await?;
        let answer = caller.ask(call, &Credentials::Bearer(&token)).await;
        match answer {
            Err(error) if is_stale(&error) => {
                let fresh = self.token(caller, Some(&token)).await?;
                caller.ask(call, &Credentials::Bearer(&fresh)).await
            }
            Ok(_) | Err(_) => answer,
        }
    }

    /// The token that is held, unless it is this refused one or near its end; else a new one.
    async fn token(
        &self,
        caller: &Caller,
        refused: Option<&Arc<SecretString>>,
    ) -> Result<Arc<SecretString>, Error> {
        let mut held = self.held.lock().await;
        if let Some(Held { token, until }) = &*held {
            let is_refused = refused.is_some_and(|refused| Arc::ptr_eq(refused, token));
            if !is_refused && caller.clock.elapsed() < *until {
                return Ok(Arc::clone(token));
            }
        }
        // Counted from before it was asked for.
        let asked = caller.clock.elapsed();
        let got = self.source.fetch(caller).await?;
        let life = Duration::from_secs(got.expires_in.into());
        // Exposed to be kept for the calls it is for.
        let token = Arc::new(SecretString::from(got.access_token.expose()));
        *held = Some(Held {
            token: Arc::clone(&token),
            until: asked + life.saturating_sub(MARGIN),
        });
        Ok(token)
    }
}

fn is_stale(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(
            ErrorCode::CredentialExpired
                | ErrorCode::CredentialInvalid
                | ErrorCode::CredentialRevoked
        )
    )
}
