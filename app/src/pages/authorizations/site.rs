//! A site's authorizations, for its administrators.

use super::{LastUsed, Runs};
use crate::{
    api,
    components::{Page, Trouble, When},
    format,
    model::{Authorization, LogLine, SiteAuthorizations},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Everybody's authorizations on the site of the address.
#[component]
pub fn SitePage() -> impl IntoView {
    let params = use_params_map();
    let site = Memo::new(move |_| params.with(|params| params.get("site").unwrap_or_default()));
    let me = Resource::new(|| (), |()| api::me());
    let all = Resource::new(move || site.get(), api::site_authorizations);
    let again = Callback::new(move |()| {
        me.refetch();
        all.refetch();
    });
    view! {
        <Page title="Authorizations of a site · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <p role="status">"Loading the site's authorizations"</p> }>
                {move || Suspend::new(async move {
                    let here = paths::site_authorizations(&site.get_untracked());
                    match all.await {
                        Ok(all) => view! { <All all /> }.into_any(),
                        Err(error) if error.kind == "not_found" => view! { <Nobodys /> }.into_any(),
                        Err(error) => view! { <Trouble error then=here chart=None site=Some(site.get_untracked()) again /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

/// What everybody else is told, for a site that is there and for one that is not.
#[component]
fn Nobodys() -> impl IntoView {
    view! {
        <section class="trouble" role="alert">
            <h2>"Nothing for you here"</h2>
            <p>"Only administrators of a Jira site see who authorized Inlay on it. Jira does not know you as one, or there is no such site."</p>
            <a class="btn" href=paths::AUTHORIZATIONS>"My authorizations"</a>
        </section>
    }
    .into_any()
}

#[component]
fn All(all: SiteAuthorizations) -> impl IntoView {
    let SiteAuthorizations {
        site,
        name,
        people,
        owner_runs_forbidden,
        links_forbidden,
        log,
    } = all;
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| view! { <Person person site=site.clone() /> }.into_any())
        .collect();
    let lines: Vec<_> = log
        .into_iter()
        .map(|line| view! { <Line line /> }.into_any())
        .collect();
    let nobody = rows.is_empty();
    view! {
        <div class="page-head"><h1>"Authorizations on "{name}</h1></div>
        <p class="lead-in">
            "You see this because you administer this Jira site. What you remove here ends for this site alone, at once."
        </p>
        <section aria-labelledby="people">
            <h2 id="people">"People"</h2>
            {nobody.then(|| view! { <p class="hint">"Nobody has authorized Inlay on this site."</p> })}
            <ul class="accesses">{rows}</ul>
        </section>
        <section aria-labelledby="rules">
            <h2 id="rules">"Sharing on this site"</h2>
            <form method="post" action=paths::site_rules(&site) class="card rules">
                <label class="check">
                    <input type="checkbox" name="owner_runs_forbidden" checked=owner_runs_forbidden />
                    <span>"Nobody may show charts of this site to others as they see them"</span>
                </label>
                <label class="check">
                    <input type="checkbox" name="links_forbidden" checked=links_forbidden />
                    <span>"No chart of this site may be seen by whoever has its link"</span>
                </label>
                <button class="btn">"Save"</button>
            </form>
        </section>
        <section aria-labelledby="log">
            <div class="page-head">
                <h2 id="log">"What changed"</h2>
                <span class="grow"></span>
                <a class="btn quiet" href=paths::site_log(&site) rel="external" download="">"Download as CSV"</a>
            </div>
            <div class="card log-card scroll" tabindex="0" role="region" aria-label="What changed">
                <table class="log">
                    <thead><tr><th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"What"</th><th scope="col">"Of"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Person(person: Authorization, site: String) -> impl IntoView {
    let Authorization {
        account,
        name,
        since,
        last_used,
        healthy,
        charts,
        runs,
    } = person;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of charts is far below 2^53"
    )]
    let charts = format::counted(charts as f64, "chart", "charts");
    let label = format!("Remove access of {name}");
    view! {
        <li class="card access">
            <div class="access-text">
                <h3>{name.clone()}</h3>
                <p class="facts">
                    "Since "<When at=since />
                    " · "
                    <LastUsed at=last_used />
                    " · "{charts}
                </p>
                {(!healthy).then(|| view! { <p class="note warn">"Atlassian no longer accepts this authorization."</p> })}
                {(!runs.is_empty()).then(|| view! { <Runs runs /> })}
            </div>
            <div class="access-tools">
                <details class="confirm">
                    <summary class="btn danger quiet" aria-label=label>"Remove access…"</summary>
                    <form method="post" action=paths::remove_site_access(&site)>
                        <input type="hidden" name="account" value=account />
                        <p>{format!("{name} will have to authorize again on this site.")}</p>
                        <button class="btn danger">"Remove access"</button>
                    </form>
                </details>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Line(line: LogLine) -> impl IntoView {
    view! {
        <tr>
            <td><When at=line.at /></td>
            <td>{line.who}</td>
            <td>{line.what}</td>
            <td>{line.subject}</td>
        </tr>
    }
    .into_any()
}
