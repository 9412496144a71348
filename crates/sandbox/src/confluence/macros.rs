//! Macros of the Forge app on a page, and the page that configures one.

use super::page::{around, heading};
use super::site;
use super::words::{Words, address};
use crate::auth;
use crate::forge::{Macro, bridge};
use crate::html::escape;
use crate::state::Sandbox;

/// The macros of a page, and who looks at them.
pub(super) struct Macros<'a> {
    pub(super) macros: &'a [Macro],
    pub(super) viewer: Option<&'a str>,
}

impl Macros<'_> {
    /// Each macro as it stands on the page.
    pub(super) fn shown(&self, sandbox: &Sandbox) -> Vec<String> {
        let here = site(sandbox);
        let installed = here.is_some_and(|site| sandbox.forge().is_installed(site.cloud_id));
        let app = sandbox.forge().app().filter(|_| installed);
        let show = |of: &Macro| match &app {
            Some(app) => {
                let module = app.module();
                bridge::frame(sandbox, &module.resource, of, &module.title)
            }
            None => "<p class=\"panel bad\">The app of this macro is not installed.</p>".to_owned(),
        };
        self.macros.iter().map(show).collect()
    }

    /// The script behind them and who they take the reader for; nothing on pages without macros.
    pub(super) fn foot(&self, sandbox: &Sandbox, words: &Words) -> String {
        if self.macros.is_empty() {
            return String::new();
        }
        let reader = self.viewer.and_then(|account| sandbox.person(account));
        let reader = if let Some(person) = reader {
            format!("Reading as {}", escape(&person.name))
        } else {
            let back = format!("{}{}", sandbox.config.base_of("wiki"), address(words.id));
            let log_in = format!("{}{}", sandbox.config.base(), auth::log_in_address(&back));
            format!(
                "Reading as nobody. <a href=\"{}\">Log in</a>",
                escape(&log_in)
            )
        };
        format!(
            "<p class=\"quiet\">{reader}</p>{}",
            bridge::host_script(sandbox, words.id)
        )
    }
}

/// The page that configures a macro, if there are both.
pub(super) fn configuration(
    sandbox: &Sandbox,
    words: &Words,
    macros: &[Macro],
    local_id: &str,
) -> Option<String> {
    let app = sandbox.forge().app()?;
    let of = macros.iter().find(|it| it.local_id == local_id)?;
    let title = &app.module().title;
    let frame = bridge::frame(sandbox, app.config_resource()?, of, title);
    let content = format!(
        "{}<section class=\"editor\"><h2>{}</h2>{frame}</section>{}",
        heading(words),
        escape(title),
        bridge::host_script(sandbox, words.id)
    );
    Some(around(words, &content))
}

/// The macros in the page's editor.
pub(super) fn edited(sandbox: &Sandbox, words: &Words, macros: &[Macro]) -> String {
    let Some(app) = sandbox.forge().app() else {
        return String::new();
    };
    let at = address(words.id);
    let title = escape(&app.module().title);
    let rows: Vec<String> = macros
        .iter()
        .map(|of| {
            let chosen = of.config["chartId"].as_str().or(of.pasted.as_deref());
            let id = escape(&of.local_id);
            format!(
                "<li><span>{title} <code>{}</code></span><span><a class=\"button\" href=\"{at}?configure={id}\">Configure</a> \
                 <form method=\"post\" action=\"{at}\"><button class=\"button\" name=\"remove_macro\" value=\"{id}\">Remove</button></form></span></li>",
                escape(chosen.unwrap_or_default())
            )
        })
        .collect();
    format!(
        "<section class=\"editor\"><h2>Macros on this page</h2><ul>{}</ul>\
         <form method=\"post\" action=\"{at}\"><button class=\"button\" name=\"insert\" value=\"macro\">Insert {title}</button></form></section>",
        rows.concat()
    )
}
