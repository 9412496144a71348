//! How far a reading is.

use serde::{Deserialize, Serialize};

/// How far Jira's issues have been read, or its counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Issues read, or questions answered.
    pub done: u64,
    /// About how many there are; 0 while nobody knows.
    pub of: u64,
    /// Of what.
    #[serde(default)]
    pub unit: Unit,
}

/// What is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Issues.
    #[default]
    Issues,
    /// Counts, each the answer to a question.
    Questions,
}

impl Progress {
    /// How far, in words. `frontend/js/embed/progress.js` says the same.
    pub fn words(self) -> String {
        let unit = match self.unit {
            Unit::Issues => "issues",
            Unit::Questions => "questions",
        };
        match (self.done, self.of) {
            (0, 0) => "Asking Jira".into(),
            (done, 0) => format!("{} {unit}", number(done)),
            (done, of) => format!("{} of about {} {unit}", number(done), number(of)),
        }
    }

    /// The part that is done, from 0 to 1; nothing while nobody knows, or nothing is done: a bar
    /// then shows that something is going on.
    pub fn share(self) -> Option<String> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of issues are far below 2^53"
        )]
        let share = self.done as f64 / self.of as f64;
        (self.of > 0 && self.done > 0).then(|| format!("{:.3}", share.min(1.0)))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of issues are far below 2^53"
)]
fn number(count: u64) -> String {
    chart::grouped(count as f64)
}

#[cfg(feature = "ssr")]
impl From<service::Progress> for Progress {
    fn from(from: service::Progress) -> Self {
        Self {
            done: from.done,
            of: from.of,
            unit: match from.unit {
                service::Reading::Issues => Unit::Issues,
                service::Reading::Questions => Unit::Questions,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Unit};

    #[test]
    fn it_says_what_is_known() {
        let unit = Unit::Issues;
        let words = |done, of| Progress { done, of, unit }.words();
        assert_eq!(words(0, 0), "Asking Jira");
        assert_eq!(words(300, 0), "300 issues");
        assert_eq!(words(3_400, 10_000), "3,400 of about 10,000 issues");
        let unit = Unit::Questions;
        let counting = Progress {
            done: 5,
            of: 14,
            unit,
        };
        assert_eq!(counting.words(), "5 of about 14 questions");
    }

    #[test]
    fn an_estimate_that_was_too_low_is_no_more_than_all() {
        let unit = Unit::Issues;
        let share = |done, of| Progress { done, of, unit }.share();
        assert_eq!(share(3_400, 10_000).as_deref(), Some("0.340"));
        assert_eq!(share(12, 10).as_deref(), Some("1.000"));
        assert_eq!(share(12, 0), None);
        assert_eq!(share(0, 12), None);
    }
}
