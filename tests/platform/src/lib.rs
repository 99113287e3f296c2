//! The platform client against the platform service, both real.
//!
//! **Purpose.** A device and a service talk to `signetd` as they do in production: linked, sealed,
//! delivered, leased, opened, ended. What the client's own tests answer by hand is answered here
//! by the service.
//!
//! **Not here.** No Telegram, no window: a session is made up.
