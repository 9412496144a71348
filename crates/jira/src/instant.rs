//! Jira's ways of writing an instant.

use jiff::Timestamp;
use serde_json::Value;

/// Numbers from here on are milliseconds: as seconds they would lie after the year 5100.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// The text or number is not an instant that Jira would write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a timestamp of Jira")]
pub struct NotAnInstant;

/// Reads `2025-11-10T16:17:25.519+0100`, also with a colon in the offset, `Z`, or no fraction.
///
/// # Errors
/// When the text is anything else, a date without a time or a time without an offset included.
pub fn parse_instant(text: &str) -> Result<Timestamp, NotAnInstant> {
    text.parse().map_err(|_| NotAnInstant)
}

/// Reads an instant out of an answer: text as in [`parse_instant`], or a number of seconds or
/// milliseconds since 1970 (bulk changelogs have both).
///
/// # Errors
/// When the value is neither.
pub fn instant_from_json(value: &Value) -> Result<Timestamp, NotAnInstant> {
    match value {
        Value::String(text) => parse_instant(text),
        Value::Number(number) => {
            let number = number.as_i64().ok_or(NotAnInstant)?;
            if number.unsigned_abs() >= MILLISECONDS_FROM.unsigned_abs() {
                Timestamp::from_millisecond(number)
            } else {
                Timestamp::from_second(number)
            }
            .map_err(|_| NotAnInstant)
        }
        _ => Err(NotAnInstant),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;
    use proptest::prelude::*;
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::as_jira_writes_it("2025-11-10T16:17:25.519+0100", "2025-11-10T15:17:25.519Z")]
    #[case::with_a_colon("2025-11-10T16:17:25.519+01:00", "2025-11-10T15:17:25.519Z")]
    #[case::in_utc("2025-11-17T08:00:00.000Z", "2025-11-17T08:00:00Z")]
    #[case::west_of_utc("2025-11-10T16:17:25.519-0330", "2025-11-10T19:47:25.519Z")]
    #[case::without_a_fraction("2025-11-10T16:17:25+0000", "2025-11-10T16:17:25Z")]
    fn text_is_read_as_the_instant_it_names(#[case] text: &str, #[case] instant: &str) {
        assert_eq!(parse_instant(text), Ok(instant.parse().unwrap()));
        assert_eq!(
            instant_from_json(&json!(text)),
            Ok(instant.parse().unwrap())
        );
    }

    #[rstest]
    #[case::seconds(json!(1_492_070_429), "2017-04-13T08:00:29Z")]
    #[case::milliseconds(json!(1_492_070_429_000_i64), "2017-04-13T08:00:29Z")]
    #[case::before_1970(json!(-1), "1969-12-31T23:59:59Z")]
    fn a_number_is_seconds_or_milliseconds_by_its_size(
        #[case] value: Value,
        #[case] instant: &str,
    ) {
        assert_eq!(instant_from_json(&value), Ok(instant.parse().unwrap()));
    }

    #[rstest]
    #[case::empty(json!(""))]
    #[case::a_date(json!("2025-11-30"))]
    #[case::no_offset(json!("2025-11-10T16:17:25.519"))]
    #[case::no_such_day(json!("2025-02-30T00:00:00.000+0000"))]
    #[case::words(json!("yesterday"))]
    #[case::null(json!(null))]
    #[case::a_fraction(json!(1.5))]
    #[case::beyond_time(json!(u64::MAX))]
    fn anything_else_is_refused(#[case] value: Value) {
        assert_eq!(instant_from_json(&value), Err(NotAnInstant));
    }

    proptest! {
        #[test]
        fn every_instant_in_every_zone_comes_back(
            millisecond in -2_000_000_000_000_i64..4_000_000_000_000,
            quarters in -56_i32..=56,
            colon in any::<bool>(),
        ) {
            let instant = Timestamp::from_millisecond(millisecond).unwrap();
            let offset = Offset::from_seconds(quarters * 900).unwrap();
            let format = if colon { "%Y-%m-%dT%H:%M:%S%.3f%:z" } else { "%Y-%m-%dT%H:%M:%S%.3f%z" };
            let text = instant.to_zoned_datetime(offset.to_time_zone()).strftime(format).to_string();
            prop_assert_eq!(parse_instant(&text), Ok(instant), "{}", text);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = parse_instant(&text);
        }

        #[test]
        fn numbers_of_our_times_mean_the_same_in_either_unit(second in 100_000_001_i64..10_000_000_000) {
            prop_assert_eq!(instant_from_json(&json!(second)), instant_from_json(&json!(second * 1000)));
        }
    }
}
