//! How a chart gets into a page of Confluence, or anywhere else.

use super::CopyButton;
use crate::{browser, paths};
use leptos::{html, prelude::*};

/// A dialog with the chart's addresses, ready to paste, and the steps in Confluence.
#[component]
pub fn EmbedDialog(
    /// The chart; the dialog shows nothing while there is none.
    #[prop(into)]
    chart: Signal<Option<String>>,
    /// Its title, for a link.
    #[prop(into)]
    title: Signal<String>,
    /// Opens it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let (frame, page) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if !open.get() {
            element.close();
            return;
        }
        let address = |path: fn(&str) -> String| {
            let chart = chart.get_untracked();
            chart
                .map(|id| browser::address(&path(&id)))
                .unwrap_or_default()
        };
        frame.set(address(paths::embed));
        page.set(address(paths::chart));
        if !element.open() {
            // Fails only for a dialog that is open in another way already.
            let _ = element.show_modal();
        }
    });
    let storage = Signal::derive(move || frame.with(|address| macro_text(address)));
    let link = Signal::derive(move || {
        title.with(|title| page.with(|address| markdown_link(title, address)))
    });
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="embed-heading" on:close=move |_| open.set(false)>
            <h2 id="embed-heading">"Embed this chart"</h2>
            <label class="stack">
                <span>"Address for an iframe"</span>
                <span class="copy-row">
                    <input class="input mono" readonly prop:value=frame />
                    <CopyButton text=Callback::new(move |()| frame.get_untracked()) label="Copy" class="primary" />
                </span>
            </label>
            <h3>"In Confluence"</h3>
            <ol>
                <li>"Edit the page, type " <kbd>"/iframe"</kbd> " and choose the Iframe macro."</li>
                <li>"Paste the address, set the width to 100% and the height to about 480."</li>
                <li>"Publish. Each reader presses " <b>"Load Chart"</b> " once; from then on every chart loads by itself, with what that reader may see in Jira."</li>
            </ol>
            <p class="hint">"A frame stays empty? Whoever runs Inlay has to name your Confluence site in its settings (frame ancestors)."</p>
            <details class="snippets">
                <summary>"For pages made by programs, and for links"</summary>
                <label class="stack">
                    <span>"Iframe macro in Confluence’s storage format"</span>
                    <textarea class="input mono" rows="5" readonly spellcheck="false" prop:value=storage></textarea>
                </label>
                <CopyButton text=Callback::new(move |()| storage.get_untracked()) label="Copy macro" />
                <label class="stack">
                    <span>"Link in Markdown"</span>
                    <input class="input mono" readonly prop:value=link />
                </label>
                <CopyButton text=Callback::new(move |()| link.get_untracked()) label="Copy link" />
            </details>
            <div class="actions">
                <button type="button" class="btn" on:click=move |_| open.set(false)>"Close"</button>
            </div>
        </dialog>
    }
    .into_any()
}

/// The Iframe macro of Confluence in its storage format, which programs write into pages.
fn macro_text(address: &str) -> String {
    let address = escaped(address);
    format!(
        r#"<ac:structured-macro ac:name="iframe" ac:schema-version="1" data-layout="default">
  <ac:parameter ac:name="src"><ri:url ri:value="{address}" /></ac:parameter>
  <ac:parameter ac:name="width">100%</ac:parameter>
  <ac:parameter ac:name="height">480</ac:parameter>
  <ac:parameter ac:name="frameborder">hide</ac:parameter>
  <ac:parameter ac:name="scrolling">no</ac:parameter>
</ac:structured-macro>"#
    )
}

/// Text inside an attribute of XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// A link in Markdown, whatever is in the title.
fn markdown_link(title: &str, address: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for letter in title.chars() {
        if matches!(letter, '[' | ']' | '\\' | '<' | '`' | '*' | '_') {
            text.push('\\');
        }
        text.push(if letter.is_control() { ' ' } else { letter });
    }
    format!("[{text}]({address})")
}

#[cfg(test)]
mod tests {
    use super::{macro_text, markdown_link};

    #[test]
    fn a_title_stays_inside_its_link() {
        assert_eq!(
            markdown_link("Bugs [all] *now*", "https://x.test/charts/c_1"),
            r"[Bugs \[all\] \*now\*](https://x.test/charts/c_1)"
        );
    }

    #[test]
    fn an_address_stays_inside_its_attribute() {
        let text = macro_text("https://x.test/embed/c_1?a=1&b=\"2\"");
        assert!(text.contains(r#"ri:value="https://x.test/embed/c_1?a=1&amp;b=&quot;2&quot;""#));
    }
}
