//! What a sign-in asks Telegram, and what comes back.

use grammers_tl_types as tl;
use secrecy::{SecretBox, SecretString};

/// One question. The number, the code's hash and the password's parameters are the machine's.
#[derive(Debug)]
pub(crate) enum Request {
    SendCode,
    ResendCode,
    CancelCode,
    SignIn(SecretString),
    SignInByEmail(SecretString),
    SendEmailCode(SecretString),
    VerifyEmail(SecretString),
    ResetEmail,
    ExportToken,
    ImportToken,
    GetPassword,
    CheckPassword {
        password: SecretString,
        /// Whether the parameters were fetched anew for it already.
        again: bool,
    },
    MailRecovery,
    CheckRecovery(SecretString),
    Recover(SecretString),
    /// Asks for nothing but whether somebody is signed in.
    WhoAmI,
}

#[derive(Debug)]
pub(crate) enum Answer {
    Sent(tl::enums::auth::SentCode),
    Cancelled,
    Entered(tl::enums::auth::Authorization),
    EmailSent(tl::enums::account::SentEmailCode),
    EmailVerified(tl::enums::account::EmailVerified),
    Token(tl::enums::auth::LoginToken),
    Password(Box<tl::enums::account::Password>),
    Recovery(tl::enums::auth::PasswordRecovery),
    Right(bool),
    Me(Option<tl::enums::User>),
}

/// A token of another DC, which its home DC lets in with.
pub(crate) type Transfer = SecretBox<[u8]>;

impl Request {
    /// Whether it may sign the key in, so that its outcome must be known.
    pub(crate) fn enters(&self, tokens_offered: bool) -> bool {
        match self {
            Self::SendCode => tokens_offered,
            Self::SignIn(_)
            | Self::SignInByEmail(_)
            | Self::ImportToken
            | Self::CheckPassword { .. }
            | Self::Recover(_) => true,
            Self::ResendCode
            | Self::CancelCode
            | Self::SendEmailCode(_)
            | Self::VerifyEmail(_)
            | Self::ResetEmail
            | Self::ExportToken
            | Self::GetPassword
            | Self::MailRecovery
            | Self::CheckRecovery(_)
            | Self::WhoAmI => false,
        }
    }
}
