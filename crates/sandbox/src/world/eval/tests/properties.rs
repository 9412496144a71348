//! The index and a look at every issue give the same answer.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::naive::{Listed, Question, Scaled};
use super::{NOW, asks, small};
use crate::jql;
use crate::world::model::{IssueIx, Site};

/// All values that a field has on the main site.
fn values(field: Listed) -> Vec<String> {
    let site = &small().sites[0];
    let all = site.issues.iter().flat_map(|issue| field.of(site, issue));
    all.collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

fn question() -> impl Strategy<Value = Question> {
    let listed = select(&Listed::ALL[..]).prop_flat_map(|field| {
        let values = values(field);
        let most = values.len().min(3);
        (Just(field), subsequence(values, 1..=most), any::<bool>())
    });
    let leaf = prop_oneof![
        4 => listed.prop_map(|(field, values, is_not)| Question::In(field, values, is_not)),
        1 => (select(&Listed::ALL[..]), any::<bool>()).prop_map(|(field, is_not)| Question::Empty(field, is_not)),
        3 => (select(&Scaled::ALL[..]), select(vec!["<", "<=", ">", ">="]), -60..20_i64).prop_map(|(field, operator, place)| Question::Compare(field, operator, place)),
        1 => (select(vec!["price", "the", "backup", "unheard"]), any::<bool>()).prop_map(|(word, is_not)| Question::Text(word.to_owned(), is_not)),
    ];
    leaf.prop_recursive(4, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| Question::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| Question::Or(Box::new(a), Box::new(b))),
            inner.prop_map(|inner| Question::Not(Box::new(inner))),
        ]
    })
}

fn by_hand(site: &Site, account: &str, question: &Question) -> Vec<IssueIx> {
    let now = NOW.parse().unwrap();
    let all = site.issues.iter().enumerate();
    all.filter(|(_, issue)| site.can_see(account, issue) && question.holds(site, issue, now, false))
        .map(|(at, _)| IssueIx::new(at))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_answers_like_a_look_at_every_issue(question in question(), name in select(vec!["Maya", "Liam", "Oliver"])) {
        let site = &small().sites[0];
        let text = question.text(NOW.parse().unwrap());
        let query = jql::parse(&text).unwrap();
        let asks = asks(name);
        let mut found = site.evaluate(&query, &asks).map_err(|problem| TestCaseError::fail(format!("{text}: {problem}")))?;
        prop_assert_eq!(found.len() as u64, site.count(&query, &asks).unwrap(), "{}", text);
        found.sort_unstable();
        prop_assert_eq!(found, by_hand(site, &asks.person.account_id, &question), "{}", text);
    }
}
