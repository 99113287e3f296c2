//! Fixed bytes as hexadecimal text, in the state file.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&grammers_crypto::hex::to_hex(bytes))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    let text = String::deserialize(deserializer)?;
    grammers_crypto::hex::opt_from_hex(&text)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| D::Error::custom("not the right number of bytes in hexadecimal"))
}
