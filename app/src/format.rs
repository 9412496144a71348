//! Shares, counts and moments as text, the same on the server and in the browser. Numbers
//! themselves are written by [`chart::grouped`], as in the drawings.

/// A part of a whole in percent with one decimal, honest at the ends: `51.9`, `< 0.1`, `> 99.9`; a
/// dash where there is no whole.
pub fn percent(part: f64, whole: f64) -> String {
    if whole == 0.0 {
        return "–".to_owned();
    }
    let share = 100.0 * part / whole;
    if share > 0.0 && share < 0.1 {
        return "< 0.1".to_owned();
    }
    if share > 99.9 && share < 100.0 {
        return "> 99.9".to_owned();
    }
    let share = format!("{share:.1}");
    share
        .strip_suffix(".0")
        .map_or(share.clone(), str::to_owned)
}

/// A number with its noun: `1 issue`, `1,184 issues`.
pub fn counted(value: f64, one: &str, many: &str) -> String {
    format!("{} {}", chart::grouped(value), noun(value, one, many))
}

/// How the numbers were got: `Read 4,400 issues`, `4,400 issues, counted by Jira in 14 questions`; only how
/// many they are where that is not told.
pub fn got<At>(provenance: &chart::Provenance<At>) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "issues and calls are far below 2^53"
    )]
    let (issues, calls) = (provenance.issues as f64, provenance.calls as f64);
    let issues = counted(issues, "issue", "issues");
    match provenance.plan.as_str() {
        "scan" => format!("Read {issues}"),
        "counts" => {
            let questions = counted(calls, "question", "questions");
            format!("{issues}, counted by Jira in {questions}")
        }
        _ => issues,
    }
}

/// The noun that goes with a number.
pub fn noun<'a>(value: f64, one: &'a str, many: &'a str) -> &'a str {
    if (value - 1.0).abs() < f64::EPSILON {
        one
    } else {
        many
    }
}

/// An instant (RFC 3339, UTC) as the server writes it; the browser puts its own zone in place.
///
/// ```
/// assert_eq!(app::format::instant("2026-11-23T09:14:05Z"), "2026-11-23 09:14 UTC");
/// ```
pub fn instant(rfc3339: &str) -> String {
    match (rfc3339.get(..10), rfc3339.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time} UTC"),
        _ => rfc3339.to_owned(),
    }
}

/// An age in words: `just now`, `4 minutes old`, `3 hours old`.
pub fn age(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3600 => (seconds / 60, "minute"),
        3600..86400 => (seconds / 3600, "hour"),
        _ => (seconds / 86400, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} old")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_not_a_number() {
        assert_eq!(percent(0.0, 0.0), "–");
        assert_eq!(percent(614.0, 1184.0), "51.9");
        assert_eq!(percent(5.0, 5.0), "100");
    }

    #[test]
    fn shares_never_round_to_all_or_nothing() {
        assert_eq!(percent(1.0, 29_057.0), "< 0.1");
        assert_eq!(percent(29_056.0, 29_057.0), "> 99.9");
    }

    #[test]
    fn one_issue_is_not_issues() {
        assert_eq!(counted(1.0, "issue", "issues"), "1 issue");
        assert_eq!(counted(1184.0, "issue", "issues"), "1,184 issues");
    }

    #[test]
    fn it_says_whether_issues_were_read_or_counted() {
        let by = |plan: &str| chart::Provenance::<String> {
            plan: plan.into(),
            issues: 4_400,
            calls: 14,
            ..chart::Provenance::default()
        };
        assert_eq!(got(&by("scan")), "Read 4,400 issues");
        assert_eq!(
            got(&by("counts")),
            "4,400 issues, counted by Jira in 14 questions"
        );
        assert_eq!(got(&by("")), "4,400 issues");
    }

    #[test]
    fn ages_round_down_to_the_greatest_unit() {
        assert_eq!(age(59), "just now");
        assert_eq!(age(60), "1 minute old");
        assert_eq!(age(3 * 3600 + 1), "3 hours old");
        assert_eq!(age(49 * 3600), "2 days old");
    }
}
