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
    telegram::{CODE, PHONE, road, script, start, unbroken, young_home},
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
        let sandbox = start();
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
                    tokio::time::sleep(Duration::from_millis(2500)).await;
                    now = then;
                }
            }
        }
        panic!("never recovered")
    }
}

async fn killed_at_each_write(method: Method, trouble: Trouble) {
    let scene = Scene::set(method).await;
    for at in 0.. {
        let journal = Journal::troubled(at, trouble);
        let minted = tokio::select! {
            minted = scene.mint(&journal) => Some(minted),
            () = journal.hangs() => None,
        };
        if let Some(Err(error)) = &minted {
            assert_eq!((error, trouble), (&Error::Journal, Trouble::Refused));
        }
        scene.cleaned(&journal, minted.and_then(Result::ok)).await;
        if !journal.was_troubled() {
            assert!(at >= 5, "{method:?} writes {at} times");
            return;
        }
        // Codes are counted.
        scene.sandbox.clock().advance(Duration::from_secs(90_000));
    }
}

#[tokio::test]
async fn a_token_mint_whose_journal_fails() {
    killed_at_each_write(Method::Token, Trouble::Refused).await;
}

#[tokio::test]
async fn a_token_mint_killed_before_each_write() {
    killed_at_each_write(Method::Token, Trouble::HangsBefore).await;
}

#[tokio::test]
async fn a_token_mint_killed_after_each_write() {
    killed_at_each_write(Method::Token, Trouble::HangsAfter).await;
}

#[tokio::test]
async fn a_token_mint_with_a_password_whose_journal_fails() {
    killed_at_each_write(Method::TokenAndPassword, Trouble::Refused).await;
}

#[tokio::test]
async fn a_token_mint_with_a_password_killed_before_each_write() {
    killed_at_each_write(Method::TokenAndPassword, Trouble::HangsBefore).await;
}

#[tokio::test]
async fn a_token_mint_with_a_password_killed_after_each_write() {
    killed_at_each_write(Method::TokenAndPassword, Trouble::HangsAfter).await;
}

#[tokio::test]
async fn a_code_mint_whose_journal_fails() {
    killed_at_each_write(Method::Code, Trouble::Refused).await;
}

#[tokio::test]
async fn a_code_mint_killed_after_each_write() {
    killed_at_each_write(Method::Code, Trouble::HangsAfter).await;
}

#[tokio::test]
async fn a_code_mint_with_a_password_killed_before_each_write() {
    killed_at_each_write(Method::CodeAndPassword, Trouble::HangsBefore).await;
}

/// Dropped while a call is under way at Telegram, which does it all the same.
async fn killed_during(method: Method, call: &str, good: u32) {
    let scene = Scene::set(method).await;
    let delay = Fault::Delay { milliseconds: 600 };
    script(&scene.sandbox, call, good, 1, delay);
    let journal = Journal::new();
    let minted = tokio::time::timeout(Duration::from_millis(500), async {
        let minted = scene.mint(&journal).await;
        panic!("not slowed down: {:?}", minted.map(drop))
    });
    assert!(minted.await.is_err() as bool);
    scene.cleaned(&journal, None).await;
}

#[tokio::test]
async fn a_mint_dropped_while_a_token_is_made() {
    killed_during(Method::Token, "auth.exportLoginToken", 0).await;
}

#[tokio::test]
async fn a_mint_dropped_while_home_accepts() {
    killed_during(Method::Token, "auth.acceptLoginToken", 0).await;
}

#[tokio::test]
async fn a_mint_dropped_while_it_is_let_in() {
    killed_during(Method::Token, "auth.exportLoginToken", 1).await;
}

#[tokio::test]
async fn a_mint_dropped_while_the_password_is_checked() {
    killed_during(Method::TokenAndPassword, "auth.checkPassword", 0).await;
}

#[tokio::test]
async fn a_mint_dropped_while_the_code_is_checked() {
    killed_during(Method::Code, "auth.signIn", 0).await;
}
