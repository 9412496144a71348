//! The key pairs of invocation tokens.

use std::fmt;
use std::sync::LazyLock;

use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::rand_core::OsRng;
use serde_json::Value;
use uuid::Uuid;

/// The key that is published. Like the other it is made once for the process: that takes a moment.
pub(super) static OURS: LazyLock<SigningKey> = LazyLock::new(SigningKey::make);
/// A key that is not.
pub(super) static FOREIGN: LazyLock<SigningKey> = LazyLock::new(SigningKey::make);

/// A key and the id under which it is published.
pub(super) struct SigningKey {
    id: String,
    key: EncodingKey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new pair, from the system's randomness.
    #[expect(
        clippy::expect_used,
        reason = "RSA has keys of 2048 bits, and each of them has a DER form"
    )]
    fn make() -> Self {
        let pair = RsaPrivateKey::new(&mut OsRng, 2048).expect("a key of 2048 bits");
        let der = pair.to_pkcs1_der().expect("its DER form");
        Self {
            id: format!("forge/invocation-token/{}", Uuid::new_v4()),
            key: EncodingKey::from_rsa_der(der.as_bytes()),
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The public half, as a key set lists it.
    pub(super) fn public(&self) -> Option<Jwk> {
        let mut public = Jwk::from_encoding_key(&self.key, Algorithm::RS256).ok()?;
        public.common.key_id = Some(self.id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Some(public)
    }

    /// RS256, under the id of another key where one is named.
    pub(super) fn sign(&self, claims: &Value, id: &str) -> Option<String> {
        let header = Header {
            kid: Some(id.to_owned()),
            ..Header::new(Algorithm::RS256)
        };
        jsonwebtoken::encode(&header, claims, &self.key).ok()
    }
}
