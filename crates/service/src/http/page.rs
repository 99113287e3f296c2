//! Pages: every text is escaped, and only our own markup is not; nothing runs that is not named.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

pub enum Fill<'f> {
    /// Anybody's words.
    Text(&'f str),
    /// A part of the page that was filled before, or a file of ours.
    Markup(&'f str),
}

/// Puts each value where `{{its name}}` stands. Values are not looked through again.
pub fn fill(template: &str, values: &[(&str, Fill<'_>)]) -> String {
    let mut page = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, Fill::Text(text))) => escape(text, &mut page),
            Some((_, Fill::Markup(markup))) => page.push_str(markup),
            None => {}
        }
        rest = after;
    }
    page.push_str(rest);
    page
}

/// A policy that lets in these styles and scripts by their hashes, and nothing else at all.
pub fn policy(styles: &[&str], scripts: &[&str]) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        sources(styles),
        sources(scripts)
    )
}

fn sources(texts: &[&str]) -> String {
    let hash = |text: &&str| format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text)));
    match texts {
        [] => "'none'".to_owned(),
        texts => texts.iter().map(hash).collect::<Vec<_>>().join(" "),
    }
}

fn escape(text: &str, page: &mut String) {
    for character in text.chars() {
        match character {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            other => page.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_text_whatever_they_are() {
        let hostile = "<script>\"'&{{b}}";
        let page = fill(
            "<i>{{a}}</i>{{b}}{{c}}",
            &[("a", Fill::Text(hostile)), ("b", Fill::Markup("<br>"))],
        );
        assert_eq!(page, "<i>&lt;script&gt;&quot;&#39;&amp;{{b}}</i><br>");
    }
}
