//! The key ring: the keys that seal tokens and sign addresses. It lives in the settings, never in
//! the database.

use std::{fmt, sync::Arc};

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use hkdf::Hkdf;
use rand::CryptoRng;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use sha2::Sha256;

const KEY_BYTES: usize = 32;
const LONGEST_KID: usize = 32;
/// Keeps what signs apart from what seals (RFC 5869, extract).
const SIGNING_SALT: &[u8] = b"inlay signing, version 1";

/// Written with padding, read with and without it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The keys that seal what must not be readable in the database.
///
/// The first key seals and signs; every key opens and verifies. To rotate, put a new key in front; drop the old one when
/// nothing sealed with it is needed any more. A grant whose key is gone asks for consent again.
///
/// ```
/// use secrecy::ExposeSecret;
/// let line = store::Keys::generate(&mut rand::rng());
/// let keys = store::KeyRing::parse(line.expose_secret())?;
/// let sealed = keys.seal("oauth-state", b"where to go back to");
/// assert_eq!(keys.open("oauth-state", &sealed)?, b"where to go back to");
/// assert!(keys.open("something else", &sealed).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct KeyRing {
    /// Never empty: `parse` refuses that.
    keys: Arc<[Key]>,
}

pub(crate) struct Key {
    pub(crate) kid: String,
    /// Holds the key's bytes and wipes them when dropped.
    pub(crate) cipher: XChaCha20Poly1305,
    signing_root: SecretBox<[u8; KEY_BYTES]>,
}

/// What is wrong with a key ring. The sentences never repeat key material.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyRingError {
    /// There is no key in it.
    #[error("there is no key; `inlay keys generate` prints one")]
    Empty,
    /// An entry is not `kid:key`, or the kid has other characters than letters, digits, `-`, `_`.
    #[error("entry {position} is not of the form kid:base64-of-32-bytes")]
    Malformed {
        /// Counted from 1.
        position: usize,
    },
    /// The part behind the colon is not the base64 text of 32 bytes.
    #[error("the key {kid:?} is not the base64 text of 32 bytes")]
    NotAKey {
        /// Which key.
        kid: String,
    },
    /// Two keys have the same kid.
    #[error("the key id {kid:?} occurs twice")]
    Twice {
        /// Which one.
        kid: String,
    },
}

impl KeyRing {
    /// Reads `kid:base64-of-32-bytes[,older…]`. A new line separates like a comma, so that a key
    /// file may hold one key a line.
    pub fn parse(text: &str) -> Result<Self, KeyRingError> {
        let mut keys: Vec<Key> = Vec::new();
        let entries = text
            .split([',', '\n'])
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        for (index, entry) in entries.enumerate() {
            let key = Key::parse(entry, index + 1)?;
            if keys.iter().any(|known| known.kid == key.kid) {
                return Err(KeyRingError::Twice { kid: key.kid });
            }
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(KeyRingError::Empty);
        }
        Ok(Self { keys: keys.into() })
    }

    pub(crate) fn sealing(&self) -> &Key {
        &self.keys[0]
    }

    pub(crate) fn by_kid(&self, kid: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.kid == kid)
    }
}

impl Key {
    fn parse(entry: &str, position: usize) -> Result<Self, KeyRingError> {
        let (kid, encoded) = entry
            .split_once(':')
            .ok_or(KeyRingError::Malformed { position })?;
        let known = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if kid.is_empty() || kid.len() > LONGEST_KID || !kid.bytes().all(known) {
            return Err(KeyRingError::Malformed { position });
        }
        let not_a_key = || KeyRingError::NotAKey {
            kid: kid.to_owned(),
        };
        let bytes = BASE64.decode(encoded).map_err(|_| not_a_key())?;
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| not_a_key())?;
        let (root, _) = Hkdf::<Sha256>::extract(Some(SIGNING_SALT), &bytes);
        Ok(Self {
            kid: kid.to_owned(),
            cipher,
            signing_root: SecretBox::new(Box::new(root.into())),
        })
    }

    /// What the signing keys are derived from.
    pub(crate) fn signing_root(&self) -> &[u8] {
        self.signing_root.expose_secret()
    }
}

/// Names the keys, and shows none.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys.iter().map(|key| &key.kid))
            .finish()
    }
}

/// Makes keys, for `inlay keys generate`.
#[derive(Debug)]
pub struct Keys;

impl Keys {
    /// A fresh key as a line for the key ring: `kid:base64-of-32-bytes`, with a random kid, so
    /// that the line can be put in front of any ring.
    pub fn generate(rng: &mut impl CryptoRng) -> SecretString {
        let kid = rng.next_u32();
        let mut key = [0; KEY_BYTES];
        rng.fill_bytes(&mut key);
        format!("k{kid:08x}:{}", BASE64.encode(key)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn the_first_key_seals_and_every_key_is_found() {
        let ring =
            KeyRing::parse(&format!("new:{KEY},\nold:{}\n", KEY.trim_end_matches('='))).unwrap();
        assert_eq!(ring.sealing().kid, "new");
        assert!(ring.by_kid("old").is_some());
        assert!(ring.by_kid("lost").is_none());
    }

    #[rstest]
    #[case("", KeyRingError::Empty)]
    #[case(" \n,", KeyRingError::Empty)]
    #[case(KEY, KeyRingError::Malformed { position: 1 })]
    #[case("a.b:AA", KeyRingError::Malformed { position: 1 })]
    #[case(":AA", KeyRingError::Malformed { position: 1 })]
    #[case("short:AAECAw==", KeyRingError::NotAKey { kid: "short".into() })]
    #[case("words:not base64", KeyRingError::NotAKey { kid: "words".into() })]
    #[case(&format!("a:{KEY},a:{KEY}"), KeyRingError::Twice { kid: "a".into() })]
    fn a_ring_that_cannot_work_is_refused(#[case] text: &str, #[case] wrong: KeyRingError) {
        assert_eq!(KeyRing::parse(text).unwrap_err(), wrong);
    }

    #[test]
    fn nothing_printed_holds_key_material() {
        let ring = KeyRing::parse(&format!("a:{KEY}")).unwrap();
        assert_eq!(format!("{ring:?}"), r#"["a"]"#);
        let wrong = KeyRing::parse(&format!("a:{KEY}!")).unwrap_err();
        assert!(!format!("{wrong} {wrong:?}").contains("AAECAw"));
    }

    #[test]
    fn generated_lines_make_a_ring_and_differ() {
        let [one, two] = [(); 2].map(|()| Keys::generate(&mut rand::rng()));
        let ring = format!("{},{}", one.expose_secret(), two.expose_secret());
        assert!(KeyRing::parse(&ring).is_ok());
    }
}
