//! What a session cannot be made of.

use secrecy::ExposeSecret;
use signet_session::{Error, Format, SessionParts, TelegramSession};

use crate::any::parts;

fn refused(change: impl FnOnce(&mut SessionParts)) -> Error {
    let mut parts = parts("127.0.0.1:443".parse().unwrap());
    change(&mut parts);
    TelegramSession::new(parts).unwrap_err()
}

#[test]
fn impossible_parts_are_refused() {
    assert_eq!(refused(|parts| parts.dc_id = 0), Error::Dc);
    for id in [0, -1, 1 << 53, i64::MIN, i64::MAX] {
        assert_eq!(refused(|parts| parts.user_id = id), Error::UserId);
    }
    for id in [0, -1, i32::MIN] {
        assert_eq!(refused(|parts| parts.api_id = id), Error::ApiId);
    }
    for address in [
        "127.0.0.1:0",
        "0.0.0.0:443",
        "255.255.255.255:443",
        "224.0.0.1:443",
        "[::]:443",
        "[ff02::1]:443",
        "[fe80::1%3]:443",
    ] {
        let address = address.parse().unwrap();
        assert_eq!(refused(|parts| parts.address = address), Error::Address);
    }
}

#[test]
fn gramjs_has_no_port_above_32767() {
    for (port, fits) in [(32767, true), (32768, false), (65535, false)] {
        let address = format!("127.0.0.1:{port}").parse().unwrap();
        let session = TelegramSession::new(parts(address)).unwrap();
        let written = session.write(Format::GramJs);
        assert_eq!(written.is_ok(), fits, "{port}");
        if let Err(error) = written {
            assert_eq!(error, Error::Port(Format::GramJs));
        }
        for format in [Format::Telethon, Format::Pyrogram, Format::Mtcute] {
            assert!(session.write(format).is_ok());
        }
    }
}

#[test]
fn a_printed_session_tells_neither_key_nor_person() {
    let session = TelegramSession::new(parts("127.0.0.1:443".parse().unwrap())).unwrap();
    assert_eq!(
        format!("{session:?}"),
        "TelegramSession { dc_id: 2, test: false, .. }"
    );
    let string = session.write(Format::Telethon).unwrap();
    assert!(!format!("{string:?}").contains(&string.expose_secret()[..8]));
}
