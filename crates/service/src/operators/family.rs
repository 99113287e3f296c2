//! Refresh tokens of one sign-in: each is followed by the next, and using an old one ends all.

use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use signet_contract::platform::{Credential, Moment};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How long a token is good for if it is not used.
pub const LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How long a lost call may be repeated.
pub const GRACE: Duration = Duration::from_secs(30);

const LABEL: &[u8] = b"signet/refresh/v1";
const PREFIX: &str = "sgnr_";
const TOKEN_BYTES: usize = 16 + 4 + 32;

/// Makes and reads tokens. A token is its place, authenticated: the n-th of its family. The same
/// place always gives the same token, so that none has to be stored to be given out again.
pub struct RefreshKey(SecretBox<[u8; 32]>);

/// Where a genuine token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub family: Uuid,
    pub number: u32,
}

impl RefreshKey {
    pub fn new(key: SecretBox<[u8; 32]>) -> Self {
        Self(key)
    }

    pub fn token(&self, place: Place) -> Credential {
        let mut bytes = [0; TOKEN_BYTES];
        bytes[..16].copy_from_slice(place.family.as_bytes());
        bytes[16..20].copy_from_slice(&place.number.to_be_bytes());
        bytes[20..].copy_from_slice(&self.mac(place));
        Credential::new(format!(
            "{PREFIX}{}",
            Base64UrlUnpadded::encode_string(&bytes)
        ))
    }

    /// The place of a token that this key made.
    pub fn place(&self, token: &Credential) -> Option<Place> {
        // Exposed to be read and checked.
        let text = token.expose().strip_prefix(PREFIX)?;
        let mut bytes = [0; TOKEN_BYTES];
        if Base64UrlUnpadded::decode(text, &mut bytes).ok()?.len() != TOKEN_BYTES {
            return None;
        }
        let place = Place {
            family: Uuid::from_slice(&bytes[..16]).ok()?,
            number: u32::from_be_bytes(bytes[16..20].try_into().ok()?),
        };
        bool::from(self.mac(place).as_slice().ct_eq(&bytes[20..])).then_some(place)
    }

    fn mac(&self, place: Place) -> [u8; 32] {
        // HMAC fills a key up with zeros to one block of its hash; exposed to be copied there.
        let mut block = [0; 64];
        block[..32].copy_from_slice(self.0.expose_secret());
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(&(LABEL.len() as u16).to_be_bytes());
        mac.update(LABEL);
        mac.update(place.family.as_bytes());
        mac.update(&place.number.to_be_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// What a database keeps of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The number of the newest token given out.
    pub newest: u32,
    pub rotated_at: Moment,
    pub ended: bool,
}

/// What becomes of a family when one of its tokens is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The next token is given out; this is the family from now on.
    Next(Family),
    /// The answer was lost on its way: the newest token again, and nothing changes.
    Again,
    /// Somebody else has the token too. The family must be ended.
    Reused,
    /// Signed out, ended or not used for too long.
    Over,
}

impl Family {
    pub fn new(now: Moment) -> Self {
        Self {
            newest: 0,
            rotated_at: now,
            ended: false,
        }
    }

    pub fn expires_at(&self) -> Moment {
        self.rotated_at.after(LIFE)
    }

    /// What using the token of this number does.
    pub fn use_token(&self, number: u32, now: Moment) -> Turn {
        if self.ended || now >= self.expires_at() {
            Turn::Over
        } else if number == self.newest {
            match self.newest.checked_add(1) {
                Some(newest) => Turn::Next(Self {
                    newest,
                    rotated_at: now,
                    ended: false,
                }),
                None => Turn::Over,
            }
        } else if number.checked_add(1) == Some(self.newest) && now <= self.rotated_at.after(GRACE)
        {
            Turn::Again
        } else {
            // Also a number above the newest: genuine, but not given out by this database, so
            // the database is older than the token.
            Turn::Reused
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(byte: u8) -> RefreshKey {
        RefreshKey::new(SecretBox::new(Box::new([byte; 32])))
    }

    fn at(seconds: u64) -> Moment {
        Moment::from_unix_millis(1_795_000_000_000 + seconds * 1000)
    }

    #[test]
    fn a_token_is_read_back_by_its_key_alone() {
        let place = Place {
            family: Uuid::now_v7(),
            number: 7,
        };
        let token = key(1).token(place);
        assert_eq!(key(1).place(&token), Some(place));
        assert_eq!(key(2).place(&token), None);
        assert_eq!(key(1).token(place).expose(), token.expose());
    }

    #[test]
    fn a_token_with_any_letter_changed_is_nothing() {
        let token = key(1).token(Place {
            family: Uuid::now_v7(),
            number: 7,
        });
        let text = token.expose();
        for at in 0..text.len() {
            let mut changed = text.to_owned().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = Credential::new(String::from_utf8(changed).unwrap());
            assert_eq!(key(1).place(&changed), None, "letter {at}");
        }
        for text in ["", PREFIX, &text[..text.len() - 1], &format!("{text}A")] {
            assert_eq!(key(1).place(&Credential::new(text.to_owned())), None);
        }
    }

    #[test]
    fn a_lost_call_may_be_repeated_for_thirty_seconds() {
        let Turn::Next(family) = Family::new(at(0)).use_token(0, at(100)) else {
            panic!("the newest token gives the next");
        };
        assert_eq!(family.use_token(0, at(130)), Turn::Again);
        assert_eq!(family.use_token(0, at(131)), Turn::Reused);
    }

    #[test]
    fn an_unused_family_is_over_after_seven_days() {
        let family = Family::new(at(0));
        let week = 7 * 24 * 60 * 60;
        assert!(matches!(family.use_token(0, at(week - 1)), Turn::Next(_)));
        assert_eq!(family.use_token(0, at(week)), Turn::Over);
    }

    #[test]
    fn a_token_that_this_database_never_gave_out_ends_the_family() {
        assert_eq!(Family::new(at(0)).use_token(3, at(1)), Turn::Reused);
    }

    proptest! {
        /// Whoever uses tokens in whatever order: one number is followed by one only, and once a
        /// token older than the last but one was used, nothing is given out any more.
        #[test]
        fn no_number_has_two_successors(uses in prop::collection::vec((0u32..6, 0u64..40), 1..60)) {
            let mut family = Family::new(at(0));
            let mut now = 0;
            let mut ended = false;
            for (back, wait) in uses {
                now += wait;
                let number = family.newest.saturating_sub(back);
                match family.use_token(number, at(now)) {
                    Turn::Next(next) => {
                        prop_assert!(!ended);
                        prop_assert_eq!(number, family.newest);
                        prop_assert_eq!(next.newest, family.newest + 1);
                        family = next;
                    }
                    Turn::Again => {
                        prop_assert!(!ended);
                        prop_assert_eq!(number + 1, family.newest);
                    }
                    Turn::Reused => {
                        family.ended = true;
                        ended = true;
                    }
                    Turn::Over => prop_assert!(ended),
                }
            }
        }
    }
}
