//! What the charts of a page are narrowed by, kept in the page's address: a reload, and a link that people
//! send each other, show the same.

use js_sys::Reflect;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

/// Writes what the frames of this page tell into its address; ends with its owner.
pub fn keep_in_address() {
    let handle = window_event_listener(ev::message, move |event| {
        if event.origin() != super::origin() {
            return;
        }
        if let Some(words) = words(&event.data()) {
            let location = window().location();
            let (path, query) = (location.pathname(), location.search());
            let path = path.unwrap_or_default();
            super::replace_path(&with(&path, &query.unwrap_or_default(), &words));
        }
    });
    on_cleanup(move || handle.remove());
}

fn words(data: &JsValue) -> Option<String> {
    let part = |name: &str| Reflect::get(data, &name.into()).ok()?.as_string();
    if part("type").as_deref() != Some("inlay:filter") {
        return None;
    }
    // Charts of other sites do not follow, now or after a reload.
    let (words, site) = (part("words")?, part("site")?);
    Some(if words.is_empty() {
        words
    } else {
        format!("{words}&site={site}")
    })
}

/// A path with these words in place of those that its query has.
fn with(path: &str, query: &str, words: &str) -> String {
    let parts = query.trim_start_matches('?').split('&');
    let others = parts.filter(|part| !part.is_empty() && !narrows(part));
    let words = words.trim_start_matches('?').split('&');
    let words = words.filter(|part| narrows(part));
    let parts: Vec<&str> = others.chain(words).collect();
    if parts.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", parts.join("&"))
    }
}

fn narrows(part: &str) -> bool {
    ["filter.", "how.", "text=", "site="]
        .iter()
        .any(|word| part.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn new_words_take_the_place_of_old_ones_and_nothing_else() {
        let with = |query, words| with("/dashboards/d", query, words);
        assert_eq!(with("", ""), "/dashboards/d");
        assert_eq!(
            with("?link=1.x", "filter.status=Done"),
            "/dashboards/d?link=1.x&filter.status=Done"
        );
        assert_eq!(
            with("?text=a&link=1.x&how.status=none", "text=b"),
            "/dashboards/d?link=1.x&text=b"
        );
        assert_eq!(
            with("?text=a&site=1", "text=b&site=2"),
            "/dashboards/d?text=b&site=2"
        );
        assert_eq!(
            with("?filter.status=Done", "link=evil&text="),
            "/dashboards/d?text="
        );
    }
}
