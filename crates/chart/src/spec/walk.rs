//! Reading JSON with the path to each value at hand.

use serde_json::{Map, Value};

use super::SpecError;
use crate::names::did_you_mean;

/// A value somewhere inside the spec.
#[derive(Clone)]
pub(super) struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub(super) fn top(value: &'a Value) -> Self {
        Self {
            value,
            path: String::new(),
        }
    }

    /// An error about this value.
    pub(super) fn error(&self, message: impl Into<String>) -> SpecError {
        SpecError::new(self.path.clone(), message)
    }

    fn wrong(&self, wanted: &str) -> SpecError {
        let got = match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.error(format!("{wanted} belongs here, not {got}"))
    }

    /// The object here, which may have `known` keys and no others.
    pub(super) fn object(&self, known: &[&str]) -> Result<Fields<'a>, SpecError> {
        let Value::Object(map) = self.value else {
            return Err(self.wrong("an object"));
        };
        for key in map.keys() {
            if !known.contains(&key.as_str()) {
                let mend = did_you_mean(key, known.iter().copied())
                    .unwrap_or_else(|| format!("the keys here are {}", known.join(", ")));
                return Err(SpecError::new(
                    join(&self.path, key),
                    format!("there is no such key; {mend}"),
                ));
            }
        }
        Ok(Fields {
            map,
            path: self.path.clone(),
        })
    }

    /// Free keys with their values.
    pub(super) fn entries(&self) -> Result<Vec<(&'a str, Node<'a>)>, SpecError> {
        let Value::Object(map) = self.value else {
            return Err(self.wrong("an object"));
        };
        Ok(map
            .iter()
            .map(|(key, value)| {
                (
                    key.as_str(),
                    Node {
                        value,
                        path: join(&self.path, key),
                    },
                )
            })
            .collect())
    }

    pub(super) fn list(&self) -> Result<Vec<Node<'a>>, SpecError> {
        let Value::Array(list) = self.value else {
            return Err(self.wrong("a list"));
        };
        let item = |(i, value)| Node {
            value,
            path: format!("{}[{i}]", self.path),
        };
        Ok(list.iter().enumerate().map(item).collect())
    }

    pub(super) fn is_list(&self) -> bool {
        self.value.is_array()
    }

    pub(super) fn is_text(&self) -> bool {
        self.value.is_string()
    }

    pub(super) fn text(&self) -> Result<&'a str, SpecError> {
        self.value.as_str().ok_or_else(|| self.wrong("text"))
    }

    /// Text with something in it.
    pub(super) fn words(&self) -> Result<&'a str, SpecError> {
        match self.text()?.trim() {
            "" => Err(self.error("this must not be empty")),
            text => Ok(text),
        }
    }

    /// Text, or a whole number as text: ids are written both ways.
    pub(super) fn id(&self) -> Result<String, SpecError> {
        match self.value.as_u64() {
            Some(number) => Ok(number.to_string()),
            None => self.words().map(str::to_owned),
        }
    }

    pub(super) fn texts(&self) -> Result<Vec<String>, SpecError> {
        self.list()?
            .iter()
            .map(|item| item.text().map(str::to_owned))
            .collect()
    }

    pub(super) fn number(&self) -> Result<f64, SpecError> {
        self.value.as_f64().ok_or_else(|| self.wrong("a number"))
    }

    pub(super) fn between(&self, from: f64, to: f64) -> Result<f64, SpecError> {
        match self.number()? {
            number if (from..=to).contains(&number) => Ok(number),
            _ => Err(self.error(format!("a number from {from} to {to} belongs here"))),
        }
    }

    pub(super) fn truth(&self) -> Result<bool, SpecError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.wrong("true or false"))
    }

    pub(super) fn whole(&self, from: u32, to: u32) -> Result<u32, SpecError> {
        let number = self
            .value
            .as_u64()
            .and_then(|number| u32::try_from(number).ok());
        number
            .filter(|number| (from..=to).contains(number))
            .ok_or_else(|| self.error(format!("a whole number from {from} to {to} belongs here")))
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, SpecError> {
        let word = self.text()?;
        let names = || choices.iter().map(|(name, _)| *name);
        names()
            .position(|name| name == word)
            .map(|i| choices[i].1)
            .ok_or_else(|| {
                let mend = did_you_mean(word, names())
                    .map(|mend| format!("{mend} "))
                    .unwrap_or_default();
                self.error(format!(
                    "there is no {word:?}; {mend}It is one of {}",
                    names().collect::<Vec<_>>().join(", ")
                ))
            })
    }
}

/// The keys of one object.
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Fields<'a> {
    /// The value of a key; `null` counts as left out.
    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        Some(Node {
            value,
            path: join(&self.path, key),
        })
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, key: &str, what: &str) -> Result<Node<'a>, SpecError> {
        self.get(key).ok_or_else(|| {
            SpecError::new(join(&self.path, key), format!("this is missing: {what}"))
        })
    }

    /// The value of a key read by `read`, or the default.
    pub(super) fn or_default<T: Default>(
        &self,
        key: &str,
        read: impl FnOnce(&Node<'a>) -> Result<T, SpecError>,
    ) -> Result<T, SpecError> {
        self.get(key)
            .map_or_else(|| Ok(T::default()), |node| read(&node))
    }

    /// The value of a key read by `read`, if it is there.
    pub(super) fn maybe<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Node<'a>) -> Result<T, SpecError>,
    ) -> Result<Option<T>, SpecError> {
        self.get(key).map(|node| read(&node)).transpose()
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
