//! A mint that ends at any point: the journal fails, the future is dropped, the answer never comes.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use secrecy::SecretString;
use signet_sandbox::{Fault, Sandbox};
use signet_telegram::{
    Client, Error,
    devices::log_out,
    mint::{MintStep, Minted, Minting, Recovered},
};

use crate::{
    journal::{Journal, Trouble},
    telegram::{CODE, PHONE, person, road, script, some_of, start_with, unbroken, young_home},
};

const PASSWORD: &str = "correct horse";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Token,
    TokenAndPassword,
    Code,
    CodeAndPassword,
}

pub struct Scene {
    pub sandbox: Sandbox,
    pub home: Arc<Client>,
    pub method: Method,
    before: Vec<String>,
}

impl Scene {
    pub async fn set(method: Method) -> Self {
        let sandbox = start_with(person());
        let home = young_home(&sandbox).await;
        if matches!(method, Method::TokenAndPassword | Method::CodeAndPassword) {
            sandbox.set_password(PHONE, Some(PASSWORD), None).unwrap();
        }
        Self {
            before: sandbox.devices(PHONE).unwrap(),
            sandbox,
            home,
            method,
        }
    }

    /// The whole of it, as somebody does who types what is asked for and tries again once.
    pub async fn mint(&self, journal: &Arc<Journal>) -> Result<Minted, Error> {
        let now = SystemTime::now();
        let minter = journal.minter(&self.home);
        let minting = match self.method {
            Method::Token | Method::TokenAndPassword => minter.by_token(now).await?,
            Method::Code | Method::CodeAndPassword => {
                let sent = minter.by_code(PHONE.into(), now).await?;
                let code = SecretString::from(CODE);
                match sent.submit(&code, now).await {
                    Ok(minting) => minting,
                    Err(refused) => match refused.again {
                        Some(again) => again.submit(&code, now).await.map_err(|r| r.error)?,
                        None => return Err(refused.error),
                    },
                }
            }
        };
        match minting {
            Minting::Done(minted) => Ok(minted),
            Minting::PasswordNeeded(needed) => {
                let password = SecretString::from(PASSWORD);
                match needed.submit(&password, now).await {
                    Ok(minted) => Ok(minted),
                    Err(refused) => match refused.again {
                        Some(again) => again.submit(&password, now).await.map_err(|r| r.error),
                        None => Err(refused.error),
                    },
                }
            }
        }
    }

    /// After whatever happened, recovery leaves nothing, or a session that works; and the journal
    /// says which.
    pub async fn cleaned(&self, journal: &Journal, minted: Option<Minted>) {
        self.sandbox.clear_faults();
        let minted = match minted {
            Some(minted) => Some(minted),
            None => self.recovered(journal).await,
        };
        if let Some(minted) = minted {
            let hash = minted.hash;
            assert_eq!(journal.last(), Some(MintStep::Closed { hash }));
            assert!(self.home.shows(hash).await.unwrap());
            log_out(&road(&self.sandbox), minted.session).await.unwrap();
        } else if journal.last().is_some() {
            assert_eq!(journal.last(), Some(MintStep::Undone));
        }
        assert_eq!(self.sandbox.devices(PHONE).unwrap(), self.before);
        unbroken(&self.sandbox);
    }

    async fn recovered(&self, journal: &Journal) -> Option<Minted> {
        let mut now = SystemTime::now();
        for _ in 0..3 {
            let recovered = journal.recover(&self.sandbox, &self.home, now).await;
            match recovered.unwrap() {
                Recovered::Finished(minted) => return Some(minted),
                Recovered::Undone => return None,
                Recovered::Again(then) => {
                    assert!(then > now);
                    // What is still on its way arrives meanwhile.
                    tokio::time::sleep(Duration::from_millis(4500)).await;
                    now = then;
                }
            }
        }
        panic!("never recovered")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mint_that_ends_at_any_write_leaves_nothing() {
    const METHODS: [Method; 4] = [
        Method::Token,
        Method::TokenAndPassword,
        Method::Code,
        Method::CodeAndPassword,
    ];
    let troubles = [Trouble::Refused, Trouble::HangsBefore, Trouble::HangsAfter];
    let mut cases = Vec::new();
    for method in METHODS {
        for trouble in troubles {
            cases.extend((0..8).map(|at| (method, trouble, at)));
        }
    }
    some_of(cases, 8, async |(method, trouble, at)| {
        let scene = Scene::set(method).await;
        let journal = Journal::troubled(at, trouble);
        let minted = tokio::select! {
            minted = scene.mint(&journal) => Some(minted),
            () = journal.hangs() => None,
        };
        if let Some(Err(error)) = &minted {
            assert_eq!((error, trouble), (&Error::Journal, Trouble::Refused));
        }
        assert!(journal.was_troubled() || at >= 5);
        scene.cleaned(&journal, minted.and_then(Result::ok)).await;
    })
    .await;
}

/// Dropped while a call is under way at Telegram, which does it all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mint_dropped_during_any_call_leaves_nothing() {
    let cases = vec![
        (Method::Token, "auth.exportLoginToken", 0),
        (Method::Token, "auth.acceptLoginToken", 0),
        (Method::Token, "auth.exportLoginToken", 1),
        (Method::TokenAndPassword, "auth.checkPassword", 0),
        (Method::Code, "auth.sendCode", 0),
        (Method::Code, "auth.signIn", 0),
        (Method::CodeAndPassword, "auth.checkPassword", 0),
    ];
    some_of(cases, 7, async |(method, call, good)| {
        let scene = Scene::set(method).await;
        let delay = Fault::Delay { milliseconds: 900 };
        script(&scene.sandbox, call, good, 1, delay);
        let journal = Journal::new();
        tokio::select! {
            minted = scene.mint(&journal) => panic!("not slowed down: {:?}", minted.map(drop)),
            () = called(&journal, call) => {}
        }
        scene.cleaned(&journal, None).await;
    })
    .await;
}

/// The call has been made and is not answered yet.
async fn called(journal: &Journal, call: &str) {
    let wanted = |step: Option<MintStep>| match call {
        "auth.acceptLoginToken" | "auth.signIn" => matches!(step, Some(MintStep::LettingIn { .. })),
        "auth.checkPassword" => matches!(step, Some(MintStep::PasswordMissing { .. })),
        _ => step.is_some(),
    };
    while !wanted(journal.last()) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(400)).await;
}
