//! The platform client against the platform service, both real.
//!
//! **Purpose.** A device and a service talk to `signetd` as they do in production: linked, sealed,
//! delivered, leased, opened, ended. What the client's own tests answer by hand is answered here
//! by the service.
//!
//! The whole loop has a Telegram at its other end, the sandbox: minted there, opened, used, and gone
//! from its device list. Elsewhere a session is made up.
//!
//! **Not here.** No window, no vault: what the app keeps is kept by the test.
