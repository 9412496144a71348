//! The filter bar in a frame.

use super::{HOSTILE, frame, place};
use crate::{
    embed::*,
    model::{FilterBar, FilterTab, FilterValue, FilterValues},
};
use chart::{Narrowing, Theme};

fn value(label: &str) -> FilterValue {
    FilterValue {
        key: label.into(),
        label: label.into(),
    }
}

fn tab(name: &str, how: &str, chosen: &[&str]) -> FilterTab {
    FilterTab {
        field: name.to_lowercase(),
        name: name.into(),
        offered: true,
        how: how.into(),
        chosen: chosen.iter().map(|label| value(label)).collect(),
        ..FilterTab::default()
    }
}

fn bar(tabs: Vec<FilterTab>) -> FilterBar {
    FilterBar {
        site: "s1".into(),
        tabs,
        ..FilterBar::default()
    }
}

fn opened(mut tab: FilterTab, labels: &[&str], more: u64) -> FilterTab {
    tab.values = Some(FilterValues {
        values: labels.iter().map(|label| value(label)).collect(),
        more,
    });
    tab
}

fn narrowed(words: &[(&str, &str)]) -> Place {
    Place {
        link: Some("3.mac".into()),
        narrowing: Narrowing::from_pairs(words.iter().copied()),
        ..place()
    }
}

fn shown(place: &Place, bar: FilterBar) -> String {
    let mut chart = frame("bar", "High");
    chart.filter = bar;
    fragment(place, &EmbedState::Chart(Box::new(chart)))
}

#[test]
fn a_chart_without_filters_has_no_bar_and_still_says_of_which_site_it_is() {
    let html = shown(&place(), bar(Vec::new()));
    assert!(
        !html.contains("filters") && html.contains("data-site=\"s1\""),
        "{html}"
    );
    assert!(!shown(&place(), FilterBar::default()).contains("data-site"));
}

#[test]
fn one_plain_form_writes_the_address_and_keeps_the_rest_of_it() {
    let place = narrowed(&[
        ("filter.status", "Open"),
        ("how.status", "none"),
        ("filter.labels", "a"),
    ]);
    let tabs = vec![
        opened(tab("Status", "none", &["Open"]), &["Open", "Done"], 0),
        tab("Labels", "any", &["a"]),
        tab("Priority", "any", &[]),
    ];
    insta::assert_snapshot!(only_the_form(&shown(&place, bar(tabs))));
}

#[test]
fn a_bar_with_nothing_chosen_offers_its_text_and_its_tabs_and_nothing_to_clear() {
    let mut bar = bar(vec![tab("Status", "any", &[])]);
    bar.text = Some(String::new());
    insta::assert_snapshot!(only_the_form(&shown(&place(), bar)));
}

fn only_the_form(html: &str) -> String {
    let (_, form) = html.split_once("<form").unwrap();
    let (form, _) = form.split_once("</form>").unwrap();
    let lines = format!("<form{form}</form>").replace("><", ">\n<");
    lines.replace("<!>", "")
}

#[test]
fn what_is_chosen_and_no_longer_there_can_be_taken_away() {
    let place = narrowed(&[("filter.status", "Gone")]);
    let html = shown(
        &place,
        bar(vec![opened(tab("Status", "any", &["Gone"]), &["Done"], 0)]),
    );
    assert!(
        html.contains("value=\"Gone\" checked") && html.contains("no issue has it now"),
        "{html}"
    );
    assert!(
        !html.contains("type=\"hidden\" name=\"filter.status\""),
        "{html}"
    );
}

#[test]
fn all_of_is_offered_where_an_issue_may_have_several_values() {
    let of = |many| {
        let mut labels = tab("Labels", "any", &[]);
        labels.many = many;
        shown(&place(), bar(vec![opened(labels, &["a"], 1)]))
    };
    assert!(of(true).contains("all of") && !of(false).contains("all of"));
    assert!(of(true).contains("1 more value is not listed."));
    let many = shown(
        &place(),
        bar(vec![opened(tab("Labels", "any", &[]), &["a"], 1_200)]),
    );
    assert!(many.contains("1,200 more values are not listed."), "{many}");
}

#[test]
fn a_field_without_values_says_so() {
    let html = shown(
        &place(),
        bar(vec![opened(tab("Labels", "any", &[]), &[], 0)]),
    );
    assert!(
        html.contains("No issue of this chart has a value here."),
        "{html}"
    );
    assert!(!html.contains("filter-apply"), "{html}");
}

#[test]
fn what_is_not_followed_is_said_and_still_kept_in_the_address() {
    let mut bar = bar(vec![tab("Status", "any", &[])]);
    bar.ignored = vec!["This chart is not filtered by Team.".into()];
    let html = shown(&narrowed(&[("filter.team", "A")]), bar);
    assert!(
        html.contains("This chart is not filtered by Team."),
        "{html}"
    );
    assert!(
        html.contains("<input type=\"hidden\" name=\"filter.team\" value=\"A\""),
        "{html}"
    );
}

#[test]
fn the_narrowed_query_is_folded_for_the_charts_people_and_there_is_none_for_others() {
    let mut bar = bar(vec![tab("Status", "any", &["Open"])]);
    assert!(!shown(&place(), bar.clone()).contains("<summary>Query</summary>"));
    bar.query = Some("project = A AND status = Open".into());
    let html = shown(&place(), bar);
    assert!(
        html.contains("<summary>Query</summary>") && html.contains("project = A AND status = Open"),
        "{html}"
    );
}

#[test]
fn no_issues_because_of_filters_are_a_click_from_all_issues() {
    let mut chart = frame("bar", "High");
    chart.table.total = Some(0.0);
    chart.filter = bar(vec![tab("Status", "any", &["Open"])]);
    let html = fragment(
        &narrowed(&[("filter.status", "Open")]),
        &EmbedState::Chart(Box::new(chart)),
    );
    assert!(html.contains("Filters are on"), "{html}");
    assert!(
        html.contains("<a href=\"/embed/c_1?link=3.mac\" data-act=\"clear\">Clear filters</a>"),
        "{html}"
    );
}

#[test]
fn a_filter_that_ends_in_an_error_can_be_cleared() {
    let html = fragment(&narrowed(&[("text", "x")]), &trouble::lost());
    assert!(
        html.contains("Clear filters") && html.contains("name=\"text\" value=\"x\""),
        "{html}"
    );
    assert!(!fragment(&place(), &trouble::lost()).contains("Clear filters"));
}

#[test]
fn the_frame_tells_its_script_what_its_address_says() {
    let page = |place: Place| {
        embed_page(&EmbedPage {
            place,
            bearer: None,
            state: EmbedState::Prompt(Prompt::NotYet),
            nonce: "n".into(),
        })
    };
    let mut dark = narrowed(&[("filter.status", "To Do")]);
    dark.theme = Place::theme_of("dark");
    let html = page(dark);
    assert!(
        html.contains("data-words=\"filter.status=To%20Do\"")
            && html.contains("data-want=\"dark\""),
        "{html}"
    );
    assert!(
        html.contains("<html lang=\"en\" data-theme=\"dark\""),
        "{html}"
    );
    assert!(!page(place()).contains("data-words"));
}

#[test]
fn the_page_around_decides_about_the_theme_before_the_author_does() {
    let mut chart = frame("bar", "High");
    chart.display.theme = Theme::Light;
    let state = EmbedState::Chart(Box::new(chart));
    assert!(fragment(&place(), &state).contains("data-theme=\"light\""));
    let dark = Place {
        theme: Place::theme_of("dark"),
        ..place()
    };
    assert!(fragment(&dark, &state).contains("data-theme=\"dark\""));
    assert_eq!(Place::theme_of("\"><script>"), None);
}

#[test]
fn what_values_are_called_never_becomes_markup() {
    let mut hostile = bar(vec![opened(
        tab(HOSTILE, "all", &[HOSTILE]),
        &[HOSTILE, "other"],
        0,
    )]);
    hostile.text = Some(HOSTILE.into());
    hostile.ignored = vec![HOSTILE.into()];
    hostile.query = Some(HOSTILE.into());
    let html = shown(&narrowed(&[("filter.x", HOSTILE)]), hostile);
    assert!(
        !html.contains("<script>alert") && !html.contains("<img"),
        "{html}"
    );
    assert!(!html.contains(" style="), "{html}");
}
