//! How long what is held is served without asking Jira: by its age, and by what Jira's webhooks told.

use crate::{counted::Counted, held::Held};
use jiff::{SignedDuration, Timestamp};

/// Younger than this, what is held is served as it is.
pub(crate) const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// News have a table read again at most once in this time.
const QUIET: SignedDuration = SignedDuration::from_secs(30);
/// What one table may cost on the average because of news.
const POINTS_A_SECOND: u64 = 10;
/// Jira finds a changed issue by its new values a moment after it has told of it.
const INDEXED: SignedDuration = SignedDuration::from_secs(10);

/// When something was read, and what that cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    pub(crate) at: Timestamp,
    pub(crate) points: u64,
}

impl From<&Held> for Read {
    fn from(held: &Held) -> Self {
        Self {
            at: held.fetched_at,
            points: held.points,
        }
    }
}

impl From<&Counted> for Read {
    fn from(counted: &Counted) -> Self {
        Self {
            at: counted.fetched_at,
            points: counted.points,
        }
    }
}

/// Whether a table is served as it is. News make it old before its time, but never so often that a
/// busy project uses up what Jira gives the installation.
pub(crate) fn is_fresh(read: Read, news: Option<Timestamp>, now: Timestamp) -> bool {
    let age = now.duration_since(read.at);
    let told = news.is_some_and(|at| at + INDEXED > read.at);
    age < FRESH && !(told && age >= quiet(read.points))
}

/// How long a table that cost so many points is left alone by news: a small one for half a minute,
/// one of 3,000 issues and more as if there were none.
fn quiet(points: u64) -> SignedDuration {
    let seconds = i64::try_from(points / POINTS_A_SECOND).unwrap_or(i64::MAX);
    SignedDuration::from_secs(seconds).clamp(QUIET, FRESH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const READ: &str = "2026-11-23T09:00:00Z";

    fn after(seconds: i64) -> Timestamp {
        READ.parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
    }

    #[rstest]
    #[case::without_news(10, None, 299, true)]
    #[case::grown_old(10, None, 300, false)]
    #[case::old_news(10, Some(-10), 299, true)]
    #[case::news_that_jira_may_not_have_found_yet(10, Some(-9), 30, false)]
    #[case::news_at_once(10, Some(1), 29, true)]
    #[case::news_a_while_later(10, Some(1), 30, false)]
    #[case::news_of_a_costly_table(2_000, Some(1), 199, true)]
    #[case::news_of_a_costly_table_later(2_000, Some(1), 200, false)]
    #[case::news_of_a_huge_table(50_000, Some(1), 299, true)]
    fn a_table_is_fresh_until_it_is_old_or_news_say_otherwise(
        #[case] points: u64,
        #[case] news: Option<i64>,
        #[case] age: i64,
        #[case] fresh: bool,
    ) {
        let at = after(0);
        let read = Read { at, points };
        assert_eq!(is_fresh(read, news.map(after), after(age)), fresh);
    }
}
