//! Signing: HMAC-SHA-256 over a text that goes into an address and must come back unchanged.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::{KeyRing, keys::Key};

impl KeyRing {
    /// Signs a text for one purpose. The result is `kid.mac`, fit for addresses; it verifies only
    /// with the same purpose and text. The text itself is readable to whoever has it.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        let key = self.sealing();
        let mac = mac(key, purpose, text).finalize().into_bytes();
        format!("{}.{}", key.kid, URL_SAFE_NO_PAD.encode(mac))
    }

    /// Whether a signature was made by [`KeyRing::sign`] over the same, with any key of the ring.
    /// Takes the same time wherever two signatures differ.
    pub fn verify(&self, purpose: &str, text: &str, signature: &str) -> bool {
        let Some((kid, signed)) = signature.split_once('.') else {
            return false;
        };
        let (Some(key), Ok(signed)) = (self.by_kid(kid), URL_SAFE_NO_PAD.decode(signed)) else {
            return false;
        };
        mac(key, purpose, text).verify_slice(&signed).is_ok()
    }
}

/// Each purpose has a key of its own, derived (RFC 5869, expand) from the ring key's signing root.
#[expect(
    clippy::expect_used,
    reason = "32 bytes are a pseudorandom key and an output length that HKDF takes, and HMAC takes any key"
)]
fn mac(key: &Key, purpose: &str, text: &str) -> Hmac<Sha256> {
    let root = Hkdf::<Sha256>::from_prk(key.signing_root()).expect("32 bytes");
    let mut derived = [0; 32];
    root.expand(purpose.as_bytes(), &mut derived)
        .expect("32 bytes");
    let mut mac = Hmac::<Sha256>::new_from_slice(&derived).expect("any length");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keys;
    use secrecy::ExposeSecret as _;

    fn line() -> String {
        Keys::generate(&mut rand::rng()).expose_secret().to_owned()
    }

    #[test]
    fn a_signature_holds_for_its_purpose_and_its_text_alone() {
        let keys = KeyRing::parse(&line()).unwrap();
        let signature = keys.sign("link", "chart 1");
        assert!(keys.verify("link", "chart 1", &signature));
        assert!(!keys.verify("picture", "chart 1", &signature));
        assert!(!keys.verify("link", "chart 2", &signature));
        // Purpose and text do not run into one another.
        assert!(!keys.verify("linkc", "hart 1", &signature));
    }

    #[test]
    fn every_changed_character_and_every_cut_voids_a_signature() {
        let keys = KeyRing::parse(&line()).unwrap();
        let signature = keys.sign("link", "chart 1");
        for at in 0..signature.len() {
            let mut changed = signature.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(!keys.verify("link", "chart 1", &changed), "{changed}");
            assert!(!keys.verify("link", "chart 1", &signature[..at]));
        }
    }

    #[test]
    fn after_a_rotation_old_signatures_hold_until_their_key_goes() {
        let (old, new) = (line(), line());
        let signature = KeyRing::parse(&old).unwrap().sign("link", "chart 1");
        let rotated = KeyRing::parse(&format!("{new},{old}")).unwrap();
        assert!(rotated.verify("link", "chart 1", &signature));
        assert_ne!(rotated.sign("link", "chart 1"), signature);
        let without = KeyRing::parse(&new).unwrap();
        assert!(!without.verify("link", "chart 1", &signature));
    }

    #[test]
    fn the_signing_key_is_not_the_sealing_key() {
        let bytes = [7_u8; 32];
        let ring = format!("k:{}", base64::prelude::BASE64_STANDARD.encode(bytes));
        let keys = KeyRing::parse(&ring).unwrap();
        let mut plain = Hmac::<Sha256>::new_from_slice(&bytes).unwrap();
        plain.update(b"chart 1");
        let plain = URL_SAFE_NO_PAD.encode(plain.finalize().into_bytes());
        assert_ne!(keys.sign("link", "chart 1"), format!("k.{plain}"));
    }
}
