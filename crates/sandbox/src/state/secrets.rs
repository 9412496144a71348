//! Codes, tokens and cookies: long, opaque, random.

use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use serde::Serialize;

/// Makes secrets. Atlassian's look like JWTs and are 2 to 4 kB long; nobody may read anything from them.
pub struct Secrets {
    rng: Mutex<StdRng>,
    given_out: Mutex<Vec<GivenOut>>,
}

/// What was given to the app, and must not turn up anywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenOut {
    /// What it is.
    pub kind: SecretKind,
    /// The whole of it.
    pub secret: String,
}

/// The secrets that reach the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// An authorization code: one use, in the callback's address.
    Code,
    /// An access token.
    AccessToken,
    /// A refresh token.
    RefreshToken,
    /// A Forge invocation token.
    InvocationToken,
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
            given_out: Mutex::default(),
        }
    }

    /// Every secret that was given out, the oldest first.
    pub fn given_out(&self) -> Vec<GivenOut> {
        self.remembered().clone()
    }

    /// Remembers one that was made elsewhere.
    pub(crate) fn remember(&self, kind: SecretKind, secret: &str) {
        self.remembered().push(GivenOut {
            kind,
            secret: secret.to_owned(),
        });
    }

    /// Forgets what was given out.
    pub(crate) fn forget(&self) {
        self.remembered().clear();
    }

    fn remembered(&self) -> MutexGuard<'_, Vec<GivenOut>> {
        self.given_out
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// An authorization code: about 700 characters, three parts with dots.
    pub fn code(&self) -> String {
        self.like_a_jwt(SecretKind::Code, 420)
    }

    /// An access token: about 2 kB.
    pub fn access_token(&self) -> String {
        self.like_a_jwt(SecretKind::AccessToken, 1_450)
    }

    /// A refresh token: about 1 kB.
    pub fn refresh_token(&self) -> String {
        self.like_a_jwt(SecretKind::RefreshToken, 690)
    }

    /// A short secret for cookies and forms: 43 characters.
    pub fn short(&self) -> String {
        self.text(32)
    }

    fn like_a_jwt(&self, kind: SecretKind, payload: usize) -> String {
        let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"opaque","alg":"none of your business"}"#);
        let secret = format!("{head}.{}.{}", self.text(payload), self.text(64));
        self.remember(kind, &secret);
        secret
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
