//! What each plan would cost, and which one is taken.

/// What asking Jira costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Of the 65,000 an hour that an installation has: one for a call, one for each issue returned.
    pub points: u64,
    /// Requests.
    pub calls: u64,
    /// Requests one after the other, where six run side by side.
    pub round_trips: u64,
}

/// Which plan is taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Whether Jira counts. Otherwise its issues are read.
    pub counts: bool,
    /// A sentence.
    pub why: String,
}

/// A scan of more issues would use up most of an installation's points for the hour.
pub const MOST_SCANNED: u64 = 50_000;
/// So many issues are five pages, and once held they answer every other chart over the same query.
const FEW: u64 = 500;
/// Somebody who edits tries many groupings: reading so many issues costs less than a tenth of the hour's
/// points, once, and every further try nothing.
const FEW_TO_AN_EDITOR: u64 = 5_000;
/// More questions would take a minute, six at a time.
const MOST_QUESTIONS: u64 = 1_000;
/// A page of a hundred issues takes Jira about as long as so many counts.
const COUNTS_LIKE_A_PAGE: u64 = 3;
/// Requests to a site at the same time.
const AT_ONCE: u64 = 6;
/// Issues on a page, with fields and without.
const PAGE: u64 = 100;
const BARE_PAGE: u64 = 5_000;
/// From so many issues on a scan is cut into ranges that are read side by side.
const CUT: u64 = 1_000;
/// Calls that finding the ranges takes, and how many of them come one after the other.
const CUTTING: u64 = 20;
const CUTTING_IN_A_ROW: u64 = 7;

impl Estimate {
    /// Reading `issues` issues, and those of so many segments (as if each found them all).
    pub fn of_scan(issues: u64, segments: u64) -> Self {
        let (pages, bare) = (
            issues.div_ceil(PAGE).max(1),
            issues.div_ceil(BARE_PAGE).max(1),
        );
        let is_cut = issues >= CUT;
        let cutting = if is_cut { CUTTING } else { 0 };
        let calls = 1 + cutting + pages + segments * (1 + cutting + bare);
        Self {
            points: calls + issues * (1 + segments),
            calls,
            round_trips: if is_cut {
                1 + CUTTING_IN_A_ROW + pages.div_ceil(AT_ONCE)
            } else {
                1 + pages
            },
        }
    }

    /// Counting so many queries in two rounds.
    pub fn of_counts(first: u64, second: u64) -> Self {
        Self {
            points: first + second,
            calls: first + second,
            round_trips: first.div_ceil(AT_ONCE) + second.div_ceil(AT_ONCE),
        }
    }

    /// Finding the values of a field one after the other: pages of `page` issues, of which each brings
    /// some new ones, and a last empty one.
    pub fn of_discovery(values: u64, page: u64) -> Self {
        let pages = values.div_ceil(page / 2) + 1;
        Self {
            points: pages + values.div_ceil(page / 2) * page,
            calls: pages,
            round_trips: pages,
        }
    }

    /// Both, one after the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            points: self.points + other.points,
            calls: self.calls + other.calls,
            round_trips: self.round_trips + other.round_trips,
        }
    }
}

/// Chooses for a query that finds `issues`. `editing`: the same query will be asked in other ways next.
pub fn choose(counts: Estimate, scan: Estimate, issues: u64, editing: bool) -> Choice {
    let (counts_win, why) = if issues > MOST_SCANNED {
        let fits = counts.calls <= MOST_QUESTIONS;
        let why = if fits {
            "These are too many issues to read."
        } else {
            "These are too many issues to read, and too many numbers to count."
        };
        (fits, why)
    } else if issues <= FEW {
        (
            false,
            "So few issues are read quickly, and answer other charts too.",
        )
    } else if editing && issues <= FEW_TO_AN_EDITOR {
        (
            false,
            "Once they are read, every other grouping costs nothing.",
        )
    } else if counts.calls > MOST_QUESTIONS {
        (false, "There are too many numbers to count each.")
    } else if counts.points >= scan.points {
        (
            false,
            "Counting each number would cost more than reading the issues.",
        )
    } else if counts.round_trips > scan.round_trips * COUNTS_LIKE_A_PAGE {
        (
            false,
            "Counting each number would take longer than reading the issues.",
        )
    } else {
        (true, "Counting costs less than reading the issues.")
    };
    Choice {
        counts: counts_win,
        why: why.to_owned(),
    }
}
