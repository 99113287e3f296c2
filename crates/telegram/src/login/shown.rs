//! A line of Telegram's text, made fit to be shown; `None` if nothing of it remains.

/// Long enough for a name or a hint.
pub(crate) const LINE: usize = 64;

pub(crate) fn shown(text: &str, most: usize) -> Option<String> {
    Some(crate::shown::shown(text, most)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_invisible_is_shown() {
        let hostile = "A\u{202e}d\u{0007}a\u{2066}\n\t L\u{200b}ove\u{feff}lace\u{e0041}";
        assert_eq!(shown(hostile, LINE).as_deref(), Some("Ada Lovelace"));
        for nothing in ["", " \n", "\u{3164}", "\u{202e}"] {
            assert_eq!(shown(nothing, LINE), None, "{nothing:?}");
        }
    }
}
