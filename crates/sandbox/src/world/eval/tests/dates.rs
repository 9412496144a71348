//! Dates: zones, first instants, periods, functions.

use rstest::rstest;

use super::{count, find, find_on, small};

#[test]
fn dates_are_read_in_the_zone_of_who_asks() {
    // Jonas' day begins an hour before the UTC one.
    let query = "created >= 2026-11-16 AND created < 2026-11-17";
    let hours = "created >= \"2026-11-15 23:00\" AND created < \"2026-11-16 23:00\"";
    assert_eq!(find("Jonas", query), find("Maya", hours));
    let first = small().sites[0]
        .issues
        .iter()
        .find(|it| it.created.to_string().contains("T23:"))
        .unwrap();
    let day = first
        .created
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .date();
    let query = format!(
        "key = {} AND created >= {day} AND created < {}",
        small().sites[0].key(first),
        day.tomorrow().unwrap()
    );
    assert_eq!((count("Maya", &query), count("Jonas", &query)), (1, 0));
}

#[test]
fn a_date_without_time_is_its_first_instant() {
    assert_eq!(count("Maya", "created = 2026-11-16"), 0);
    assert!(count("Maya", "created >= 2026-11-01 AND created <= 2026-11-17") > 0);
    // Days have no time.
    let due = count("Maya", "duedate >= startOfDay() AND duedate <= endOfDay()");
    assert_eq!(count("Maya", "duedate = now()"), due);
}

#[rstest]
#[case("startOfDay()", "2026-11-23T00:00:00Z")]
#[case("startOfDay(-1)", "2026-11-22T00:00:00Z")]
#[case("endOfDay()", "2026-11-23T23:59:59.999Z")]
#[case("startOfMonth(-1)", "2026-10-01T00:00:00Z")]
#[case("endOfMonth(-1)", "2026-10-31T23:59:59.999Z")]
#[case("startOfMonth(\"+14d\")", "2026-11-15T00:00:00Z")]
#[case("endOfMonth(\"+15d\")", "2026-12-15T23:59:59.999Z")]
#[case("startOfYear()", "2026-01-01T00:00:00Z")]
#[case("startOfWeek()", "2026-11-22T00:00:00Z")] // Sunday, in her country
#[case("endOfYear(1)", "2027-12-31T23:59:59.999Z")]
#[case("-1d", "2026-11-22T09:00:00Z")]
#[case("\"-2w 3d\"", "2026-11-06T09:00:00Z")]
#[case("\"4w 2d\"", "2026-12-23T09:00:00Z")]
#[case("\"2026/1/5 7:30\"", "2026-01-05T07:30:00Z")]
#[case("1700000000000", "2023-11-14T22:13:20Z")]
fn a_date_means_this_instant(#[case] date: &str, #[case] instant: &str) {
    // An issue is moved to the instant and just before it.
    let mut site = small().sites[0].clone();
    let at: jiff::Timestamp = instant.parse().unwrap();
    site.issues[0].updated = at;
    site.issues[1].updated = at - jiff::SignedDuration::from_millis(1);
    let keys = [0, 1].map(|at| site.key(&site.issues[at]));
    site.reindex();
    let query = format!("key IN ({}) AND updated >= {date}", keys.join(", "));
    assert_eq!(find_on(&site, "Maya", &query), Ok(vec![keys[0].clone()]));
}
