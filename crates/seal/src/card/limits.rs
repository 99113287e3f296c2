//! What each field of a card may hold.

use url::{Host, Url};

use super::CardDraft;
use crate::{Error, text};

const MAX_NAME: usize = 60;
const MAX_PURPOSE: usize = 200;
const MAX_CONTACT: usize = 120;
/// A text above this many bytes is no text that somebody meant to be read.
const MAX_RAW: usize = 2048;
pub(crate) const MAX_SCOPES: usize = 16;
pub(crate) const MAX_SCOPE: usize = 64;
pub(crate) const MAX_ORIGIN: usize = 300;
const MAX_REDIRECTS: usize = 8;
const MAX_REDIRECT: usize = 512;
/// Two years of seconds.
const MAX_LIFE: u64 = 2 * 366 * 24 * 60 * 60;

/// Refuses what is out of its limits and strips what people will read.
pub(super) fn check(card: &mut CardDraft) -> Result<(), Error> {
    let origin = &card.platform;
    if !origin.is_empty() && !text::is_plain(origin, MAX_ORIGIN) {
        return Err(Error::Card("platform"));
    }
    shown("name", &mut card.name, MAX_NAME)?;
    shown("purpose", &mut card.purpose, MAX_PURPOSE)?;
    if !card.contact.is_empty() {
        shown("contact", &mut card.contact, MAX_CONTACT)?;
    }
    scopes(&mut card.scopes).ok_or(Error::Card("scopes"))?;
    let loopback = card.platform.starts_with("http://");
    let redirects = &card.redirect_uris;
    if redirects.len() > MAX_REDIRECTS || !redirects.iter().all(|uri| leads_back(uri, loopback)) {
        return Err(Error::Card("redirect_uris"));
    }
    let life = card.not_after.checked_sub(card.not_before);
    if !life.is_some_and(|life| (1..=MAX_LIFE).contains(&life)) {
        return Err(Error::Card("not_after"));
    }
    if card.key.not_after < card.not_after {
        return Err(Error::Card("key.not_after"));
    }
    Ok(())
}

fn shown(field: &'static str, text: &mut String, most: usize) -> Result<(), Error> {
    if text.len() <= MAX_RAW {
        *text = text::stripped(text, most);
        if !text.is_empty() {
            return Ok(());
        }
    }
    Err(Error::Card(field))
}

/// Sorts scopes; `None` if there are too many, one twice, or one that is none.
pub(crate) fn scopes(scopes: &mut Vec<String>) -> Option<()> {
    let count = scopes.len();
    scopes.sort_unstable();
    scopes.dedup();
    let all = scopes.iter().all(|scope| text::is_token(scope, MAX_SCOPE));
    (all && scopes.len() == count && count <= MAX_SCOPES).then_some(())
}

fn leads_back(uri: &str, loopback: bool) -> bool {
    if uri.len() > MAX_REDIRECT || !uri.bytes().all(|byte| byte.is_ascii_graphic()) {
        return false;
    }
    let Ok(url) = Url::parse(uri) else {
        return false;
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain
        && match url.scheme() {
            "https" => true,
            "http" => loopback && is_loopback(&url),
            _ => false,
        }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_back_by_https() {
        assert!(leads_back("https://atlas.example/linked?x=1", false));
        assert!(leads_back("http://127.0.0.1:8080/linked", true));
        for wrong in [
            "http://atlas.example/",
            "http://127.0.0.1:8080/",
            "https://me@atlas.example/",
            "https://atlas.example/#a",
            "javascript:alert(1)",
            "data:text/html,x",
            "/linked",
            "https://atlas.example/ x",
            "https://ätlas.example/",
        ] {
            assert!(!leads_back(wrong, false), "{wrong}");
        }
        assert!(!leads_back("http://atlas.example/", true));
    }

    #[test]
    fn scopes_are_few_sorted_and_single() {
        let of = |list: &[&str]| {
            let mut list: Vec<_> = list.iter().map(|scope| (*scope).to_owned()).collect();
            scopes(&mut list).map(|()| list)
        };
        assert_eq!(of(&["b", "a"]), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(of(&[]), Some(vec![]));
        assert_eq!(of(&["a", "a"]), None);
        assert_eq!(of(&["A"]), None);
        assert_eq!(of(&["a"; 17]), None);
    }
}
