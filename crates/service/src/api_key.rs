//! API keys of services: 256 random bits behind a readable start, kept as a keyed hash.

use base64ct::{Base64UrlUnpadded, Encoding};
use secrecy::{ExposeSecret, SecretString};
use signet_contract::{
    ids::{ApiKeyId, ServiceId},
    platform::{Credential, Moment},
};

use crate::{
    Error,
    secret::{Key, random, same},
    storage::ApiKeyRecord,
};

/// What every key begins with, so that one that leaked is found by scanners.
const START: &str = "signet_sk_";

/// How much of a key is kept to be recognised by; the rest stays unguessable.
const PREFIX: usize = START.len() + 6;

/// Makes and recognises API keys.
pub struct ApiKeys(Key);

impl ApiKeys {
    pub fn new(key: Key) -> Self {
        Self(key)
    }

    /// A new key, to be shown once, and what is kept of it.
    pub fn make(
        &self,
        service: ServiceId,
        now: Moment,
    ) -> Result<(Credential, ApiKeyRecord), Error> {
        let secret = random::<32>()?;
        let text = SecretString::from(format!(
            "{START}{}",
            Base64UrlUnpadded::encode_string(&*secret)
        ));
        // Exposed to be hashed, to take its start, and to be shown to its owner.
        let text = text.expose_secret();
        let record = ApiKeyRecord {
            id: ApiKeyId::now(),
            prefix: text.chars().take(PREFIX).collect(),
            hash: self.hash(service, text),
            created_at: now,
            last_used_at: None,
        };
        Ok((Credential::new(text.to_owned()), record))
    }

    /// Which of these keys of the service was shown. Takes the same time whichever it is, and if
    /// it is none.
    pub fn recognise(
        &self,
        service: ServiceId,
        shown: &str,
        live: &[ApiKeyRecord],
    ) -> Option<ApiKeyId> {
        let hash = self.hash(service, shown);
        let mut found = None;
        for key in live {
            if same(&key.hash, &hash) {
                found = Some(key.id);
            }
        }
        found
    }

    fn hash(&self, service: ServiceId, text: &str) -> [u8; 32] {
        self.0
            .mac(&[service.to_string().as_bytes(), text.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{folder::Folder, secret::RootSecret};

    #[test]
    fn a_key_is_recognised_for_its_own_service_alone() {
        let above = tempfile::tempdir().unwrap();
        let root = RootSecret::open(&Folder::open(above.path()).unwrap()).unwrap();
        let keys = ApiKeys::new(root.key("test"));
        let service = ServiceId::now();
        let now = Moment::from_unix_millis(0);
        let (shown, record) = keys.make(service, now).unwrap();
        let (_, other) = keys.make(service, now).unwrap();
        let live = [other, record.clone()];
        assert!(shown.expose().starts_with(&record.prefix));
        assert_eq!(shown.expose().len(), START.len() + 43);
        assert_eq!(
            keys.recognise(service, shown.expose(), &live),
            Some(record.id)
        );
        assert_eq!(
            keys.recognise(ServiceId::now(), shown.expose(), &live),
            None
        );
        assert_eq!(keys.recognise(service, &record.prefix, &live), None);
        assert_eq!(keys.recognise(service, "", &live), None);
    }
}
