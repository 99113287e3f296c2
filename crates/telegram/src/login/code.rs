//! How a code reaches the person, and what it looks like.

use grammers_tl_types as tl;
use tl::enums::auth::{CodeType, SentCodeType};

use super::shown::{LINE, shown};

/// Longer codes do not exist; whoever says so draws no boxes for them.
const LONGEST: i32 = 16;

/// Where a code went, with what is known of it. Texts are Telegram's, made harmless; a length is
/// `None` when Telegram named none that makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeWay {
    /// A message in the Telegram apps that are signed in already.
    App {
        /// How many digits.
        length: Option<u8>,
    },
    /// An SMS.
    Sms {
        /// How many digits.
        length: Option<u8>,
    },
    /// A call that says the digits.
    Call {
        /// How many digits.
        length: Option<u8>,
    },
    /// A call from a number that is the code; not to be answered.
    FlashCall {
        /// What that number looks like.
        pattern: String,
    },
    /// A call from a number whose last digits are the code; not to be answered.
    MissedCall {
        /// How that number begins.
        prefix: String,
        /// How many of its last digits are the code.
        length: Option<u8>,
    },
    /// A message on Fragment, for anonymous numbers.
    Fragment {
        /// Where to read it, if that is a web address of Fragment's.
        url: Option<String>,
        /// How many digits.
        length: Option<u8>,
    },
    /// An SMS that only Telegram's own apps can ask for: it will not come. Another way or QR.
    OfficialApp,
    /// A word in an SMS.
    Word {
        /// How it begins.
        beginning: Option<String>,
    },
    /// A few words in an SMS.
    Phrase {
        /// How they begin.
        beginning: Option<String>,
    },
}

/// Where the next code would go, if one is asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextWay {
    /// An SMS.
    Sms,
    /// A call.
    Call,
    /// A call from a number that is the code.
    FlashCall,
    /// A call whose last digits are the code.
    MissedCall,
    /// A message on Fragment.
    Fragment,
}

impl CodeWay {
    /// Whether the code is words, in which blanks and letters count.
    pub fn is_words(&self) -> bool {
        matches!(self, Self::Word { .. } | Self::Phrase { .. })
    }
}

/// What a code's kind means for the person.
pub(crate) enum Kind {
    Code(CodeWay),
    EmailCode {
        pattern: String,
        length: Option<u8>,
        reset_after: Option<i32>,
        reset_at: Option<i32>,
    },
    EmailSetup,
}

impl From<SentCodeType> for Kind {
    fn from(kind: SentCodeType) -> Self {
        Self::Code(match kind {
            SentCodeType::App(way) => CodeWay::App {
                length: length(way.length),
            },
            SentCodeType::Sms(way) => CodeWay::Sms {
                length: length(way.length),
            },
            SentCodeType::Call(way) => CodeWay::Call {
                length: length(way.length),
            },
            SentCodeType::FlashCall(way) => CodeWay::FlashCall {
                pattern: shown(&way.pattern, LINE).unwrap_or_default(),
            },
            SentCodeType::MissedCall(way) => CodeWay::MissedCall {
                prefix: shown(&way.prefix, LINE).unwrap_or_default(),
                length: length(way.length),
            },
            SentCodeType::FragmentSms(way) => CodeWay::Fragment {
                url: fragment(&way.url),
                length: length(way.length),
            },
            SentCodeType::FirebaseSms(_) => CodeWay::OfficialApp,
            SentCodeType::SmsWord(way) => CodeWay::Word {
                beginning: way.beginning.and_then(|text| shown(&text, LINE)),
            },
            SentCodeType::SmsPhrase(way) => CodeWay::Phrase {
                beginning: way.beginning.and_then(|text| shown(&text, LINE)),
            },
            SentCodeType::EmailCode(way) => {
                return Self::EmailCode {
                    pattern: shown(&way.email_pattern, LINE).unwrap_or_default(),
                    length: length(way.length),
                    reset_after: way.reset_available_period,
                    reset_at: way.reset_pending_date,
                };
            }
            SentCodeType::SetUpEmailRequired(_) => return Self::EmailSetup,
        })
    }
}

impl From<CodeType> for NextWay {
    fn from(next: CodeType) -> Self {
        match next {
            CodeType::Sms => Self::Sms,
            CodeType::Call => Self::Call,
            CodeType::FlashCall => Self::FlashCall,
            CodeType::MissedCall => Self::MissedCall,
            CodeType::FragmentSms => Self::Fragment,
        }
    }
}

pub(crate) fn length(length: i32) -> Option<u8> {
    let sensible = (1..=LONGEST).contains(&length);
    u8::try_from(length).ok().filter(|_| sensible)
}

/// Only addresses of that one site: this is opened when it is clicked.
fn fragment(url: &str) -> Option<String> {
    let path = url.strip_prefix("https://fragment.com/")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./?=&%+".contains(c);
    (path.len() <= 200 && path.chars().all(plain)).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_lengths_are_none() {
        for (told, length_) in [
            (5, Some(5)),
            (16, Some(16)),
            (0, None),
            (17, None),
            (-1, None),
        ] {
            assert_eq!(length(told), length_);
        }
        assert_eq!(length(i32::MAX), None);
    }

    #[test]
    fn only_fragments_own_pages_can_be_opened() {
        let good = "https://fragment.com/number/88801234567/code";
        assert_eq!(fragment(good).as_deref(), Some(good));
        for bad in [
            "http://fragment.com/x",
            "https://fragment.com.evil.example/x",
            "https://fragment.com@evil.example/",
            "javascript:alert(1)",
            "https://fragment.com/\u{202e}x",
        ] {
            assert_eq!(fragment(bad), None, "{bad}");
        }
    }
}
