//! A table as text for spreadsheets.

use crate::{Table, keys, number::plain};

/// What a column of running totals is called.
pub const RUNNING_TOTAL: &str = "Running total";

/// The table as CSV (RFC 4180: commas, CRLF): a line for each row, and the totals. Numbers are whole, without
/// separators; what is no number is empty.
///
/// Names come from Jira and may be anybody's: one that a spreadsheet would take for a formula gets an
/// apostrophe in front, which spreadsheets read as "this is text".
pub fn csv<At>(table: &Table<At>) -> String {
    let crossed = table.columns.iter().any(|column| column.key != keys::VALUE);
    let number = |number: Option<f64>| number.map(plain).unwrap_or_default();
    let mut out = String::new();
    let running = table.runs_up && !crossed;
    let mut line = |name: &str, mut cells: Vec<String>, total: String, sum: String| {
        cells.extend(running.then_some(sum));
        out.push_str(&field(name));
        for cell in cells.iter().chain(crossed.then_some(&total)) {
            out.push(',');
            out.push_str(cell);
        }
        out.push_str("\r\n");
    };
    let heads = table.columns.iter().map(|column| field(&column.label));
    let total = table.total_name().to_owned();
    line("", heads.collect(), total, RUNNING_TOTAL.to_owned());
    let sums = running.then(|| table.running(&table.row_totals));
    let rows = table.rows.iter().zip(&table.cells).zip(&table.row_totals);
    for (at, ((row, cells), total)) in rows.enumerate() {
        let cells = cells.iter().copied().map(number);
        let sum = sums.as_ref().and_then(|sums| sums[at]);
        line(&row.label, cells.collect(), number(*total), number(sum));
    }
    let totals = table.column_totals.iter().copied().map(number);
    let total = number(table.total);
    line(table.total_name(), totals.collect(), total, String::new());
    out
}

/// Text as one field that stays text.
fn field(text: &str) -> String {
    // Spreadsheets skip what is not seen before they look for a formula.
    let first = text.chars().find(|c| !c.is_whitespace() && !c.is_control());
    let formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    ) || text.starts_with(['\t', '\r', '\n']);
    let text = format!("{}{text}", if formula { "'" } else { "" });
    if text.contains(['"', ',', '\r', '\n', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Member, Provenance};
    use rstest::rstest;

    fn member(key: &str) -> Member {
        Member {
            key: key.into(),
            label: key.into(),
            colour: String::new(),
        }
    }

    fn table(columns: &[&str], cells: Vec<Vec<Option<f64>>>) -> Table {
        Table {
            rows: ["Open, or not", "-1+1|cmd"][..cells.len()]
                .iter()
                .map(|key| member(key))
                .collect(),
            columns: columns.iter().map(|key| member(key)).collect(),
            row_totals: vec![Some(1234.5); cells.len()],
            column_totals: vec![Some(-7.0); columns.len()],
            total: Some(29_057.0),
            adds_up: true,
            names: crate::Names::default(),
            runs_up: false,
            so_far: crate::SoFar::default(),
            cells,
            unit: "issues".into(),
            provenance: Provenance::default(),
        }
    }

    #[test]
    fn a_table_has_a_line_for_each_row_and_its_totals() {
        let crossed = table(
            &["To do", "Done"],
            vec![vec![Some(1234.5), None], vec![Some(0.0), Some(2.0)]],
        );
        assert_eq!(
            csv(&crossed),
            ",To do,Done,Total\r\n\"Open, or not\",1234.5,,1234.5\r\n'-1+1|cmd,0,2,1234.5\r\nTotal,-7,-7,29057\r\n"
        );
        let plain = table(&[keys::VALUE], vec![vec![Some(12.0)]]);
        assert_eq!(csv(&plain), ",value\r\n\"Open, or not\",12\r\nTotal,-7\r\n");
    }

    #[test]
    fn what_is_no_sum_is_not_called_a_total() {
        let medians = Table {
            adds_up: false,
            ..table(&["To do"], vec![vec![Some(3.5)]])
        };
        assert_eq!(
            csv(&medians),
            ",To do,All issues\r\n\"Open, or not\",3.5,1234.5\r\nAll issues,-7,29057\r\n"
        );
    }

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("  =1", "'  =1")]
    #[case("\u{200b}plain", "\u{200b}plain")]
    #[case("\t=1", "\"'\t=1\"")]
    #[case("\r\nnext", "\"'\r\nnext\"")]
    #[case("say \"hi\"", "\"say \"\"hi\"\"\"")]
    #[case("plain - text", "plain - text")]
    fn a_name_is_never_a_formula(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(field(text), expected);
    }
}
