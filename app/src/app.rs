//! The application: which page is at which path.

use crate::pages::{
    AccessPage, AuthorizationsPage, ChartPage, DashboardEditPage, DashboardPage, DashboardsPage,
    EditPage, Home, NewPage, NotFound, SitePage,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    ParamSegment, SsrMode, StaticSegment, WildcardSegment,
    components::{Route, Router, Routes},
};

/// Every page. Pages are sent whole (`Async`): they read without JavaScript, their status is the
/// status of what they show, and nothing jumps.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=|| view! { <NotFound /> }>
                <Route path=StaticSegment("") view=Home ssr=SsrMode::Async />
                <Route path=(StaticSegment("charts"), StaticSegment("new")) view=NewPage ssr=SsrMode::Async />
                <Route path=(StaticSegment("charts"), ParamSegment("id")) view=ChartPage ssr=SsrMode::Async />
                <Route
                    path=(StaticSegment("charts"), ParamSegment("id"), StaticSegment("edit"))
                    view=EditPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=(StaticSegment("charts"), ParamSegment("id"), StaticSegment("access"))
                    view=AccessPage
                    ssr=SsrMode::Async
                />
                <Route path=StaticSegment("dashboards") view=DashboardsPage ssr=SsrMode::Async />
                <Route path=(StaticSegment("dashboards"), ParamSegment("id")) view=DashboardPage ssr=SsrMode::Async />
                <Route
                    path=(StaticSegment("dashboards"), ParamSegment("id"), StaticSegment("edit"))
                    view=DashboardEditPage
                    ssr=SsrMode::Async
                />
                <Route path=StaticSegment("authorizations") view=AuthorizationsPage ssr=SsrMode::Async />
                <Route
                    path=(StaticSegment("sites"), ParamSegment("site"), StaticSegment("authorizations"))
                    view=SitePage
                    ssr=SsrMode::Async
                />
                // A page like the others: it waits for who asks, which works inside the routes alone.
                <Route path=WildcardSegment("elsewhere") view=NotFound ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
