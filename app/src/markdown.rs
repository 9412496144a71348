//! Descriptions as HTML: paragraphs, emphasis, code, lists and links of Markdown. All else stays the text that it
//! is: no markup of the author's, no pictures, no addresses but those of the web and of mail.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

/// A description as HTML that may stand in a page.
pub(crate) fn to_html(text: &str) -> String {
    let mut html = String::new();
    html::push_html(&mut html, Parser::new(text).filter_map(allowed));
    // The chart stays where it is. In texts and addresses these letters are escaped.
    html.replace(
        "<a href=",
        "<a target=\"_blank\" rel=\"noopener noreferrer nofollow\" href=",
    )
}

fn allowed(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        // Titles stand over charts already.
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
        // An anchor without an address leads nowhere.
        Event::Start(Tag::Link { ref dest_url, .. }) if !leads_out(dest_url) => {
            Event::Html("<a>".into())
        }
        // Of a picture its words stay: fetching it would tell somebody who reads the chart.
        Event::Start(Tag::Image { .. } | Tag::HtmlBlock)
        | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => {
            return None;
        }
        Event::Rule => return None,
        // Lines end where the author ended them.
        Event::SoftBreak => Event::HardBreak,
        other => other,
    })
}

/// Whether an address is one of the web or of mail.
fn leads_out(address: &str) -> bool {
    let start = address.trim_start().to_ascii_lowercase();
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn emphasis_code_lists_and_links_are_markdown() {
        assert_eq!(
            to_html("Look at the **red** ones *first*\nand `now`."),
            "<p>Look at the <strong>red</strong> ones <em>first</em><br />\nand <code>now</code>.</p>\n"
        );
        assert_eq!(to_html("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
        assert_eq!(
            to_html("[How](https://wiki.example/a?b=1&c=2)"),
            "<p><a target=\"_blank\" rel=\"noopener noreferrer nofollow\" href=\"https://wiki.example/a?b=1&amp;c=2\">How</a></p>\n"
        );
        assert_eq!(to_html("# Title"), "<p>Title</p>\n");
    }

    #[test]
    fn nothing_else_becomes_markup() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "a <b onclick=alert(1)>b</b>",
            "[a](javascript:alert(1))",
            "[a]( JAVASCRIPT:alert(1))",
            "[a](data:text/html,x)",
            "![a](https://evil.example/x.png)",
            "[a](https://x.example/\"onmouseover=alert(1))",
            "<https://x.example/><script>",
        ] {
            let html = to_html(hostile);
            for bad in [
                "<script",
                "<img",
                "<b ",
                "href=\"javascript",
                "href=\"data",
                "\"onmouseover",
            ] {
                assert!(!html.to_lowercase().contains(bad), "{hostile}: {html}");
            }
        }
        assert_eq!(
            to_html("![a picture](https://evil.example/x.png)"),
            "<p>a picture</p>\n"
        );
        assert_eq!(to_html(""), "");
    }
}
