//! Why something is not a session, or cannot be written as one.

use crate::Format;

/// What is wrong. No variant holds a part of a key or a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A data centre without a number.
    #[error("data centres are numbered from 1 to 255")]
    Dc,
    /// An address nobody can connect to.
    #[error("the address is not the IP address and port of one host")]
    Address,
    /// 256 zero bytes.
    #[error("there is no authorization key")]
    NoKey,
    /// A user id out of range.
    #[error("user ids are from 1 to 2^53 - 1")]
    UserId,
    /// An api_id out of range.
    #[error("an api_id is from 1 to 2^31 - 1")]
    ApiId,
    /// A text that Telegram's device list cannot show.
    #[error("`{0}` must be 1 to 64 bytes of visible text")]
    Introduction(&'static str),
    /// A string for a bot.
    #[error("this is a bot's session; only a person's can be used")]
    Bot,
    /// A string that begins with another version than the format has.
    #[error("this is not a session string of {0}, or one of another version")]
    Version(Format),
    /// A string with characters that do not belong into its base64, or do not end it properly.
    #[error("this session string was damaged: its base64 is wrong")]
    Base64,
    /// A string of a length that the format does not have.
    #[error("this session string was cut or is not one of {0}: its length is wrong")]
    Length(Format),
    /// A string whose parts contradict the format.
    #[error("this session string was damaged or is not one of {0}")]
    Layout(Format),
    /// A port that the format cannot hold.
    #[error("{0} cannot hold a port above 32767")]
    Port(Format),
}
