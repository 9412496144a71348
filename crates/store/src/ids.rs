//! Ids as types, so that an account id is never taken for a chart id.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}")]
pub struct InvalidId {
    kind: &'static str,
}

impl InvalidId {
    pub(crate) const fn new(kind: &'static str) -> Self {
        Self { kind }
    }
}

/// Characters beyond these never occur in an id, and a NUL would be refused by PostgreSQL alone.
fn parse_word(
    kind: &'static str,
    text: &str,
    more: &str,
    longest: usize,
) -> Result<String, InvalidId> {
    let known = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
    if text.is_empty() || text.len() > longest || !text.chars().all(known) {
        return Err(InvalidId::new(kind));
    }
    Ok(text.to_owned())
}

macro_rules! word_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $more:literal, $longest:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks characters and length; says nothing about whether it exists.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                parse_word($kind, text, $more, $longest).map(Self)
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self).map_err(|_| InvalidId::new($kind))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

word_id!(
    /// A person at Atlassian, the same on every site: 1 to 128 letters, digits, `:`, `-`, `_`, `.`.
    AccountId, "account id", ":-_.", 128
);

word_id!(
    /// A saved chart, as it stands in addresses: 1 to 64 letters, digits, `-`, `_`.
    ChartId, "chart id", "-_", 64
);

word_id!(
    /// A template of an account's own: 1 to 64 letters, digits, `-`, `_`.
    TemplateId, "template id", "-_", 64
);

word_id!(
    /// A dashboard, as it stands in addresses: 1 to 64 letters, digits, `-`, `_`.
    DashboardId, "dashboard id", "-_", 64
);

uuid_id!(
    /// A grant. Bound into the seals of its tokens, therefore never reused.
    GrantId, "grant id"
);

uuid_id!(
    /// An Atlassian site: its cloud id.
    SiteId, "site id"
);

impl ChartId {
    /// A new id of 128 random bits: who does not know it cannot guess it.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(random_word(rng))
    }
}

impl DashboardId {
    /// A new id of 128 random bits.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(random_word(rng))
    }
}

impl TemplateId {
    /// A new id.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(random_word(rng))
    }
}

fn random_word(rng: &mut impl CryptoRng) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_ids_of_both_known_shapes_are_taken() {
        for text in [
            "5b10ac8d82e05b22cc7d4ef5",
            "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077",
            "qm:a:b",
        ] {
            assert_eq!(AccountId::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn ids_with_foreign_characters_are_refused() {
        for text in ["", "a b", "a\0", "ä", "a/b", &"a".repeat(129)] {
            assert!(AccountId::parse(text).is_err(), "{text:?}");
            assert!(ChartId::parse(text).is_err(), "{text:?}");
        }
        assert!("not-a-uuid".parse::<SiteId>().is_err());
        assert!(serde_json::from_str::<ChartId>(r#""a b""#).is_err());
    }

    #[test]
    fn generated_chart_ids_are_valid_and_differ() {
        let first = ChartId::generate(&mut rand::rng());
        assert_eq!(ChartId::parse(first.as_str()), Ok(first.clone()));
        assert_ne!(first, ChartId::generate(&mut rand::rng()));
    }
}
