//! Showing a chart to others as its owner sees it (impersonation).

use crate::{
    components::{LinkField, When},
    model::{OwnerRun, Sharing},
    paths,
};
use leptos::prelude::*;

/// Off with its switch, or on with its state.
#[component]
pub fn OwnerRunSection(sharing: Sharing) -> impl IntoView {
    let body = match (sharing.run.clone(), sharing.run_forbidden.clone()) {
        (Some(run), _) => view! { <On sharing=sharing.clone() run /> }.into_any(),
        (None, Some(why)) => view! { <p class="note warn">{why}</p> }.into_any(),
        (None, None) => view! { <Off sharing=sharing.clone() /> }.into_any(),
    };
    view! {
        <section class="card access-part" aria-labelledby="run">
            <h2 id="run">"As you see it"</h2>
            <p class="facts">
                "Others see the numbers that you see, without authorizing and without a Jira licence. They see counts and sums, not the issues behind them. It ends when you switch it off, when you remove your access to the site, and on the day that you choose."
            </p>
            {body}
        </section>
    }
    .into_any()
}

fn warnings(sharing: &Sharing) -> Vec<AnyView> {
    let warning = |text: &String| view! { <p class="note warn">{text.clone()}</p> }.into_any();
    sharing.warnings.iter().map(warning).collect()
}

#[component]
fn Off(sharing: Sharing) -> impl IntoView {
    let warnings = warnings(&sharing);
    let audiences = [
        (
            "site",
            format!("Everybody who authorized Inlay on {}", sharing.site_name),
        ),
        (
            "confluence",
            format!(
                "Everybody who is logged in to Confluence on {}, where the Inlay app is installed",
                sharing.site_name
            ),
        ),
        (
            "link",
            "Everybody who has the link: no account needed".to_owned(),
        ),
    ];
    let audiences: Vec<_> = audiences
        .into_iter()
        .filter(|(word, _)| *word != "link" || !sharing.links_forbidden)
        .map(|(word, text)| {
            let usual = word == "site";
            view! {
                <label class="check">
                    <input type="radio" name="audience" value=word checked=usual />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    view! {
        {warnings}
        <form method="post" action=paths::run_as_owner(&sharing.chart) class="rules">
            <input type="hidden" name="seen" value=sharing.seen.clone() />
            <fieldset>
                <legend>"Who"</legend>
                {audiences}
            </fieldset>
            <label class="row-field">
                <span>"Until (leave empty for no end)"</span>
                <input class="input" type="date" name="until" />
            </label>
            {sharing.lists.then(|| view! {
                <label class="check">
                    <input type="checkbox" name="lists" />
                    <span>"This chart names single issues or people. Show them, too."</span>
                </label>
            })}
            <button class="btn primary">"Show it as I see it"</button>
        </form>
    }
    .into_any()
}

#[component]
fn On(sharing: Sharing, run: OwnerRun) -> impl IntoView {
    let chart = sharing.chart.clone();
    let warnings = warnings(&sharing);
    let OwnerRun {
        audience,
        until,
        lists,
        since,
        paused,
        link,
    } = run;
    let who = match audience.as_str() {
        "confluence" => "Whoever is logged in to Confluence on this site sees it as you do",
        "link" => "Everybody who has the link sees it as you do",
        _ => "Everybody who authorized on this site may see it as you do",
    };
    let confirm = paths::confirm_run(&chart);
    let (look, seen) = (paths::chart(&chart), sharing.seen.clone());
    let paused = paused.map(|why| {
        view! {
            <div class="note bad" role="alert">
                <p>{why}</p>
                <p><a href=look>"Look at it"</a>" first: what it shows now is what others will see."</p>
                <form method="post" action=confirm>
                    <input type="hidden" name="seen" value=seen />
                    <button class="btn">"Go on showing it"</button>
                </form>
            </div>
        }
    });
    let link = link.map(|path| view! { <Link chart=chart.clone() path /> });
    view! {
        <p class="facts">
            <b>{who}</b>
            " since "<When at=since />
            {until.map(|day| format!(", until {day}"))}
            {lists.then_some(", single issues and people included")}
            "."
        </p>
        {warnings}
        {paused}
        {link}
        <form method="post" action=paths::end_run(&chart)><button class="btn danger">"Stop showing it"</button></form>
    }
    .into_any()
}

#[component]
fn Link(chart: String, path: String) -> impl IntoView {
    view! {
        <div class="find">
            <LinkField label="Link" path />
            <form method="post" action=paths::renew_link(&chart)>
                <button class="btn quiet" title="The old link stops working">"New link"</button>
            </form>
        </div>
    }
    .into_any()
}
