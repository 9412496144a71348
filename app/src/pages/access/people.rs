//! Whom a chart is shared with, who all see it with their own Jira permissions.

use crate::{
    model::{Choice, SharedWith, Sharing},
    paths,
};
use leptos::prelude::*;

/// Everybody with access to the site, or people by name.
#[component]
pub fn PeopleSection(
    sharing: Sharing,
    /// Who was found under the name that was looked for.
    found: Vec<Choice>,
    /// That name.
    wanted: String,
) -> impl IntoView {
    let Sharing {
        chart,
        site_name,
        everybody,
        people,
        ..
    } = sharing;
    let choices = [
        (
            "viewer",
            format!("Everybody with access to {site_name} may see it"),
        ),
        (
            "editor",
            format!("Everybody with access to {site_name} may see and change it"),
        ),
        ("none", "Only the people below may see it".to_owned()),
    ];
    let choices: Vec<_> = choices
        .into_iter()
        .map(|(word, text)| {
            let checked = word == everybody;
            view! {
                <label class="check">
                    <input type="radio" name="everybody" value=word checked=checked />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    let known: Vec<String> = people.iter().map(|p| p.account.clone()).collect();
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| view! { <PersonRow chart=chart.clone() person /> }.into_any())
        .collect();
    let some = !rows.is_empty();
    view! {
        <section class="card access-part" aria-labelledby="people">
            <h2 id="people">"With their own Jira permissions"</h2>
            <p class="facts">"Each reader authorizes once and sees the issues that Jira shows to them."</p>
            <form method="post" action=paths::share(&chart) class="rules">
                {choices}
                <button class="btn">"Save"</button>
            </form>
            {some.then(|| view! { <ul class="accesses">{rows}</ul> })}
            <AddPerson chart found wanted known />
        </section>
    }
    .into_any()
}

#[component]
fn PersonRow(chart: String, person: SharedWith) -> impl IntoView {
    let SharedWith {
        account,
        name,
        role,
    } = person;
    let may = if role == "editor" {
        "may change it"
    } else {
        "may see it"
    };
    view! {
        <li class="access">
            <div class="access-text"><h3>{name.clone()}</h3><p class="facts">{may}</p></div>
            <form method="post" action=paths::unshare(&chart)>
                <input type="hidden" name="account" value=account />
                <button class="btn quiet danger" aria-label=format!("Remove {name}")>"Remove"</button>
            </form>
        </li>
    }
    .into_any()
}

#[component]
fn AddPerson(
    chart: String,
    found: Vec<Choice>,
    wanted: String,
    known: Vec<String>,
) -> impl IntoView {
    let nobody = !wanted.is_empty() && found.is_empty();
    let rows: Vec<_> = found
        .into_iter()
        .filter(|choice| !known.contains(&choice.key))
        .map(|choice| {
            view! {
                <li class="access">
                    <div class="access-text"><h3>{choice.name}</h3></div>
                    <form method="post" action=paths::share_with(&chart) class="access-tools">
                        <input type="hidden" name="account" value=choice.key />
                        <button class="btn" name="role" value="viewer">"May see it"</button>
                        <button class="btn" name="role" value="editor">"May change it"</button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <form method="get" action=paths::access(&chart) class="find" role="search">
            <label class="unseen" for="find">"Add somebody by name"</label>
            <input class="input" id="find" name="find" value=wanted placeholder="Add somebody by name" autocomplete="off" />
            <button class="btn">"Find"</button>
        </form>
        {nobody.then(|| view! { <p class="hint" role="status">"Jira knows nobody of that name, or does not show them to you."</p> })}
        <ul class="accesses">{rows}</ul>
    }
    .into_any()
}
