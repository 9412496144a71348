//! Finding by a few letters.

/// Those whose name fits the letters, best first: the name begins so, then a word of it, then it
/// contains them. The order of equals stays.
pub fn ranked<'a, T>(query: &str, all: &'a [T], name: impl Fn(&T) -> String) -> Vec<&'a T> {
    let query = query.trim().to_lowercase();
    let mut fitting: Vec<(u8, &T)> = all
        .iter()
        .filter_map(|one| Some((fit(&query, &name(one).to_lowercase())?, one)))
        .collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    fitting.into_iter().map(|(_, one)| one).collect()
}

fn fit(query: &str, name: &str) -> Option<u8> {
    if query.is_empty() || name.starts_with(query) {
        return Some(0);
    }
    if name
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.starts_with(query))
    {
        return Some(1);
    }
    name.contains(query).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::ranked;

    fn found(query: &str) -> Vec<&'static str> {
        const NAMES: [&str; 5] = [
            "Resolution date",
            "Updated",
            "Date of birth",
            "Priority",
            "Due date",
        ];
        ranked(query, &NAMES, |name| (*name).to_owned())
            .into_iter()
            .copied()
            .collect()
    }

    #[test]
    fn names_that_begin_so_come_first_then_words_then_the_rest() {
        assert_eq!(
            found("dat"),
            ["Date of birth", "Resolution date", "Due date", "Updated"]
        );
    }

    #[test]
    fn without_letters_everything_stays_in_its_order() {
        assert_eq!(found(" ").len(), 5);
        assert_eq!(found("")[0], "Resolution date");
    }

    #[test]
    fn what_fits_nothing_finds_nothing() {
        assert!(found("zzz").is_empty());
    }
}
