//! The forms in which bytes come out of a program.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As they are.
    Raw,
    /// `0a1b`
    LowerHex,
    /// `0A1B`
    UpperHex,
    /// So many bytes into a group of three, with `+` and `/`.
    Base64(u8),
    /// The same with `-` and `_`.
    Base64Url(u8),
    /// Two bytes for each UTF-16 unit, the lower one first; for bytes that are no text, one unit
    /// for each byte, as a string in a web view has it.
    Utf16LittleEndian,
    /// The same, the upper one first.
    Utf16BigEndian,
    /// `[10, 27]`, as Rust prints it.
    Numbers,
    /// `[10,27]`, as JSON has it.
    TightNumbers,
    /// Each number on a line of its own, as Rust prints it with `{:#?}`.
    NumberLines,
    /// `0x0a, 0x1b`
    HexNumbers,
    /// `\u{fc}` and `\n`, as Rust prints a text.
    Escaped,
    /// `\u00fc`, as some JSON has it.
    JsonEscaped,
    /// `%C3%BC`, as in a URL.
    Percent,
    /// The last byte first, as the machine keeps a number.
    Reversed,
}

/// All that differ from each other, with what they look like.
pub(crate) fn all(secret: &[u8]) -> Vec<(Form, Vec<u8>)> {
    let mut all: Vec<(Form, Vec<u8>)> = vec![
        (Form::Raw, secret.to_vec()),
        (
            Form::LowerHex,
            each(secret, |byte| format!("{byte:02x}"), ""),
        ),
        (
            Form::UpperHex,
            each(secret, |byte| format!("{byte:02X}"), ""),
        ),
    ];
    for offset in 0..3 {
        let form = u8::try_from(offset).unwrap_or_default();
        all.push((Form::Base64(form), base64::<Base64Unpadded>(secret, offset)));
        all.push((
            Form::Base64Url(form),
            base64::<Base64UrlUnpadded>(secret, offset),
        ));
    }
    let units: Vec<u16> = match str::from_utf8(secret) {
        Ok(text) => text.encode_utf16().collect(),
        Err(_) => secret.iter().copied().map(u16::from).collect(),
    };
    let wide = |bytes: fn(u16) -> [u8; 2]| units.iter().copied().flat_map(bytes).collect();
    let number = |byte: u8| byte.to_string();
    all.extend([
        (Form::Utf16LittleEndian, wide(u16::to_le_bytes)),
        (Form::Utf16BigEndian, wide(u16::to_be_bytes)),
        (Form::Numbers, each(secret, number, ", ")),
        (Form::TightNumbers, each(secret, number, ",")),
        (Form::NumberLines, lines(secret)),
        (
            Form::HexNumbers,
            each(secret, |byte| format!("{byte:#04x}"), ", "),
        ),
        (Form::Percent, percent(secret)),
        (Form::Reversed, secret.iter().rev().copied().collect()),
    ]);
    if let Ok(text) = str::from_utf8(secret) {
        all.push((Form::Escaped, text.escape_default().to_string().into()));
        all.push((Form::JsonEscaped, json(text).into()));
    } else {
        all.push((Form::Escaped, secret.escape_ascii().to_string().into()));
    }
    let mut different: Vec<(Form, Vec<u8>)> = Vec::with_capacity(all.len());
    for (form, bytes) in all {
        if different.iter().all(|(_, other)| *other != bytes) {
            different.push((form, bytes));
        }
    }
    different
}

fn each(secret: &[u8], one: impl Fn(u8) -> String, between: &str) -> Vec<u8> {
    let all: Vec<_> = secret.iter().copied().map(one).collect();
    all.join(between).into_bytes()
}

/// As a field of a struct has them; what is printed deeper is indented further, and not found.
fn lines(secret: &[u8]) -> Vec<u8> {
    each(secret, |byte| format!("{byte}"), ",\n        ")
}

/// Only the digits that depend on nothing but the secret.
fn base64<E: Encoding>(secret: &[u8], offset: usize) -> Vec<u8> {
    let whole = (offset + secret.len()) / 3 * 3 - offset;
    let shifted = [&[0; 2][..offset], &secret[..whole]].concat();
    let digits = E::encode_string(&shifted);
    // The digits that hold a bit of what stands before.
    let foreign = [0, 2, 3][offset];
    digits.as_bytes()[foreign..].to_vec()
}

fn json(text: &str) -> String {
    text.chars()
        .flat_map(|one| {
            let mut units = [0; 2];
            let escaped = !one.is_ascii();
            let units: Vec<u16> = one.encode_utf16(&mut units).to_vec();
            units.into_iter().map(move |unit| match escaped {
                true => format!("\\u{unit:04x}"),
                false => char::from(unit as u8).to_string(),
            })
        })
        .collect()
}

fn percent(secret: &[u8]) -> Vec<u8> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let one = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    each(secret, one, "")
}

#[cfg(test)]
mod tests {
    use base64ct::Base64;

    use super::*;

    fn form(secret: &[u8], wanted: Form) -> String {
        let found = all(secret).into_iter().find(|(form, _)| *form == wanted);
        String::from_utf8(found.unwrap().1).unwrap()
    }

    #[test]
    fn each_form_looks_as_programs_write_it() {
        let secret = "Größe\n".as_bytes();
        let debug = |bytes: &[u8]| format!("{bytes:?}").replace(['[', ']'], "");
        assert_eq!(form(secret, Form::LowerHex), "4772c3b6c39f650a");
        assert_eq!(form(secret, Form::Numbers), debug(secret));
        assert_eq!(
            form(secret, Form::TightNumbers),
            "71,114,195,182,195,159,101,10"
        );
        assert_eq!(form(secret, Form::Escaped), "Gr\\u{f6}\\u{df}e\\n");
        assert_eq!(form(secret, Form::JsonEscaped), "Gr\\u00f6\\u00dfe\n");
        assert_eq!(form(secret, Form::Percent), "Gr%C3%B6%C3%9Fe%0A");
        #[derive(Debug)]
        struct Open {
            #[expect(dead_code, reason = "it is printed")]
            field: Vec<u8>,
        }
        let field = secret.to_vec();
        let printed = format!("{:#?}", Open { field });
        assert!(
            printed.contains(&form(secret, Form::NumberLines)),
            "{printed}"
        );
        let utf16 = all(secret).into_iter();
        let little = utf16
            .clone()
            .find(|(form, _)| *form == Form::Utf16LittleEndian);
        assert_eq!(little.unwrap().1[..6], [b'G', 0, b'r', 0, 0xf6, 0]);
    }

    #[test]
    fn base64_is_found_wherever_the_secret_begins_and_ends() {
        let secret = b"\xff\xfe a secret of some length \xfb\xef";
        for before in 0..7 {
            for after in 0..7 {
                let text = [&vec![b'x'; before], &secret[..], &vec![b'y'; after]].concat();
                let digits = Base64::encode_string(&text);
                let form = form(secret, Form::Base64(before as u8 % 3));
                assert!(digits.contains(&form), "{before} before, {after} after");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_wide_as_in_a_web_view() {
        let (_, wide) = all(&[0xff, 0x80])
            .into_iter()
            .find(|(form, _)| *form == Form::Utf16BigEndian)
            .unwrap();
        assert_eq!(wide, [0, 0xff, 0, 0x80]);
    }

    #[test]
    fn no_form_is_looked_for_twice() {
        let forms = all(b"0123456789");
        let percent = forms.iter().any(|(form, _)| *form == Form::Percent);
        assert!(!percent, "it is the raw form");
    }
}
