//! How a chart gets into a page of Confluence, or anywhere else.

use super::CopyButton;
use crate::{api, browser, error::ApiError, model::Embedding, paths};
use chart::Kind;
use leptos::{html, prelude::*, task::spawn_local};

/// A dialog with the chart's addresses, ready to paste, and the steps in Confluence.
#[component]
pub fn EmbedDialog(
    /// The chart; the dialog shows nothing while there is none.
    #[prop(into)]
    chart: Signal<Option<String>>,
    /// Its title, for a link.
    #[prop(into)]
    title: Signal<String>,
    /// How it is drawn: tables and tiles have no picture.
    #[prop(into)]
    kind: Signal<Option<Kind>>,
    /// Opens it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let (frame, page) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let told = RwSignal::new(None::<Result<Embedding, ApiError>>);
    let drawn = move || kind.get().is_some_and(Kind::is_drawn);
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
        if let Some(id) = chart.get_untracked() {
            told.set(None);
            spawn_local(async move {
                let answer = api::embedding(id.clone()).await;
                // The dialog may be about another chart by now, or gone.
                if chart.try_get_untracked().flatten() == Some(id) {
                    told.try_set(Some(answer));
                }
            });
        }
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
            <h3>"As a picture"</h3>
            {move || if drawn() {
                view! { <Picture chart title told /> }.into_any()
            } else {
                view! { <p class="hint">"Tables and tiles are no drawings, so they have no picture. The frame shows them, too."</p> }.into_any()
            }}
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

/// The picture in Markdown, and who sees it there.
#[component]
fn Picture(
    chart: Signal<Option<String>>,
    title: Signal<String>,
    told: RwSignal<Option<Result<Embedding, ApiError>>>,
) -> impl IntoView {
    let image = Signal::derive(move || match told.get() {
        Some(Ok(told)) => {
            title.with(|title| markdown_image(title, &browser::address(&told.picture)))
        }
        _ => String::new(),
    });
    let unknown = move || image.with(String::is_empty);
    let access = move || chart.get().map(|id| paths::access(&id)).unwrap_or_default();
    let seen_by = move || {
        match told.get() {
        None => "Looking up who may see it…".into_any(),
        Some(Err(error)) => error.message.into_any(),
        Some(Ok(told)) => match (told.seen_by.as_str(), told.owned) {
            ("anybody", _) => {
                "Whoever has this address sees the picture, without signing in, with what you see in Jira. It stops when you end the sharing or renew the link.".into_any()
            }
            ("nobody", _) => view! {
                "Nobody sees this picture just now. "{told.why}" "<a href=access()>"Access"</a>" has more about it."
            }
            .into_any(),
            (_, true) => view! {
                "Only people who are signed in to Inlay in their browser and may see the chart see this picture; in pages of other sites it mostly stays empty. "
                <a href=access()>"Share the chart by link"</a>" to show it to everybody who has the address."
            }
            .into_any(),
            (_, false) => {
                "Only people who are signed in to Inlay in their browser and may see the chart see this picture; in pages of other sites it mostly stays empty. Its owner can share the chart by link.".into_any()
            }
        },
    }
    };
    view! {
        <label class="stack">
            <span>"Image in Markdown"</span>
            <span class="copy-row">
                <input class="input mono" readonly aria-describedby="picture-seen-by" prop:value=image />
                <CopyButton text=Callback::new(move |()| image.get_untracked()) label="Copy image" disabled=Signal::derive(unknown) />
            </span>
        </label>
        <p class="hint" id="picture-seen-by" role="status">{seen_by}</p>
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
    format!("[{}]({address})", markdown_text(title))
}

/// An image in Markdown, whatever is in the title.
fn markdown_image(title: &str, address: &str) -> String {
    format!("!{}", markdown_link(title, address))
}

fn markdown_text(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for letter in title.chars() {
        if matches!(letter, '[' | ']' | '\\' | '<' | '`' | '*' | '_') {
            text.push('\\');
        }
        text.push(if letter.is_control() { ' ' } else { letter });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{macro_text, markdown_image, markdown_link};

    #[test]
    fn a_title_stays_inside_its_link() {
        assert_eq!(
            markdown_link("Bugs [all] *now*", "https://x.test/charts/c_1"),
            r"[Bugs \[all\] \*now\*](https://x.test/charts/c_1)"
        );
    }

    #[test]
    fn an_image_is_a_link_that_is_shown() {
        assert_eq!(
            markdown_image("Bugs ![x](y)", "https://x.test/charts/c_1.png?link=1.a-b"),
            r"![Bugs !\[x\](y)](https://x.test/charts/c_1.png?link=1.a-b)"
        );
    }

    #[test]
    fn an_address_stays_inside_its_attribute() {
        let text = macro_text("https://x.test/embed/c_1?a=1&b=\"2\"");
        assert!(text.contains(r#"ri:value="https://x.test/embed/c_1?a=1&amp;b=&quot;2&quot;""#));
    }
}
