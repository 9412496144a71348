//! The front page: what this is, who is who, where everything is. And pictures of people.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use http::{StatusCode, Uri};

use crate::control::HELP;
use crate::html::{self, escape};
use crate::state::Sandbox;
use crate::{confluence, site};

/// Routes of the front page.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/", get(show))
        .route(
            "/picture/{name}",
            get(|uri: Uri| async move { site::pictures::picture(uri.path()) }),
        )
        .with_state(sandbox)
}

async fn show(State(sandbox): State<Arc<Sandbox>>) -> Response {
    let config = &sandbox.config;
    let wiki = format!(
        "{}{}",
        config.base_of("wiki"),
        confluence::address(confluence::FIRST_PAGE)
    );
    let body = format!(
        "<main><h1>A local Atlassian</h1><p class=\"lead\">It stands in for Atlassian’s log-in, API, Jira and Confluence while you build and test. \
         It refuses what Atlassian refuses. Everybody and everything here is made up, and a restart forgets every consent.</p>\
         <ul class=\"doors\"><li><a href=\"{wiki}\">The wiki page with the charts</a><span>stands for Confluence, on another site than the charts</span></li>\
         <li><a href=\"/manage-profile/apps\">Connected apps</a><span>what you gave to which app, and how to take it back</span></li>{sites}</ul>\
         <h2>People</h2><div class=\"scroll\"><table><thead><tr><th>Name</th><th>E-mail</th><th>Time zone</th><th></th></tr></thead><tbody>{people}</tbody></table></div>\
         <h2>The app</h2><dl><dt>Client id</dt><dd><code>{client}</code></dd><dt>Callback</dt><dd><code>{callback}</code></dd><dt>Scopes</dt><dd>{scopes}</dd></dl>\
         <h2>For tests</h2><p>JSON, from this machine only. The same list as JSON: <a href=\"/_control\"><code>GET /_control</code></a></p>\
         <div class=\"scroll\"><table class=\"control\"><tbody>{help}</tbody></table></div></main>",
        sites = sites(&sandbox),
        people = people(&sandbox),
        client = escape(&sandbox.app().client_id),
        callback = escape(&sandbox.app().callback),
        scopes = sandbox
            .app()
            .scopes
            .iter()
            .map(|s| escape(s))
            .collect::<Vec<_>>()
            .join(", "),
        help = help(),
    );
    html::answer(
        StatusCode::OK,
        html::page("Atlassian sandbox", &[include_str!("home.css")], &body),
    )
}

fn sites(sandbox: &Sandbox) -> String {
    let rows: Vec<String> = sandbox
        .sites()
        .iter()
        .map(|site| {
            format!(
                "<li><a href=\"{}/issues/\">{}</a><span>Jira site, cloud id <code>{}</code></span></li>",
                escape(&site.url),
                escape(&site.name),
                site.cloud_id
            )
        })
        .collect();
    rows.concat()
}

fn people(sandbox: &Sandbox) -> String {
    let rows: Vec<String> = sandbox
        .people()
        .iter()
        .map(|person| {
            format!(
                "<tr><td><b>{}</b></td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(&person.name),
                escape(&person.email),
                escape(&person.zone),
                escape(&person.about)
            )
        })
        .collect();
    rows.concat()
}

fn help() -> String {
    let rows: Vec<String> = HELP
        .iter()
        .map(|(method, path, example, what)| {
            format!(
                "<tr><td><code>{method} {path}</code></td><td>{}{}</td></tr>",
                escape(what),
                if example.is_empty() {
                    String::new()
                } else {
                    format!("<br><code>{}</code>", escape(example))
                }
            )
        })
        .collect();
    rows.concat()
}
