//! Whatever tree there is: printed and read again it is the same.

use proptest::prelude::*;

use crate::jql::ast::{
    Changed, Clause, Direction, Field, Function, Operand, Operator, Predicate, PredicateKind,
    Property, Query, Sort, Terminal, Text, Value,
};
use crate::jql::{parse, print};

fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_.-]{0,8}",
        "\\PC{1,10}",
        Just("and".to_owned()),
        Just("empty".to_owned()),
        Just("-5d".to_owned()),
        Just("12".to_owned()),
        Just("\"\\'\n\t\u{7f}".to_owned()),
    ]
}

fn any_name() -> impl Strategy<Value = Text> {
    any_word()
        .prop_filter("names are not blank", |word| !word.trim().is_empty())
        .prop_map(Text::new)
}

fn any_field() -> impl Strategy<Value = Field> {
    let property = (
        any_name(),
        prop_oneof![Just(String::new()), "[a-z]{1,4}(\\.[a-z]{1,4})?"],
    )
        .prop_map(|(key, path)| Property { key, path });
    prop_oneof![
        6 => any_name().prop_map(|name| Field { name, property: None }),
        1 => (0..100_000_u32).prop_map(|id| {
            let text = format!("cf[{id}]");
            Field { name: Text { value: text.clone(), written: text, ..Text::default() }, property: None }
        }),
        1 => property.prop_map(|property| Field { name: Text::new("issue.property"), property: Some(property) }),
    ]
}

fn any_simple() -> impl Strategy<Value = Operand> {
    prop_oneof![
        any_word().prop_map(|word| Operand::Single(Value::word(word))),
        any::<i64>().prop_map(|number| Operand::Single(Value::whole(number))),
        Just(Operand::Empty),
        (
            any_name(),
            prop::collection::vec(any_word().prop_map(Text::new), 0..3)
        )
            .prop_map(|(name, arguments)| Operand::Function(Function { name, arguments })),
    ]
}

fn any_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        any_simple(),
        prop::collection::vec(any_simple(), 1..4).prop_map(Operand::List),
    ]
}

fn any_predicates() -> impl Strategy<Value = Vec<Predicate>> {
    let kind = prop::sample::select(PredicateKind::ALL.to_vec());
    let one = (kind, any_operand()).prop_map(|(kind, operand)| Predicate { kind, operand });
    prop::collection::vec(one, 0..3)
}

fn any_clause() -> impl Strategy<Value = Clause> {
    let operator = prop::sample::select(vec![
        Operator::Equals,
        Operator::NotEquals,
        Operator::Less,
        Operator::LessEquals,
        Operator::Greater,
        Operator::GreaterEquals,
        Operator::Like,
        Operator::NotLike,
        Operator::In,
        Operator::NotIn,
        Operator::Is,
        Operator::IsNot,
        Operator::Was,
        Operator::WasNot,
        Operator::WasIn,
        Operator::WasNotIn,
    ]);
    let leaf = prop_oneof![
        (any_field(), operator, any_operand(), any_predicates()).prop_map(
            |(field, operator, operand, predicates)| {
                let predicates = if operator.is_history() {
                    predicates
                } else {
                    Vec::new()
                };
                Clause::Terminal(Terminal {
                    field,
                    operator,
                    operand,
                    predicates,
                })
            }
        ),
        (any_field(), any_predicates())
            .prop_map(|(field, predicates)| Clause::Changed(Changed { field, predicates })),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Clause::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Clause::Or),
            inner.prop_map(|clause| Clause::Not(Box::new(clause))),
        ]
    })
}

fn any_query() -> impl Strategy<Value = Query> {
    let direction = prop::sample::select(vec![
        None,
        Some(Direction::Ascending),
        Some(Direction::Descending),
    ]);
    let sort = (any_field(), direction).prop_map(|(field, direction)| Sort { field, direction });
    (
        prop::option::of(any_clause()),
        prop::collection::vec(sort, 0..3),
    )
        .prop_map(|(condition, order_by)| Query {
            condition,
            order_by,
        })
}

proptest! {
    #[test]
    fn a_printed_tree_reads_back_as_the_same_tree(query in any_query()) {
        let text = print(&query);
        prop_assert_eq!(parse(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?, query);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        let _ = parse(&text);
    }
}
