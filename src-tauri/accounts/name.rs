//! What the owner of an account may call it here.

use signet_telegram::shown;

/// As many as Telegram's own names are shown with.
const MOST: usize = 64;

/// A name that shows nothing, or too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name of 1 to {MOST} visible characters is needed")]
pub struct UnfitName;

/// Trimmed, and without what is invisible or turns the text around.
pub fn fit(name: &str) -> Result<String, UnfitName> {
    let name = shown(name, MOST + 1);
    let visible = name.chars().any(|c| !is_joiner(c));
    if visible && name.chars().count() <= MOST {
        Ok(name)
    } else {
        Err(UnfitName)
    }
}

/// What has a place in a name, and shows nothing alone.
fn is_joiner(c: char) -> bool {
    c == ' ' || matches!(u32::from(c), 0x200c..=0x200d | 0xfe00..=0xfe0f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_trimmed_and_stay() {
        assert_eq!(fit("  Work \n"), Ok("Work".to_owned()));
        for name in ["می‌خواهم", "👩‍👩‍👧", &"ü".repeat(64)] {
            assert_eq!(fit(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_hides_is_taken_out() {
        assert_eq!(fit("a\u{202e}b\u{0}c"), Ok("abc".to_owned()));
    }

    #[test]
    fn names_that_show_nothing_or_too_much_are_refused() {
        for name in [
            "",
            "  ",
            "\u{200d}",
            "\u{202e}",
            "\u{fe0f} \u{200c}",
            &"ü".repeat(65),
        ] {
            assert_eq!(fit(name), Err(UnfitName), "{name:?}");
        }
    }
}
