//! The address of a chart's page or frame, with what of it is kept from one to the next.

use crate::paths;
use chart::Narrowing;
use std::iter::once;

/// Where a filter bar's form goes, and what it takes along.
///
/// ```
/// use app::address::Address;
/// use chart::Narrowing;
/// let narrowing = Narrowing::from_pairs([("filter.status", "To Do"), ("text", "crash")]);
/// let address = Address { path: "/embed/c_1".into(), kept: vec![("as", "owner".into())], narrowing };
/// assert_eq!(address.whole(), "/embed/c_1?as=owner&filter.status=To%20Do&text=crash");
/// assert_eq!(address.wide(), "/embed/c_1?as=owner");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The path.
    pub path: String,
    /// What is not about narrowing: `link`, `as`, `theme`.
    pub kept: Vec<(&'static str, String)>,
    /// What the chart is narrowed by.
    pub narrowing: Narrowing,
}

impl Address {
    /// With everything.
    pub fn whole(&self) -> String {
        let words = self.narrowing.pairs();
        let words = words
            .iter()
            .map(|(name, word)| (name.as_str(), word.as_str()));
        paths::with(&self.path, self.kept().chain(words))
    }

    /// With nothing narrowed.
    pub fn wide(&self) -> String {
        paths::with(&self.path, self.kept())
    }

    fn kept(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kept.iter().map(|(name, word)| (*name, word.as_str()))
    }

    /// The words of the narrowing alone, as an address has them.
    pub fn words(&self) -> String {
        words(&self.narrowing)
    }

    /// What a form has to carry unseen: all but what its own fields write.
    pub fn unseen(&self, open: Option<&str>, has_text: bool) -> Vec<(String, String)> {
        let own = |name: &str| {
            let field = name
                .strip_prefix("filter.")
                .or_else(|| name.strip_prefix("how."));
            (field.is_some() && field == open) || (has_text && name == "text")
        };
        let kept = self
            .kept
            .iter()
            .map(|(name, word)| ((*name).to_owned(), word.clone()));
        let words = self
            .narrowing
            .pairs()
            .into_iter()
            .filter(|(name, _)| !own(name));
        kept.chain(words).collect()
    }
}

/// What a narrowing is in an address.
///
/// ```
/// let narrowing = chart::Narrowing::from_pairs([("filter.status", "A & B"), ("how.status", "none")]);
/// assert_eq!(app::address::words(&narrowing), "filter.status=A%20%26%20B&how.status=none");
/// ```
pub fn words(narrowing: &Narrowing) -> String {
    let pairs = narrowing.pairs();
    let pairs = pairs
        .iter()
        .map(|(name, word)| (name.as_str(), word.as_str()));
    paths::with("", pairs).trim_start_matches('?').to_owned()
}

/// One pair, where there is a word.
pub fn kept(
    name: &'static str,
    word: Option<&str>,
) -> impl Iterator<Item = (&'static str, String)> {
    once(word)
        .flatten()
        .map(move |word| (name, word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_unseen_what_its_own_fields_do_not_write() {
        let narrowing = Narrowing::from_pairs([
            ("filter.status", "Open"),
            ("how.status", "none"),
            ("filter.labels", "a"),
            ("text", "crash"),
        ]);
        let address = Address {
            path: "/charts/c_1".into(),
            kept: kept("as", Some("owner"))
                .chain(kept("link", None))
                .collect(),
            narrowing,
        };
        let names = |unseen: Vec<(String, String)>| -> Vec<String> {
            unseen.into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(
            names(address.unseen(Some("status"), true)),
            ["as", "filter.labels"]
        );
        assert_eq!(
            names(address.unseen(None, false)),
            ["as", "filter.status", "how.status", "filter.labels", "text"]
        );
    }
}
