//! The consent page as HTML.

use crate::auth::log_in::MARK;
use crate::auth::{AuthorizeRequest, STYLE};
use crate::html::{self, escape};
use crate::state::{App, PersonCard, SCOPES, SiteCard};

/// Who asks whom for what.
pub(super) struct Asked<'a> {
    pub(super) app: &'a App,
    pub(super) person: &'a PersonCard,
    pub(super) sites: &'a [SiteCard],
    pub(super) request: &'a AuthorizeRequest,
    /// The query as it came; the form sends it back.
    pub(super) query: &'a str,
    /// The form's token.
    pub(super) token: &'a str,
}

/// The whole page.
pub(super) fn page(asked: &Asked<'_>) -> String {
    let Asked {
        app,
        person,
        sites,
        request,
        query,
        token,
    } = asked;
    let usable: Vec<&SiteCard> = sites
        .iter()
        .filter(|site| !app.blocked.contains(&site.cloud_id))
        .collect();
    let body = format!(
        "<main class=\"sheet\"><header class=\"brand\">{mark}</header>\
         <h1><span class=\"app\" aria-hidden=\"true\">{initial}</span>{name} asks for access to your Atlassian account</h1>\
         <form method=\"post\" action=\"/logout\" class=\"who\"><span class=\"badge hue-{hue}\" aria-hidden=\"true\">{initials}</span>\
         <span><b>{person}</b><small>{email}</small></span>\
         <input type=\"hidden\" name=\"continue\" value=\"/authorize?{query}\"><button class=\"plain\">Use another account</button></form>\
         <form method=\"post\" action=\"/authorize\"><input type=\"hidden\" name=\"query\" value=\"{query}\">\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">{sites}\
         <h2>{name} will be able to</h2>{scopes}\
         <p class=\"quiet\">Only what you can see yourself. You can take it back at any time under \
         <a href=\"/manage-profile/apps\" target=\"_blank\" rel=\"noopener\">Connected apps</a>. \
         After this you go to <code>{host}</code>.</p>\
         <footer><button class=\"button main\" name=\"decision\" value=\"accept\"{disabled}>Accept</button>\
         <button class=\"button\" name=\"decision\" value=\"cancel\" formnovalidate>Cancel</button></footer></form></main>",
        mark = MARK,
        initial = escape(&html::initials(&app.name)),
        name = escape(&app.name),
        hue = html::hue(&person.name),
        initials = escape(&html::initials(&person.name)),
        person = escape(&person.name),
        email = escape(&person.email),
        query = escape(query),
        token = escape(token),
        sites = site_choice(sites, app),
        scopes = scope_list(&request.scopes),
        host = escape(&host_of(&request.redirect_uri)),
        disabled = if usable.is_empty() { " disabled" } else { "" },
    );
    html::page(&format!("{} asks for access", app.name), &[STYLE], &body)
}

fn site_choice(sites: &[SiteCard], app: &App) -> String {
    if sites.is_empty() {
        return "<p class=\"note\">You have no site on which you could use the app.</p>".to_owned();
    }
    let mut checked = false;
    let mut rows = Vec::new();
    for site in sites {
        let blocked = app.blocked.contains(&site.cloud_id);
        // The first site that can be chosen is chosen already.
        let check = !blocked && !checked;
        checked |= check;
        rows.push(format!(
            "<label><input type=\"radio\" name=\"site\" value=\"{}\"{}{}><span><b>{}</b><small>{}</small></span></label>",
            site.cloud_id,
            if check { " checked" } else { "" },
            if blocked { " disabled" } else { "" },
            escape(&site.name),
            if blocked {
                "The administrator of this site does not allow the app."
            } else {
                site.url.split("://").nth(1).unwrap_or(&site.url)
            },
        ));
    }
    if sites.len() > 1 {
        rows.push("<label><input type=\"radio\" name=\"site\" value=\"all\"><span><b>All my sites</b><small>These, and sites you join later</small></span></label>".to_owned());
    }
    format!(
        "<fieldset class=\"sites\"><legend>Choose a site</legend>{}</fieldset>",
        rows.concat()
    )
}

fn scope_list(scopes: &[String]) -> String {
    let words = |scope: &str| SCOPES.iter().find(|(id, _)| *id == scope).map(|(_, w)| *w);
    let rows: Vec<String> = scopes
        .iter()
        .map(|scope| {
            format!(
                "<li>{}<small><code>{}</code></small></li>",
                escape(words(scope).unwrap_or("Use this scope")),
                escape(scope)
            )
        })
        .collect();
    format!("<ul class=\"scopes\">{}</ul>", rows.concat())
}

fn host_of(address: &str) -> String {
    url::Url::parse(address)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default()
}
