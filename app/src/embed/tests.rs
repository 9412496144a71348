mod filters;

use super::*;
use crate::model::{FilterBar, Unit};
use chart::{ChartSpec, Member, Provenance, Table};
use serde_json::{Value, json};

const HOSTILE: &str = "</script><script>alert(1)</script>\"'&<img src=x>";

fn place() -> Place {
    Place {
        chart: "c_1".into(),
        ..Place::default()
    }
}

fn member(label: &str, colour: &str) -> Member {
    Member {
        key: label.into(),
        label: label.into(),
        colour: colour.into(),
    }
}

fn frame(kind: &str, label: &str) -> ChartFrame {
    let spec = ChartSpec::from_json(&json!({
        "version": 1, "title": label, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"jql": "project = SECRET"}, "kind": kind, "chart_by": {"field": "priority"},
    }))
    .unwrap();
    let provenance = Provenance {
        run_as: "viewer".into(),
        account: label.into(),
        issues: 10_012,
        complete: true,
        fetched_at: "2026-11-23T09:14:05Z".parse().unwrap(),
        ..Provenance::default()
    };
    let table = Table {
        rows: vec![member(label, "#c9372c"), member("Low", "#4688ec")],
        columns: vec![member("value", "#4688ec")],
        cells: vec![vec![Some(10_000.0)], vec![Some(12.0)]],
        row_totals: vec![Some(10_000.0), Some(12.0)],
        column_totals: vec![Some(10_012.0)],
        total: Some(10_012.0),
        adds_up: true,
        names: chart::Names::default(),
        runs_up: false,
        so_far: chart::SoFar::default(),
        unit: "issues".into(),
        provenance,
    };
    let drawn = kind != "table" && kind != "tile";
    ChartFrame {
        title: label.into(),
        about: crate::markdown::to_html(&spec.description),
        kind: spec.kind,
        adds_up: spec.measure.adds_up(),
        display: spec.display,
        seen: Seen::Whole {
            may_switch: false,
            as_owner: false,
        },
        filter: FilterBar::default(),
        table,
        links: None,
        by: "Priority".into(),
        and: None,
        option: if drawn {
            json!({"series": [{"type": kind, "name": label}]})
        } else {
            Value::Null
        },
        svg: if drawn {
            "<svg></svg>".into()
        } else {
            String::new()
        },
        summary: label.into(),
        stale: false,
    }
}

fn every_state(label: &str) -> Vec<EmbedState> {
    let chart = |kind| EmbedState::Chart(Box::new(frame(kind, label)));
    let mut old = frame("bar", label);
    old.stale = true;
    old.table.provenance.warnings = vec![label.into()];
    vec![
        EmbedState::Prompt(Prompt::NotYet),
        EmbedState::Prompt(Prompt::GrantEnded),
        EmbedState::Prompt(Prompt::WrongSite {
            chosen: vec![label.into()],
        }),
        EmbedState::Prompt(Prompt::ScopesMissing),
        EmbedState::Prompt(Prompt::Cancelled),
        EmbedState::Prompt(Prompt::AccessEnded {
            sentence: label.into(),
        }),
        EmbedState::Prompt(Prompt::NotShared {
            sentence: label.into(),
        }),
        EmbedState::Progress(Progress {
            title: label.into(),
            done: 3_400,
            of: 10_000,
            unit: Unit::Issues,
        }),
        chart("bar"),
        chart("table"),
        chart("tile"),
        EmbedState::Chart(Box::new(old)),
        EmbedState::Error(Trouble {
            heading: label.into(),
            sentence: label.into(),
            hint: Some(label.into()),
            request_id: Some(label.into()),
            again: true,
        }),
    ]
}

#[test]
fn what_people_wrote_in_jira_never_becomes_markup() {
    for state in every_state(HOSTILE) {
        let page = embed_page(&EmbedPage {
            place: place(),
            bearer: None,
            state,
            nonce: "n".into(),
        });
        assert!(
            !page.contains("<script>alert") && !page.contains("<img"),
            "{page}"
        );
    }
}

#[test]
fn no_state_needs_an_inline_style_or_script() {
    for state in every_state("High") {
        let page = embed_page(&EmbedPage {
            place: place(),
            bearer: None,
            state,
            nonce: "nonce-of-today".into(),
        });
        assert!(
            !page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="),
            "{page}"
        );
        let scripts = page.matches("<script").count();
        let allowed = page.matches("nonce=\"nonce-of-today\"").count()
            + page.matches("type=\"application/json\"").count();
        assert_eq!(scripts, allowed, "{page}");
    }
}

#[test]
fn every_prompt_has_a_button_that_works_without_the_script() {
    for state in every_state("High") {
        let html = fragment(&place(), &state);
        let form = html.contains("<form method=\"get\" action=\"/charts/c_1\" target=\"_blank\"");
        assert_eq!(
            form && html.contains("Load Chart</button>"),
            state.status() == "prompt",
            "{html}"
        );
    }
}

#[test]
fn a_prompt_says_nothing_about_the_chart() {
    let html = embed_page(&EmbedPage {
        place: place(),
        bearer: None,
        state: EmbedState::Prompt(Prompt::NotYet),
        nonce: "n".into(),
    });
    let unknown = embed_page(&EmbedPage {
        place: Place {
            chart: "c_2".into(),
            ..Place::default()
        },
        bearer: None,
        state: EmbedState::Prompt(Prompt::NotYet),
        nonce: "n".into(),
    });
    assert_eq!(html.replace("c_1", "c_2"), unknown);
}

#[test]
fn a_wrong_site_is_named() {
    let chosen = vec!["Northwind".into(), "Contoso".into()];
    let html = fragment(&place(), &EmbedState::Prompt(Prompt::WrongSite { chosen }));
    assert!(
        html.contains("You authorized Northwind and Contoso."),
        "{html}"
    );
}

#[test]
fn a_chart_says_as_whom_how_many_and_when() {
    let html = fragment(
        &place(),
        &EmbedState::Chart(Box::new(frame("bar", "Mia Krystof"))),
    );
    for part in [
        "As Mia Krystof sees it",
        "10,012 issues",
        "09:14 UTC",
        "<details",
        "<th scope=\"col\">Priority</th>",
        "<td>99.9</td>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(
        !html.contains("SECRET"),
        "the query is nobody's but the author's: {html}"
    );
}

#[test]
fn who_sees_the_numbers_alone_is_told_nothing_else() {
    let mut shared = frame("bar", "High");
    shared.seen = Seen::Shared;
    shared.table.provenance.account = "Mia Krystof".into();
    let html = fragment(&place(), &EmbedState::Chart(Box::new(shared)));
    assert!(html.contains("As its owner sees it"), "{html}");
    assert!(
        !html.contains("Mia Krystof") && !html.contains("/charts/c_1"),
        "{html}"
    );
}

#[test]
fn who_may_see_a_chart_both_ways_may_switch() {
    let seen = |as_owner, link: Option<&str>| {
        let mut frame = frame("bar", "High");
        frame.seen = Seen::Whole {
            may_switch: true,
            as_owner,
        };
        let place = Place {
            link: link.map(str::to_owned),
            ..place()
        };
        fragment(&place, &EmbedState::Chart(Box::new(frame)))
    };
    // Links without the script; with it, what it asks for in their place.
    let owners = "<a href=\"/embed/c_1?as=owner\" data-act=\"as\" data-as=\"owner\">As its owner sees it</a>";
    assert!(seen(false, None).contains(owners));
    let own = "<a href=\"/embed/c_1\" data-act=\"as\" data-as=\"\">As you see it</a>";
    assert!(seen(true, None).contains(own));
    assert!(
        seen(false, Some("3.k1.mac")).contains("href=\"/embed/c_1?link=3.k1.mac&amp;as=owner\"")
    );
}

#[test]
fn trying_again_without_the_script_keeps_the_link() {
    let place = Place {
        link: Some("3.k1.mac".into()),
        ..place()
    };
    let html = fragment(&place, &trouble::lost());
    assert!(
        html.contains("<input type=\"hidden\" name=\"link\" value=\"3.k1.mac\""),
        "{html}"
    );
}

#[test]
fn a_description_is_folded_under_the_chart_and_stays_text() {
    let mut told = frame("bar", "High");
    let folded = |told: &ChartFrame| fragment(&place(), &EmbedState::Chart(Box::new(told.clone())));
    assert!(!folded(&told).contains("Description"));
    told.about = crate::markdown::to_html(&format!("What waits.\n{HOSTILE}"));
    let html = folded(&told);
    assert!(
        html.contains("<summary>Description</summary>") && html.contains("What waits."),
        "{html}"
    );
    assert!(!html.contains("<img"), "{html}");
}

#[test]
fn old_numbers_say_how_old_and_offer_to_try_again() {
    let mut old = frame("bar", "High");
    old.stale = true;
    old.table.provenance.age_seconds = 3 * 3600 + 59;
    let html = fragment(&place(), &EmbedState::Chart(Box::new(old)));
    assert!(
        html.contains("Jira is not answering. Numbers from 3 hours ago.")
            && html.contains("Try again"),
        "{html}"
    );
}

#[test]
fn an_empty_result_says_so_and_draws_nothing() {
    let mut empty = frame("bar", "High");
    empty.table.total = Some(0.0);
    let html = fragment(&place(), &EmbedState::Chart(Box::new(empty)));
    assert!(
        html.contains("No issues match") && !html.contains("id=\"option\""),
        "{html}"
    );
}

#[test]
fn the_option_comes_back_whole_out_of_its_script_element() {
    let state = EmbedState::Chart(Box::new(frame("bar", HOSTILE)));
    let html = fragment(&place(), &state);
    let (_, rest) = html.split_once("id=\"option\">").unwrap();
    let (text, _) = rest.split_once("</script>").unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(text).unwrap(),
        answer(&place(), &state).option
    );
}

#[test]
fn the_answer_for_the_script_says_how_far_the_reading_is() {
    let state = EmbedState::Progress(Progress {
        title: "Bugs".into(),
        done: 3_400,
        of: 10_000,
        unit: Unit::Issues,
    });
    let answer = answer(&place(), &state);
    assert_eq!(
        (answer.status, answer.done, answer.of),
        ("progress", 3_400, 10_000)
    );
    assert!(
        answer.html.contains("3,400 of about 10,000 issues")
            && answer.html.contains("value=\"0.340\""),
        "{}",
        answer.html
    );
}

#[test]
fn the_hand_over_page_carries_outcome_and_code_and_a_way_on() {
    let page = |outcome, code: Option<&str>| {
        hand_over_page(&HandOver {
            outcome,
            code: code.map(str::to_owned),
            try_again: Some("/oauth/start?chart=c_1&frame=h".into()),
            go_on: "/".into(),
            nonce: "n".into(),
        })
    };
    let fine = page(HandOverOutcome::Authorized, Some("c0de"));
    assert!(
        fine.contains("data-outcome=\"authorized\"")
            && fine.contains("data-code=\"c0de\"")
            && !fine.contains("Try again"),
        "{fine}"
    );
    let wrong = page(
        HandOverOutcome::WrongSite {
            chosen: HOSTILE.into(),
        },
        None,
    );
    assert!(
        wrong.contains("data-outcome=\"wrong_site\"") && !wrong.contains("data-code"),
        "{wrong}"
    );
    assert!(
        wrong.contains("href=\"/oauth/start?chart=c_1&amp;frame=h\"") && !wrong.contains("<img"),
        "{wrong}"
    );
}

#[test]
fn a_chart_says_how_high_its_author_wants_it_and_words_do_not() {
    let chart = EmbedState::Chart(Box::new(frame("bar", "High")));
    assert!(fragment(&place(), &chart).contains("data-height=\"360\""));
    assert!(!fragment(&place(), &trouble::lost()).contains("data-height"));
}
