//! Time: estimates, progress, logged work.

use serde_json::{Value as Json, json};

use super::View;
use crate::world::model::{Issue, Worklog};

/// At most so many worklogs are inside an issue.
const EMBEDDED_WORKLOGS: usize = 20;

impl View<'_> {
    pub(super) fn worklogs(&self, issue: &Issue) -> Json {
        let shown = issue.worklogs.iter().take(EMBEDDED_WORKLOGS);
        let worklogs: Vec<Json> = shown.map(|worklog| self.worklog(issue, worklog)).collect();
        json!({
            "startAt": 0,
            "maxResults": EMBEDDED_WORKLOGS,
            "total": issue.worklogs.len(),
            "worklogs": worklogs,
        })
    }

    fn worklog(&self, issue: &Issue, worklog: &Worklog) -> Json {
        let author = json!(worklog.author.map(|at| self.user(at)));
        json!({
            "self": self.address(&format!("/issue/{}/worklog/{}", issue.id, worklog.id)),
            "author": author,
            "updateAuthor": author,
            "created": self.instant(worklog.created),
            "updated": self.instant(worklog.created),
            "started": self.instant(worklog.started),
            "timeSpent": duration(worklog.seconds),
            "timeSpentSeconds": worklog.seconds,
            "id": worklog.id.to_string(),
            "issueId": issue.id.to_string(),
        })
    }
}

pub(super) fn time_tracking(issue: &Issue) -> Json {
    let mut out = json!({});
    for (name, seconds) in [
        ("originalEstimate", issue.estimate),
        ("remainingEstimate", issue.remaining),
        ("timeSpent", issue.spent),
    ] {
        if let Some(seconds) = seconds {
            out[name] = json!(duration(seconds));
            out[format!("{name}Seconds")] = json!(seconds);
        }
    }
    out
}

pub(super) fn progress(spent: Option<u64>, remaining: Option<u64>) -> Json {
    let done = spent.unwrap_or(0);
    let total = done + remaining.unwrap_or(0);
    let mut out = json!({ "progress": done, "total": total });
    if let Some(percent) = (done * 100).checked_div(total) {
        out["percent"] = json!(percent);
    }
    out
}

/// `1w 2d 3h 20m`, with working days of 8 hours and weeks of 5 days.
fn duration(seconds: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(144_000, "w"), (28_800, "d"), (3_600, "h"), (60, "m")];
    let mut left = seconds;
    let mut parts = Vec::new();
    for (size, unit) in UNITS {
        let count = left / size;
        left %= size;
        if count > 0 {
            parts.push(format!("{count}{unit}"));
        }
    }
    if parts.is_empty() {
        "0m".to_owned()
    } else {
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_working_day_has_eight_hours_and_a_week_five_days() {
        assert_eq!(duration(12_000), "3h 20m");
        assert_eq!(duration(144_000 + 2 * 28_800), "1w 2d");
        assert_eq!(duration(0), "0m");
    }
}
