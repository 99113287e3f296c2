use secrecy::SecretBox;
use signet_session::{AuthKey, SessionParts};

use super::*;

fn session() -> TelegramSession {
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "127.0.0.1:4430".parse().unwrap(),
        test: false,
        key: AuthKey::new(SecretBox::new(Box::new([7; 256]))).unwrap(),
        user_id: 1001,
        api_id: 4242,
        introduction: Introduction::new("elsewhere", "Debian 12", "1", "en").unwrap(),
    })
    .unwrap()
}

#[test]
fn the_text_of_any_client_is_read_whatever_blanks_are_around_it() {
    for format in Format::ALL {
        let text = session().write(format).unwrap();
        // Exposed to be pasted.
        let pasted = format!(" \n{}\t\n", text.expose_secret());
        let fragment = read(&pasted.into()).unwrap();
        assert_eq!(fragment.dc_id, 2, "{format}");
        assert_eq!(
            fragment.key.expose_secret(),
            session().key().expose_secret(),
            "{format}"
        );
    }
}

#[test]
fn what_is_no_session_is_refused() {
    let whole = session().write(Format::Telethon).unwrap();
    // Exposed to be cut.
    let cut = whole.expose_secret().split_at(200).0.to_owned();
    for text in ["", "1", "not a session", &cut, &"1".repeat(5_000)] {
        let refused = read(&text.into()).err();
        assert_eq!(refused, Some(ImportProblem::NotASession));
    }
}
