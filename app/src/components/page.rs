//! The frame of every page but the editor.

use super::{GrantEnded, Mark, ThemeSwitch};
use crate::{error::ApiError, model::Account, paths};
use leptos::prelude::*;
use leptos_meta::Title;

/// Who asks, asked once a page.
pub type Me = Resource<Result<Option<Account>, ApiError>>;

/// Header, then the page. Lives inside the routes, where waiting for data works.
#[component]
pub fn Page(
    /// The window's title.
    #[prop(into)]
    title: TextProp,
    /// Who asks; a page outside the routes does without.
    #[prop(optional_no_strip)]
    me: Option<Me>,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title />
        // External to the router, which would move the page but not the focus.
        <a class="skip" href="#main" rel="external">"Skip to the content"</a>
        <header class="bar">
            <a class="home" href=paths::HOME>
                <Mark />
                <span>"Inlay"</span>
            </a>
            <nav aria-label="Main">
                <a href=paths::HOME>"Charts"</a>
                <a href=paths::DASHBOARDS>"Dashboards"</a>
                <a href=paths::AUTHORIZATIONS>"Authorizations"</a>
            </nav>
            <span class="grow"></span>
            {me.map(|me| view! {
                <Transition>
                    {move || Suspend::new(async move {
                        me.await.ok().flatten().map(|account| view! { <SignedIn account /> })
                    })}
                </Transition>
            })}
            // At the edge: who is signed in may come later, and must not push it aside.
            <ThemeSwitch />
        </header>
        {me.map(|me| view! {
            <Transition>
                {move || Suspend::new(async move {
                    let ended = me.await.ok().flatten().and_then(|account| account.ended);
                    ended.map(|end| view! { <GrantEnded end /> })
                })}
            </Transition>
        })}
        <main id="main" class="page" tabindex="-1">
            {children()}
        </main>
    }
    .into_any()
}

/// Who is signed in, and the way out: a plain form, so that it works without JavaScript.
#[component]
fn SignedIn(account: Account) -> impl IntoView {
    view! {
        <span class="who">{account.name}</span>
        <form method="post" action=paths::SIGN_OUT>
            <button class="btn quiet">"Sign out"</button>
        </form>
    }
    .into_any()
}
