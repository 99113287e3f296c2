//! Texts that strangers wrote and people will read.

/// At most this many marks that stack on one letter.
const STACKED: usize = 2;

/// What is left of a hostile text: one line of visible characters, at most so many.
///
/// Whatever cannot be seen, reverses the text around it or stacks up to cover its neighbours is
/// dropped, and every kind of space becomes one plain space. Nothing is escaped: whoever shows it
/// shows text, never markup.
pub(crate) fn stripped(text: &str, most: usize) -> String {
    let mut shown = String::new();
    let mut count = 0;
    let mut stacked = 0;
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() || is_blank(character) {
            space = !shown.is_empty();
            continue;
        }
        if is_hidden(character) {
            continue;
        }
        stacked = if is_stacking(character) {
            stacked + 1
        } else {
            0
        };
        if stacked > STACKED {
            continue;
        }
        if count + usize::from(space) + 1 > most {
            break;
        }
        if space {
            shown.push(' ');
            count += 1;
            space = false;
        }
        shown.push(character);
        count += 1;
    }
    shown
}

/// One line of 1 to `most` bytes that can be bound and compared as it is.
pub(crate) fn is_plain(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.trim() == text
        && !text.chars().any(|c| c.is_control() || is_hidden(c))
}

/// A name for machines: lower-case letters, digits, `.`, `_`, `:` and `-`, as a platform takes
/// scopes.
pub(crate) fn is_token(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b':' | b'-'))
}

/// Characters that take room and show nothing.
fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}'
    )
}

/// Control, format, bidirectional, tag, variation, private and unassigned-for-ever characters.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || u32::from(character) & 0xFFFE == 0xFFFE
        || matches!(
            character,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{E000}'..='\u{F8FF}'
                | '\u{FDD0}'..='\u{FDEF}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFF0}'..='\u{FFFC}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{10FFFF}'
        )
}

fn is_stacking(character: char) -> bool {
    matches!(
        character,
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(stripped("  At\u{200B}las\n\t Shop ", 60), "Atlas Shop");
        assert_eq!(stripped("\u{202E}salta\u{2066}", 60), "salta");
        assert_eq!(stripped("a\u{E0041}b\u{FE0F}c\u{0}d", 60), "abcd");
        assert_eq!(stripped("\u{3164}\u{2800}\u{200D}\u{A0}", 60), "");
        assert_eq!(stripped("<b>Zürich 東京</b>", 60), "<b>Zürich 東京</b>");
    }

    #[test]
    fn stacked_marks_are_thinned() {
        let towers = format!("a{}b", "\u{0301}".repeat(40));
        assert_eq!(stripped(&towers, 60), "a\u{0301}\u{0301}b");
    }

    #[test]
    fn the_cap_counts_characters_and_leaves_no_space_behind() {
        assert_eq!(stripped("ÄÖÜ ÄÖÜ", 4), "ÄÖÜ");
        assert_eq!(stripped("ÄÖÜ ÄÖÜ", 5), "ÄÖÜ Ä");
        assert_eq!(stripped(&"x".repeat(1000), 60).len(), 60);
    }

    #[test]
    fn plain_texts_are_one_visible_line() {
        assert!(is_plain("anna@example.org", 128));
        for wrong in ["", " a", "a\n", "a\u{200B}", &"a".repeat(129)] {
            assert!(!is_plain(wrong, 128), "{wrong:?}");
        }
    }

    #[test]
    fn tokens_are_for_machines() {
        assert!(is_token("messages:read.own_2-x", 64));
        for wrong in ["", "Messages", "a b", "é", &"a".repeat(65)] {
            assert!(!is_token(wrong, 64), "{wrong:?}");
        }
    }
}
