//! Sealing: XChaCha20-Poly1305 over a text, bound to the place where it is stored.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    XNonce,
    aead::{Aead as _, Payload},
};
use rand::RngCore as _;
use secrecy::{ExposeSecret as _, SecretString};

use crate::{KeyRing, StoreError};

const NONCE_BYTES: usize = 24;

/// Why a sealed text does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It was sealed with a key that is not in the ring.
    #[error("the key {kid:?} is not in the key ring")]
    UnknownKey {
        /// The key it names.
        kid: String,
    },
    /// It was changed, belongs to another place, or is no sealed text at all.
    #[error("the sealed text was changed, or belongs elsewhere")]
    Broken,
}

impl KeyRing {
    /// Seals bytes for one purpose. The result is `kid.nonce.ciphertext`, fit for cookies and
    /// text columns; it opens only with the same `purpose`.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> String {
        let key = self.sealing();
        // 192 random bits: nonces do not repeat, however many tokens are sealed.
        let mut nonce = [0; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: purpose.as_bytes(),
        };
        #[expect(
            clippy::expect_used,
            reason = "fails only for more than 256 GiB (RFC 8439, 2.8): no such slice reaches this"
        )]
        let sealed = key
            .cipher
            .encrypt(XNonce::from_slice(&nonce), payload)
            .expect("short enough");
        let (nonce, sealed) = (
            URL_SAFE_NO_PAD.encode(nonce),
            URL_SAFE_NO_PAD.encode(sealed),
        );
        format!("{}.{nonce}.{sealed}", key.kid)
    }

    /// Opens what [`KeyRing::seal`] made for the same purpose.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>, SealError> {
        let mut parts = sealed.splitn(3, '.');
        let (Some(kid), Some(nonce), Some(sealed)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(SealError::Broken);
        };
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| SealError::Broken);
        let (nonce, sealed) = (decode(nonce)?, decode(sealed)?);
        if nonce.len() != NONCE_BYTES {
            return Err(SealError::Broken);
        }
        let key = self.by_kid(kid).ok_or_else(|| SealError::UnknownKey {
            kid: kid.to_owned(),
        })?;
        let payload = Payload {
            msg: &sealed,
            aad: purpose.as_bytes(),
        };
        key.cipher
            .decrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| SealError::Broken)
    }
}

/// A sealed cell: the seal is bound to it, so that a text moved to another cell does not open.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) row: String,
}

impl Place {
    fn purpose(&self) -> String {
        format!("{}/{}/{}", self.table, self.column, self.row)
    }

    pub(crate) fn seal(&self, keys: &KeyRing, secret: &SecretString) -> String {
        keys.seal(&self.purpose(), secret.expose_secret().as_bytes())
    }

    pub(crate) fn open(&self, keys: &KeyRing, sealed: &str) -> Result<SecretString, StoreError> {
        let Self { table, column, row } = self.clone();
        let plain = keys
            .open(&self.purpose(), sealed)
            .map_err(|error| match error {
                SealError::UnknownKey { kid } => StoreError::KeyMissing {
                    kid,
                    table,
                    column,
                    row: row.clone(),
                },
                SealError::Broken => StoreError::SealBroken {
                    table,
                    column,
                    row: row.clone(),
                },
            })?;
        String::from_utf8(plain)
            .map(SecretString::from)
            .map_err(|_| StoreError::SealBroken { table, column, row })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keys;

    fn ring() -> KeyRing {
        KeyRing::parse(Keys::generate(&mut rand::rng()).expose_secret()).unwrap()
    }

    #[test]
    fn every_changed_character_breaks_the_seal() {
        let keys = ring();
        let sealed = keys.seal("a", b"secret");
        let key_id_ends = sealed.find('.').unwrap();
        for at in key_id_ends + 1..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(
                keys.open("a", &changed),
                Err(SealError::Broken),
                "{changed}"
            );
        }
    }

    #[test]
    fn a_text_that_was_never_sealed_is_broken() {
        for text in ["", "plain", "a.b", "a.b.c", "..", "a.AAAA.AAAA"] {
            assert_eq!(ring().open("a", text), Err(SealError::Broken), "{text:?}");
        }
    }

    #[test]
    fn the_same_secret_never_looks_the_same() {
        let keys = ring();
        assert_ne!(keys.seal("a", b"secret"), keys.seal("a", b"secret"));
    }

    #[test]
    fn a_key_that_is_gone_is_named() {
        let sealed = KeyRing::parse(&format!("gone:{}", "A".repeat(43)))
            .unwrap()
            .seal("a", b"secret");
        let unknown = SealError::UnknownKey { kid: "gone".into() };
        assert_eq!(ring().open("a", &sealed), Err(unknown));
    }
}
