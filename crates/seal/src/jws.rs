//! Compact JWS with EdDSA (RFC 7515, RFC 8037), and nothing of JWS besides.

use serde::{Deserialize, Serialize};

use crate::{
    Error, encoding,
    signing::{Role, SigningKey, VerifyingKey},
};

/// The longest token looked at.
const MAX_BYTES: usize = 16 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header<'h> {
    #[serde(borrow)]
    alg: std::borrow::Cow<'h, str>,
    #[serde(borrow)]
    typ: std::borrow::Cow<'h, str>,
}

pub(crate) fn sign<R: Role, T: Serialize>(
    key: &SigningKey<R>,
    typ: &str,
    claims: &T,
) -> Result<String, Error> {
    let header = Header {
        alg: "EdDSA".into(),
        typ: typ.into(),
    };
    let header = serde_json::to_vec(&header).map_err(|_| Error::Card("header"))?;
    let claims = serde_json::to_vec(claims).map_err(|_| Error::Card("claims"))?;
    let mut token = format!(
        "{}.{}",
        encoding::encode(&header),
        encoding::encode(&claims)
    );
    let signature = encoding::encode(&key.sign(token.as_bytes()));
    token.push('.');
    token.push_str(&signature);
    Ok(token)
}

/// A token taken apart. Its claims are worth nothing before somebody's key verified it.
pub(crate) struct Token<'t> {
    pub(crate) claims: Vec<u8>,
    signed: &'t str,
    signature: [u8; 64],
}

impl<'t> Token<'t> {
    /// Takes a token of this `typ` apart. A header with any other field is refused: none of them
    /// may change what a signature means.
    pub(crate) fn read(typ: &str, token: &'t str) -> Option<Self> {
        if token.len() > MAX_BYTES {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header = encoding::decode(header)?;
        let header: Header<'_> = serde_json::from_slice(&header).ok()?;
        (header.alg == "EdDSA" && header.typ == typ).then_some(())?;
        Some(Self {
            claims: encoding::decode(claims)?,
            signed,
            signature: encoding::decode_array(signature)?,
        })
    }

    /// Whether this key signed it.
    pub(crate) fn is_signed_by<R: Role>(&self, key: &VerifyingKey<R>) -> bool {
        key.verifies(self.signed.as_bytes(), &self.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Device;

    fn key() -> SigningKey<Device> {
        SigningKey::from_seed(&[3; 32])
    }

    #[test]
    fn a_token_verifies_for_its_key_and_type_alone() {
        let token = key().sign_jws("one+jwt", &[1, 2]).unwrap();
        let public = key().verifying_key();
        assert_eq!(public.verify_jws("one+jwt", &token), Some(b"[1,2]".into()));
        assert_eq!(public.verify_jws("two+jwt", &token), None);
        let other = SigningKey::<Device>::from_seed(&[4; 32]).verifying_key();
        assert_eq!(other.verify_jws("one+jwt", &token), None);
    }

    #[test]
    fn other_headers_are_refused() {
        for header in [
            r#"{"alg":"none","typ":"t"}"#,
            r#"{"alg":"HS256","typ":"t"}"#,
            r#"{"alg":"EdDSA"}"#,
            r#"{"alg":"EdDSA","typ":"t","crit":["b64"]}"#,
            r#"{"alg":"EdDSA","alg":"EdDSA","typ":"t"}"#,
            r#"{"alg":"EdDSA","typ":"t","jwk":{}}"#,
        ] {
            let signed = format!(
                "{}.{}",
                encoding::encode(header.as_bytes()),
                encoding::encode(b"1")
            );
            let signature = encoding::encode(&key().sign(signed.as_bytes()));
            let token = format!("{signed}.{signature}");
            assert_eq!(
                key().verifying_key().verify_jws("t", &token),
                None,
                "{header}"
            );
        }
    }

    /// RFC 8037, appendix A.4.
    #[test]
    fn the_signature_is_that_of_the_rfc() {
        let seed = encoding::decode_array("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        let key = SigningKey::<Device>::from_seed(&seed);
        assert_eq!(
            key.verifying_key().to_string(),
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        );
        let signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        assert_eq!(
            encoding::encode(&key.sign(signed.as_bytes())),
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        );
    }
}
