//! The page's edit mode: which frames and macros are on it.

use super::macros::edited;
use super::page::{around, heading};
use super::words::{Words, address};
use crate::forge::Macro;
use crate::html::escape;
use crate::state::{Frame, Sandbox};

/// The form; `refused` is a sentence about what was pasted last.
pub(super) fn page(
    sandbox: &Sandbox,
    words: &Words,
    frames: &[Frame],
    macros: &[Macro],
    refused: Option<&str>,
) -> String {
    let at = address(words.id);
    let rows: Vec<String> = frames
        .iter()
        .enumerate()
        .map(|(position, frame)| {
            format!(
                "<li><code>{}</code><form method=\"post\" action=\"{at}\"><button class=\"button\" name=\"remove\" value=\"{position}\">Remove</button></form></li>",
                escape(&frame.src)
            )
        })
        .collect();
    let rows = if rows.is_empty() {
        "<li class=\"quiet\">No frames yet.</li>".to_owned()
    } else {
        rows.concat()
    };
    let refused = refused.map_or_else(String::new, |sentence| {
        format!(
            "<p class=\"panel bad\" role=\"alert\">{}</p>",
            escape(sentence)
        )
    });
    around(
        words,
        &format!(
            "<div class=\"actions\"><a class=\"button\" href=\"{at}\">Done</a></div>{}<section class=\"editor\"><h2>Frames on this page</h2><ul>{rows}</ul>{refused}\
             <form method=\"post\" action=\"{at}\"><label for=\"add\">Paste an iframe address, or a whole &lt;iframe&gt; tag</label>\
             <input id=\"add\" name=\"add\" required autocomplete=\"off\" spellcheck=\"false\" placeholder=\"http://localhost:3000/embed/…\" autofocus>\
             <button class=\"button main\">Add to the page</button></form></section>{}",
            heading(words),
            edited(sandbox, words, macros)
        ),
    )
}
