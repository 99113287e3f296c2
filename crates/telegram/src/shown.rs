//! Text that strangers chose, made fit to be shown.

/// How much of a name or a hint is shown.
pub(crate) const LINE: usize = 64;

/// One line of at most so many characters, without what is invisible or turns the text around.
/// Empty if nothing remains.
pub fn shown(text: &str, most: usize) -> String {
    let spaced = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut out = String::new();
    let mut last = ' ';
    let mut marks = 0;
    for c in spaced.filter(|c| !is_hostile(*c)) {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        // Several spaces say no more than one, and towers of marks cover the lines around them.
        if (c == ' ' && last == ' ') || marks > 3 {
            continue;
        }
        out.push(c);
        last = c;
    }
    let cut: String = out.chars().take(most).collect();
    cut.trim().to_owned()
}

/// The same; `None` if nothing remains.
pub(crate) fn shown_if_any(text: &str, most: usize) -> Option<String> {
    Some(shown(text, most)).filter(|line| !line.is_empty())
}

/// Control characters, direction marks, invisible ones, tags and private ones. Joiners stay: names
/// and emoji need them.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(
            u32::from(c),
            0xad | 0x34f
                | 0x61c
                | 0x115f..=0x1160
                | 0x17b4..=0x17b5
                | 0x180b..=0x180f
                | 0x200b
                | 0x200e..=0x200f
                | 0x2028..=0x202e
                | 0x2060..=0x206f
                | 0x3164
                | 0xe000..=0xf8ff
                | 0xfeff
                | 0xffa0
                | 0xfff0..=0xfffd
                | 0xe0000..=0xe0fff
                | 0xf0000..
        )
}

fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "Ada Lovelace",
            "Zoë",
            "李小龙",
            "محمد",
            "می‌خواهم",
            "👩‍👩‍👧",
            "O'Neill-Sánchez",
            "ตัวอย่าง",
        ] {
            assert_eq!(shown(name, 64), name);
        }
    }

    #[test]
    fn what_hides_or_turns_is_gone() {
        assert_eq!(shown("a\u{202e}b\u{2066}c\u{200f}d", 64), "abcd");
        assert_eq!(
            shown(" a\r\n\tb\u{a0}\u{a0} c\0\u{1b}[31m ", 64),
            "a b c[31m"
        );
        assert_eq!(shown("\u{200b}\u{feff}\u{3164}\u{e0041}", 64), "");
        assert_eq!(
            shown(&format!("Z{}a", "\u{301}".repeat(50)), 64),
            "Z\u{301}\u{301}\u{301}a"
        );
        assert_eq!(shown(&"x".repeat(1000), 64).len(), 64);
        assert_eq!(shown("ab cd", 3), "ab");
        for nothing in ["", " \n", "\u{3164}", "\u{202e}"] {
            assert_eq!(shown_if_any(nothing, LINE), None, "{nothing:?}");
        }
    }
}
