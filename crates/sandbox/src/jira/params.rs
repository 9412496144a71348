//! What a request says: its query string and its JSON body.

use axum::body::Bytes;
use serde_json::Value as Json;
use url::form_urlencoded;

use super::reply::Refusal;

/// A query string: names may repeat, and most lists may be written with commas as well.
#[derive(Debug, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn parse(query: &str) -> Self {
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The first value that is not empty.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(key, _)| key == name);
        named
            .find(|(_, value)| !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Every value as written.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every value, commas taken apart.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        self.all(name).flat_map(comma_list).collect()
    }

    /// Whether a flag is `true`.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.one(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// A whole number.
    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, Refusal> {
        match self.one(name) {
            None => Ok(None),
            Some(text) => text.trim().parse().map(Some).map_err(|_| {
                Refusal::bad(format!(
                    "The value '{text}' of '{name}' is not a whole number of 0 or more."
                ))
            }),
        }
    }

    /// Everything but `startAt`, written again: the links of a page bean need it.
    pub(super) fn without_start(&self) -> String {
        let others = self.0.iter().filter(|(name, _)| name != "startAt");
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(others)
            .finish()
    }
}

/// `a,b` as `["a", "b"]`; empty pieces fall out.
pub(super) fn comma_list(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A JSON object out of a body, with Jira's sentence when it is none.
#[derive(Debug)]
pub(super) struct Body(serde_json::Map<String, Json>);

impl Body {
    pub(super) fn parse(bytes: &Bytes) -> Result<Self, Refusal> {
        match serde_json::from_slice(bytes) {
            Ok(Json::Object(object)) => Ok(Self(object)),
            _ => Err(Refusal::bad(
                "There was an error parsing JSON. Check that your request body is valid.",
            )),
        }
    }

    fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Like Jira, which answers `Invalid request payload…` to a key of the wrong type or name.
    pub(super) fn allow(&self, names: &[&str]) -> Result<(), Refusal> {
        match self.0.keys().find(|name| !names.contains(&name.as_str())) {
            None => Ok(()),
            Some(_) => Err(invalid()),
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        self.get(name)
            .map(|value| value.as_str().ok_or_else(invalid))
            .transpose()
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, Refusal> {
        self.get(name)
            .map(|value| value.as_u64().ok_or_else(invalid))
            .transpose()
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        self.get(name)
            .map_or(Ok(false), |value| value.as_bool().ok_or_else(invalid))
    }

    pub(super) fn array(&self, name: &str) -> Result<Option<&Vec<Json>>, Refusal> {
        self.get(name)
            .map(|value| value.as_array().ok_or_else(invalid))
            .transpose()
    }

    /// Texts, or numbers written as texts (ids come both ways).
    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        let Some(values) = self.array(name)? else {
            return Ok(None);
        };
        values
            .iter()
            .map(|value| match value {
                Json::String(text) => Ok(text.clone()),
                Json::Number(number) => Ok(number.to_string()),
                _ => Err(invalid()),
            })
            .collect::<Result<_, _>>()
            .map(Some)
    }

    pub(super) fn numbers(&self, name: &str) -> Result<Option<Vec<u64>>, Refusal> {
        let Some(values) = self.array(name)? else {
            return Ok(None);
        };
        let numbers: Option<Vec<u64>> = values.iter().map(Json::as_u64).collect();
        numbers.map(Some).ok_or_else(invalid)
    }

    /// `expand` is a comma string in `/search/jql` and an array in the bulk endpoints.
    pub(super) fn expand(&self) -> Result<Vec<String>, Refusal> {
        match self.get("expand") {
            None => Ok(Vec::new()),
            Some(Json::String(text)) => Ok(comma_list(text)),
            Some(_) => Ok(self.texts("expand")?.unwrap_or_default()),
        }
    }
}

fn invalid() -> Refusal {
    Refusal::bad("Invalid request payload. Refer to the REST API documentation and try again.")
}
