//! Every question of every sign-in, met by every fault: there is a way on, no code is asked for
//! by itself, and nothing is left behind.

use std::sync::Arc;

use signet_sandbox::{Fault, NewAccount, Rules};
use signet_telegram::Link;
use signet_telegram::login::{Input, LoginFlow, Step};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::email::{mailed, with_email, without_email};
use super::journey::{
    PASSWORD, World, accept, code, goes_on, guarded, phone, submit, token, until,
};
use crate::chance;
use crate::telegram::{CODE, PHONE, person, unbroken};

/// How long an answer is waited for here, in milliseconds.
const PATIENCE: u64 = 8000;

/// Sandboxes at once.
const AT_ONCE: usize = 4;

/// Cells of the table that are tried when nothing thorough is asked for.
const SLICE: usize = 24;

/// A question, where it is asked, and what asks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    SendCode,
    SendCodeWithToken,
    SendNewCode,
    ResendCode,
    CancelCode,
    SignIn,
    SignInToPassword,
    GetPassword,
    CheckPassword,
    SignInByEmail,
    SendEmailCode,
    VerifyEmail,
    ResetEmail,
    FirstToken,
    TokenAfterScan,
    TokenToPassword,
    ImportToken,
    ImportTokenToPassword,
    MailRecovery,
    CheckRecovery,
    Recover,
    WhoAmI,
    LogOut,
    CancelCodeAtTheEnd,
}

use Question as Q;

pub const QUESTIONS: [(Question, &str); 24] = [
    (Q::SendCode, "auth.sendCode"),
    (Q::SendCodeWithToken, "auth.sendCode"),
    (Q::SendNewCode, "auth.sendCode"),
    (Q::ResendCode, "auth.resendCode"),
    (Q::CancelCode, "auth.cancelCode"),
    (Q::SignIn, "auth.signIn"),
    (Q::SignInToPassword, "auth.signIn"),
    (Q::GetPassword, "account.getPassword"),
    (Q::CheckPassword, "auth.checkPassword"),
    (Q::SignInByEmail, "auth.signIn"),
    (Q::SendEmailCode, "account.sendVerifyEmailCode"),
    (Q::VerifyEmail, "account.verifyEmail"),
    (Q::ResetEmail, "auth.resetLoginEmail"),
    (Q::FirstToken, "auth.exportLoginToken"),
    (Q::TokenAfterScan, "auth.exportLoginToken"),
    (Q::TokenToPassword, "auth.exportLoginToken"),
    (Q::ImportToken, "auth.importLoginToken"),
    (Q::ImportTokenToPassword, "auth.importLoginToken"),
    (Q::MailRecovery, "auth.requestPasswordRecovery"),
    (Q::CheckRecovery, "auth.checkRecoveryPassword"),
    (Q::Recover, "auth.recoverPassword"),
    (Q::WhoAmI, "users.getUsers"),
    (Q::LogOut, "auth.logOut"),
    (Q::CancelCodeAtTheEnd, "auth.cancelCode"),
];

pub fn faults() -> [Fault; 8] {
    let error = |code, message: &str| Fault::Error {
        code,
        message: message.to_owned(),
    };
    [
        Fault::DropBefore,
        Fault::DropAfter,
        Fault::Delay {
            milliseconds: PATIENCE + 200,
        },
        Fault::Garbage,
        error(420, "FLOOD_WAIT_3"),
        error(500, "AUTH_RESTART"),
        Fault::Refuse { code: -404 },
        Fault::Refuse { code: -429 },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_to_whichever_question_there_is_a_way_on() {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let all = QUESTIONS.iter().flat_map(|question| {
        let faults = faults().into_iter();
        faults.map(|fault| (*question, fault))
    });
    let mut cells = JoinSet::new();
    for ((question, method), fault) in chance::slice(all, SLICE) {
        let places = Arc::clone(&places);
        cells.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let told = format!("{question:?} {fault:?}");
            let survives = tokio::spawn(survive(question, method, fault));
            survives.await.map_err(|error| (told, error))
        });
    }
    let mut broken = Vec::new();
    while let Some(cell) = cells.join_next().await {
        broken.extend(cell.unwrap().err());
    }
    assert!(broken.is_empty(), "{} of them: {broken:#?}", broken.len());
}

async fn survive(question: Question, method: &'static str, fault: Fault) {
    let world = question.world();
    let scan = question.scanner(&world).await;
    let (flow, mut codes) = question.reach(&world).await;
    codes += u64::from(scan.is_some());
    assert_eq!(world.codes(), codes, "before");
    world.sandbox.script(method, 1, fault.clone());
    if let Some(scanner) = scan {
        take_up(&scanner, &flow).await;
    } else {
        codes += question.ask(&world, &flow).await;
    }
    let snapshot = until(&flow, |snapshot| !snapshot.busy).await;
    assert_eq!(world.codes(), codes, "{snapshot:?}");
    let is_flood = matches!(&fault, Fault::Error { code: 420, .. });
    if let Some(failure) = snapshot.failure.as_ref().filter(|_| is_flood) {
        assert!(failure.retry_at.is_some(), "{failure:?}");
    }
    match snapshot.step {
        Step::Done { .. } => world.is_signed_in(flow).await,
        Step::Over => end(&world, flow, question).await,
        _ => {
            goes_on(&snapshot);
            world.sandbox.clear_faults();
            end(&world, flow, question).await;
        }
    }
}

async fn end(world: &World, flow: LoginFlow, question: Question) {
    assert!(flow.close().await, "not all could be ended");
    assert_eq!(world.devices(), Vec::<String>::new());
    assert_eq!(world.store.forms().len(), 0);
    // What is answered with a new code is not known to us when that answer was lost, and what
    // could not be cancelled before a new one was asked for is not kept; both end by themselves.
    let nameless = matches!(
        question,
        Q::SendCode
            | Q::SendCodeWithToken
            | Q::SendNewCode
            | Q::CancelCode
            | Q::ResendCode
            | Q::VerifyEmail
            | Q::ResetEmail
    );
    let most = if nameless { 1 } else { 0 };
    assert!(world.sandbox.counts().codes <= most);
    unbroken(&world.sandbox);
}

impl Question {
    fn world(self) -> World {
        let account = match self {
            Q::SendCode
            | Q::SendCodeWithToken
            | Q::SendNewCode
            | Q::ResendCode
            | Q::CancelCode
            | Q::SignIn
            | Q::FirstToken
            | Q::TokenAfterScan
            | Q::TokenToPassword
            | Q::ImportToken
            | Q::ImportTokenToPassword
            | Q::WhoAmI
            | Q::CancelCodeAtTheEnd => person(),
            Q::SignInToPassword | Q::GetPassword | Q::CheckPassword | Q::LogOut => guarded(),
            Q::SignInByEmail | Q::ResetEmail => with_email(),
            Q::SendEmailCode | Q::VerifyEmail => without_email(),
            Q::MailRecovery | Q::CheckRecovery | Q::Recover => NewAccount {
                recovery_email: Some("carol@example.org".to_owned()),
                ..guarded()
            },
        };
        let rules = Rules {
            token_seconds: 6,
            resend_seconds: 0,
            ..Rules::default()
        };
        let home_dc = match self {
            Q::ImportToken | Q::ImportTokenToPassword => 1,
            _ => 2,
        };
        World::with(vec![account], rules, home_dc).impatient(PATIENCE)
    }

    /// A flow just before the question, and how many codes were asked for on the way.
    async fn reach(self, world: &World) -> (LoginFlow, u64) {
        if self == Q::SendCodeWithToken {
            let link = world.scanner().await;
            let out = grammers_tl_types::functions::auth::LogOut {};
            let grammers_tl_types::enums::auth::LoggedOut::Out(out) =
                link.invoke(&out).await.unwrap();
            let token = out.future_auth_token.unwrap();
            let setup = super::journey::setup_offering(token);
            return (world.begin_with(setup), 1);
        }
        let flow = world.begin();
        let codes = match self {
            Q::SendCode | Q::SendCodeWithToken | Q::FirstToken => 0,
            Q::SendNewCode
            | Q::ResendCode
            | Q::CancelCode
            | Q::SignIn
            | Q::SignInToPassword
            | Q::GetPassword
            | Q::SignInByEmail
            | Q::SendEmailCode
            | Q::ResetEmail
            | Q::CancelCodeAtTheEnd => {
                phone(&flow).await;
                1
            }
            Q::VerifyEmail => {
                phone(&flow).await;
                submit(&flow, Input::Email("bob@example.org".into())).await;
                1
            }
            Q::CheckPassword | Q::MailRecovery | Q::LogOut => {
                phone(&flow).await;
                code(&flow, CODE).await;
                1
            }
            Q::CheckRecovery | Q::Recover => {
                phone(&flow).await;
                code(&flow, CODE).await;
                submit(&flow, Input::Recover).await;
                1
            }
            Q::TokenAfterScan | Q::ImportToken => {
                submit(&flow, Input::UseQr).await;
                0
            }
            Q::TokenToPassword | Q::ImportTokenToPassword => {
                submit(&flow, Input::UseQr).await;
                0
            }
            Q::WhoAmI => {
                phone(&flow).await;
                flow.suspend().await;
                let form = world.store.forms().remove(0);
                world.sandbox.script("users.getUsers", 1, Fault::DropBefore);
                return (world.resume(form), 1);
            }
        };
        (flow, codes)
    }

    /// Asks it, and says how many codes the person asked for.
    async fn ask(self, world: &World, flow: &LoginFlow) -> u64 {
        let input = match self {
            Q::SendCode | Q::SendCodeWithToken => Input::Phone("9996621234".into()),
            Q::SendNewCode | Q::CancelCode => Input::NewCode,
            Q::ResendCode => Input::Resend,
            Q::SignIn | Q::SignInToPassword | Q::GetPassword => Input::Code(CODE.into()),
            Q::CheckPassword => Input::Password(PASSWORD.into()),
            Q::SignInByEmail | Q::VerifyEmail | Q::CheckRecovery | Q::Recover => {
                Input::Code(mailed(world).as_str().into())
            }
            Q::SendEmailCode => Input::Email("bob@example.org".into()),
            Q::ResetEmail => Input::ResetEmail,
            Q::FirstToken => Input::UseQr,
            Q::MailRecovery => Input::Recover,
            Q::TokenAfterScan
            | Q::ImportToken
            | Q::TokenToPassword
            | Q::ImportTokenToPassword
            | Q::WhoAmI => return 0,
            Q::LogOut | Q::CancelCodeAtTheEnd => Input::Cancel,
        };
        submit(flow, input).await;
        match self {
            Q::SendCode | Q::SendCodeWithToken | Q::SendNewCode | Q::CancelCode => 1,
            _ => 0,
        }
    }

    /// The phone that scans, where one does; then the password is set, where one is.
    async fn scanner(self, world: &World) -> Option<Link> {
        let password = match self {
            Q::TokenAfterScan | Q::ImportToken => None,
            Q::TokenToPassword | Q::ImportTokenToPassword => Some(PASSWORD),
            _ => return None,
        };
        let scanner = world.scanner().await;
        world.sandbox.set_password(PHONE, password, None).unwrap();
        Some(scanner)
    }
}

/// The phone scans, and what follows is over.
async fn take_up(scanner: &Link, flow: &LoginFlow) {
    accept(scanner, token(&flow.snapshot())).await;
    until(flow, |snapshot| {
        let left = !matches!(snapshot.step, Step::Qr { .. });
        !snapshot.busy && (snapshot.failure.is_some() || left)
    })
    .await;
}
