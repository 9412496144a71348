//! The templates that Inlay brings along, each drawn from Jira's issues.

use crate::stage::{MAYA, Stage};
use chart::{ChartSpec, Table};
use serde_json::Value;
use std::path::Path;

/// What a template may have to say: of issues that have no value for its number, and of a first month
/// that its range cuts. Anything else is a complaint.
const EXPECTED: [&str; 3] = ["left out.", "where the range does.", "where their value is"];

/// Every file of `app/templates`, by name.
fn templates() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app/templates");
    let files = std::fs::read_dir(folder).expect("the folder of templates");
    let mut all: Vec<_> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a template");
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            (
                name.into_owned(),
                serde_json::from_str(&text).expect("JSON"),
            )
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[tokio::test]
async fn every_template_is_drawn_from_issues_without_a_complaint() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let all = templates();
    assert!(all.len() >= 13, "{}", all.len());
    for (name, mut spec) in all {
        spec["site"] = stage.site(0).into();
        let drawn = stage.service.preview(&maya, &spec).await;
        let drawn = drawn.unwrap_or_else(|failure| panic!("{name}: {failure}"));
        let table = &drawn.table;
        assert!(table.provenance.complete, "{name} is not whole");
        assert!(!table.is_empty(), "{name} finds nothing");
        let complaints: Vec<_> = table
            .provenance
            .warnings
            .iter()
            .filter(|warning| !EXPECTED.iter().any(|end| warning.ends_with(end)))
            .collect();
        assert!(complaints.is_empty(), "{name}: {complaints:?}");

        let kind = ChartSpec::from_json(&spec).expect("a spec").kind;
        assert_eq!(drawn.svg.is_empty(), !kind.is_drawn(), "{name}");
        if kind.is_drawn() {
            assert!(has_marks(&drawn.svg, table), "{name}: {}", drawn.svg);
        }
    }
}

/// Whether something of the data is in a drawing: a value's colour, and a value's name.
fn has_marks(svg: &str, table: &Table) -> bool {
    let members = || table.rows.iter().chain(&table.columns);
    let begins = |label: &str| label.chars().take(4).collect::<String>();
    members().any(|member| svg.contains(&format!("\"{}\"", member.colour)))
        && members().any(|member| svg.contains(&format!(">{}", begins(&member.label))))
}
