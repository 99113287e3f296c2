//! What the server of a case does and answers.

use grammers_tl_types as tl;

use super::{ADDRESS, Case, HASH, PHONE, Server, Whole};
use crate::Error;
use crate::login::request::{Answer, Request};

impl Case {
    /// A refusal that is true of this server.
    pub(super) fn refuses(&mut self, request: &Request) -> Error {
        let names = [
            "FLOOD_WAIT_30",
            "AUTH_RESTART",
            "PHONE_CODE_INVALID",
            "PHONE_NUMBER_FLOOD",
            "SRP_ID_INVALID",
            "SRP_PASSWORD_CHANGED",
            "PASSWORD_HASH_INVALID",
            "PASSWORD_RECOVERY_NA",
            "UPDATE_APP_TO_LOGIN",
            "RECAPTCHA_CHECK_x",
            "BRAND_NEW",
            "AUTH_TOKEN_EXPIRED",
            "PHONE_CODE_EXPIRED",
            "AUTH_KEY_UNREGISTERED",
            "AUTH_KEY_DUPLICATED",
            "PHONE_MIGRATE_1",
            "USER_MIGRATE_3",
        ];
        let at = self.chance.of(u8::try_from(names.len()).unwrap());
        let name = names[usize::from(at)];
        match name {
            "PHONE_CODE_EXPIRED" => self.server.code = false,
            "AUTH_TOKEN_EXPIRED" => self.server.transfer = false,
            "AUTH_KEY_UNREGISTERED" => self.server.entered = None,
            "AUTH_KEY_DUPLICATED" => self.server = Server::default(),
            _ if name.contains("MIGRATE") && matches!(request, Request::SendCode) => {
                self.allowed += 1;
            }
            _ => {}
        }
        Error::from_rpc("auth.any", 400, name)
    }

    /// The work and its answer.
    pub(super) fn does(&mut self, request: &Request) -> Result<Answer, Error> {
        let refused = |name| Err(Error::from_rpc("auth.any", 400, name));
        match request {
            Request::SendCode | Request::ResendCode | Request::ResetEmail => {
                if matches!(request, Request::SendCode)
                    && self.machine.limits.tokens_offered
                    && self.chance.of(4) == 3
                {
                    return self.enter().map(|authorization| {
                        let success = tl::types::auth::SentCodeSuccess { authorization };
                        Answer::Sent(tl::enums::auth::SentCode::Success(success))
                    });
                }
                let sent = self.sent();
                Ok(Answer::Sent(sent))
            }
            Request::CancelCode => {
                self.server.code = false;
                Ok(Answer::Cancelled)
            }
            Request::SignIn(_) | Request::SignInByEmail(_) => {
                if !self.server.code {
                    return refused("PHONE_CODE_EXPIRED");
                }
                let entered = self.enter().map(Answer::Entered);
                let signs_up = matches!(
                    entered,
                    Ok(Answer::Entered(
                        tl::enums::auth::Authorization::SignUpRequired(_)
                    ))
                );
                self.server.code &= signs_up;
                entered
            }
            Request::SendEmailCode(_) => {
                let sent = tl::types::account::SentEmailCode {
                    email_pattern: "s***y@secret".to_owned(),
                    length: 6,
                };
                Ok(Answer::EmailSent(sent.into()))
            }
            Request::VerifyEmail(_) => {
                let login = tl::types::account::EmailVerifiedLogin {
                    email: ADDRESS.to_owned(),
                    sent_code: self.sent(),
                };
                Ok(Answer::EmailVerified(login.into()))
            }
            Request::ExportToken => self.exports(),
            Request::ImportToken => {
                if !std::mem::take(&mut self.server.transfer) {
                    return refused("AUTH_TOKEN_EXPIRED");
                }
                self.enter().map(success)
            }
            Request::GetPassword if self.server.entered.is_none() => {
                refused("AUTH_KEY_UNREGISTERED")
            }
            Request::GetPassword => Ok(Answer::Password(Box::new(password()))),
            Request::CheckPassword { .. } | Request::Recover(_) => match self.server.entered {
                None => refused("AUTH_KEY_UNREGISTERED"),
                Some(_) => {
                    self.server.entered = Some(Whole(true));
                    Ok(Answer::Entered(authorization()))
                }
            },
            Request::MailRecovery => {
                let email_pattern = "s***y@secret".to_owned();
                let told = tl::types::auth::PasswordRecovery { email_pattern };
                Ok(Answer::Recovery(told.into()))
            }
            Request::CheckRecovery(_) => Ok(Answer::Right(self.chance.of(4) > 0)),
            Request::WhoAmI => match self.server.entered {
                None => refused("AUTH_KEY_UNREGISTERED"),
                Some(Whole(false)) => refused("SESSION_PASSWORD_NEEDED"),
                Some(Whole(true)) => Ok(Answer::Me(Some(user()))),
            },
        }
    }

    fn exports(&mut self) -> Result<Answer, Error> {
        if self.server.transfer {
            let to = tl::types::auth::LoginTokenMigrateTo {
                dc_id: 3,
                token: vec![7; 32],
            };
            return Ok(Answer::Token(to.into()));
        }
        match self.server.entered {
            Some(Whole(true)) => Ok(success(authorization())),
            Some(Whole(false)) => Err(Error::from_rpc("auth.any", 401, "SESSION_PASSWORD_NEEDED")),
            None => {
                self.server.token = true;
                let token = tl::types::auth::LoginToken {
                    expires: 0,
                    token: vec![self.chance.of(250); 32],
                };
                Ok(Answer::Token(token.into()))
            }
        }
    }

    fn sent(&mut self) -> tl::enums::auth::SentCode {
        use tl::enums::auth::SentCodeType as Kind;
        use tl::types::auth as t;
        self.server.code = true;
        let kind = match self.chance.of(4) {
            0 => Kind::App(t::SentCodeTypeApp { length: 5 }),
            1 => Kind::SetUpEmailRequired(t::SentCodeTypeSetUpEmailRequired {
                apple_signin_allowed: false,
                google_signin_allowed: false,
            }),
            2 => Kind::EmailCode(t::SentCodeTypeEmailCode {
                apple_signin_allowed: false,
                google_signin_allowed: false,
                email_pattern: "s***y@secret".to_owned(),
                length: 6,
                reset_available_period: Some(60),
                reset_pending_date: None,
            }),
            _ => Kind::SmsWord(t::SentCodeTypeSmsWord { beginning: None }),
        };
        tl::enums::auth::SentCode::Code(t::SentCode {
            r#type: kind,
            phone_code_hash: HASH.to_owned(),
            next_type: None,
            timeout: Some(i32::from(self.chance.of(60))),
        })
    }

    fn enter(&mut self) -> Result<tl::enums::auth::Authorization, Error> {
        match self.chance.of(4) {
            // The code stays good for signing up.
            0 if self.server.code => {
                let sign_up = tl::types::auth::AuthorizationSignUpRequired {
                    terms_of_service: None,
                };
                Ok(sign_up.into())
            }
            1 => {
                self.server.entered = Some(Whole(false));
                Err(Error::from_rpc("auth.any", 401, "SESSION_PASSWORD_NEEDED"))
            }
            _ => {
                self.server.entered = Some(Whole(true));
                Ok(authorization())
            }
        }
    }
}

fn success(authorization: tl::enums::auth::Authorization) -> Answer {
    Answer::Token(tl::types::auth::LoginTokenSuccess { authorization }.into())
}

fn authorization() -> tl::enums::auth::Authorization {
    tl::types::auth::Authorization {
        setup_password_required: false,
        otherwise_relogin_days: None,
        tmp_sessions: None,
        future_auth_token: None,
        user: user(),
    }
    .into()
}

fn password() -> tl::enums::account::Password {
    tl::types::account::Password {
        has_recovery: true,
        has_secure_values: false,
        has_password: true,
        current_algo: None,
        srp_b: None,
        srp_id: None,
        hint: Some("a\u{202e} hint".to_owned()),
        email_unconfirmed_pattern: None,
        new_algo: tl::enums::PasswordKdfAlgo::Unknown,
        new_secure_algo: tl::enums::SecurePasswordKdfAlgo::Unknown,
        secure_random: Vec::new(),
        pending_reset_date: None,
        login_email_pattern: None,
    }
    .into()
}

/// As little of a person as TL can carry: flags, then the id and a number.
fn user() -> tl::enums::User {
    use tl::Deserializable;
    let mut bytes = Vec::new();
    let id = <tl::types::User as tl::Identifiable>::CONSTRUCTOR_ID;
    bytes.extend(id.to_le_bytes());
    bytes.extend((1u32 << 4).to_le_bytes());
    bytes.extend(0u32.to_le_bytes());
    bytes.extend(77i64.to_le_bytes());
    bytes.push(u8::try_from(PHONE.len()).unwrap());
    bytes.extend(PHONE.as_bytes());
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    tl::enums::User::from_bytes(&bytes).unwrap()
}
