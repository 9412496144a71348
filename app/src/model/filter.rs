//! What somebody who looks at a chart is offered to narrow it by.

use serde::{Deserialize, Serialize};

/// The filters of a chart, and what they are set to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterBar {
    /// Which site's fields these are, as a short opaque word.
    pub site: String,
    /// One for each field, those that the chart offers first.
    pub tabs: Vec<FilterTab>,
    /// The words looked for, perhaps none; null where the chart is not narrowed by text.
    pub text: Option<String>,
    /// What was asked for and is not done, one sentence each.
    pub ignored: Vec<String>,
    /// The query with everything narrowed, for those who may see it; null where nothing is narrowed.
    pub query: Option<String>,
}

/// One field's filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterTab {
    /// The field's id.
    pub field: String,
    /// What the site calls it.
    pub name: String,
    /// Whether an issue may have several of its values, so that `all` means something.
    pub many: bool,
    /// Whether the chart itself offers it, and it is not just followed.
    pub offered: bool,
    /// `any`, `all` or `none`: in which way the chosen values count.
    pub how: String,
    /// What is chosen.
    pub chosen: Vec<FilterValue>,
    /// What may be chosen; only of the tab that was asked to be open.
    pub values: Option<FilterValues>,
}

/// The values of a field among the chart's issues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterValues {
    /// In the order that the site has them in.
    pub values: Vec<FilterValue>,
    /// How many more there are than can be offered.
    pub more: u64,
}

/// A value that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterValue {
    /// What the address names it by.
    pub key: String,
    /// What people read.
    pub label: String,
}

impl FilterBar {
    /// Whether there is anything to show.
    pub fn is_shown(&self) -> bool {
        !self.tabs.is_empty() || self.text.is_some() || !self.ignored.is_empty()
    }

    /// Whether something is chosen, so that not all of the chart's issues count.
    pub fn narrows(&self) -> bool {
        self.text.as_ref().is_some_and(|text| !text.is_empty())
            || self.tabs.iter().any(|tab| !tab.chosen.is_empty())
    }

    /// The field whose values are laid out.
    pub fn open(&self) -> Option<&str> {
        let open = self.tabs.iter().find(|tab| tab.values.is_some())?;
        Some(&open.field)
    }
}

impl FilterTab {
    /// Names of as many values as fit in a line.
    const NAMED: usize = 2;

    /// What is chosen, in a few words: `High, Low`, `not High or Low`, `a and b and 3 more`.
    pub fn said(&self) -> Option<String> {
        let (before, joint) = match self.how.as_str() {
            "none" => ("not ", " or "),
            "all" => ("", " and "),
            _ => ("", ", "),
        };
        let named = self.chosen.iter().take(Self::NAMED);
        let named: Vec<_> = named.map(|value| value.label.as_str()).collect();
        let rest = self.chosen.len().saturating_sub(Self::NAMED);
        let more = if rest == 0 {
            String::new()
        } else {
            format!("{joint}{rest} more")
        };
        (!named.is_empty()).then(|| format!("{before}{}{more}", named.join(joint)))
    }
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{FilterBar, FilterTab, FilterValue, FilterValues};

    impl From<service::FilterBar> for FilterBar {
        fn from(from: service::FilterBar) -> Self {
            Self {
                site: from.site,
                tabs: from.tabs.into_iter().map(FilterTab::from).collect(),
                text: from.text,
                ignored: from.ignored,
                query: from.query,
            }
        }
    }

    impl From<service::FilterTab> for FilterTab {
        fn from(from: service::FilterTab) -> Self {
            Self {
                field: from.field,
                name: from.name,
                many: from.many,
                offered: from.offered,
                how: from.how.name().to_owned(),
                chosen: values(from.chosen),
                values: from.values.map(|from| FilterValues {
                    values: values(from.values),
                    more: from.more,
                }),
            }
        }
    }

    fn values(from: Vec<service::FilterValue>) -> Vec<FilterValue> {
        let value = |service::FilterValue { key, label }| FilterValue { key, label };
        from.into_iter().map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_said_in_a_few_words() {
        let said = |how: &str, labels: &[&str]| {
            let value = |label: &&str| FilterValue {
                key: String::new(),
                label: (*label).into(),
            };
            let tab = FilterTab {
                how: how.into(),
                chosen: labels.iter().map(value).collect(),
                ..FilterTab::default()
            };
            tab.said()
        };
        assert_eq!(said("any", &[]), None);
        assert_eq!(said("any", &["High", "Low"]).unwrap(), "High, Low");
        assert_eq!(said("none", &["Low"]).unwrap(), "not Low");
        assert_eq!(said("none", &["High", "Low"]).unwrap(), "not High or Low");
        assert_eq!(said("all", &["a", "b", "c"]).unwrap(), "a and b and 1 more");
    }
}
