//! What has to be said about a dimension: what it leaves out, and what is not whole in it.

use jiff::civil::Date;

use super::{Layout, Side};
use crate::{Provenance, number::grouped};

/// So many issues, in words.
pub(super) fn issues(count: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    match count {
        1 => "1 issue".to_owned(),
        count => format!("{} issues", grouped(count as f64)),
    }
}

/// Says what a dimension does not show.
pub(super) fn add(
    provenance: &mut Provenance,
    side: Option<&Side>,
    layout: &Layout,
    unplaced: u64,
) {
    let Some(side) = side else { return };
    let name = &side.name;
    if side.axis.hidden_issues > 0 {
        provenance.warnings.push(format!(
            "{name}: hidden values leave out {}.",
            issues(side.axis.hidden_issues)
        ));
    }
    if layout.dropped > 0 {
        let values = if layout.dropped == 1 {
            "1 more value is".to_owned()
        } else {
            format!("{} more values are", layout.dropped)
        };
        provenance.warnings.push(format!(
            "{name}: {values} not shown; {} appear in no row or column of it but count in the totals.",
            issues(unplaced)
        ));
    }
    for part in parts_of_buckets(side, layout) {
        provenance.warnings.push(format!("{name}: {part}"));
    }
    if layout.gaps_left {
        provenance.warnings.push(format!(
            "{name}: too many empty buckets to show; only those with issues are here."
        ));
    }
}

/// What is not whole where a range begins or ends inside a bucket. One that ends today is as long as it
/// can be: a reader expects that.
fn parts_of_buckets(side: &Side, layout: &Layout) -> Vec<String> {
    let rules = &side.axis.rules;
    let width = rules.interval;
    let shown = |day: Date| {
        let key = width.start(day).to_string();
        layout.members.iter().any(|member| member.key == key)
    };
    let first = rules
        .from
        .filter(|day| width.start(*day) != *day && shown(*day));
    let last = rules.to.filter(|day| {
        let next = width.next(width.start(*day));
        let is_whole = next.is_some_and(|next| next.yesterday().ok() == Some(*day));
        *day < rules.today && !is_whole && shown(*day)
    });
    let unit = width.name();
    let first = first.map(|day| format!("the first {unit} begins on {day}, where the range does."));
    let last = last.map(|day| format!("the last {unit} ends on {day}, where the range does."));
    first.into_iter().chain(last).collect()
}
