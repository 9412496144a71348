//! Codes, tokens and cookies: long, opaque, random.

use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};

/// Makes secrets. Atlassian's look like JWTs and are 2 to 4 kB long; nobody may read anything from them.
pub struct Secrets {
    rng: Mutex<StdRng>,
}

impl Secrets {
    /// With a seed the same secrets come each time (for tests); without it the system's randomness.
    pub fn new(seed: Option<u64>) -> Self {
        let rng = match seed {
            Some(seed) => StdRng::seed_from_u64(seed),
            None => StdRng::from_os_rng(),
        };
        Self {
            rng: Mutex::new(rng),
        }
    }

    /// An authorization code: about 700 characters, three parts with dots.
    pub fn code(&self) -> String {
        self.like_a_jwt(420)
    }

    /// An access token: about 2 kB.
    pub fn access_token(&self) -> String {
        self.like_a_jwt(1_450)
    }

    /// A refresh token: about 1 kB.
    pub fn refresh_token(&self) -> String {
        self.like_a_jwt(690)
    }

    /// A short secret for cookies and forms: 43 characters.
    pub fn short(&self) -> String {
        self.text(32)
    }

    fn like_a_jwt(&self, payload: usize) -> String {
        let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"opaque","alg":"none of your business"}"#);
        format!("{head}.{}.{}", self.text(payload), self.text(64))
    }

    fn text(&self, bytes: usize) -> String {
        let mut buffer = vec![0; bytes];
        self.rng
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut buffer);
        URL_SAFE_NO_PAD.encode(buffer)
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}
