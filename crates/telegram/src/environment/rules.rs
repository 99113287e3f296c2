//! The times that a Telegram keeps to, which a custom one may change to be tested in less time.

use std::time::Duration;

use super::section::Section;
use crate::Error;

/// How long things take and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    fresh_session: Duration,
    code: Duration,
    rpc_timeout: Duration,
}

impl Rules {
    /// What holds at Telegram; only a custom environment may differ.
    pub const TELEGRAM: Self = Self {
        fresh_session: Duration::from_secs(24 * 60 * 60),
        code: Duration::from_secs(5 * 60),
        rpc_timeout: Duration::from_secs(15),
    };

    /// So long a new sign-in may not end others.
    pub fn fresh_session(&self) -> Duration {
        self.fresh_session
    }

    /// So long a code is good, and a sign-in that waits for one is kept over a restart.
    pub fn code(&self) -> Duration {
        self.code
    }

    /// So long we wait for one answer.
    pub fn rpc_timeout(&self) -> Duration {
        self.rpc_timeout
    }

    pub(super) fn read(mut section: Section<'_>) -> Result<Self, Error> {
        section.only(&["fresh_session_seconds", "code_seconds", "rpc_timeout_ms"])?;
        let mut rules = Self::TELEGRAM;
        if let Some(seconds) = section.number("fresh_session_seconds", 0, 30 * 24 * 60 * 60)? {
            rules.fresh_session = Duration::from_secs(seconds);
        }
        if let Some(seconds) = section.number("code_seconds", 1, 24 * 60 * 60)? {
            rules.code = Duration::from_secs(seconds);
        }
        if let Some(millis) = section.number("rpc_timeout_ms", 10, 10 * 60 * 1000)? {
            rules.rpc_timeout = Duration::from_millis(millis);
        }
        Ok(rules)
    }
}
