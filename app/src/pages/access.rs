//! Who may see a chart, and as whom: plain forms, so that switching it off works without JavaScript.

pub mod owner_run;
pub mod people;

use crate::{
    api,
    components::{Page, Trouble},
    model::{Choice, Sharing},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use owner_run::OwnerRunSection;
use people::PeopleSection;

/// The access of the chart of the address, for its owner.
#[component]
pub fn AccessPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let wanted = Memo::new(move |_| query.with(|query| query.get("find").unwrap_or_default()));
    let me = Resource::new(|| (), |()| api::me());
    let sharing = Resource::new(
        move || (id.get(), wanted.get()),
        |(id, wanted)| load(id, wanted),
    );
    let again = Callback::new(move |()| {
        me.refetch();
        sharing.refetch();
    });
    view! {
        <Page title="Access · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <p role="status">"Loading who may see the chart"</p> }>
                {move || Suspend::new(async move {
                    let id = id.get_untracked();
                    match sharing.await {
                        Ok((sharing, found)) => view! { <Access sharing found wanted=wanted.get_untracked() /> }.into_any(),
                        Err(error) => view! { <Trouble error then=paths::access(&id) chart=Some(id) site=None again /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

/// The sharing, with the people whose name was looked for.
async fn load(
    id: String,
    wanted: String,
) -> Result<(Sharing, Vec<Choice>), crate::error::ApiError> {
    let sharing = api::sharing(id.clone()).await?;
    let found = if wanted.is_empty() {
        Vec::new()
    } else {
        api::people(id, wanted).await?
    };
    Ok((sharing, found))
}

#[component]
fn Access(sharing: Sharing, found: Vec<Choice>, wanted: String) -> impl IntoView {
    let back = paths::chart(&sharing.chart);
    view! {
        <div class="page-head">
            <h1>"Who may see “"{sharing.title.clone()}"”"</h1>
            <span class="grow"></span>
            <a class="btn" href=back>"Back to the chart"</a>
        </div>
        <PeopleSection sharing=sharing.clone() found wanted />
        <OwnerRunSection sharing />
    }
    .into_any()
}
