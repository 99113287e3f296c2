//! Codes on their way to a person.

use grammers_tl_types as tl;

use crate::world::accounts::CodeWay;

/// Kept after it is used, so that a late answer meets the reason.
#[derive(Clone)]
pub(crate) struct SentCode {
    pub(crate) phone: String,
    pub(crate) account: Option<i64>,
    pub(crate) code: String,
    pub(crate) ways: Vec<CodeWay>,
    pub(crate) way: usize,
    pub(crate) sent: i64,
    pub(crate) attempts: u32,
    pub(crate) over: bool,
}

/// What a code's kind is told with beside the code itself.
pub(crate) struct Circumstances {
    pub(crate) resend_seconds: i32,
    pub(crate) email_pattern: String,
    pub(crate) reset_available: Option<i32>,
    pub(crate) reset_pending: Option<i32>,
}

impl SentCode {
    pub(crate) fn lives(&self, now: i64, lifetime: i64) -> bool {
        !self.over && now - self.sent < lifetime
    }

    /// Two ways only say what must come first.
    pub(crate) fn is_sent(&self) -> bool {
        let way = self.ways.get(self.way);
        !matches!(way, Some(CodeWay::EmailSetup | CodeWay::Payment))
    }

    pub(crate) fn shown(&self, hash: &str, around: &Circumstances) -> tl::enums::auth::SentCode {
        let next = self.ways.get(self.way + 1);
        if self.ways.get(self.way) == Some(&CodeWay::Payment) {
            return payment(hash);
        }
        tl::enums::auth::SentCode::Code(tl::types::auth::SentCode {
            r#type: self.kind(around),
            phone_code_hash: hash.to_owned(),
            next_type: next.and_then(next_kind),
            timeout: next.map(|_| around.resend_seconds),
        })
    }

    fn kind(&self, around: &Circumstances) -> tl::enums::auth::SentCodeType {
        use tl::enums::auth::SentCodeType as Kind;
        use tl::types::auth as t;
        let length = i32::try_from(self.code.len()).unwrap_or_default();
        match self.ways.get(self.way) {
            Some(CodeWay::App) => Kind::App(t::SentCodeTypeApp { length }),
            Some(CodeWay::Sms | CodeWay::Payment) | None => {
                Kind::Sms(t::SentCodeTypeSms { length })
            }
            Some(CodeWay::Call) => Kind::Call(t::SentCodeTypeCall { length }),
            Some(CodeWay::FlashCall { pattern }) => Kind::FlashCall(t::SentCodeTypeFlashCall {
                pattern: pattern.clone(),
            }),
            Some(CodeWay::MissedCall { prefix }) => Kind::MissedCall(t::SentCodeTypeMissedCall {
                prefix: prefix.clone(),
                length,
            }),
            Some(CodeWay::Fragment { url }) => Kind::FragmentSms(t::SentCodeTypeFragmentSms {
                url: url.clone(),
                length,
            }),
            Some(CodeWay::Firebase) => Kind::FirebaseSms(t::SentCodeTypeFirebaseSms {
                nonce: None,
                play_integrity_project_id: None,
                play_integrity_nonce: None,
                receipt: None,
                push_timeout: None,
                length,
            }),
            Some(CodeWay::Word { beginning }) => Kind::SmsWord(t::SentCodeTypeSmsWord {
                beginning: beginning.clone(),
            }),
            Some(CodeWay::Phrase { beginning }) => Kind::SmsPhrase(t::SentCodeTypeSmsPhrase {
                beginning: beginning.clone(),
            }),
            Some(CodeWay::Email) => Kind::EmailCode(t::SentCodeTypeEmailCode {
                apple_signin_allowed: false,
                google_signin_allowed: false,
                email_pattern: around.email_pattern.clone(),
                length,
                reset_available_period: around.reset_available,
                reset_pending_date: around.reset_pending,
            }),
            Some(CodeWay::EmailSetup) => {
                Kind::SetUpEmailRequired(t::SentCodeTypeSetUpEmailRequired {
                    apple_signin_allowed: false,
                    google_signin_allowed: false,
                })
            }
        }
    }
}

fn payment(hash: &str) -> tl::enums::auth::SentCode {
    tl::enums::auth::SentCode::PaymentRequired(tl::types::auth::SentCodePaymentRequired {
        store_product: "sandbox.premium".to_owned(),
        phone_code_hash: hash.to_owned(),
        support_email_address: "support@example.org".to_owned(),
        support_email_subject: "Sign-in".to_owned(),
        premium_days: 7,
        currency: "EUR".to_owned(),
        amount: 199,
    })
}

/// Telegram names only some ways ahead.
fn next_kind(way: &CodeWay) -> Option<tl::enums::auth::CodeType> {
    use tl::enums::auth::CodeType as Kind;
    match way {
        CodeWay::Sms | CodeWay::Word { .. } | CodeWay::Phrase { .. } => Some(Kind::Sms),
        CodeWay::Call => Some(Kind::Call),
        CodeWay::FlashCall { .. } => Some(Kind::FlashCall),
        CodeWay::MissedCall { .. } => Some(Kind::MissedCall),
        CodeWay::Fragment { .. } => Some(Kind::FragmentSms),
        CodeWay::App
        | CodeWay::Firebase
        | CodeWay::Email
        | CodeWay::EmailSetup
        | CodeWay::Payment => None,
    }
}
