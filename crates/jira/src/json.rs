//! Decoding answers: an error names the place and the expectation, never a value of the answer.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};

use crate::error::Error;

/// Decodes an answer to the call `name`.
pub(crate) fn decode<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_eof() {
            Error::transient(format!("the answer to {name} ended early"))
        } else {
            Error::unexpected(format!("{name}: {}", expectation(&inner)), path)
        }
    })?;
    deserializer
        .end()
        .map_err(|_| Error::unexpected(format!("{name}: text after the JSON"), "."))?;
    Ok(value)
}

/// Serde's message without the value it complains about: that may be somebody's issue, or a token.
fn expectation(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if let Some((_, expected)) = text.rsplit_once(", expected ") {
        format!("expected {expected}")
    } else if text.starts_with("missing field") {
        text
    } else {
        "not the documented JSON".to_owned()
    }
}

/// `null` as the type's default: Jira writes many empty lists and maps so.
pub(crate) fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Flag(bool),
    Number(u64),
    Text(String),
}

/// A number that Jira may write as text (`"id": "10002"`).
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    match Loose::deserialize(deserializer)? {
        Loose::Number(number) => Some(number),
        Loose::Text(text) => text.parse().ok(),
        Loose::Flag(_) => None,
    }
    .ok_or_else(|| D::Error::custom("wrong value, expected a number or digits as text"))
}

/// Text that Jira may write as a number (ids of versions, sprints and the like).
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Loose::deserialize(deserializer)? {
        Loose::Number(number) => Ok(number.to_string()),
        Loose::Text(text) => Ok(text),
        Loose::Flag(_) => Err(D::Error::custom("wrong value, expected text or a number")),
    }
}

/// A flag that Jira writes as text, `"true"`, and leaves out when false.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(match Option::<Loose>::deserialize(deserializer)? {
        Some(Loose::Flag(flag)) => flag,
        Some(Loose::Text(text)) => text == "true",
        Some(Loose::Number(_)) | None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Row {
        #[serde(deserialize_with = "number")]
        id: u64,
    }

    #[derive(Debug, Deserialize)]
    struct Rows {
        rows: Vec<Row>,
    }

    #[test]
    fn an_id_is_a_number_whether_written_as_one_or_as_text() {
        let rows: Rows = decode("rows", br#"{"rows":[{"id":"10002"},{"id":10003}]}"#).unwrap();
        assert_eq!(
            rows.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [10002, 10003]
        );
    }

    #[test]
    fn a_wrong_value_is_named_by_its_place_and_not_repeated() {
        let error = decode::<Rows>("rows", br#"{"rows":[{"id":"1"},{"id":"my secret plan"}]}"#);
        let Err(Error::Unexpected { what, path }) = error else {
            panic!("{error:?}")
        };
        assert_eq!(path, "rows[1].id");
        assert!(what.contains("expected a number"), "{what}");
        assert!(!what.contains("secret"), "{what}");
    }

    #[test]
    fn a_wrong_type_is_named_without_the_value() {
        let error = decode::<Vec<u64>>("list", br#"["eyJhbGciOi"]"#).unwrap_err();
        assert!(!error.to_string().contains("eyJ"), "{error}");
        assert!(error.to_string().contains("expected u64"), "{error}");
    }

    #[test]
    fn json_that_ends_early_is_a_cut_and_not_a_wrong_shape() {
        let error = decode::<Rows>("rows", br#"{"rows":[{"id":"#).unwrap_err();
        assert!(matches!(error, Error::Transient { .. }), "{error:?}");
    }

    #[test]
    fn html_is_not_json() {
        let error = decode::<Rows>("rows", b"<html>Sign in</html>").unwrap_err();
        assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
    }
}
