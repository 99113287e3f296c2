//! Calls, tried again where that helps, and not at all while the platform rests.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::de::DeserializeOwned;

use crate::{
    Breaker, Clock, Error, Jitter, Patience, PlatformAddress, answer,
    call::{Call, Repeat},
    http::{Credentials, Http},
};

pub(crate) struct Caller {
    http: Http,
    breaker: Mutex<Breaker>,
    jitter: Mutex<Jitter>,
    patience: Patience,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Caller {
    pub(crate) fn new(
        address: &PlatformAddress,
        patience: Patience,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        Ok(Self {
            http: Http::new(address, &patience)?,
            breaker: Mutex::default(),
            jitter: Mutex::new(Jitter::random()?),
            patience,
            clock,
        })
    }

    /// The data of the answer.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        call: &Call,
        credentials: &Credentials<'_>,
    ) -> Result<T, Error> {
        let mut tries = 0;
        loop {
            let error = match self.once(call, credentials).await {
                Ok(data) => return Ok(data),
                Err(error) => error,
            };
            tries += 1;
            match self.pause(call, &error, tries) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
        }
    }

    async fn once<T: DeserializeOwned>(
        &self,
        call: &Call,
        credentials: &Credentials<'_>,
    ) -> Result<T, Error> {
        let admitted = locked(&self.breaker).admit(self.clock.elapsed());
        admitted.map_err(Error::Resting)?;
        let reply = self.http.send(call, credentials).await;
        let answer = reply.and_then(|reply| answer::data(&reply));
        let mut breaker = locked(&self.breaker);
        match &answer {
            Err(error) if error.is_outage() => breaker.failed(self.clock.elapsed()),
            Ok(_) | Err(_) => breaker.succeeded(),
        }
        answer
    }

    /// How long to wait before the next try; `None` if there is none.
    fn pause(&self, call: &Call, error: &Error, tries: u32) -> Option<Duration> {
        let helps = match call.repeat {
            Repeat::Safe => error.is_passing(),
            Repeat::Once => error.is_untouched(),
        };
        if !helps || tries >= self.patience.tries {
            return None;
        }
        let random = locked(&self.jitter).next_bits();
        let pause = self.patience.backoff.pause(tries, random);
        // Never sooner than the platform asked for, and spread behind that.
        let asked = error.retry_after().unwrap_or_default();
        (asked <= self.patience.longest_pause).then_some(asked + pause)
    }
}

/// Both hold plain values that are whole after every change.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
