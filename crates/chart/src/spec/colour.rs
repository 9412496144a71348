//! A colour that somebody chose.

use super::{SpecError, walk::Node};

/// An opaque colour, written `#rrggbb` in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colour(String);

impl Colour {
    /// Reads `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let long = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        Some(Self(format!("#{}", long.to_ascii_lowercase())))
    }

    /// `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let text = node.text()?;
        Self::parse(text)
            .ok_or_else(|| node.error(format!("{text:?} is no colour; write it as \"#c9372c\"")))
    }
}
