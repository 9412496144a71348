//! Every kind, with everything that can stand on it, drawn from Jira's issues.

use crate::stage::{MAYA, Stage};
use chart::{Kind, Table};
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

/// The names of the world's versions and sprints turned round, so that none of them stand as they are called.
async fn set_with_names_turned_round() -> Stage {
    let turned = |place: usize, name: &str| format!("{:03} {name}", 999 - place).into();
    Stage::set_changed(|world| {
        for site in &mut world.sites {
            for (place, version) in site.versions.iter_mut().enumerate() {
                version.name = turned(place, &version.name);
            }
            for (place, sprint) in site.sprints.iter_mut().enumerate() {
                sprint.name = turned(place, &sprint.name);
            }
        }
    })
    .await
}

/// Whether the rows of a table stand in this order; how many they are.
fn stand_in(table: &Table, order: &[String]) -> usize {
    let shown: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    let places: Vec<Option<usize>> = shown
        .iter()
        .filter(|name| **name != "(none)")
        .map(|name| order.iter().position(|known| known == name))
        .collect();
    assert!(places.iter().all(Option::is_some), "{shown:?} {order:?}");
    assert!(places.is_sorted(), "{shown:?} {order:?}");
    places.len()
}

#[tokio::test]
async fn versions_stand_in_the_order_of_their_project() {
    let stage = set_with_names_turned_round().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "fixVersions");
    let projects = stage
        .service
        .projects(&maya, &stage.site(0), "", 0)
        .await
        .unwrap();
    let mut several = 0;
    for project in projects.choices {
        let key = &project.key;
        for source in [
            json!({"projects": [key]}),
            json!({"jql": format!("project = {key} AND key != {key}-1")}),
        ] {
            spec["source"] = source;
            let table = stage.service.preview(&maya, &spec).await.unwrap().table;
            several += usize::from(stand_in(&table, &stage.versions(key)) > 2);
        }
    }
    assert!(several > 1, "some project has versions");
}

#[tokio::test]
async fn versions_of_more_than_a_few_projects_stand_by_their_names() {
    let stage = set_with_names_turned_round().await;
    let maya = stage.sign_in(MAYA).await;
    let site = stage.site(0);
    stage
        .control("many", json!({ "site": site, "projects": 6 }))
        .await;
    for number in 0..6 {
        let project = format!("BIG{number:05}");
        let issue = json!({ "site": site, "project": project, "fields": { "summary": "One" } });
        stage.control("issue", issue).await;
    }
    let spec = stage.spec(ALL, "fixVersions");
    let table = stage.service.preview(&maya, &spec).await.unwrap().table;
    let mut names: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    names.retain(|name| *name != "(none)");
    assert!(names.len() > 2 && names.is_sorted(), "{names:?}");
    assert_eq!(
        stage.calls("version").await,
        0,
        "no project is asked for them"
    );
}

#[tokio::test]
async fn sprints_stand_by_their_start_whatever_they_are_called() {
    let stage = set_with_names_turned_round().await;
    let maya = stage.sign_in(MAYA).await;
    let order: Vec<String> = {
        let world = stage.sandbox.world();
        let mut sprints: Vec<_> = world.sites[0].sprints.iter().collect();
        sprints.sort_by_key(|it| (it.start.is_none(), it.start, it.id));
        sprints.iter().map(|it| it.name.to_string()).collect()
    };
    for choice in ["all", "latest"] {
        let mut spec = stage.spec(ALL, "customfield_10020");
        spec["chart_by"]["sprint"] = choice.into();
        let table = stage.service.preview(&maya, &spec).await.unwrap().table;
        assert!(stand_in(&table, &order) > 5, "{choice}");
    }
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
