//! Every kind, with everything that can stand on it, drawn from Jira's issues.

use crate::stage::{MAYA, Stage};
use chart::Kind;
use serde_json::json;

const ALL: &str = "project is not EMPTY";

#[tokio::test]
async fn every_kind_is_drawn_with_its_lines_and_patterns() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    for kind in Kind::ALL {
        let mut spec = stage.spec(ALL, "status");
        spec["kind"] = kind.name().into();
        if kind.two_dimensional() {
            spec["group_by"] = json!({"field": "issuetype"});
        }
        spec["lines"] = json!({"goal": {"value": 900, "label": "Target"}, "trend": true, "average": true, "cumulative": true});
        spec["display"] = json!({"patterns": true, "legend": "bottom", "labels": "both"});
        let drawn = stage
            .service
            .preview(&maya, &spec)
            .await
            .unwrap_or_else(|failure| panic!("{}: {failure}", kind.name()));
        let svg = &drawn.svg;
        assert_eq!(svg.is_empty(), !kind.is_drawn(), "{}", kind.name());
        assert_eq!(drawn.option.is_null(), !kind.is_drawn(), "{}", kind.name());
        for words in ["Target 900", "Trend", "Average"] {
            assert_eq!(
                svg.contains(words),
                kind.has_axes(),
                "{}: {words}",
                kind.name()
            );
        }
        // Lines have no areas to put a pattern on, but their points may have one.
        let areas = kind.is_drawn() && !matches!(kind, Kind::Line | Kind::MultiLine);
        assert!(!areas || svg.contains("<pattern"), "{}", kind.name());
        let summary = &drawn.summary;
        assert!(
            summary.starts_with("Issues") && summary.ends_with('.'),
            "{summary}"
        );
    }
}

#[tokio::test]
async fn versions_stand_in_the_order_of_their_project() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "fixVersions");
    let projects = stage
        .service
        .projects(&maya, &stage.site(0), "", 0)
        .await
        .unwrap();
    let mut several = 0;
    for project in projects.choices {
        spec["source"] = json!({"projects": [project.key]});
        let table = stage.service.preview(&maya, &spec).await.unwrap().table;
        let shown: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
        let order = stage.versions(&project.key);
        let places: Vec<Option<usize>> = shown
            .iter()
            .filter(|name| **name != "(none)")
            .map(|name| order.iter().position(|known| known == name))
            .collect();
        assert!(places.iter().all(Option::is_some), "{shown:?} {order:?}");
        assert!(places.is_sorted(), "{shown:?} {order:?}");
        several += usize::from(places.len() > 2);
    }
    assert!(several > 0, "some project has versions");
}

#[tokio::test]
async fn a_parent_stands_by_its_name_and_not_by_its_key_alone() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec("parent is not EMPTY", "parent");
    spec["kind"] = "bar".into();
    spec["chart_by"]["limit"] = 8.into();
    let drawn = stage.service.preview(&maya, &spec).await.unwrap();
    let parents: Vec<_> = drawn.table.rows.iter().filter(|r| !r.is_rest()).collect();
    assert!(parents.len() > 3, "{parents:?}");
    for parent in parents {
        let name = parent.label.strip_prefix(&parent.key);
        let name = name.unwrap_or_else(|| panic!("{parent:?}")).trim();
        assert!(!name.is_empty(), "{parent:?}");
        // As it is in Jira, and in the picture as far as there is room.
        assert_eq!(Some(name), stage.summary(&parent.key).as_deref());
        let begin: String = parent.label.chars().take(8).collect();
        assert!(drawn.svg.contains(&begin), "{begin}");
    }
}

#[tokio::test]
async fn the_names_of_lines_stand_beside_the_plot_and_not_on_each_other() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    spec["kind"] = "bar".into();
    let table = stage.service.preview(&maya, &spec).await.unwrap().table;
    let counts: Vec<f64> = table.row_totals.iter().flatten().copied().collect();
    let mean = counts.iter().sum::<f64>() / f64::from(u32::try_from(counts.len()).unwrap());
    // A goal and an average at the same height.
    spec["lines"] = json!({"goal": {"value": mean.round(), "label": "Target"}, "average": true});
    let svg = stage.service.preview(&maya, &spec).await.unwrap().svg;
    let [(goal_x, goal_y), (mean_x, mean_y)] = ["Target ", "Average "].map(|it| place(&svg, it));
    assert!((goal_y - mean_y).abs() >= 10.0, "{goal_y} and {mean_y}");
    let last = svg.match_indices("font-weight=\"bold\"").map(|(at, _)| at);
    let numbers: Vec<f64> = last.map(|at| place_at(&svg, at).0).collect();
    assert!(!numbers.is_empty(), "{svg}");
    let rightmost = numbers.into_iter().fold(0.0, f64::max);
    assert!(
        goal_x > rightmost && mean_x > rightmost,
        "{goal_x} {rightmost}"
    );
}

/// Where a text that begins so stands in a drawing.
fn place(svg: &str, words: &str) -> (f64, f64) {
    let at = svg.find(&format!(">{words}"));
    place_at(svg, at.unwrap_or_else(|| panic!("{words} is not in {svg}")))
}

/// Where the element around this place stands.
fn place_at(svg: &str, at: usize) -> (f64, f64) {
    let tag = &svg[svg[..at].rfind('<').unwrap_or(0)..];
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let transform = tag.split_once("translate(").map(|(_, rest)| rest);
    let numbers = transform.and_then(|rest| rest.split_once(')'));
    let numbers = numbers.map_or_else(|| panic!("{tag}"), |(numbers, _)| numbers);
    let mut numbers = numbers
        .split([' ', ','])
        .map(|number| number.parse::<f64>().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}
