//! Jira's REST API, as far as a reader of issues needs it.
//!
//! [`router`] has its paths relative to `/ex/jira/{cloudid}`; the gateway mounts it there, checks
//! token, scope ([`required_scopes`]) and installation, and puts a [`Caller`](crate::Caller) into
//! the request's extensions. An answer leaves [`Objects`](crate::Objects) in its own, so that the
//! gateway can meter it.
//!
//! ```
//! use http::Method;
//! use sandbox::jira::required_scopes;
//!
//! assert_eq!(required_scopes(&Method::POST, "/rest/api/3/search/jql"), ["read:jira-work"]);
//! assert_eq!(required_scopes(&Method::GET, "/rest/api/3/myself"), ["read:jira-user"]);
//! ```
//!
//! To add an endpoint: a handler `async fn(Ask, …) -> Answer` in the file of its noun, a line in
//! [`router`], its scope in `scopes` where it is not `read:jira-work`, and a line in
//! `tests/schema.rs`, which holds the answer against Atlassian's own description.

use std::sync::Arc;

use axum::routing::{get, post, put};
use axum::{Extension, Router};

use crate::state::Sandbox;

mod ask;
mod autocomplete;
mod changelogs;
mod fields;
mod filters;
mod issues;
mod jql;
mod lists;
mod page;
mod params;
mod permissions;
mod projects;
mod query;
mod reply;
mod scopes;
mod search;
mod server;
mod suggestions;
mod token;
mod users;
mod view;
mod webhooks;

pub use ask::Version;
pub use scopes::required_scopes;
pub(crate) use webhooks::{Event, bodies};

/// All paths under `/rest/api/3`, `/rest/api/2` and `/rest/api/latest`.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let two = api().layer(Extension(Version::Two));
    Router::new()
        .nest("/rest/api/3", api().layer(Extension(Version::Three)))
        // `latest` has stayed at 2, also after 3 came out.
        .nest("/rest/api/latest", two.clone())
        .nest("/rest/api/2", two)
        .fallback(reply::unknown_path)
        .with_state(sandbox)
}

fn api() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/search", get(search::removed).post(search::removed))
        .route("/search/jql", get(search::get).post(search::post))
        .route("/search/approximate-count", post(search::approximate_count))
        .route("/jql/parse", post(jql::parse))
        .route("/jql/match", post(jql::matches))
        .route(
            "/jql/autocompletedata",
            get(autocomplete::get).post(autocomplete::post),
        )
        .route("/jql/autocompletedata/suggestions", get(suggestions::get))
        .route("/field", get(fields::all))
        .route("/field/search", get(fields::search))
        .route("/status", get(lists::statuses))
        .route("/status/{id}", get(lists::status))
        .route("/statuscategory", get(lists::status_categories))
        .route("/statuscategory/{id}", get(lists::status_category))
        .route("/issuetype", get(lists::issue_types))
        .route("/issuetype/{id}", get(lists::issue_type))
        .route("/priority", get(lists::priorities))
        .route("/priority/search", get(lists::priority_search))
        .route("/priority/{id}", get(lists::priority))
        .route("/resolution", get(lists::resolutions))
        .route("/resolution/search", get(lists::resolution_search))
        .route("/resolution/{id}", get(lists::resolution))
        .route("/label", get(lists::labels))
        .route("/project", get(projects::all))
        .route("/project/search", get(projects::search))
        .route("/project/{key}", get(projects::one))
        .route("/project/{key}/statuses", get(projects::statuses))
        .route("/project/{key}/versions", get(projects::versions))
        .route("/project/{key}/version", get(projects::version_page))
        .route("/project/{key}/components", get(projects::components))
        .route("/project/{key}/component", get(projects::component_page))
        .route("/filter/search", get(filters::search))
        .route("/filter/my", get(filters::my))
        .route("/filter/favourite", get(filters::favourite))
        .route("/filter/{id}", get(filters::one))
        .route("/myself", get(users::myself))
        .route("/users", get(users::all))
        .route("/users/search", get(users::all))
        .route("/user", get(users::one))
        .route("/user/search", get(users::search))
        .route("/user/bulk", get(users::bulk))
        .route("/mypermissions", get(permissions::mine))
        .route("/permissions/check", post(permissions::check))
        .route("/serverInfo", get(server::info))
        .route("/data-policy", get(server::data_policy))
        .route("/issue/{key}", get(issues::one))
        .route("/issue/{key}/changelog", get(changelogs::of_issue))
        .route("/issue/bulkfetch", post(issues::bulk))
        .route("/changelog/bulkfetch", post(changelogs::bulk))
        .route(
            "/webhook",
            get(webhooks::list)
                .post(webhooks::register)
                .delete(webhooks::remove),
        )
        .route("/webhook/refresh", put(webhooks::refresh))
        .method_not_allowed_fallback(reply::wrong_method)
}
