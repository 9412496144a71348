//! The settings: kinds above, tabs below.

use super::{
    calculate_tab::CalculateTab, dimension_tab::DimensionTab, display_tab::DisplayTab,
    kinds::Kinds, state::Editor,
};
use crate::draft::Axis;
use leptos::{ev::KeyboardEvent, html, prelude::*};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    ChartBy,
    GroupBy,
    Calculate,
    Display,
}

impl Tab {
    const ALL: [Self; 4] = [Self::ChartBy, Self::GroupBy, Self::Calculate, Self::Display];

    fn name(self) -> &'static str {
        match self {
            Self::ChartBy => "Chart by",
            Self::GroupBy => "Group by",
            Self::Calculate => "Calculate",
            Self::Display => "Display",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::ChartBy => "tab-chart-by",
            Self::GroupBy => "tab-group-by",
            Self::Calculate => "tab-calculate",
            Self::Display => "tab-display",
        }
    }
}

/// Where each key leads, in a row of tabs.
fn target(key: &str, now: Tab) -> Option<Tab> {
    let place = Tab::ALL.iter().position(|tab| *tab == now)?;
    let count = Tab::ALL.len();
    let place = match key {
        "ArrowRight" => (place + 1) % count,
        "ArrowLeft" => (place + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    };
    Tab::ALL.get(place).copied()
}

/// The column of settings.
#[component]
pub fn Settings(editor: Editor) -> impl IntoView {
    let tab = RwSignal::new(Tab::ChartBy);
    let buttons: Vec<_> = Tab::ALL
        .into_iter()
        .map(|this| {
            let place = NodeRef::<html::Button>::new();
            let on = move || tab.get() == this;
            // The keys move the focus along with the choice.
            Effect::new(move |before: Option<bool>| {
                let now = on();
                if now && before == Some(false)
                    && let Some(button) = place.get()
                {
                    let _ = button.focus();
                }
                now
            });
            let keys = move |event: KeyboardEvent| {
                if let Some(next) = target(&event.key(), this) {
                    event.prevent_default();
                    tab.set(next);
                }
            };
            view! {
                <button node_ref=place type="button" role="tab" id=this.id() class:on=on aria-controls="settings-panel"
                    aria-selected=move || on().to_string() tabindex=move || if on() { "0" } else { "-1" }
                    on:click=move |_| tab.set(this) on:keydown=keys>
                    {this.name()}
                </button>
            }
        })
        .collect();
    view! {
        <aside id="settings" aria-label="Settings" tabindex="-1">
            <Kinds editor />
            <div class="tabs" role="tablist" aria-label="Settings">{buttons}</div>
            <div class="form" id="settings-panel" role="tabpanel" aria-labelledby=move || tab.get().id()>
                {move || match tab.get() {
                    Tab::ChartBy => view! { <DimensionTab editor axis=Axis::ChartBy /> }.into_any(),
                    Tab::GroupBy => view! { <DimensionTab editor axis=Axis::GroupBy /> }.into_any(),
                    Tab::Calculate => view! { <CalculateTab editor /> }.into_any(),
                    Tab::Display => view! { <DisplayTab editor /> }.into_any(),
                }}
            </div>
            <Cost editor />
        </aside>
    }
    .into_any()
}

/// What the last drawing cost.
#[component]
fn Cost(editor: Editor) -> impl IntoView {
    let line = move || {
        editor.shown.with(|shown| {
            let provenance = &shown.as_ref()?.drawn.table.provenance;
            #[expect(
                clippy::cast_precision_loss,
                reason = "calls and points are far below 2^53"
            )]
            let (calls, points) = (provenance.calls as f64, provenance.points as f64);
            let how = if provenance.plan == "counts" {
                "Counted by Jira"
            } else {
                "Read issue by issue"
            };
            let spent = match provenance.calls {
                0 => "nothing asked of Jira, the numbers were at hand".to_owned(),
                _ => format!(
                    "{}, {} of Jira's hourly allowance",
                    crate::format::counted(calls, "call", "calls"),
                    crate::format::counted(points, "point", "points")
                ),
            };
            Some(view! { <p class="cost">{how}": "{spent}"."</p> })
        })
    };
    view! { {line} }.into_any()
}
