//! Requests that carry secrets, wiped when they are answered or given up.

use grammers_tl_types as tl;
use tl::functions::{account, auth};
use tl::{RemoteCall, Serializable};
use zeroize::Zeroize;

/// A request whose texts are wiped when it is dropped.
pub(crate) struct Wiped<R: Wipe>(pub(crate) R);

/// What it takes to wipe one.
pub(crate) trait Wipe {
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
