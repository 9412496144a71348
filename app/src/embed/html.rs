//! From a state to HTML text.

use super::{
    chart_frame::ChartView,
    head::Head,
    model::{EmbedPage, EmbedState, Place, ViewAnswer},
    progress::ProgressView,
    prompt::PromptView,
    trouble::{TroubleView, lost},
};
use crate::model::Unit;
use chart::Theme;
use leptos::prelude::*;
use serde_json::Value;

/// The page of `GET /embed/{id}`.
pub fn embed_page(page: &EmbedPage) -> String {
    let EmbedPage {
        place,
        bearer,
        state,
        nonce,
    } = page;
    let title = match state {
        EmbedState::Chart(frame) if !frame.title.is_empty() => frame.title.clone(),
        EmbedState::Progress(progress) => progress.title.clone(),
        _ => "Jira chart".to_owned(),
    };
    let words = Some(place.here().words()).filter(|words| !words.is_empty());
    let unreachable = fragment(place, &lost());
    document(state.theme(place), || {
        view! {
            <Head title nonce=nonce.clone() script="/assets/embed.js" refresh=matches!(state, EmbedState::Progress(_)) />
            <body>
                <main id="frame" data-chart=place.chart.clone() data-link=place.link.clone() data-as=place.as_owner.then_some("owner")
                    data-want=place.theme.map(Theme::name) data-words=words data-bearer=bearer.clone() inner_html=fragment(place, state)></main>
                <template id="unreachable" inner_html=unreachable></template>
            </body>
        }
        .into_any()
    })
}

/// What stands inside `<main id="frame">`: the script puts it there in place of what was.
pub fn fragment(place: &Place, state: &EmbedState) -> String {
    let (theme, site) = (state.theme(place), state.site());
    let place = place.clone();
    let inside = match state {
        EmbedState::Prompt(why) => {
            view! { <PromptView id=place.chart why=why.clone() /> }.into_any()
        }
        EmbedState::Progress(progress) => {
            view! { <ProgressView progress=progress.clone() /> }.into_any()
        }
        EmbedState::Chart(frame) => {
            view! { <ChartView place frame=(**frame).clone() /> }.into_any()
        }
        EmbedState::Error(trouble) => {
            view! { <TroubleView place trouble=trouble.clone() /> }.into_any()
        }
    };
    Owner::new().with(|| {
        view! { <section class="frame" data-state=state.status() data-theme=theme data-height=state.height() data-site=site>{inside}</section> }.to_html()
    })
}

/// The answer of `GET /embed/{id}/view`.
pub fn answer(place: &Place, state: &EmbedState) -> ViewAnswer {
    let (done, of, unit) = match state {
        EmbedState::Progress(progress) => (progress.done, progress.of, progress.unit),
        _ => (0, 0, Unit::Issues),
    };
    let option = match state {
        EmbedState::Chart(frame) => frame.option.clone(),
        _ => Value::Null,
    };
    ViewAnswer {
        status: state.status(),
        html: fragment(place, state),
        option,
        done,
        of,
        unit,
    }
}

/// An HTML document in a theme.
pub(super) fn document(theme: &'static str, content: impl FnOnce() -> AnyView) -> String {
    let html = Owner::new()
        .with(|| view! { <html lang="en" data-theme=theme>{content()}</html> }.to_html());
    format!("<!DOCTYPE html>{html}")
}

/// JSON that may stand inside a script element: no `<` can end the element early.
pub(super) fn script_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
