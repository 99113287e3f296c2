//! Damaged, foreign and made-up strings.

use proptest::{prelude::*, sample::Index};
use secrecy::{ExposeSecret, SecretString};
use signet_session::{Error, Format, Fragment, TelegramSession};

use crate::any::{parts, said, sessions};

fn read(format: Format, string: &str) -> Result<Fragment, Error> {
    Fragment::read(format, &SecretString::from(string))
}

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL.to_vec())
}

/// Refused, or as long as another form of the format, which the length alone tells apart: Telethon
/// with IPv4, the two older forms of Pyrogram. Then it never says what was meant.
fn refused_when_cut(format: Format, good: &str, cut: &str) -> bool {
    let other_forms: &[usize] = match format {
        Format::Telethon => &[353],
        Format::Pyrogram => &[351, 356],
        Format::GramJs | Format::Mtcute => &[],
    };
    read(format, cut).map_or(true, |fragment| {
        let meant = read(format, good).unwrap();
        other_forms.contains(&cut.len()) && said(&fragment) != said(&meant)
    })
}

/// The string of this session, unless the format cannot hold its port.
fn string(session: &TelegramSession, format: Format) -> Option<String> {
    let string = session.write(format).ok()?;
    Some(string.expose_secret().to_owned())
}

proptest! {
    #[test]
    fn a_changed_character_is_refused_or_says_something_else(
        session in sessions(), format in formats(), at in any::<Index>(), put in "[A-Za-z0-9_+/=. -]",
    ) {
        let Some(good) = string(&session, format) else { return Ok(()) };
        let at = at.index(good.len());
        prop_assume!(good[at..=at] != put);
        let changed = format!("{}{put}{}", &good[..at], &good[at + 1..]);
        if let Ok(fragment) = read(format, &changed) {
            let same = said(&fragment) == said(&read(format, &good).unwrap());
            // One IPv6 address has several spellings, and mtcute's data centre has two versions.
            let spelled = match format {
                Format::Telethon | Format::Pyrogram => false,
                Format::GramJs => session.address().is_ipv6(),
                Format::Mtcute => true,
            };
            prop_assert!(!same || spelled, "{format} has two strings for one session");
        }
    }

    #[test]
    fn a_cut_string_is_refused(session in sessions(), format in formats(), from in any::<Index>(), count in 1..20usize) {
        let Some(good) = string(&session, format) else { return Ok(()) };
        let from = from.index(good.len());
        let to = (from + count).min(good.len());
        let cut = format!("{}{}", &good[..from], &good[to..]);
        let spelled = matches!(format, Format::GramJs | Format::Mtcute);
        prop_assert!(spelled || refused_when_cut(format, &good, &cut));
        prop_assert!(refused_when_cut(format, &good, &good[..from]));
    }

    #[test]
    fn a_longer_string_is_refused(session in sessions(), format in formats(), more in "[A-Za-z0-9_+/= \n-]{1,8}") {
        let Some(good) = string(&session, format) else { return Ok(()) };
        for longer in [format!("{good}{more}"), format!(" {good}")] {
            prop_assert!(read(format, &longer).is_err());
        }
    }

    #[test]
    fn arbitrary_text_never_panics(format in formats(), text in any::<String>(), base64 in "1?[A-Za-z0-9_-]{0,400}={0,2}") {
        let _ = read(format, &text);
        let _ = read(format, &base64);
    }
}

#[test]
fn every_single_change_of_every_format_is_tried() {
    let session = TelegramSession::new(parts("149.154.167.51:443".parse().unwrap())).unwrap();
    for format in Format::ALL {
        let good = string(&session, format).unwrap();
        let meant = said(&read(format, &good).unwrap());
        let mut same = Vec::new();
        for at in 0..good.len() {
            assert!(
                refused_when_cut(format, &good, &good[..at]),
                "{format} cut at {at}"
            );
            for put in (0..128)
                .map(char::from)
                .filter(|put| !good[at..].starts_with(*put))
            {
                let changed = format!("{}{put}{}", &good[..at], &good[at + 1..]);
                if read(format, &changed).is_ok_and(|fragment| said(&fragment) == meant) {
                    same.push((at, put));
                }
            }
        }
        // The older version of mtcute's data centre, which differs only in having no test flag.
        let known: &[(usize, char)] = match format {
            Format::Mtcute => &[(9, 'Q')],
            Format::Telethon | Format::GramJs | Format::Pyrogram => &[],
        };
        assert_eq!(same, known, "{format} has two strings for one session");
    }
}

#[test]
fn a_string_of_another_format_is_refused() {
    for address in ["149.154.167.51:443", "[2001:67c:4e8:f002::a]:443"] {
        let session = TelegramSession::new(parts(address.parse().unwrap())).unwrap();
        for written in Format::ALL {
            let good = string(&session, written).unwrap();
            for other in Format::ALL.into_iter().filter(|other| *other != written) {
                assert!(read(other, &good).is_err(), "{written} taken for {other}");
            }
        }
    }
}

#[test]
fn an_endless_string_is_refused_early() {
    for format in Format::ALL {
        let endless = format!("1{}", "A".repeat(1 << 20));
        assert_eq!(read(format, &endless).err(), Some(Error::Base64));
    }
}

#[test]
fn errors_say_what_is_wrong() {
    assert_eq!(
        read(Format::Telethon, "").err(),
        Some(Error::Version(Format::Telethon))
    );
    assert_eq!(
        read(Format::Telethon, "2AAAA").err(),
        Some(Error::Version(Format::Telethon))
    );
    assert_eq!(
        read(Format::Telethon, "1AAAA").err(),
        Some(Error::Length(Format::Telethon))
    );
    assert_eq!(read(Format::Telethon, "1A*AA").err(), Some(Error::Base64));
    assert_eq!(
        read(Format::GramJs, "1AgAA").err(),
        Some(Error::Layout(Format::GramJs))
    );
    assert_eq!(
        read(Format::Pyrogram, "AAAA").err(),
        Some(Error::Length(Format::Pyrogram))
    );
    assert_eq!(
        read(Format::Mtcute, "AgAA").err(),
        Some(Error::Version(Format::Mtcute))
    );
    assert_eq!(
        read(Format::Mtcute, "AwAAAAA").err(),
        Some(Error::Layout(Format::Mtcute))
    );
}
