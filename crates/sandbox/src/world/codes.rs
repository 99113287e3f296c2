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

impl SentCode {
    pub(crate) fn shown(&self, hash: &str, resend_seconds: i32) -> tl::enums::auth::SentCode {
        let next = self.ways.get(self.way + 1);
        tl::enums::auth::SentCode::Code(tl::types::auth::SentCode {
            r#type: self.kind(),
            phone_code_hash: hash.to_owned(),
            next_type: next.and_then(next_kind),
            timeout: next.map(|_| resend_seconds),
        })
    }

    fn kind(&self) -> tl::enums::auth::SentCodeType {
        use tl::enums::auth::SentCodeType as Kind;
        use tl::types::auth as t;
        let length = i32::try_from(self.code.len()).unwrap_or_default();
        match self.ways.get(self.way) {
            Some(CodeWay::App) => Kind::App(t::SentCodeTypeApp { length }),
            Some(CodeWay::Sms) | None => Kind::Sms(t::SentCodeTypeSms { length }),
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
        }
    }
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
        CodeWay::App | CodeWay::Firebase => None,
    }
}
