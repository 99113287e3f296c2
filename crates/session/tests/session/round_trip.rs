//! What is written is read back, and only in one way.

use proptest::prelude::*;
use secrecy::ExposeSecret;
use signet_session::{Error, Format, Fragment, TelegramSession};

use crate::any::{kept, parts, said, sessions};

proptest! {
    #[test]
    fn every_format_gives_back_what_it_keeps(session in sessions()) {
        for format in Format::ALL {
            match session.write(format) {
                Ok(string) => {
                    let fragment = Fragment::read(format, &string).unwrap();
                    prop_assert_eq!(said(&fragment), kept(&session, format), "{}", format);
                }
                Err(error) => {
                    prop_assert_eq!(error, Error::Port(Format::GramJs));
                    prop_assert!(session.address().port() > 32767);
                }
            }
        }
    }

    #[test]
    fn lengths_are_those_of_the_libraries(session in sessions()) {
        let length = |format| session.write(format).map(|string| string.expose_secret().len());
        let telethon = if session.address().is_ipv4() { 353 } else { 369 };
        prop_assert_eq!(length(Format::Telethon), Ok(telethon));
        prop_assert_eq!(length(Format::Pyrogram), Ok(362));
        // A string of this length GramJS takes for one of Telethon's.
        prop_assert_ne!(length(Format::GramJs), Ok(353));
    }
}

#[test]
fn very_short_addresses_are_spelled_out_for_gramjs() {
    for address in ["[::1]:443", "[::f]:443", "[a::]:443"] {
        let session = TelegramSession::new(parts(address.parse().unwrap())).unwrap();
        let string = session.write(Format::GramJs).unwrap();
        assert_ne!(string.expose_secret().len(), 353, "{address}");
        let fragment = Fragment::read(Format::GramJs, &string).unwrap();
        assert_eq!(fragment.address, Some(session.address()));
    }
}
