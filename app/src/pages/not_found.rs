//! No such page.

use crate::{api, components::Page, paths};
use leptos::prelude::*;

/// Says that there is nothing at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::context::answer_not_found();
    let me = Resource::new(|| (), |()| api::me());
    view! {
        <Page title="Not found · Inlay" me=Some(me)>
            <section class="trouble">
                <h1>"There is no such page"</h1>
                <p>"The address may be cut off, or the page is gone."</p>
                <a class="btn" href=paths::HOME>"To your charts"</a>
            </section>
        </Page>
    }
    .into_any()
}
