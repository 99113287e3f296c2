//! What the types of the crate print of themselves.

use std::{
    fmt::{Debug, Display},
    io::ErrorKind,
    time::{Duration, SystemTime},
};

use signet_telegram::{
    Error, Migrant, Refusal,
    login::{Cause, DeadEnd, Failure, InputKind, Refused, StoreFailure},
};

/// Everything so far.
#[derive(Default)]
pub struct Printed(Vec<u8>);

impl Printed {
    pub fn add(&mut self, what: &dyn Debug) {
        self.0.extend(format!("{what:?}\n{what:#?}\n").bytes());
    }

    pub fn both<T: Debug + Display>(&mut self, what: &T) {
        self.add(what);
        self.0.extend(format!("{what}\n").bytes());
    }

    /// Those that did not happen on the way.
    pub fn every_error(&mut self) {
        let method = "auth.signIn";
        let refusals = [
            Refusal::PhoneCodeInvalid,
            Refusal::FloodWait(Duration::from_secs(7)),
            Refusal::Migrate {
                what: Migrant::Phone,
                dc: 3,
            },
        ];
        for refusal in refusals {
            let error = Error::Refused { method, refusal };
            self.both(&error);
            self.add(&Failure {
                cause: Cause::Telegram(error),
                retry_at: Some(SystemTime::now()),
            });
        }
        let kind = ErrorKind::ConnectionRefused;
        let errors = [
            Error::Journal,
            Error::KeyUnknown,
            Error::Dropped { method },
            Error::TimedOut { method },
            Error::Garbage { method },
            Error::Panicked { method },
            Error::Unexpected { method },
            Error::Unreachable { dc: 2, kind },
            Error::Proxy { dc: 2 },
            Error::PendingLogin,
            Error::ForeignSession,
        ];
        errors.iter().for_each(|error| self.both(error));
        let stores = [
            StoreFailure::Full,
            StoreFailure::Locked,
            StoreFailure::Unavailable,
        ];
        stores.iter().for_each(|failure| self.both(failure));
        self.both(&Refused::TooEarly(SystemTime::now()));
        self.add(&DeadEnd::NotKept(StoreFailure::Full));
        self.add(&InputKind::ALL);
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
