//! The questions in Telegram's words. What is secret in them is wiped when they are answered or
//! given up.

use grammers_tl_types as tl;
use secrecy::{ExposeSecret, SecretString};
use tl::functions::{account, auth};

use super::Setup;
use super::machine::Machine;
use super::request::{Answer, Request};
use crate::wiped::Wiped;
use crate::{Error, Link, sign_in, srp};

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
            let sent = sign_in::send_code(link, phone(), &setup.future_tokens);
            Ok(Answer::Sent(sent.await?))
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
            let entered = sign_in::sign_in(link, phone(), hash(), Some(plain(code)), None);
            Ok(Answer::Entered(entered.await?))
        }
        Request::SignInByEmail(code) => {
            let code = verification(code);
            let entered = sign_in::sign_in(link, phone(), hash(), None, Some(code));
            Ok(Answer::Entered(entered.await?))
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
        Request::ExportToken => {
            let token = sign_in::export_token(link, &setup.except);
            Ok(Answer::Token(token.await?))
        }
        Request::ImportToken => {
            let token = machine.transfer().unwrap_or_default().to_vec();
            Ok(Answer::Token(import_token(link, token).await?))
        }
        Request::GetPassword => {
            let parameters = srp::parameters(link).await?;
            Ok(Answer::Password(Box::new(parameters)))
        }
        Request::CheckPassword { password, .. } => {
            let none = || Error::from_rpc("auth.checkPassword", 400, "PASSWORD_EMPTY");
            let parameters = machine.challenge().ok_or_else(none)?;
            let entered = srp::check(link, parameters, password).await?;
            Ok(Answer::Entered(entered))
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
            let mut found = link.read(&sign_in::myself()).await?;
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

pub(crate) async fn import_token(
    link: &Link,
    token: Vec<u8>,
) -> Result<tl::enums::auth::LoginToken, Error> {
    let request = Wiped(auth::ImportLoginToken { token });
    link.invoke(&request).await
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
