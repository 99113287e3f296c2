//! How a pending sign-in is written: version, fields in a fixed order, SHA-256 over all of it.
//!
//! ```text
//! form = "SPL" | version (u8, 1) | id (16) | stage (u8) | since (u64, ms since 1970) | dc (u8)
//!      | api_id (i32) | environment (text) | introduction (4 texts) | key (256)
//!      | phone? | sent? | entered (u8) | doubt (time?) | token until (time?) | transfer (bytes?)
//!      | SHA-256 of everything before (32)
//! text, bytes = length (u16) | bytes;  x? = 0 or 1 (u8), then x if it is 1;  big-endian
//! ```

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::{Digest, Sha256};
use signet_session::{AuthKey, Introduction};
use zeroize::Zeroizing;

use super::{Kept, PendingId, PendingLogin, Stage};
use crate::login::phone::PhoneNumber;
use crate::login::request::Transfer;
use crate::login::state::{Held, Sent, Target};
use crate::login::{CodeWay, EmailReset, NextWay};

const HEAD: [u8; 4] = *b"SPL\x01";
const SUM: usize = 32;

/// More than any form takes, so that the buffer never grows and leaves a copy.
const LONGEST: usize = 8 * 1024;

/// The longest text or token in it.
const LONGEST_TEXT: usize = 1024;

pub(super) fn write(login: &PendingLogin) -> SecretBox<[u8]> {
    let kept = &login.kept;
    let introduction = &login.introduction;
    let mut form = Writer::new();
    form.raw(&HEAD);
    form.raw(login.id.bytes());
    form.byte(match kept.stage {
        Stage::Phone => 0,
        Stage::Qr => 1,
        Stage::Sent => 2,
        Stage::Password => 3,
        Stage::Leaving => 4,
    });
    form.time(kept.since);
    form.byte(kept.dc);
    form.raw(&login.api_id.to_be_bytes());
    form.text(&login.environment);
    form.text(introduction.device_model());
    form.text(introduction.system_version());
    form.text(introduction.app_version());
    form.text(introduction.language());
    // Exposed to be written into the form, a secret again; so are number, hash, address, token.
    form.raw(login.key.expose_secret());
    form.maybe(kept.phone.as_ref(), |form, phone| {
        form.text(phone.expose_secret());
    });
    form.maybe(kept.sent.as_ref(), Writer::sent);
    form.byte(u8::from(kept.held.entered));
    form.maybe(kept.held.doubt, Writer::time);
    form.maybe(kept.held.token_until, Writer::time);
    form.maybe(kept.held.transfer.as_ref(), |form, token| {
        form.bytes(token.expose_secret());
    });
    form.finish()
}

pub(super) fn read(bytes: &[u8]) -> Option<PendingLogin> {
    if bytes.len() > LONGEST {
        return None;
    }
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
    if Sha256::digest(content)[..] != *sum {
        return None;
    }
    let mut form = Reader(content);
    if form.array()? != HEAD {
        return None;
    }
    let id = PendingId(form.array()?);
    let stage = match form.byte()? {
        0 => Stage::Phone,
        1 => Stage::Qr,
        2 => Stage::Sent,
        3 => Stage::Password,
        4 => Stage::Leaving,
        _ => return None,
    };
    let since = form.time()?;
    let dc = form.byte()?;
    let api_id = i32::from_be_bytes(form.array()?);
    let environment = form.text()?.to_owned();
    let introduction = [form.text()?, form.text()?, form.text()?, form.text()?];
    let [device, system, app, language] = introduction;
    let introduction = Introduction::new(device, system, app, language).ok()?;
    let mut key = SecretBox::new(Box::new([0; AuthKey::BYTES]));
    secrecy::ExposeSecretMut::expose_secret_mut(&mut key).copy_from_slice(form.take(256)?);
    let key = AuthKey::new(key).ok()?;
    let phone = form.maybe(|form| PhoneNumber::typed(&form.text()?.into()))?;
    let sent = form.maybe(Reader::sent)?;
    let held = Held {
        entered: form.truth()?,
        doubt: form.maybe(Reader::time)?,
        token_until: form.maybe(Reader::time)?,
        transfer: form.maybe(|form| Some(Transfer::from(form.bytes()?.to_vec())))?,
    };
    let consistent = match stage {
        Stage::Sent => sent.is_some() && phone.is_some(),
        Stage::Leaving => sent.is_none() || phone.is_some(),
        Stage::Phone | Stage::Qr | Stage::Password => sent.is_none(),
    };
    let whole = form.0.is_empty() && consistent && dc != 0 && api_id > 0;
    whole.then_some(PendingLogin {
        id,
        environment,
        api_id,
        key,
        introduction,
        kept: Kept {
            stage,
            since,
            dc,
            phone,
            sent,
            held,
        },
    })
}

struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    fn new() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(LONGEST)))
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn byte(&mut self, byte: u8) {
        self.raw(&[byte]);
    }

    /// Cut where no valid one is longer.
    fn bytes(&mut self, bytes: &[u8]) {
        let bytes = &bytes[..bytes.len().min(LONGEST_TEXT)];
        let length = u16::try_from(bytes.len()).unwrap_or_default();
        self.raw(&length.to_be_bytes());
        self.raw(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn time(&mut self, time: SystemTime) {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        let millis = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        self.raw(&millis.to_be_bytes());
    }

    fn maybe<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.byte(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn length(&mut self, length: Option<u8>) {
        self.byte(length.unwrap_or_default());
    }

    fn sent(&mut self, sent: &Sent) {
        self.text(sent.hash.expose_secret());
        self.byte(u8::from(sent.alive));
        self.maybe(sent.next, |form, next| form.byte(next_byte(next)));
        self.maybe(sent.resend_at, Self::time);
        match &sent.target {
            Target::Code(way) => self.way(way),
            Target::EmailSetup => self.byte(20),
            Target::EmailProof {
                address,
                pattern,
                length,
            } => {
                self.byte(21);
                self.text(address.expose_secret());
                self.text(pattern);
                self.length(*length);
            }
            Target::EmailCode {
                pattern,
                length,
                reset,
            } => {
                self.byte(22);
                self.text(pattern);
                self.length(*length);
                match reset {
                    EmailReset::No => self.byte(0),
                    EmailReset::After(wait) => {
                        self.byte(1);
                        self.raw(&wait.as_secs().to_be_bytes());
                    }
                    EmailReset::At(at) => {
                        self.byte(2);
                        self.time(*at);
                    }
                }
            }
        }
    }

    fn way(&mut self, way: &CodeWay) {
        match way {
            CodeWay::App { length } => {
                self.byte(0);
                self.length(*length);
            }
            CodeWay::Sms { length } => {
                self.byte(1);
                self.length(*length);
            }
            CodeWay::Call { length } => {
                self.byte(2);
                self.length(*length);
            }
            CodeWay::FlashCall { pattern } => {
                self.byte(3);
                self.text(pattern);
            }
            CodeWay::MissedCall { prefix, length } => {
                self.byte(4);
                self.text(prefix);
                self.length(*length);
            }
            CodeWay::Fragment { url, length } => {
                self.byte(5);
                self.maybe(url.as_deref(), Self::text);
                self.length(*length);
            }
            CodeWay::OfficialApp => self.byte(6),
            CodeWay::Word { beginning } => {
                self.byte(7);
                self.maybe(beginning.as_deref(), Self::text);
            }
            CodeWay::Phrase { beginning } => {
                self.byte(8);
                self.maybe(beginning.as_deref(), Self::text);
            }
        }
    }

    fn finish(mut self) -> SecretBox<[u8]> {
        let sum = Sha256::digest(self.0.as_slice());
        self.raw(&sum);
        SecretBox::from(self.0.to_vec())
    }
}

fn next_byte(next: NextWay) -> u8 {
    match next {
        NextWay::Sms => 0,
        NextWay::Call => 1,
        NextWay::FlashCall => 2,
        NextWay::MissedCall => 3,
        NextWay::Fragment => 4,
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn truth(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = usize::from(u16::from_be_bytes(self.array()?));
        (length <= LONGEST_TEXT).then(|| self.take(length))?
    }

    fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn time(&mut self) -> Option<SystemTime> {
        let millis = u64::from_be_bytes(self.array()?);
        UNIX_EPOCH.checked_add(Duration::from_millis(millis))
    }

    /// Not there, or read whole.
    #[expect(
        clippy::option_option,
        reason = "the outer one says whether it could be read"
    )]
    fn maybe<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.truth()? {
            read(self).map(Some)
        } else {
            Some(None)
        }
    }

    fn length(&mut self) -> Option<Option<u8>> {
        self.byte().map(|length| Some(length).filter(|l| *l > 0))
    }

    fn sent(&mut self) -> Option<Sent> {
        let hash = SecretString::from(self.text()?);
        let alive = self.truth()?;
        let next = self.maybe(|form| match form.byte()? {
            0 => Some(NextWay::Sms),
            1 => Some(NextWay::Call),
            2 => Some(NextWay::FlashCall),
            3 => Some(NextWay::MissedCall),
            4 => Some(NextWay::Fragment),
            _ => None,
        })?;
        let resend_at = self.maybe(Self::time)?;
        let target = match self.byte()? {
            20 => Target::EmailSetup,
            21 => Target::EmailProof {
                address: self.text()?.into(),
                pattern: self.text()?.to_owned(),
                length: self.length()?,
            },
            22 => Target::EmailCode {
                pattern: self.text()?.to_owned(),
                length: self.length()?,
                reset: self.reset()?,
            },
            way => Target::Code(self.way(way)?),
        };
        Some(Sent {
            hash,
            target,
            next,
            resend_at,
            alive,
        })
    }

    fn reset(&mut self) -> Option<EmailReset> {
        match self.byte()? {
            0 => Some(EmailReset::No),
            1 => {
                let wait = Duration::from_secs(u64::from_be_bytes(self.array()?));
                Some(EmailReset::After(wait))
            }
            2 => self.time().map(EmailReset::At),
            _ => None,
        }
    }

    fn way(&mut self, way: u8) -> Option<CodeWay> {
        let text = |form: &mut Self| form.text().map(str::to_owned);
        Some(match way {
            0 => CodeWay::App {
                length: self.length()?,
            },
            1 => CodeWay::Sms {
                length: self.length()?,
            },
            2 => CodeWay::Call {
                length: self.length()?,
            },
            3 => CodeWay::FlashCall {
                pattern: text(self)?,
            },
            4 => CodeWay::MissedCall {
                prefix: text(self)?,
                length: self.length()?,
            },
            5 => CodeWay::Fragment {
                url: self.maybe(text)?,
                length: self.length()?,
            },
            6 => CodeWay::OfficialApp,
            7 => CodeWay::Word {
                beginning: self.maybe(text)?,
            },
            8 => CodeWay::Phrase {
                beginning: self.maybe(text)?,
            },
            _ => return None,
        })
    }
}
