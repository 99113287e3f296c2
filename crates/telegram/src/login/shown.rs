//! Text that Telegram sends and people read: nothing invisible in it, and not too much of it.

/// Long enough for a name or a hint, short enough for a line.
pub(crate) const LINE: usize = 64;

/// The text without control, bidirectional and invisible characters, its blanks single, cut after
/// so many characters; `None` if nothing is left. Joiners stay: emoji and Persian need them.
pub(crate) fn shown(text: &str, most: usize) -> Option<String> {
    let mut line = String::new();
    let visible = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_hidden(*c));
    for character in visible {
        if character != ' ' || !line.is_empty() && !line.ends_with(' ') {
            line.push(character);
        }
    }
    let cut: String = line.chars().take(most).collect();
    let cut = cut.trim_matches(|c: char| c == ' ' || is_joiner(c));
    (!cut.is_empty()).then(|| cut.to_owned())
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'
                | '\u{200E}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_invisible_is_shown() {
        let hostile = "A\u{202e}d\u{0007}a\u{2066}\n\t L\u{200b}ove\u{feff}lace\u{e0041}";
        assert_eq!(shown(hostile, LINE).as_deref(), Some("Ada Lovelace"));
        for nothing in ["", " \n", "\u{200d}\u{3164}", "\u{202e}"] {
            assert_eq!(shown(nothing, LINE), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_text_is_cut_by_characters() {
        let long = "é".repeat(1000);
        assert_eq!(shown(&long, LINE).map(|s| s.chars().count()), Some(LINE));
        assert_eq!(
            shown("می\u{200c}خواهم", 8).as_deref(),
            Some("می\u{200c}خواهم")
        );
    }
}
