//! What a viewer narrows a chart by, as it stands in an address.
//!
//! `?filter.status=Open&filter.status=Done&how.status=none&text=crash`: values of one field are one
//! condition, all conditions must hold. A plain form of a browser writes just this, so filtering
//! needs no script.

mod jql;

pub use jql::{narrow, values_of};

/// In which way the values of a condition count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum How {
    /// The issue has at least one of them.
    #[default]
    Any,
    /// The issue has each of them; means something where a field holds several values.
    All,
    /// The issue has none of them.
    None,
}

impl How {
    /// All of them, in the order in which people are offered them.
    pub const EVERY: [Self; 3] = [Self::Any, Self::All, Self::None];

    /// Its word in an address: `any`, `all`, `none`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
            Self::None => "none",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|how| how.name() == word)
    }
}

/// Some values of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The field's id.
    pub field: String,
    /// In which way the values count.
    pub how: How,
    /// Keys of values as a table has them, [`crate::keys::NONE`] among them; never empty.
    pub values: Vec<String>,
}

/// Conditions that must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Narrowing {
    /// By values, one for each field, in the order of the address.
    pub conditions: Vec<Condition>,
    /// Words that the text must hold; never blank.
    pub text: Option<String>,
    /// Of which site's charts it is meant, as the word that their filter bars bear; `None`: of whichever
    /// reads it.
    pub site: Option<String>,
}

/// Values that an address may name: more are left out.
const MOST_VALUES: usize = 200;
/// Fields that it may name: each is a table to be asked for.
const MOST_FIELDS: usize = 12;
/// Characters of [`Narrowing::text`]: more are left out.
const LONGEST_TEXT: usize = 200;

impl Narrowing {
    /// Reads the parts of an address, decoded. What is not about narrowing is passed over.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut out = Self::default();
        let mut hows: Vec<(&str, How)> = Vec::new();
        let mut values = 0;
        for (name, value) in pairs {
            if name == "text" {
                let words: String = value.trim().chars().take(LONGEST_TEXT).collect();
                out.text = Some(words).filter(|words| !words.is_empty());
            } else if name == "site" {
                out.site = Some(value.to_owned()).filter(|word| !word.is_empty());
            } else if let Some(field) = name.strip_prefix("how.") {
                hows.extend(How::parse(value).map(|how| (field, how)));
            } else if let Some(field) = name.strip_prefix("filter.")
                && values < MOST_VALUES
                && !field.is_empty()
                && !value.is_empty()
            {
                values += 1;
                out.add(field, value);
            }
        }
        for condition in &mut out.conditions {
            let last = hows.iter().rfind(|(field, _)| *field == condition.field);
            condition.how = last.map(|(_, how)| *how).unwrap_or_default();
        }
        out
    }

    fn add(&mut self, field: &str, value: &str) {
        let known = self.conditions.iter().position(|it| it.field == field);
        if known.is_none() && self.conditions.len() == MOST_FIELDS {
            return;
        }
        let place = known.unwrap_or_else(|| {
            self.conditions.push(Condition {
                field: field.to_owned(),
                ..Condition::default()
            });
            self.conditions.len() - 1
        });
        let values = &mut self.conditions[place].values;
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }

    /// The parts of an address that reads as this again, not yet encoded.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for Condition { field, how, values } in &self.conditions {
            let name = format!("filter.{field}");
            out.extend(values.iter().map(|value| (name.clone(), value.clone())));
            if *how != How::Any {
                out.push((format!("how.{field}"), how.name().to_owned()));
            }
        }
        out.extend(self.text.clone().map(|text| ("text".to_owned(), text)));
        if !out.is_empty() {
            out.extend(self.site.clone().map(|site| ("site".to_owned(), site)));
        }
        out
    }

    /// Whether everything may stay.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.text.is_none()
    }

    /// The condition on a field.
    pub fn on(&self, field: &str) -> Option<&Condition> {
        self.conditions.iter().find(|it| it.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_read_and_what_is_not_meant_is_passed_over() {
        let read = Narrowing::from_pairs([
            ("link", "secret"),
            ("how.status", "none"),
            ("filter.status", "Open"),
            ("filter.labels", "a"),
            ("filter.status", "Done"),
            ("filter.status", "Open"),
            ("how.labels", "sideways"),
            ("filter.", "x"),
            ("filter.priority", ""),
            ("text", "  crash  "),
        ]);
        let condition = |field: &str, how, values: &[&str]| Condition {
            field: field.into(),
            how,
            values: values.iter().map(ToString::to_string).collect(),
        };
        assert_eq!(
            read,
            Narrowing {
                conditions: vec![
                    condition("status", How::None, &["Open", "Done"]),
                    condition("labels", How::Any, &["a"]),
                ],
                text: Some("crash".into()),
                site: None,
            }
        );
        assert!(Narrowing::from_pairs([("text", " ")]).is_empty());
    }

    proptest! {
        #[test]
        fn written_and_read_again_it_is_the_same(
            conditions in proptest::collection::btree_map("[a-z_0-9]{1,12}", (0..3usize, proptest::collection::btree_set("[^ ]{1,9}", 1..4)), 0..4),
            text in proptest::option::of("[a-z]{1,8}( [a-z]{1,8}){0,2}"),
        ) {
            let conditions = conditions.into_iter().map(|(field, (how, values))| Condition {
                field,
                how: How::EVERY[how],
                values: values.into_iter().collect(),
            });
            let mut narrowing = Narrowing { conditions: conditions.collect(), text, site: None };
            narrowing.site = (!narrowing.is_empty()).then(|| "0a1b".to_owned());
            let pairs = narrowing.pairs();
            let read = Narrowing::from_pairs(pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())));
            prop_assert_eq!(read, narrowing);
        }
    }
}
