//! What a Confluence page shows of Inlay: the frame around one chart, and the page at the end of a consent.
//!
//! Both are HTML strings rendered on the server and never hydrated: a page may hold twenty frames, so each gets
//! HTML, one small script (`frontend/js/embed.js`) and no wasm. The script swaps the fragment inside
//! `<div id="frame">`; what is in it works without the script too, as links and forms.
//!
//! ```
//! use app::embed::{EmbedPage, EmbedState, Place, Prompt, embed_page};
//! let place = Place { chart: "c_1".into(), ..Place::default() };
//! let page = EmbedPage { place, bearer: None, state: EmbedState::Prompt(Prompt::NotYet), nonce: "n".into() };
//! assert!(embed_page(&page).contains("Load Chart"));
//! ```
//!
//! **To add a state**: a variant of [`EmbedState`], a component file beside these, one arm in [`fragment`].

#![expect(
    unreachable_pub,
    reason = "`#[component]` makes the type of its props public"
)]

mod chart_frame;
mod from_service;
mod hand_over;
mod head;
mod html;
mod model;
mod progress;
mod prompt;
mod provenance;
#[cfg(test)]
mod tests;
mod trouble;

pub use hand_over::{HandOver, HandOverOutcome, hand_over_page};
pub use html::{answer, embed_page, fragment};
pub use model::{
    ChartFrame, EmbedPage, EmbedState, Place, Progress, Prompt, Seen, Trouble, ViewAnswer,
};
