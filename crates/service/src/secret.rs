//! Random secrets that we hand out, and the hashes that we keep of them.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::TryRngCore;
use secrecy::{ExposeSecret, SecretString};
use store::TokenHash;

/// A random token of 256 bits, as base64url without padding (43 characters).
///
/// It never prints itself; [`Secret::expose`] is for the one place that hands it to its owner.
#[derive(Clone, Debug)]
pub struct Secret(SecretString);

impl Secret {
    /// Draws a new one from the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness: nothing safe can be done then.
    pub fn draw() -> Self {
        let mut bytes = [0_u8; 32];
        #[expect(
            clippy::expect_used,
            reason = "without randomness no secret may be handed out"
        )]
        rand::rngs::OsRng
            .try_fill_bytes(&mut bytes)
            .expect("the operating system gives randomness");
        Self(BASE64_URL_SAFE_NO_PAD.encode(bytes).into())
    }

    /// Takes a token that somebody presents.
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned().into())
    }

    /// The text, for its owner alone.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What the database keeps of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(self.expose())
    }
}

/// SHA-256 of a text as base64url without padding: the hash of a verifier, an S256 challenge.
pub fn hash(text: &str) -> String {
    TokenHash::of(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print_itself() {
        let secret = Secret::draw();
        assert!(!format!("{secret:?}").contains(secret.expose()));
    }

    #[test]
    fn the_hash_a_frame_sends_is_the_hash_of_its_verifier() {
        let verifier = Secret::draw();
        let sent = hash(verifier.expose());
        assert_eq!(sent.parse(), Ok(verifier.hash()));
    }
}
