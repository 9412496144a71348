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
