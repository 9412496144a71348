//! Light, dark, or as the system has it.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

/// What the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// From the word in the page's `data-theme`.
    pub fn from_word(word: Option<&str>) -> Self {
        match word {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// The next one on a button that goes round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// What this page shows now: the same answer where it is rendered and where it is hydrated.
    pub fn current() -> Self {
        #[cfg(feature = "ssr")]
        let word = crate::context::chosen_theme().map(str::to_owned);
        #[cfg(not(feature = "ssr"))]
        let word = document()
            .document_element()
            .and_then(|html| html.get_attribute("data-theme"));
        Self::from_word(word.as_deref())
    }

    /// Shows it, and keeps it for a year in a cookie that the server reads.
    pub fn choose(self) {
        let (word, seconds) = match self {
            Self::System => ("", 0),
            Self::Light => ("light", 31_536_000),
            Self::Dark => ("dark", 31_536_000),
        };
        if let Some(html) = document().document_element() {
            // Refused only for names that are no attribute names.
            let _ = if word.is_empty() {
                html.remove_attribute("data-theme")
            } else {
                html.set_attribute("data-theme", word)
            };
        }
        if let Ok(page) = document().dyn_into::<HtmlDocument>() {
            // Refused where cookies are off: the choice then lasts for this page.
            let _ = page.set_cookie(&format!(
                "inlay_theme={word}; Path=/; Max-Age={seconds}; SameSite=Lax"
            ));
        }
    }
}
