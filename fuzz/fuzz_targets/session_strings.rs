//! Session strings: whatever is read can be written again, and then reads the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secrecy::{ExposeSecret, SecretString};
use signet_session::{Format, Fragment, Introduction, SessionParts, TelegramSession};

fuzz_target!(|string: &str| {
    for format in Format::ALL {
        let Ok(read) = Fragment::read(format, &SecretString::from(string)) else {
            continue;
        };
        let (dc_id, address, test, user_id, api_id) = (
            read.dc_id,
            read.address,
            read.test,
            read.user_id,
            read.api_id,
        );
        let key = *read.key.expose_secret();
        let introduction = Introduction::new("a", "b", "c", "d").expect("four good texts");
        let session = TelegramSession::new(SessionParts {
            dc_id,
            address: address.unwrap_or_else(|| ([127, 0, 0, 1], 443).into()),
            test: test.unwrap_or(false),
            key: read.key,
            user_id: user_id.unwrap_or(1),
            api_id: api_id.unwrap_or(1),
            introduction,
        })
        .expect("what was read is in range");
        let written = session
            .write(format)
            .expect("the port came from this format");
        let again = Fragment::read(format, &written).expect("what was written is read");
        assert_eq!(again.dc_id, dc_id);
        assert_eq!(*again.key.expose_secret(), key);
        assert!(address.is_none() || again.address == address);
        assert!(test.is_none() || again.test == test);
        assert!(user_id.is_none() || again.user_id == user_id);
        assert!(api_id.is_none() || again.api_id == api_id);
    }
});
