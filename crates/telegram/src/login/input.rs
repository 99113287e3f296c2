//! What the person does, and why it may not be done now.

use std::time::SystemTime;

use secrecy::SecretString;

use crate::Road;

/// One thing the person does. What they typed is wiped when it was used.
#[derive(Debug)]
pub enum Input {
    /// A phone number, in any format. Sends a code.
    Phone(SecretString),
    /// Sign in by QR from here on.
    UseQr,
    /// Back to the phone number: another number, or phone instead of QR, or start over.
    UsePhone,
    /// The code that came: in Telegram, by SMS, by e-mail, for a recovery.
    Code(SecretString),
    /// Send the code again, another way.
    Resend,
    /// A new code for the same number, because this one has ended.
    NewCode,
    /// The e-mail address to set up.
    Email(SecretString),
    /// Do without the login e-mail that cannot be read.
    ResetEmail,
    /// The password of the second step.
    Password(SecretString),
    /// The password is forgotten: send a code to the recovery e-mail.
    Recover,
    /// One step back: from recovery to the password, from an e-mail code to the address.
    Back,
    /// Try again what could not be done: show a QR code, keep the session.
    Retry,
    /// Reach the same Telegram this way, through another proxy or none. What is asked from now on
    /// goes there, under the same key.
    Proxy(Road),
    /// End it all and leave nothing behind.
    Cancel,
}

/// An [`Input`] without what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InputKind {
    /// [`Input::Phone`]
    Phone,
    /// [`Input::UseQr`]
    UseQr,
    /// [`Input::UsePhone`]
    UsePhone,
    /// [`Input::Code`]
    Code,
    /// [`Input::Resend`]
    Resend,
    /// [`Input::NewCode`]
    NewCode,
    /// [`Input::Email`]
    Email,
    /// [`Input::ResetEmail`]
    ResetEmail,
    /// [`Input::Password`]
    Password,
    /// [`Input::Recover`]
    Recover,
    /// [`Input::Back`]
    Back,
    /// [`Input::Retry`]
    Retry,
    /// [`Input::Proxy`]
    Proxy,
    /// [`Input::Cancel`]
    Cancel,
}

impl InputKind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Phone,
        Self::UseQr,
        Self::UsePhone,
        Self::Code,
        Self::Resend,
        Self::NewCode,
        Self::Email,
        Self::ResetEmail,
        Self::Password,
        Self::Recover,
        Self::Back,
        Self::Retry,
        Self::Proxy,
        Self::Cancel,
    ];

    /// Whether it leaves what is under way, and so need not wait for an answer.
    pub(crate) fn leaves(self) -> bool {
        matches!(self, Self::UseQr | Self::UsePhone | Self::Cancel)
    }
}

impl Input {
    /// Which one it is.
    pub fn kind(&self) -> InputKind {
        match self {
            Self::Phone(_) => InputKind::Phone,
            Self::UseQr => InputKind::UseQr,
            Self::UsePhone => InputKind::UsePhone,
            Self::Code(_) => InputKind::Code,
            Self::Resend => InputKind::Resend,
            Self::NewCode => InputKind::NewCode,
            Self::Email(_) => InputKind::Email,
            Self::ResetEmail => InputKind::ResetEmail,
            Self::Password(_) => InputKind::Password,
            Self::Recover => InputKind::Recover,
            Self::Back => InputKind::Back,
            Self::Retry => InputKind::Retry,
            Self::Proxy(_) => InputKind::Proxy,
            Self::Cancel => InputKind::Cancel,
        }
    }
}

/// Why an input was not taken. Nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Something is being waited for; it can only be left.
    #[error("another step is under way")]
    Busy,
    /// It makes no sense in this state.
    #[error("this is not asked for now")]
    NotNow,
    /// Nothing that could be sent was typed, or far too much.
    #[error("what was typed cannot be sent")]
    Unusable,
    /// The next code may be asked for after this.
    #[error("another code cannot be sent yet")]
    TooEarly(SystemTime),
    /// The sign-in has ended.
    #[error("this sign-in has ended")]
    Over,
}
