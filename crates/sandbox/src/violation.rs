//! What a client did that MTProto forbids. A test that sees one fails.

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    pub rule: Rule,
    /// The key it was done with; 0 before there is one.
    pub key: i64,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// Bytes that are of no transport, or a broken packet.
    Transport,
    /// A step of the key exchange.
    Handshake,
    MessageKey,
    Padding,
    Length,
    /// Divisible by four.
    MessageIdParity,
    /// Growing on one connection.
    MessageIdOrder,
    Seqno,
    Container,
    /// One session at a time on a connection.
    Session,
    /// A body that cannot be read.
    Malformed,
}
