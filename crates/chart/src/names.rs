//! Comparing names as people do: nearest spelling, case folded, numbers inside text by value.

use std::cmp::Ordering;

/// The form in which two spellings of one name are equal.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// At most three of `known` that somebody who wrote `wanted` may have meant, nearest first.
pub(crate) fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = folded(wanted);
    let reach = (wanted.chars().count() / 3).max(2);
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let candidate = folded(name);
            let part =
                wanted.len() > 2 && (candidate.contains(&wanted) || wanted.contains(&candidate));
            let distance = distance(&wanted, &candidate);
            (distance <= reach || part).then_some((distance, name))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}

/// `did you mean a or b?`, or nothing.
pub(crate) fn did_you_mean<'a>(
    wanted: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let near = nearest(wanted, known);
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

/// Edits (insert, delete, replace, swap of neighbours) between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// Orders `1.2` before `1.10` and `apple` before `Banana`; equal only for equal text.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let (folded_a, folded_b) = (folded(a), folded(b));
    let (mut rest_a, mut rest_b) = (folded_a.as_str(), folded_b.as_str());
    loop {
        let order = match (rest_a.chars().next(), rest_b.chars().next()) {
            (None, None) => return a.cmp(b),
            (first, second) if is_digit(first) && is_digit(second) => {
                let (left, right) = (digits(&mut rest_a), digits(&mut rest_b));
                // Without leading zeros the longer number is the greater one.
                left.len().cmp(&right.len()).then_with(|| left.cmp(right))
            }
            (first, second) => {
                rest_a = &rest_a[first.map_or(0, char::len_utf8)..];
                rest_b = &rest_b[second.map_or(0, char::len_utf8)..];
                first.cmp(&second)
            }
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Takes the digits in front of `text`, without leading zeros.
fn digits<'a>(text: &mut &'a str) -> &'a str {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    *text = rest;
    number.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("fild", &["field", "interval", "filter"], &["field"])]
    #[case("colors", &["colours", "hide"], &["colours"])]
    #[case("stacked", &["stacked_bar", "pie"], &["stacked_bar"])]
    #[case("zzz", &["field", "hide"], &[])]
    fn a_misspelt_word_finds_its_neighbours(
        #[case] wanted: &str,
        #[case] known: &[&str],
        #[case] found: &[&str],
    ) {
        assert_eq!(nearest(wanted, known.iter().copied()), found);
    }

    #[rstest]
    #[case("1.2", "1.10", Ordering::Less)]
    #[case("apple", "Banana", Ordering::Less)]
    #[case("v007", "v7", Ordering::Less)]
    #[case("Sprint 9", "Sprint 10", Ordering::Less)]
    #[case("same", "same", Ordering::Equal)]
    fn numbers_inside_names_compare_by_value(
        #[case] a: &str,
        #[case] b: &str,
        #[case] order: Ordering,
    ) {
        assert_eq!(natural(a, b), order);
        assert_eq!(natural(b, a), order.reverse());
    }
}
