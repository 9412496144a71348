//! Hashes that stand in the database in place of secrets.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::InvalidId;

/// SHA-256 of a secret of at least 128 random bits: a session, a bearer, a verifier, a code.
///
/// As text it is base64url without padding, 43 characters: the same that PKCE and the frame use.
#[derive(Clone, Copy, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of a secret.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// A hash made elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// Takes the same time wherever two hashes differ.
impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// Enough of the hash to tell two apart in a log, too little to use it.
impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenHash({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

impl FromStr for TokenHash {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId::new("token hash");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| invalid())?;
        bytes.try_into().map(Self).map_err(|_| invalid())
    }
}

/// Tells which refresh token is stored without unsealing it.
///
/// A refresh and its verdict name the token they used by its fingerprint, and change the grant
/// only while that token is still the stored one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(TokenHash);

impl Fingerprint {
    /// The fingerprint of a refresh token.
    pub fn of(refresh: &SecretString) -> Self {
        Self(TokenHash::of(refresh.expose_secret()))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_pkce_makes_of_a_verifier() {
        // RFC 7636, appendix B.
        let hash = TokenHash::of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(
            hash.to_string(),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_eq!(hash.to_string().parse(), Ok(hash));
    }

    #[test]
    fn a_text_of_another_length_is_no_hash() {
        assert!(
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw"
                .parse::<TokenHash>()
                .is_err()
        );
        assert!("".parse::<TokenHash>().is_err());
    }

    #[test]
    fn debug_shows_only_the_beginning() {
        assert_eq!(
            format!("{:?}", TokenHash::from_bytes([0xab; 32])),
            "TokenHash(abab…)"
        );
    }
}
