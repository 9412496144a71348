//! Numbers as text.

use serde::{Serialize, Serializer};

/// A number with thousands separators and at most two decimals: `29,057`, `1.5`; small ones with two digits that
/// say something: `0.0086`.
pub fn grouped(number: f64) -> String {
    let text = format!("{:.*}", decimals(number.abs()), number.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if number < 0.0 && text.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// How many decimals a number that is not negative is written with: to the second digit that says something.
/// What is next to nothing is nothing.
fn decimals(number: f64) -> usize {
    const MOST: usize = 9;
    let (mut decimals, mut edge) = (2, 0.1);
    while number > 0.0 && number < edge && decimals < MOST {
        decimals += 1;
        edge /= 10.0;
    }
    decimals
}

/// A share as whole per cent, honest at the ends: `82 %`, `< 1 %`, `> 99 %`. Empty where there is no whole.
pub fn percent(part: f64, whole: f64) -> String {
    if whole <= 0.0 {
        return String::new();
    }
    let share = 100.0 * part / whole;
    if share > 0.0 && share < 1.0 {
        "< 1 %".to_owned()
    } else if share > 99.0 && share < 100.0 {
        "> 99 %".to_owned()
    } else {
        format!("{:.0} %", share.round())
    }
}

/// A number as a key: no trailing zeros, no minus before zero.
pub(crate) fn plain(number: f64) -> String {
    if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// A number that is written as `12`, not `12.0`, where it is whole: for `serialize_with`.
// In the browser's 32 bits a reference is the smaller one, and the lint is silent.
#[cfg_attr(
    target_pointer_width = "64",
    expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the shape that serde asks for"
    )
)]
pub(crate) fn written<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // Above it a float no longer holds every whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and below 2^53, both just checked"
        )]
        return serializer.serialize_i64(*number as i64);
    }
    serializer.serialize_f64(*number)
}

/// The same for a number that may be missing.
#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
pub(crate) fn maybe_written<S: Serializer>(
    number: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => written(number, serializer),
        None => serializer.serialize_none(),
    }
}

/// The same for a list of numbers.
pub(crate) fn all_written<S: Serializer>(
    numbers: &[Option<f64>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(numbers.iter().map(Written))
}

/// The same for rows of numbers.
pub(crate) fn rows_written<S: Serializer>(
    rows: &[Vec<Option<f64>>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    struct Row<'a>(&'a [Option<f64>]);
    impl Serialize for Row<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            all_written(self.0, serializer)
        }
    }
    serializer.collect_seq(rows.iter().map(|row| Row(row)))
}

struct Written<'a>(&'a Option<f64>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        maybe_written(self.0, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.0, "0")]
    #[case(-0.0, "0")]
    #[case(999.0, "999")]
    #[case(1000.0, "1,000")]
    #[case(29_057.0, "29,057")]
    #[case(1_234_567.5, "1,234,567.5")]
    #[case(-1234.0, "-1,234")]
    #[case(0.126, "0.13")]
    #[case(0.05, "0.05")]
    #[case(0.0086, "0.0086")]
    #[case(-0.001_234, "-0.0012")]
    #[case(1e-17, "0")]
    #[case(-1e-17, "0")]
    fn numbers_carry_thousands_separators(#[case] number: f64, #[case] text: &str) {
        assert_eq!(grouped(number), text);
    }

    #[rstest]
    #[case(23_834.0, 29_057.0, "82 %")]
    #[case(1.0, 29_057.0, "< 1 %")]
    #[case(29_056.0, 29_057.0, "> 99 %")]
    #[case(5.0, 5.0, "100 %")]
    #[case(0.0, 5.0, "0 %")]
    #[case(0.0, 0.0, "")]
    fn shares_never_round_to_all_or_nothing(
        #[case] part: f64,
        #[case] whole: f64,
        #[case] text: &str,
    ) {
        assert_eq!(percent(part, whole), text);
    }
}
