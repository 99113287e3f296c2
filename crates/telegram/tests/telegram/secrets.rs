//! What is logged while somebody signs in and mints, at every level.

use std::{
    fmt::{self, Write},
    sync::{Arc, Mutex},
    time::SystemTime,
};

use secrecy::{ExposeSecret, SecretString};
use signet_session::TelegramSession;
use signet_telegram::{Client, mint::Minting};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use crate::{
    journal::Journal,
    telegram::{CODE, PASSWORD, PHONE, road, session, start, unbroken},
};

/// Everything that is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Line<'l>(&'l mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, "{field}={value:?} ");
    }
}

impl Subscriber for Log {
    /// The sandbox is no part of the product and says who rings.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        !metadata.target().starts_with("signet_sandbox")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Line(&mut self.0.lock().unwrap()));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Line(&mut self.0.lock().unwrap()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut log = self.0.lock().unwrap();
        let _ = write!(log, "{} ", event.metadata().target());
        event.record(&mut Line(&mut log));
        log.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// How a stretch of key might be written by mistake.
fn key_forms(session: &TelegramSession) -> Vec<String> {
    let key = &session.key().expose_secret()[..8];
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let list = format!("{key:?}");
    vec![
        hex.clone(),
        hex.to_uppercase(),
        list[1..list.len() - 1].to_owned(),
    ]
}

#[tokio::test]
async fn no_key_code_password_or_number_is_logged_at_any_level() {
    let log = Log::default();
    // Everybody's, since which places log at all is remembered for the whole process.
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let sandbox = start();
    let session = session(&sandbox).await;
    let mut markers = key_forms(&session);
    let client = Client::from_session(&road(&sandbox), session)
        .await
        .unwrap();
    let home = Arc::new(client);
    sandbox.set_password(PHONE, Some(PASSWORD), None).unwrap();
    let now = SystemTime::now();
    let minting = Journal::new().minter(&home).by_token(now).await.unwrap();
    let Minting::PasswordNeeded(needed) = minting else {
        panic!("no password is asked for");
    };
    let refused = needed.submit(&SecretString::from("wrong word"), now).await;
    let again = refused.err().unwrap().again.unwrap();
    let minted = again.submit(&SecretString::from(PASSWORD), now).await;
    markers.extend(key_forms(&minted.ok().unwrap().session));
    // Something is logged when a connection breaks.
    sandbox.script("users.getUsers", 1, signet_sandbox::Fault::DropBefore);
    home.check().await.unwrap();
    home.account().await.unwrap();

    let words = [CODE, PHONE, PASSWORD, "wrong word"];
    markers.extend(words.map(str::to_owned));
    let text = log.0.lock().unwrap().clone();
    assert!(
        text.contains("signet_telegram"),
        "nothing was logged: {text}"
    );
    for marker in &markers {
        assert!(!text.contains(marker), "{text}");
    }
    // The same look finds a planted one.
    tracing::info!(planted = ?markers[2]);
    assert!(log.0.lock().unwrap().contains(&markers[2]));
    unbroken(&sandbox);
}
