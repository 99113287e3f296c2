//! The form of a link: `signet://link?p=<origin>&t=<token>`, and nothing else.

use signet_contract::platform::{InvalidOrigin, PlatformOrigin};
use url::Url;

/// Longer than any link a platform makes.
const LONGEST: usize = 1024;
const TOKEN_LENGTH: std::ops::RangeInclusive<usize> = 16..=256;

/// A link that has the right form. Its token lets whoever holds it redeem it once: it is checked
/// and not kept, since nothing here redeems it yet.
#[derive(Debug)]
pub struct LinkUrl {
    platform: PlatformOrigin,
}

/// Why a text is no link. Never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLink {
    #[error("not a signet:// link")]
    NotALink,
    #[error("the link is cut, doubled or has parts that do not belong to it")]
    Damaged,
    #[error("the link's platform: {0}")]
    Platform(#[from] InvalidOrigin),
}

impl LinkUrl {
    pub fn parse(text: &str) -> Result<Self, InvalidLink> {
        use InvalidLink::{Damaged, NotALink};
        let text = text.trim();
        if !is_link(text) {
            return Err(NotALink);
        }
        if text.len() > LONGEST {
            return Err(Damaged);
        }
        let url = Url::parse(text).map_err(|_| Damaged)?;
        let bare = url.host_str() == Some("link")
            && matches!(url.path(), "" | "/")
            && url.port().is_none()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none();
        if !bare {
            return Err(Damaged);
        }

        let (mut platform, mut token) = (None, None);
        for (key, value) in url.query_pairs() {
            let slot = match &*key {
                "p" => &mut platform,
                "t" => &mut token,
                _ => return Err(Damaged),
            };
            if slot.replace(value.into_owned()).is_some() {
                return Err(Damaged);
            }
        }
        let (Some(platform), Some(token)) = (platform, token) else {
            return Err(Damaged);
        };
        if !is_token(&token) {
            return Err(Damaged);
        }
        Ok(Self {
            platform: PlatformOrigin::parse(&platform)?,
        })
    }

    pub fn platform(&self) -> &PlatformOrigin {
        &self.platform
    }
}

/// Whether a text means to be a link, well formed or not.
pub fn is_link(text: &str) -> bool {
    text.get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("signet://"))
}

fn is_token(text: &str) -> bool {
    TOKEN_LENGTH.contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789abcdef-_XY";

    #[test]
    fn a_good_link_names_its_platform() {
        for text in [
            format!("signet://link?p=https://atlas.example&t={TOKEN}"),
            format!("signet://link/?t={TOKEN}&p=https%3A%2F%2Fatlas.example"),
            format!("  SIGNET://link?p=https://atlas.example/&t={TOKEN}\n"),
        ] {
            let link = LinkUrl::parse(&text).unwrap();
            assert_eq!(link.platform().host(), "atlas.example", "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_links() {
        for text in [
            "",
            "hello",
            "https://atlas.example/link/x",
            "signet:link",
            "sïgnet://link",
        ] {
            assert_eq!(
                LinkUrl::parse(text).unwrap_err(),
                InvalidLink::NotALink,
                "{text}"
            );
        }
    }

    #[test]
    fn damaged_links_are_refused() {
        let good = format!("signet://link?p=https://atlas.example&t={TOKEN}");
        for text in [
            "signet://".into(),
            "signet://link".into(),
            "signet://link?p=https://atlas.example".into(),
            format!("signet://link?t={TOKEN}"),
            format!("{good}&t={TOKEN}"),
            format!("{good}&p=https://other.example"),
            format!("{good}&x=1"),
            format!("{good}#fragment"),
            format!("signet://other?p=https://atlas.example&t={TOKEN}"),
            format!("signet://link/deep?p=https://atlas.example&t={TOKEN}"),
            format!("signet://me@link?p=https://atlas.example&t={TOKEN}"),
            format!("signet://link:1?p=https://atlas.example&t={TOKEN}"),
            "signet://link?p=https://atlas.example&t=short".into(),
            format!(
                "signet://link?p=https://atlas.example&t={}",
                "a".repeat(257)
            ),
            format!("signet://link?p=https://atlas.example&t={TOKEN}%20"),
            format!(
                "signet://link?p=https://{}.example&t={TOKEN}",
                "a".repeat(2000)
            ),
        ] {
            assert_eq!(
                LinkUrl::parse(&text).unwrap_err(),
                InvalidLink::Damaged,
                "{text}"
            );
        }
    }

    #[test]
    fn a_platform_must_be_public_and_https() {
        for (platform, why) in [
            ("http://atlas.example", InvalidOrigin::NotHttps),
            ("https://127.0.0.1", InvalidOrigin::PrivateAddress),
            ("https://printer.local", InvalidOrigin::PrivateAddress),
            ("atlas.example", InvalidOrigin::NotAnOrigin),
        ] {
            let text = format!("signet://link?p={platform}&t={TOKEN}");
            assert_eq!(
                LinkUrl::parse(&text).unwrap_err(),
                InvalidLink::Platform(why),
                "{platform}"
            );
        }
    }

    #[test]
    fn the_token_is_not_told() {
        let text = format!("signet://link?p=https://atlas.example&t={TOKEN}");
        assert!(!format!("{:?}", LinkUrl::parse(&text).unwrap()).contains(TOKEN));
    }
}
