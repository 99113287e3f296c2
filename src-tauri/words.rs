//! The few sentences that this program says without the web view: in the tray's menu and in
//! notifications. They are here and not handed over by the web view because they are needed
//! while it has not loaded or has died, and because a notification that is one of these constants
//! can name nobody, whatever the web view was made to say.

mod table;

use signet_contract::ui::NotificationKind;

use crate::language::Spoken;

/// All that is said in one language.
pub struct Words {
    pub open: &'static str,
    pub lock: &'static str,
    pub quit: &'static str,
    new_device: Notice,
    access_ends: Notice,
    access_ended: Notice,
    sign_in_lost: Notice,
    delivery_stuck: Notice,
    update_needed: Notice,
}

/// A notification: what happened, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    pub title: &'static str,
    pub body: &'static str,
}

impl Words {
    pub fn of(language: Spoken) -> &'static Self {
        match language {
            Spoken::En => &table::EN,
            Spoken::De => &table::DE,
            Spoken::Es => &table::ES,
            Spoken::Pt => &table::PT,
            Spoken::Ru => &table::RU,
            Spoken::Uk => &table::UK,
            Spoken::Fa => &table::FA,
            Spoken::Id => &table::ID,
        }
    }

    pub fn notice(&self, kind: NotificationKind) -> Notice {
        match kind {
            NotificationKind::NewDevice => self.new_device,
            NotificationKind::AccessEnds => self.access_ends,
            NotificationKind::AccessEnded => self.access_ended,
            NotificationKind::SignInLost => self.sign_in_lost,
            NotificationKind::DeliveryStuck => self.delivery_stuck,
            NotificationKind::UpdateNeeded => self.update_needed,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const KINDS: [NotificationKind; 6] = [
        NotificationKind::NewDevice,
        NotificationKind::AccessEnds,
        NotificationKind::AccessEnded,
        NotificationKind::SignInLost,
        NotificationKind::DeliveryStuck,
        NotificationKind::UpdateNeeded,
    ];

    const LANGUAGES: [Spoken; 8] = [
        Spoken::En,
        Spoken::De,
        Spoken::Es,
        Spoken::Pt,
        Spoken::Ru,
        Spoken::Uk,
        Spoken::Fa,
        Spoken::Id,
    ];

    #[test]
    fn each_language_says_each_thing_in_its_own_way() {
        let mut titles = BTreeSet::new();
        for language in LANGUAGES {
            let words = Words::of(language);
            assert!(!words.open.is_empty() && !words.lock.is_empty() && !words.quit.is_empty());
            for kind in KINDS {
                let Notice { title, body } = words.notice(kind);
                assert!(titles.insert(title), "{title} is there twice");
                // Servers may take these for markup.
                let text = format!("{title} {body}");
                assert!(!text.contains(['<', '>', '&']), "{text}");
            }
        }
    }
}
