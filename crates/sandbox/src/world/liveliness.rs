//! Accounts that somebody lives in: people to talk to, and what was said.

use crate::world::World;

const HOUR: i64 = 3600;

/// First name, last name, and what was said, beginning with the other one.
const FRIENDS: [(&str, &str, &[&str]); 4] = [
    (
        "Vera",
        "Lindqvist",
        &[
            "Are we still on for Saturday?",
            "Yes! I booked the table for seven.",
            "Perfect. I bring the maps.",
        ],
    ),
    (
        "Tomás",
        "Ferreira",
        &[
            "The boiler man comes between nine and eleven.",
            "I am in. Thanks.",
        ],
    ),
    (
        "ליאת",
        "כהן",
        &["שלום! הגעת הביתה?", "כן, הכול בסדר.", "לילה טוב"],
    ),
    (
        "Noor",
        "",
        &["Here is the recipe: lentils, cumin, patience.", "🙏"],
    ),
];

impl World {
    pub(crate) fn enliven(&mut self, account: i64) {
        let now = self.now();
        let mut age = 40 * HOUR;
        for (index, (first, last, said)) in FRIENDS.iter().enumerate() {
            let friend = self.accounts.befriend(first, last, index);
            let Some(owner) = self.accounts.get_mut(account) else {
                return;
            };
            for (line, text) in said.iter().enumerate() {
                age -= HOUR;
                owner.chats.write(friend, line % 2 == 1, now - age, text);
            }
        }
    }
}
