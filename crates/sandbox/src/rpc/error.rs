//! Errors as Telegram words them.

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} {message}")]
pub(crate) struct RpcError {
    pub(crate) code: i32,
    pub(crate) message: String,
}

impl RpcError {
    pub(crate) fn new(code: i32, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }

    pub(crate) fn bad(message: &str) -> Self {
        Self::new(400, message)
    }

    pub(crate) fn unauthorized(message: &str) -> Self {
        Self::new(401, message)
    }

    pub(crate) fn not_acceptable(message: &str) -> Self {
        Self::new(406, message)
    }

    pub(crate) fn migrate(what: &str, dc: u8) -> Self {
        Self::new(303, format!("{what}_MIGRATE_{dc}"))
    }

    pub(crate) fn flood(seconds: i64) -> Self {
        Self::new(420, format!("FLOOD_WAIT_{}", seconds.max(1)))
    }

    /// Only when the world contradicts itself.
    pub(crate) fn internal() -> Self {
        Self::new(500, "INTERNAL")
    }
}
