use super::*;
use chart::{Provenance, keys};

fn member(key: &str) -> Member {
    Member {
        key: key.into(),
        label: key.into(),
        colour: "#4688ec".into(),
    }
}

fn table(rows: &[&str], columns: &[&str], adds_up: bool) -> Table {
    Table {
        rows: rows.iter().map(|key| member(key)).collect(),
        columns: columns.iter().map(|key| member(key)).collect(),
        cells: vec![vec![Some(2.5); columns.len()]; rows.len()],
        row_totals: vec![Some(2.5); rows.len()],
        column_totals: vec![Some(2.5); columns.len()],
        total: Some(2.5),
        adds_up,
        names: chart::Names::default(),
        runs_up: false,
        so_far: chart::SoFar::default(),
        unit: "days".into(),
        provenance: Provenance::default(),
    }
}

fn around(and: Option<&str>) -> Around {
    Around {
        by: "Priority".into(),
        and: and.map(str::to_owned),
        totals: true,
        percent: false,
        cells: Percent::None,
        links: None,
    }
}

/// What is called a total, and what is said to be of all issues.
fn named(html: &str) -> [usize; 2] {
    [">Total<", ">All issues<"].map(|name| html.matches(name).count())
}

#[test]
fn only_a_sum_is_called_a_total() {
    let (high, columns) = (["High", "Low"], ["Open", "Done"]);
    for (adds_up, expected) in [(true, [1, 0]), (false, [0, 1])] {
        let list = table(&high, &[keys::VALUE], adds_up);
        assert_eq!(named(&twin(&list, &around(None)).to_html()), expected);
        let crossed = table(&high, &columns, adds_up);
        // A row of them, and a column.
        let twice = expected.map(|times| times * 2);
        let both = around(Some("Status"));
        assert_eq!(named(&twin(&crossed, &both).to_html()), twice);
        assert_eq!(named(&legend(&crossed, &both).to_html()), expected);
    }
}

#[test]
fn a_single_row_of_everything_has_nothing_under_it() {
    let mut all = table(&[keys::ALL], &[keys::VALUE], true);
    all.rows[0].label = "All issues".into();
    let html = twin(&all, &around(None)).to_html();
    assert!(!html.contains("<tfoot"), "{html}");
}

#[test]
fn the_big_number_of_a_tile_says_that_it_is_over_everything_where_its_parts_do_not_add_up() {
    let unit = |table: &Table| tile(table, false, None).to_html();
    let parts = ["High", "Low"];
    assert!(unit(&table(&parts, &[keys::VALUE], false)).contains(">days, all issues<"));
    assert!(unit(&table(&parts, &[keys::VALUE], true)).contains(">days<"));
    assert!(unit(&table(&[keys::ALL], &[keys::VALUE], false)).contains(">days<"));
}

#[test]
fn where_issues_stand_in_several_rows_it_is_said_what_the_total_counts() {
    let said = |html: &str| html.contains("the total counts it once");
    let mut labels = table(&["crash", "ui"], &[keys::VALUE], true);
    let alone = around(None);
    assert!(said(&twin(&labels, &alone).to_html()), "2.5 + 2.5 of 2.5");
    labels.total = Some(5.0);
    assert!(!said(&twin(&labels, &alone).to_html()));
    // Averages are no parts of anything, and without a total there is nothing to explain.
    let averages = table(&["crash", "ui"], &[keys::VALUE], false);
    assert!(!said(&twin(&averages, &alone).to_html()));
    let bare = Around {
        totals: false,
        ..around(None)
    };
    assert!(!said(
        &twin(&table(&["crash", "ui"], &[keys::VALUE], true), &bare).to_html()
    ));
    // The legend has the columns alone.
    let mut crossed = table(&["crash", "ui"], &["Open", "Done"], true);
    crossed.column_totals = vec![Some(1.0), Some(1.5)];
    let both = around(Some("Status"));
    assert!(said(&twin(&crossed, &both).to_html()));
    assert!(!said(&legend(&crossed, &both).to_html()));
}
