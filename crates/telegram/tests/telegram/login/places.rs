//! A sign-in brought to each state it can rest in.

use signet_sandbox::{CodeWay as Way, NewAccount, Rules};
use signet_telegram::login::{DeadEnd, Input, LoginFlow, Snapshot, Step, StoreFailure};

use super::email::{mailed, with_email, without_email};
use super::journey::{
    Call, PASSWORD, World, accept, code, guarded, password, phone, shows_qr, submit, token, until,
};
use crate::telegram::{CODE, PHONE, person};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Phone,
    Qr,
    Code,
    EmailSetup,
    EmailProof,
    EmailCode,
    Password,
    PasswordByQr,
    Recovery,
    SignUp,
    Payment,
    NotKept,
}

impl Place {
    pub const ALL: [Self; 12] = [
        Self::Phone,
        Self::Qr,
        Self::Code,
        Self::EmailSetup,
        Self::EmailProof,
        Self::EmailCode,
        Self::Password,
        Self::PasswordByQr,
        Self::Recovery,
        Self::SignUp,
        Self::Payment,
        Self::NotKept,
    ];

    /// Where a form is kept, to go on from.
    pub const KEPT: [Self; 8] = [
        Self::Qr,
        Self::Code,
        Self::EmailSetup,
        Self::EmailProof,
        Self::EmailCode,
        Self::Password,
        Self::PasswordByQr,
        Self::Recovery,
    ];

    fn account(self) -> NewAccount {
        match self {
            Self::Phone
            | Self::Qr
            | Self::Code
            | Self::PasswordByQr
            | Self::SignUp
            | Self::NotKept => person(),
            Self::EmailSetup | Self::EmailProof => without_email(),
            Self::EmailCode => with_email(),
            Self::Password => guarded(),
            Self::Recovery => NewAccount {
                recovery_email: Some("carol@example.org".to_owned()),
                ..guarded()
            },
            Self::Payment => NewAccount {
                ways: vec![Way::Payment],
                ..person()
            },
        }
    }

    pub fn is_shown(self, snapshot: &Snapshot) -> bool {
        match (self, &snapshot.step) {
            (Self::Phone, Step::Phone)
            | (Self::Code, Step::Code { .. })
            | (Self::EmailSetup, Step::EmailSetup { .. })
            | (Self::Password | Self::PasswordByQr, Step::Password { .. })
            | (Self::Recovery, Step::Recovery { .. })
            | (Self::SignUp, Step::DeadEnd(DeadEnd::SignUp))
            | (Self::Payment, Step::DeadEnd(DeadEnd::Payment))
            | (Self::NotKept, Step::DeadEnd(DeadEnd::NotKept(_))) => true,
            (Self::EmailProof, Step::EmailCode { setup, .. }) => *setup,
            (Self::EmailCode, Step::EmailCode { setup, .. }) => !setup,
            (Self::Qr, _) => shows_qr(snapshot),
            _ => false,
        }
    }

    /// A world in which this can be reached, with tokens that do not live long.
    pub fn world(self) -> World {
        let rules = Rules {
            token_seconds: 2,
            resend_seconds: 0,
            ..Rules::default()
        };
        World::with(vec![self.account()], rules, 2)
    }

    /// Brings a fresh flow here.
    pub async fn reach(self, world: &World) -> LoginFlow {
        let flow = world.begin();
        match self {
            Self::Phone => {}
            Self::Qr => drop(submit(&flow, Input::UseQr).await),
            Self::Code | Self::EmailSetup | Self::EmailCode | Self::Payment => {
                phone(&flow).await;
            }
            Self::EmailProof => {
                phone(&flow).await;
                submit(&flow, Input::Email("bob@example.org".into())).await;
            }
            Self::Password => {
                phone(&flow).await;
                code(&flow, CODE).await;
            }
            Self::PasswordByQr => {
                let scanner = world.scanner().await;
                let guard = world.sandbox.set_password(PHONE, Some(PASSWORD), None);
                guard.unwrap();
                let snapshot = submit(&flow, Input::UseQr).await;
                accept(&scanner, token(&snapshot)).await;
                until(&flow, |s| self.is_shown(s) && !s.busy).await;
            }
            Self::Recovery => {
                phone(&flow).await;
                code(&flow, CODE).await;
                submit(&flow, Input::Recover).await;
            }
            Self::SignUp => {
                submit(&flow, Input::Phone("9996625555".into())).await;
                code(&flow, CODE).await;
            }
            Self::NotKept => {
                phone(&flow).await;
                world.store.fail(Call::Save, StoreFailure::Full);
                code(&flow, CODE).await;
            }
        }
        let snapshot = flow.snapshot();
        assert!(self.is_shown(&snapshot), "{self:?}: {snapshot:?}");
        flow
    }

    /// From here to the end.
    pub async fn go_on(self, world: &World, flow: &LoginFlow) -> Snapshot {
        match self {
            Self::Phone => {
                phone(flow).await;
                code(flow, CODE).await
            }
            Self::Qr => {
                let scanner = world.scanner().await;
                let shown = until(flow, |s| shows_qr(s) && !s.busy).await;
                accept(&scanner, token(&shown)).await;
                until(flow, |s| matches!(s.step, Step::Done { .. })).await
            }
            Self::Code => code(flow, CODE).await,
            Self::EmailSetup => {
                submit(flow, Input::Email("bob@example.org".into())).await;
                code(flow, &mailed(world)).await;
                code(flow, &mailed(world)).await
            }
            Self::EmailProof => {
                code(flow, &mailed(world)).await;
                code(flow, &mailed(world)).await
            }
            Self::EmailCode => code(flow, &mailed(world)).await,
            Self::Password | Self::PasswordByQr => password(flow, PASSWORD).await,
            Self::Recovery => code(flow, &mailed(world)).await,
            Self::SignUp | Self::Payment => submit(flow, Input::UsePhone).await,
            Self::NotKept => submit(flow, Input::Retry).await,
        }
    }
}

impl Place {
    /// The input that goes on from here, which may be left before it is answered.
    pub async fn go_on_until_left(self, world: &World, flow: &LoginFlow) {
        let input = match self {
            Self::Phone => Input::Phone("9996621234".into()),
            Self::Qr => Input::UsePhone,
            Self::Code => Input::Code(CODE.into()),
            Self::EmailSetup => Input::Email("bob@example.org".into()),
            Self::EmailProof | Self::EmailCode | Self::Recovery => {
                Input::Code(mailed(world).as_str().into())
            }
            Self::Password | Self::PasswordByQr => Input::Password(PASSWORD.into()),
            Self::SignUp | Self::Payment => Input::UsePhone,
            Self::NotKept => Input::Retry,
        };
        drop(flow.submit(input).await);
    }
}
