//! Cutting a big result by creation time, so that its pages need not come one after the other.
//!
//! Jira gives pages by tokens, each from the one before: 29,000 issues are 290 answers in a row.
//! Ranges of `created` can be read side by side. They are half-open and share their bounds as
//! text, so that they cover everything once in whatever zone Jira reads them.

use futures::{StreamExt, future::try_join_all};
use jiff::{Timestamp, tz::TimeZone};

/// A result smaller than this is read in one go.
const WORTH_CUTTING: u64 = 1_000;
/// Ranges that one result is cut into at most: a few times as many as are read at once, so that
/// uneven ones even out.
const MOST: u64 = 18;
/// Bounds are minutes; a shorter range cannot be cut.
const SHORTEST_MS: i64 = 2 * 60 * 1000;

/// One range of time with its number of issues.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    from: i64,
    to: i64,
    count: u64,
}

impl Range {
    fn worth_cutting(&self, aim: u64) -> bool {
        self.count > aim && self.to - self.from > SHORTEST_MS
    }
}

/// The queries that together find what `jql` finds, each issue in one of them.
pub(crate) async fn cut(
    site: &jira::Site,
    jql: &str,
    count: u64,
) -> Result<Vec<String>, jira::Error> {
    if count < WORTH_CUTTING {
        return Ok(vec![jql.to_owned()]);
    }
    let (Some(first), Some(last)) = (
        edge(site, jql, "ASC").await?,
        edge(site, jql, "DESC").await?,
    ) else {
        return Ok(vec![jql.to_owned()]);
    };
    // The zone only balances the ranges; whoever may not ask for it still gets them.
    let zone = site
        .myself()
        .await
        .ok()
        .and_then(|me| me.time_zone)
        .and_then(|name| TimeZone::get(&name).ok())
        .unwrap_or(TimeZone::UTC);
    let aim = (count / MOST).max(WORTH_CUTTING / 2);
    let mut ranges = vec![Range {
        from: first.as_millisecond(),
        to: last.as_millisecond() + 60_000,
        count,
    }];
    while ranges.iter().any(|r| r.worth_cutting(aim)) {
        ranges = try_join_all(ranges.into_iter().map(|r| halves(site, jql, r, aim, &zone)))
            .await?
            .concat();
    }
    Ok(queries(jql, &bounds(&ranges, &zone)))
}

/// Both halves of a range, with their counts; the range itself where it is small enough.
async fn halves(
    site: &jira::Site,
    jql: &str,
    range: Range,
    aim: u64,
    zone: &TimeZone,
) -> Result<Vec<Range>, jira::Error> {
    if !range.worth_cutting(aim) {
        return Ok(vec![range]);
    }
    let middle = range.from + (range.to - range.from) / 2;
    let (from, to) = (text(range.from, zone), text(middle, zone));
    let count = site
        .approximate_count(&between(jql, Some(&from), Some(&to)))
        .await?
        .min(range.count);
    Ok(vec![
        Range {
            from: range.from,
            to: middle,
            count,
        },
        Range {
            from: middle,
            to: range.to,
            count: range.count - count,
        },
    ])
}

async fn edge(
    site: &jira::Site,
    jql: &str,
    direction: &str,
) -> Result<Option<Timestamp>, jira::Error> {
    let request = jira::SearchRequest {
        page_size: 1,
        max_pages: 1,
        ..jira::SearchRequest::new(format!("{jql} ORDER BY created {direction}"), ["created"])
    };
    let Some(page) = site.search(request).next().await.transpose()? else {
        return Ok(None);
    };
    let created = page
        .issues
        .first()
        .and_then(|issue| issue.fields.get("created")?.as_str());
    Ok(created.and_then(|text| jira::parse_instant(text).ok()))
}

/// The bounds between ranges, as Jira writes them. Empty ranges are merged into their neighbours.
fn bounds(ranges: &[Range], zone: &TimeZone) -> Vec<String> {
    let full = ranges.iter().filter(|r| r.count > 0);
    let mut bounds: Vec<String> = full.skip(1).map(|r| text(r.from, zone)).collect();
    bounds.dedup();
    bounds
}

fn text(at: i64, zone: &TimeZone) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// One query for each stretch between bounds; the outer two are open, so that nothing is missed.
fn queries(jql: &str, bounds: &[String]) -> Vec<String> {
    let from = std::iter::once(None).chain(bounds.iter().map(Some));
    let to = bounds.iter().map(Some).chain(std::iter::once(None));
    from.zip(to)
        .map(|(from, to)| between(jql, from.map(String::as_str), to.map(String::as_str)))
        .collect()
}

fn between(jql: &str, from: Option<&str>, to: Option<&str>) -> String {
    let from = from
        .map(|bound| format!(" AND created >= \"{bound}\""))
        .unwrap_or_default();
    let to = to
        .map(|bound| format!(" AND created < \"{bound}\""))
        .unwrap_or_default();
    format!("({jql}){from}{to}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn range(from: i64, to: i64, count: u64) -> Range {
        Range {
            from: from * MINUTE,
            to: to * MINUTE,
            count,
        }
    }

    #[test]
    fn neighbouring_queries_share_their_bound_and_the_outer_ones_are_open() {
        let bounds = bounds(
            &[range(0, 5, 3), range(5, 7, 2), range(7, 9, 4)],
            &TimeZone::UTC,
        );
        assert_eq!(
            queries("project = A OR project = B", &bounds),
            [
                "(project = A OR project = B) AND created < \"1970-01-01 00:05\"",
                "(project = A OR project = B) AND created >= \"1970-01-01 00:05\" AND created < \"1970-01-01 00:07\"",
                "(project = A OR project = B) AND created >= \"1970-01-01 00:07\"",
            ]
        );
    }

    #[test]
    fn an_empty_range_needs_no_query_of_its_own() {
        assert_eq!(
            bounds(
                &[range(0, 5, 3), range(5, 7, 0), range(7, 9, 4)],
                &TimeZone::UTC
            ),
            ["1970-01-01 00:07"]
        );
        assert_eq!(queries("x", &[]), ["(x)"]);
    }

    #[test]
    fn bounds_are_written_in_the_zone_in_which_jira_reads_them() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(
            bounds(&[range(0, 5, 1), range(5, 9, 1)], &berlin),
            ["1970-01-01 01:05"]
        );
    }
}
