//! The people of a local Telegram, the way to it, and what Signet calls itself there.

use std::sync::Arc;

use signet_sandbox::NewAccount;
use signet_session::Introduction;
use signet_telegram::{
    Environment, Error, Road,
    devices::{home_introduction, minted_introduction},
};

/// The sandbox's own.
pub const API_ID: i32 = 4242;
/// Of everybody who has one.
pub const PASSWORD: &str = "correct horse battery";

/// The digit after `99966` is their data centre, five of it are their code.
pub fn person(phone: &str) -> NewAccount {
    NewAccount {
        phone: phone.to_owned(),
        first_name: "Ada".to_owned(),
        lively: true,
        ..NewAccount::default()
    }
}

/// What the sandbox sends to such a number.
pub fn code_of(phone: &str) -> String {
    phone.chars().nth(5).into_iter().cycle().take(5).collect()
}

/// The text of a sandbox's environment, read.
pub fn environment_of(text: &str) -> Result<Arc<Environment>, Error> {
    Environment::custom(text).map(Arc::new)
}

/// The way to the sandbox with this environment.
pub fn road_of(text: &str) -> Result<Road, Error> {
    Ok(Road::new(environment_of(text)?, None))
}

/// What the device list shows of a sign-in on this computer.
pub fn home_name() -> Result<Introduction, Error> {
    home_introduction("Ada's desk", "Debian 12", "0.1.0", "en")
}

/// What it shows of a service's own sign-in.
pub fn service_name(service: &str) -> Result<Introduction, Error> {
    minted_introduction(service, "Debian 12", "0.1.0", "en")
}
