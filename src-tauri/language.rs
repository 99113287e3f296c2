//! In which language this program speaks where the web view does not.

use signet_contract::ui::Language;

/// The languages there are words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    En,
    De,
    Es,
    Pt,
    Ru,
    Uk,
    Fa,
    Id,
}

/// The one that was chosen, or the system's.
pub fn spoken(language: Language) -> Spoken {
    match language {
        Language::System => of_system(&sys_locale::get_locale().unwrap_or_default()),
        Language::En => Spoken::En,
        Language::De => Spoken::De,
        Language::Es => Spoken::Es,
        Language::Pt => Spoken::Pt,
        Language::Ru => Spoken::Ru,
        Language::Uk => Spoken::Uk,
        Language::Fa => Spoken::Fa,
        Language::Id => Spoken::Id,
    }
}

/// English where there are no words.
fn of_system(locale: &str) -> Spoken {
    match locale
        .split(['-', '_', '.', '@'])
        .next()
        .unwrap_or_default()
    {
        "de" => Spoken::De,
        "es" => Spoken::Es,
        "pt" => Spoken::Pt,
        "ru" => Spoken::Ru,
        "uk" => Spoken::Uk,
        "fa" => Spoken::Fa,
        "id" => Spoken::Id,
        _ => Spoken::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_spoken_or_english() {
        for (locale, language) in [
            ("de_AT.UTF-8", Spoken::De),
            ("pt-BR", Spoken::Pt),
            ("fa", Spoken::Fa),
            ("C", Spoken::En),
            ("fr-FR", Spoken::En),
            ("", Spoken::En),
        ] {
            assert_eq!(of_system(locale), language, "{locale}");
        }
    }
}
