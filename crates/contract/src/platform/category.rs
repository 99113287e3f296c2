//! What kind of trouble a failure is, as health reports and webhooks say it.

use serde::{Deserialize, Serialize};

/// Coarse on purpose: whoever acts on it decides between waiting, asking the person and asking us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Category {
    /// Nobody was reached, or the connection broke.
    Network,
    /// Too much was asked; it works again later.
    RateLimit,
    /// The platform answered that it cannot.
    PlatformService,
    /// Telegram answered that it will not, or not what its interface says.
    TelegramApi,
    /// The sign-in is gone, or what was typed to sign in is wrong.
    Authentication,
    /// None of these.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_written_in_capitals() {
        let all = [
            (Category::Network, "NETWORK"),
            (Category::RateLimit, "RATE_LIMIT"),
            (Category::PlatformService, "PLATFORM_SERVICE"),
            (Category::TelegramApi, "TELEGRAM_API"),
            (Category::Authentication, "AUTHENTICATION"),
            (Category::Unknown, "UNKNOWN"),
        ];
        for (category, name) in all {
            let json = format!("\"{name}\"");
            assert_eq!(serde_json::to_string(&category).unwrap(), json);
            assert_eq!(serde_json::from_str::<Category>(&json).unwrap(), category);
        }
    }
}
