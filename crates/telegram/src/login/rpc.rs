//! The questions in Telegram's words. What is secret in them is wiped when they are answered or
//! given up.

use grammers_tl_types as tl;
use secrecy::{ExposeSecret, SecretString};
use tl::functions::{account, auth, users};
use tl::{RemoteCall, Serializable};
use zeroize::Zeroize;

use super::machine::Machine;
use super::request::{Answer, Request};
use super::{FutureToken, Setup};
use crate::{Error, Link, srp};

/// Asks one question of a sign-in, once; what only reads is repeated by the link.
pub(crate) async fn ask(
    link: &Link,
    setup: &Setup,
    machine: &Machine,
    request: &Request,
) -> Result<Answer, Error> {
    // Exposed to be sent, here and below: number, hash, code, address, token and password go to
    // Telegram and nowhere else.
    let phone = || machine.phone().map(|p| p.expose_secret().to_owned());
    let phone = || phone().unwrap_or_default();
    let hash = || machine.code_hash().map(plain).unwrap_or_default();
    match request {
        Request::SendCode => {
            let sent = link.invoke(&send_code(link, setup, phone())?).await?;
            Ok(Answer::Sent(sent))
        }
        Request::ResendCode => {
            let request = Wiped(auth::ResendCode {
                phone_number: phone(),
                phone_code_hash: hash(),
                reason: None,
            });
            Ok(Answer::Sent(link.invoke(&request).await?))
        }
        Request::CancelCode => {
            cancel_code(link, phone(), hash()).await?;
            Ok(Answer::Cancelled)
        }
        Request::SignIn(code) => {
            let request = sign_in(phone(), hash(), Some(plain(code)), None);
            Ok(Answer::Entered(link.invoke(&request).await?))
        }
        Request::SignInByEmail(code) => {
            let request = sign_in(phone(), hash(), None, Some(verification(code)));
            Ok(Answer::Entered(link.invoke(&request).await?))
        }
        Request::SendEmailCode(address) => {
            let request = Wiped(account::SendVerifyEmailCode {
                purpose: setting_up(phone(), hash()),
                email: plain(address),
            });
            Ok(Answer::EmailSent(link.invoke(&request).await?))
        }
        Request::VerifyEmail(code) => {
            let request = Wiped(account::VerifyEmail {
                purpose: setting_up(phone(), hash()),
                verification: verification(code),
            });
            Ok(Answer::EmailVerified(link.invoke(&request).await?))
        }
        Request::ResetEmail => {
            let request = Wiped(auth::ResetLoginEmail {
                phone_number: phone(),
                phone_code_hash: hash(),
            });
            Ok(Answer::Sent(link.invoke(&request).await?))
        }
        Request::ExportToken => Ok(Answer::Token(export_token(link, &setup.except).await?)),
        Request::ImportToken => {
            let token = machine.transfer().unwrap_or_default().to_vec();
            Ok(Answer::Token(import_token(link, token).await?))
        }
        Request::GetPassword => {
            let answer = link.read(&account::GetPassword {}).await?;
            Ok(Answer::Password(Box::new(answer)))
        }
        Request::CheckPassword { password, .. } => {
            let none = || Error::from_rpc("auth.checkPassword", 400, "PASSWORD_EMPTY");
            let parameters = machine.challenge().ok_or_else(none)?;
            let password = srp::proof(parameters, password).await?;
            let request = auth::CheckPassword { password };
            Ok(Answer::Entered(link.invoke(&request).await?))
        }
        Request::MailRecovery => {
            let answer = link.invoke(&auth::RequestPasswordRecovery {}).await?;
            Ok(Answer::Recovery(answer))
        }
        Request::CheckRecovery(code) => {
            let request = Wiped(auth::CheckRecoveryPassword { code: plain(code) });
            Ok(Answer::Right(link.invoke(&request).await?))
        }
        Request::Recover(code) => {
            let request = Wiped(auth::RecoverPassword {
                code: plain(code),
                new_settings: None,
            });
            Ok(Answer::Entered(link.invoke(&request).await?))
        }
        Request::WhoAmI => {
            let id = vec![tl::enums::InputUser::UserSelf];
            let mut found = link.read(&users::GetUsers { id }).await?;
            Ok(Answer::Me(found.pop()))
        }
    }
}

/// Harmless to say twice.
pub(crate) async fn cancel_code(
    link: &Link,
    phone_number: String,
    phone_code_hash: String,
) -> Result<bool, Error> {
    let request = Wiped(auth::CancelCode {
        phone_number,
        phone_code_hash,
    });
    link.read(&request).await
}

/// Harmless to say twice: each time there is a new token, and the old ones die by themselves.
pub(crate) async fn export_token(
    link: &Link,
    except: &[i64],
) -> Result<tl::enums::auth::LoginToken, Error> {
    let api = link.road().api()?;
    let request = Wiped(auth::ExportLoginToken {
        api_id: api.id(),
        // Exposed to be shown to Telegram.
        api_hash: api.hash().expose_secret().to_owned(),
        except_ids: except.to_vec(),
    });
    link.read(&request).await
}

pub(crate) async fn import_token(
    link: &Link,
    token: Vec<u8>,
) -> Result<tl::enums::auth::LoginToken, Error> {
    let request = Wiped(auth::ImportLoginToken { token });
    link.invoke(&request).await
}

fn send_code(
    link: &Link,
    setup: &Setup,
    phone_number: String,
) -> Result<Wiped<auth::SendCode>, Error> {
    let api = link.road().api()?;
    // Exposed to be offered to Telegram, which gave them.
    let offered = setup.future_tokens.iter().rev().take(FutureToken::MOST);
    let offered: Vec<_> = offered
        .map(|token| token.expose_secret().to_vec())
        .collect();
    let settings = tl::types::CodeSettings {
        allow_flashcall: false,
        current_number: false,
        allow_app_hash: false,
        allow_missed_call: false,
        allow_firebase: false,
        unknown_number: false,
        logout_tokens: (!offered.is_empty()).then_some(offered),
        token: None,
        app_sandbox: None,
    };
    Ok(Wiped(auth::SendCode {
        phone_number,
        api_id: api.id(),
        // Exposed to be shown to Telegram.
        api_hash: api.hash().expose_secret().to_owned(),
        settings: settings.into(),
    }))
}

fn sign_in(
    phone_number: String,
    phone_code_hash: String,
    phone_code: Option<String>,
    email_verification: Option<tl::enums::EmailVerification>,
) -> Wiped<auth::SignIn> {
    Wiped(auth::SignIn {
        phone_number,
        phone_code_hash,
        phone_code,
        email_verification,
    })
}

fn plain(secret: &SecretString) -> String {
    secret.expose_secret().to_owned()
}

fn verification(code: &SecretString) -> tl::enums::EmailVerification {
    let code = plain(code);
    tl::enums::EmailVerification::Code(tl::types::EmailVerificationCode { code })
}

fn setting_up(phone_number: String, phone_code_hash: String) -> tl::enums::EmailVerifyPurpose {
    let setup = tl::types::EmailVerifyPurposeLoginSetup {
        phone_number,
        phone_code_hash,
    };
    tl::enums::EmailVerifyPurpose::LoginSetup(setup)
}

/// A request whose texts are wiped when it is dropped.
struct Wiped<R: Wipe>(R);

trait Wipe {
    fn wipe(&mut self);
}

impl<R: Wipe> Drop for Wiped<R> {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

impl<R: Wipe + Serializable> Serializable for Wiped<R> {
    fn serialize(&self, buf: &mut impl Extend<u8>) {
        self.0.serialize(buf);
    }
}

impl<R: Wipe + RemoteCall> RemoteCall for Wiped<R> {
    type Return = R::Return;
}

macro_rules! wipe {
    ($($request:ty => $($field:ident),+;)+) => {
        $(impl Wipe for $request {
            fn wipe(&mut self) {
                $(self.$field.zeroize();)+
            }
        })+
    };
}

wipe! {
    auth::ResendCode => phone_number, phone_code_hash;
    auth::CancelCode => phone_number, phone_code_hash;
    auth::ResetLoginEmail => phone_number, phone_code_hash;
    auth::ImportLoginToken => token;
    auth::ExportLoginToken => api_hash;
    auth::CheckRecoveryPassword => code;
    auth::RecoverPassword => code;
}

impl Wipe for auth::SendCode {
    fn wipe(&mut self) {
        self.phone_number.zeroize();
        self.api_hash.zeroize();
        let tl::enums::CodeSettings::Settings(settings) = &mut self.settings;
        settings.logout_tokens.zeroize();
    }
}

impl Wipe for auth::SignIn {
    fn wipe(&mut self) {
        self.phone_number.zeroize();
        self.phone_code_hash.zeroize();
        self.phone_code.zeroize();
        if let Some(verification) = &mut self.email_verification {
            verification.wipe();
        }
    }
}

impl Wipe for account::SendVerifyEmailCode {
    fn wipe(&mut self) {
        self.purpose.wipe();
        self.email.zeroize();
    }
}

impl Wipe for account::VerifyEmail {
    fn wipe(&mut self) {
        self.purpose.wipe();
        self.verification.wipe();
    }
}

impl Wipe for tl::enums::EmailVerification {
    fn wipe(&mut self) {
        if let Self::Code(given) = self {
            given.code.zeroize();
        }
    }
}

impl Wipe for tl::enums::EmailVerifyPurpose {
    fn wipe(&mut self) {
        if let Self::LoginSetup(setup) = self {
            setup.phone_number.zeroize();
            setup.phone_code_hash.zeroize();
        }
    }
}
