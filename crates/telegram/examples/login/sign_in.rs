//! The sign-in: each picture printed, each answer submitted.

use std::sync::Arc;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};
use signet_session::{Introduction, TelegramSession};
use signet_telegram::login::{
    Cause, CodeWay, DeadEnd, Failure, Input, LoginFlow, Setup, Snapshot, Step,
};
use signet_telegram::{Error, Road};

use crate::answers::Answers;
use crate::pages;
use crate::store::Memory;

/// Why there is no sign-in.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    #[error("the answers ended before the sign-in did")]
    NoAnswer,
    #[error("{0}")]
    Why(String),
    #[error("{0}")]
    Telegram(#[from] Error),
    #[error("{0}")]
    Session(signet_session::Error),
}

pub async fn sign_in(
    road: &Road,
    introduction: Introduction,
    qr: bool,
    answers: &mut Answers,
) -> Result<TelegramSession, Stopped> {
    let store = Arc::new(Memory::default());
    let setup = Setup {
        introduction,
        future_tokens: Vec::new(),
        except: Vec::new(),
    };
    let flow = LoginFlow::begin(road.clone(), setup, Arc::clone(&store))?;
    let walked = tokio::select! {
        walked = walk(&flow, qr, answers) => walked,
        _ = tokio::signal::ctrl_c() => Err(Stopped::NoAnswer),
    };
    if walked.is_err() {
        println!("Leaving nothing behind.");
    }
    flow.close().await;
    walked?;
    let missing = || Stopped::Why("the session was not saved".to_owned());
    store.take().ok_or_else(missing)
}

async fn walk(flow: &LoginFlow, qr: bool, answers: &mut Answers) -> Result<(), Stopped> {
    let mut snapshots = flow.snapshots();
    if qr {
        submit(flow, Input::UseQr).await;
    }
    let mut shown = None;
    loop {
        let settled = snapshots.wait_for(|snapshot| !snapshot.busy).await;
        let snapshot = settled.map_err(|_| Stopped::NoAnswer)?.clone();
        if let Some(failure) = snapshot.failure.as_ref() {
            println!("{}", told(failure));
        }
        match &snapshot.step {
            Step::Done { .. } => return Ok(()),
            Step::DeadEnd(why) => return Err(Stopped::Why(dead_end(*why).to_owned())),
            Step::Over => return Err(Stopped::NoAnswer),
            Step::Qr { link, .. } => {
                if let Some(link) = link.as_ref().filter(|link| shown.as_ref() != Some(*link)) {
                    // Exposed to be drawn.
                    let link = link.expose_secret();
                    println!("{}", pages::qr(link).unwrap_or_else(|| link.to_owned()));
                    println!("Telegram on your phone: Settings > Devices > Link Desktop Device.");
                }
                shown.clone_from(link);
                let changed = snapshots.changed().await;
                changed.map_err(|_| Stopped::NoAnswer)?;
            }
            asking @ (Step::Phone
            | Step::Code { .. }
            | Step::EmailSetup { .. }
            | Step::EmailCode { .. }
            | Step::Password { .. }
            | Step::Recovery { .. }) => {
                let (question, hidden) = question(asking, &snapshot);
                let answer = if hidden {
                    answers.secret(&question).await
                } else {
                    answers.line(&question).await
                };
                let answer = answer.ok_or(Stopped::NoAnswer)?;
                submit(flow, input(asking, answer)).await;
            }
        }
    }
}

async fn submit(flow: &LoginFlow, input: Input) {
    if let Err(refused) = flow.submit(input).await {
        println!("Not now: {refused}.");
    }
}

/// What to ask for, and whether it is hidden.
fn question(step: &Step, snapshot: &Snapshot) -> (String, bool) {
    match step {
        Step::Code {
            way, alive: true, ..
        } => (format!("Code, {}", sent(way)), false),
        Step::Code { .. } => (
            "This code has ended; /new asks for another".to_owned(),
            false,
        ),
        Step::EmailSetup { .. } => ("E-mail address for login codes".to_owned(), false),
        Step::EmailCode { pattern, setup, .. } if *setup => {
            (format!("Code that proves {pattern}"), false)
        }
        Step::EmailCode { pattern, .. } => (format!("Code, sent to {pattern}"), false),
        Step::Password {
            hint: Some(hint), ..
        } => (format!("Password (hint: {hint})"), true),
        Step::Password { hint: None, .. } => ("Password".to_owned(), true),
        Step::Recovery { pattern } => (format!("Recovery code, sent to {pattern}"), false),
        Step::Phone | Step::Qr { .. } | Step::Done { .. } | Step::DeadEnd(_) | Step::Over => {
            let again = if snapshot.failure.is_some() {
                ", again"
            } else {
                ""
            };
            (format!("Phone number{again}"), false)
        }
    }
}

fn input(step: &Step, answer: SecretString) -> Input {
    // Exposed to see whether it is a command.
    match answer.expose_secret().trim() {
        "/resend" => Input::Resend,
        "/new" => Input::NewCode,
        "/phone" => Input::UsePhone,
        "/qr" => Input::UseQr,
        "/forgot" => Input::Recover,
        "/back" => Input::Back,
        _ => match step {
            Step::Code { .. } | Step::EmailCode { .. } | Step::Recovery { .. } => {
                Input::Code(answer)
            }
            Step::EmailSetup { .. } => Input::Email(answer),
            Step::Password { .. } => Input::Password(answer),
            Step::Phone | Step::Qr { .. } | Step::Done { .. } | Step::DeadEnd(_) | Step::Over => {
                Input::Phone(answer)
            }
        },
    }
}

fn sent(way: &CodeWay) -> String {
    match way {
        CodeWay::App { .. } => "in your Telegram app, not in an SMS".to_owned(),
        CodeWay::Sms { .. } => "by SMS".to_owned(),
        CodeWay::Call { .. } => "by a call".to_owned(),
        CodeWay::FlashCall { pattern } => format!("the number that calls you, like {pattern}"),
        CodeWay::MissedCall { prefix, .. } => {
            format!("the last digits of the number that calls you, {prefix}…")
        }
        CodeWay::Fragment { url, .. } => format!("on Fragment: {}", url.as_deref().unwrap_or("")),
        CodeWay::OfficialApp => "which only Telegram's own apps get; try /resend or /qr".to_owned(),
        CodeWay::Word { .. } => "a word in an SMS".to_owned(),
        CodeWay::Phrase { .. } => "a phrase in an SMS".to_owned(),
    }
}

fn told(failure: &Failure) -> String {
    let cause = match &failure.cause {
        Cause::Telegram(error) => error.to_string(),
        Cause::Store(failure) => failure.to_string(),
        Cause::Ended => "this sign-in has ended".to_owned(),
    };
    let wait = failure
        .retry_at
        .and_then(|at| at.duration_since(SystemTime::now()).ok());
    match wait {
        Some(wait) => format!("{cause}; again in {} s", wait.as_secs() + 1),
        None => cause,
    }
}

fn dead_end(why: DeadEnd) -> &'static str {
    match why {
        DeadEnd::SignUp => "nobody has this number; accounts are made in the Telegram app",
        DeadEnd::Payment => "Telegram wants to be paid for this code; try --qr",
        DeadEnd::UpdateApp => "Telegram wants a newer Signet",
        DeadEnd::Banned => "Telegram has banned this number",
        DeadEnd::OfficialApp => "only Telegram's own apps get this code; try --qr",
        DeadEnd::NotKept(_) => "the session could not be saved",
    }
}
