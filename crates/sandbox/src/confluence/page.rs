//! A page as its readers see it.

use super::macros::Macros;
use super::words::{PAGES, Words, address};
use super::{STYLE, frames};
use crate::html::{self, escape, initials};
use crate::state::{Frame, Sandbox};

/// The whole page: frames, then macros. With `forge` each frame stands in another one, as Forge would
/// put it.
pub(super) fn page(
    sandbox: &Sandbox,
    words: &Words,
    charts: &[Frame],
    forge: bool,
    macros: &Macros<'_>,
) -> String {
    let of_app = macros.shown(sandbox);
    let is_empty = charts.is_empty() && of_app.is_empty();
    let foot = macros.foot(sandbox, words);
    let frames = charts.iter().map(|frame| {
        if forge {
            frames::forge_macro(&sandbox.config, frame)
        } else {
            iframe_macro(frame)
        }
    });
    let mut macros = frames.chain(of_app);
    let mut content = String::new();
    if is_empty {
        content.push_str(&empty_state(words));
    }
    for part in words.parts {
        content.push_str(part);
        content.push_str(&macros.next().unwrap_or_default());
    }
    content.extend(macros);
    around(
        words,
        &format!(
            "<div class=\"actions\"><a class=\"button\" href=\"{}?edit\">Edit</a></div>{}<article>{content}</article>{foot}",
            address(words.id),
            heading(words),
        ),
    )
}

/// Title and byline.
pub(super) fn heading(words: &Words) -> String {
    let author = words.byline.split(" · ").next().unwrap_or_default();
    format!(
        "<h1>{}</h1><div class=\"byline\"><span class=\"badge hue-{}\" aria-hidden=\"true\">{}</span><span>By {}</span></div>",
        escape(words.title),
        html::hue(author),
        escape(&initials(author)),
        escape(words.byline),
    )
}

/// What the built-in iframe macro makes of its parameters.
fn iframe_macro(frame: &Frame) -> String {
    format!(
        "<div class=\"macro\" data-macro-name=\"iframe\"><iframe src=\"{}\" width=\"100%\" height=\"{}\" frameborder=\"0\" scrolling=\"no\"></iframe></div>",
        escape(&frame.src),
        frame.height
    )
}

fn empty_state(words: &Words) -> String {
    format!(
        "<div class=\"panel empty\"><h2>No charts here yet</h2><p>Make a chart in Inlay, copy its iframe address, then \
         <a href=\"{}?edit\">edit this page</a> and paste it. Or start the sandbox with <code>--chart ADDRESS</code>.</p></div>",
        address(words.id)
    )
}

/// Header, page tree and footer around a page's content.
pub(super) fn around(words: &Words, content: &str) -> String {
    let tree: Vec<String> = PAGES
        .iter()
        .map(|page| {
            let here = if page.id == words.id {
                " aria-current=\"page\""
            } else {
                ""
            };
            format!(
                "<li><a href=\"{}\"{here}>{}</a></li>",
                address(page.id),
                escape(page.title)
            )
        })
        .collect();
    let body = format!(
        "<header class=\"bar\"><b>Wiki</b><nav aria-label=\"Wiki\"><a href=\"/wiki\">Home</a><a href=\"/wiki\">Spaces</a></nav>\
         <span class=\"grow\"></span><span class=\"quiet\">Sandbox of Confluence</span></header>\
         <div class=\"columns\"><nav class=\"tree\" aria-label=\"Pages\"><b class=\"space\"><span class=\"badge hue-1\" aria-hidden=\"true\">T</span>Team</b>\
         <span class=\"quiet\">Pages</span><ul>{}</ul></nav><main>{content}</main></div>",
        tree.concat()
    );
    html::page(&format!("{} - Team - Wiki", words.title), &[STYLE], &body)
}
