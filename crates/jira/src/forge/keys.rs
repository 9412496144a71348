//! Forge's public keys by their ids.

use std::collections::HashMap;
use std::fmt;

use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, KeyAlgorithm, PublicKeyUse};
use serde::Deserialize;
use serde_json::Value;

/// A key set. Forge rotates its keys, so a set grows old.
#[derive(Clone, Default)]
pub struct Keys(HashMap<String, DecodingKey>);

impl Keys {
    /// Reads a JWKS document. Keys that cannot have signed an invocation token (other algorithms,
    /// other uses, no id) are left out.
    pub fn from_jwks(document: &Value) -> Self {
        let keys = document["keys"].as_array();
        let usable = keys.into_iter().flatten().filter_map(usable);
        Self(usable.collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn find(&self, kid: &str) -> Option<&DecodingKey> {
        self.0.get(kid)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

fn usable(key: &Value) -> Option<(String, DecodingKey)> {
    let key = Jwk::deserialize(key).ok()?;
    let signs = matches!(
        key.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    let rs256 = matches!(key.common.key_algorithm, None | Some(KeyAlgorithm::RS256))
        && matches!(key.algorithm, AlgorithmParameters::RSA(_));
    let decoding = DecodingKey::from_jwk(&key).ok()?;
    key.common
        .key_id
        .filter(|_| signs && rs256)
        .map(|id| (id, decoding))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_rsa_keys_that_sign_and_have_an_id_are_kept() {
        let document = json!({ "keys": [
            { "kty": "RSA", "kid": "good", "use": "sig", "alg": "RS256", "n": "0vx7", "e": "AQAB" },
            { "kty": "RSA", "kid": "plain", "n": "0vx7", "e": "AQAB" },
            { "kty": "RSA", "n": "0vx7", "e": "AQAB" },
            { "kty": "RSA", "kid": "for-encryption", "use": "enc", "n": "0vx7", "e": "AQAB" },
            { "kty": "RSA", "kid": "another-hash", "alg": "RS512", "n": "0vx7", "e": "AQAB" },
            { "kty": "oct", "kid": "a-secret", "k": "c2VjcmV0" },
            { "kty": "EC", "kid": "a-curve", "crv": "P-256", "x": "MKBC", "y": "4Etl" },
            { "kid": "nothing" }, "words", null,
        ]});
        let keys = Keys::from_jwks(&document);
        assert!(keys.find("good").is_some() && keys.find("plain").is_some());
        assert_eq!(keys.len(), 2, "{keys:?}");
    }

    #[test]
    fn what_is_no_key_set_has_no_keys() {
        for document in [json!(null), json!([]), json!({ "keys": "x" })] {
            assert!(Keys::from_jwks(&document).is_empty());
        }
    }
}
