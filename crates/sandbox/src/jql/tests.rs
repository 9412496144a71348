//! The grammar as Jira's own parser has it.

mod round_trip;

use rstest::rstest;
use serde_json::json;

use super::ast::{Clause, Operand, Value};
use super::{RESERVED_WORDS, parse, print, structure};

const OPERATORS: &str = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";
const ESCAPES: &str = r#"The valid escape sequences are \', \", \t, \n, \r, \\, '\ ' and \uXXXX."#;

fn sentence(query: &str) -> String {
    parse(query)
        .expect_err("the query should be refused")
        .to_string()
}

#[rstest]
// Strings.
#[case(
    "comment ~ 'test",
    "Error in the JQL Query: The quoted string 'test' has not been completed. (line 1, character 11)"
)]
#[case(
    "priority=\"test\nword",
    "Error in the JQL Query: The quoted string 'test word' has not been completed. (line 1, character 10)"
)]
#[case(
    "comment ~ '",
    "Error in the JQL Query: The quoted string has not been completed. (line 1, character 11)"
)]
// Characters.
#[case(
    "mine{www = qwwr",
    "Error in the JQL Query: The character '{' is a reserved JQL character. You must enclose it in a string or use the escape '\\u007b' instead. (line 1, character 5)"
)]
#[case(
    "assignee = a@b",
    "Error in the JQL Query: The character '@' is a reserved JQL character. You must enclose it in a string or use the escape '\\u0040' instead. (line 1, character 13)"
)]
#[case(
    "minewww =\u{7f}qwwr",
    "Error in the JQL Query: The character 'U+007F' on line 1 at position 10 must be escaped. Use the escape '\\u007f' instead. (line 1, character 10)"
)]
#[case(
    "m=\"\u{7f} this\"",
    "Error in the JQL Query: The character 'U+007F' on line 1 at position 4 must be escaped. Use the escape '\\u007f' instead. (line 1, character 4)"
)]
// Numbers.
#[case(
    "aaaaa=-3482094382084092840932809482",
    "Error in the JQL Query: '-3482094382084092840932809482' is not a valid number. Numbers must be between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807. (line 1, character 7)"
)]
// Sorting.
#[case(
    "a =b order",
    "Error in the JQL Query: Expecting 'by' before the end of the query."
)]
#[case(
    "a =b order summary",
    "Error in the JQL Query: Expecting 'by' but got 'summary'. (line 1, character 12)"
)]
#[case(
    "a =b order by",
    "Error in the JQL Query: Expecting a field name at the end of the query."
)]
#[case(
    "a =b order by asc",
    "Error in the JQL Query: Expecting a field name but got 'asc'. You must surround 'asc' in quotation marks to use it as a field name. (line 1, character 15)"
)]
#[case(
    "a =b order by ajsks blah",
    "Error in the JQL Query: Expecting either 'ASC' or 'DESC' but got 'blah'. (line 1, character 21)"
)]
#[case(
    "order by a desc d",
    "Error in the JQL Query: Expecting ',' but got 'd'. (line 1, character 17)"
)]
// Names.
#[case(
    "a =b order by \"\" desc",
    "Error in the JQL Query: A field name cannot be empty. (line 1, character 15)"
)]
#[case(
    "'' = c",
    "Error in the JQL Query: A field name cannot be empty. (line 1, character 1)"
)]
#[case(
    "summary ~ bad and \n\\  ~ cool",
    "Error in the JQL Query: A field name cannot be empty. (line 2, character 1)"
)]
#[case(
    "a = ''()",
    "Error in the JQL Query: A function name cannot be empty. (line 1, character 5)"
)]
// Operators.
#[case(
    "a not is empty",
    "Error in the JQL Query: Expecting 'IN' but got 'is'. (line 1, character 7)"
)]
#[case(
    "a is ! empty",
    "Error in the JQL Query: Expecting 'NOT' but got '!'. (line 1, character 6)"
)]
// Custom field ids.
#[case(
    "cf",
    "Error in the JQL Query: Expecting '[' before the end of the query."
)]
#[case(
    "a = b and not (cf = 6)",
    "Error in the JQL Query: Expecting '[' but got '='. (line 1, character 19)"
)]
#[case(
    "cf[",
    "Error in the JQL Query: Expecting a custom field id (a positive number) before the end of the query."
)]
#[case(
    "cf[29829k] = ",
    "Error in the JQL Query: Expecting a custom field id (a positive number) but got '29829k'. (line 1, character 4)"
)]
#[case(
    "cf[-29829] = ",
    "Error in the JQL Query: Expecting a custom field id (a positive number) but got '-29829'. (line 1, character 4)"
)]
#[case(
    "cf[29829 = world",
    "Error in the JQL Query: Expecting ']' but got '='. (line 1, character 10)"
)]
// Functions.
#[case(
    "a = func(",
    "Error in the JQL Query: Expecting ')' before the end of the query."
)]
#[case(
    "a = func(, and not (a = x)",
    "Error in the JQL Query: Expecting ')' but got ','. (line 1, character 10)"
)]
#[case(
    "b=func(bad",
    "Error in the JQL Query: Expecting ')' before the end of the query."
)]
#[case(
    "bas=func(bad,)",
    "Error in the JQL Query: Function argument must be specified. (line 1, character 14)"
)]
#[case(
    "bas=func(bad,",
    "Error in the JQL Query: Expecting a function argument at the end of the query."
)]
#[case(
    "k = func(!",
    "Error in the JQL Query: Expecting a function argument but got '!'. You must surround '!' in quotation marks to use it as an argument. (line 1, character 10)"
)]
#[case(
    "k = func(abc, jk!)",
    "Error in the JQL Query: Expecting ')' or ',' but got '!'. (line 1, character 17)"
)]
// Parentheses.
#[case(
    "(a=b and c = d",
    "Error in the JQL Query: Expecting ')' before the end of the query."
)]
#[case(
    "abc IN ((foo) abc = a",
    "Error in the JQL Query: Expecting ')' but got 'abc'. (line 1, character 15)"
)]
// Operands; Jira leaves the article out here.
#[case(
    "a=",
    "Error in JQL Query: Expecting either a value, list or function before the end of the query."
)]
#[case(
    "a=!",
    "Error in JQL Query: Expecting either a value, list or function but got '!'. You must surround '!' in quotation marks to use it as a value. (line 1, character 3)"
)]
#[case(
    "project=CF",
    "Error in JQL Query: Expecting either a value, list or function but got 'CF'. You must surround 'CF' in quotation marks to use it as a value. (line 1, character 9)"
)]
#[case(
    "project in ()",
    "Error in JQL Query: Expecting either a value, list or function but got ')'. You must surround ')' in quotation marks to use it as a value. (line 1, character 13)"
)]
#[case(
    "a=(a,(,bad))",
    "Error in JQL Query: Expecting either a value, list or function but got ','. You must surround ',' in quotation marks to use it as a value. (line 1, character 7)"
)]
// Joining.
#[case(
    "a=b c=d",
    "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'c'. (line 1, character 5)"
)]
#[case(
    "a=b !c=d",
    "Error in the JQL Query: Expecting either 'OR' or 'AND' but got '!'. (line 1, character 5)"
)]
#[case(
    "a = b and",
    "Error in the JQL Query: Expecting a field name at the end of the query."
)]
#[case(
    ", a = b",
    "Error in the JQL Query: Expecting a field name but got ','. You must surround ',' in quotation marks to use it as a field name. (line 1, character 1)"
)]
#[case(
    "a = brenden and [78] = q",
    "Error in the JQL Query: Expecting a field name but got '['. Did you mean 'cf['? (line 1, character 17)"
)]
// History.
#[case(
    "a was",
    "Error in JQL Query: Expecting either a value, list or function before the end of the query."
)]
#[case(
    "a not was \"Open\"",
    "Error in the JQL Query: Expecting 'IN' but got 'was'. (line 1, character 7)"
)]
#[case(
    "status = \"Open\" by admin",
    "The EQUALS operator does not support the use of the by \"admin\" predicate."
)]
#[case(
    "fixVersion changed 4 by \"somebody\"",
    "The CHANGED operator does not support the use of values without predicates. You must prefix the 4 value with a suitable predicate."
)]
fn a_query_that_cannot_be_read_is_refused_in_jiras_own_sentence(
    #[case] query: &str,
    #[case] expected: &str,
) {
    assert_eq!(sentence(query), expected);
}

#[rstest]
#[case(
    "invalid query",
    "Expecting operator but got 'query'. {operators} (line 1, character 9)"
)]
#[case("a", "Expecting operator before the end of the query. {operators}")]
#[case(
    "comme\\unt ~ 'test",
    "'\\un' is an illegal JQL escape sequence. {escapes} (line 1, character 6)"
)]
#[case(
    "status =\n\n\n\n \\csss",
    "'\\c' is an illegal JQL escape sequence. {escapes} (line 5, character 2)"
)]
#[case(
    "status =\n\n\n\n\\",
    "The escape sequence has not been completed. {escapes} (line 5, character 1)"
)]
#[case(
    "status =\n\n\n\n'\\u'",
    "'\\u'' is an illegal JQL escape sequence. {escapes} (line 5, character 2)"
)]
fn sentences_with_a_list_name_everything_allowed(#[case] query: &str, #[case] expected: &str) {
    let expected = expected
        .replace("{operators}", OPERATORS)
        .replace("{escapes}", ESCAPES);
    assert_eq!(
        sentence(query),
        format!("Error in the JQL Query: {expected}")
    );
}

#[test]
fn every_reserved_word_is_refused_bare_and_taken_in_quotes() {
    for word in RESERVED_WORDS {
        assert!(
            parse(&format!("labels = \"{word}\"")).is_ok(),
            "{word} in quotes"
        );
        if word != "empty" && word != "null" {
            assert!(parse(&format!("labels = {word}")).is_err(), "{word} bare");
        }
    }
    assert_eq!(
        sentence("labels = End"),
        "Error in the JQL Query: 'End' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 10)"
    );
}

#[rstest]
#[case(
    "project=TIMOB&&status!=Open||NOT(a>1)",
    "project = TIMOB AND status != Open OR NOT a > 1"
)]
#[case("project = A & b = c | d = e", "project = A AND b = c OR d = e")]
#[case("a = 1 and (b = 2 or c = 3)", "a = 1 AND (b = 2 OR c = 3)")]
#[case("! a is not null", "NOT a IS NOT EMPTY")]
#[case(
    "'Story Points' >= 3 order BY cf[10016] desc, KEY",
    "'Story Points' >= 3 ORDER BY cf[10016] DESC, KEY"
)]
#[case(
    "a Was Not In (x, \"y z\") before -5d",
    "a WAS NOT IN (x, \"y z\") BEFORE -5d"
)]
#[case(
    "status CHANGED from Open TO Done during (startOfMonth(-1M), now()) by currentUser()",
    "status CHANGED FROM Open TO Done DURING (startOfMonth(-1M), now()) BY currentUser()"
)]
#[case(
    "issue.property[\"spaces here\"].value in (\"Service requests\", Incidents)",
    "issue.property[\"spaces here\"].value IN (\"Service requests\", Incidents)"
)]
#[case(
    "labels = größe AND summary ~ \"漢字\"",
    "labels = größe AND summary ~ \"漢字\""
)]
#[case("  ", "")]
#[case("ORDER BY created", "ORDER BY created")]
fn a_query_is_read_whatever_way_it_is_written(#[case] query: &str, #[case] printed: &str) {
    let tree = parse(query).expect("a good query");
    assert_eq!(print(&tree), printed);
}

#[test]
fn escapes_mean_the_same_in_and_outside_quotes() {
    let bare = parse(r"summary ~ a\ b\u0040c").expect("bare");
    let quoted = parse(r#"summary ~ "a b\u0040c""#).expect("quoted");
    assert_eq!(bare, quoted);
}

#[test]
fn a_character_beyond_the_first_plane_is_two_escapes() {
    let escaped = parse(r#"a = "\ud83d\ude00""#).expect("a pair");
    assert_eq!(escaped, parse("a = \"😀\"").expect("the character"));
    assert!(parse(r#"a = "\ud83d""#).is_err());
}

#[test]
fn deep_nesting_is_refused_and_does_not_end_the_process() {
    let query = format!("{}a = b{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&query).is_err());
    assert!(parse(&"NOT ".repeat(100_000)).is_err());
}

#[test]
fn an_id_without_quotes_is_a_number_and_in_quotes_a_name() {
    let Some(Clause::Terminal(bare)) = parse("project = 10000").expect("a query").condition else {
        panic!("one condition");
    };
    assert!(matches!(
        bare.operand,
        Operand::Single(Value {
            number: Some(10000),
            ..
        })
    ));
    let Some(Clause::Terminal(quoted)) = parse("project = '10000'").expect("a query").condition
    else {
        panic!("one condition");
    };
    assert!(matches!(
        quoted.operand,
        Operand::Single(Value { number: None, .. })
    ));
}

#[test]
fn the_structure_is_the_one_of_atlassians_example() {
    let query = parse("summary ~ test AND (labels in (urgent, blocker) OR lastCommentedBy = currentUser()) AND status CHANGED AFTER startOfMonth(-1M) ORDER BY updated DESC").expect("a query");
    let field = |name: &str| json!({"name": name, "encodedName": name});
    assert_eq!(
        structure(&query),
        json!({
            "where": {"operator": "and", "clauses": [
                {"field": field("summary"), "operator": "~", "operand": {"value": "test", "encodedValue": "test"}},
                {"operator": "or", "clauses": [
                    {"field": field("labels"), "operator": "in", "operand": {
                        "values": [{"value": "urgent", "encodedValue": "urgent"}, {"value": "blocker", "encodedValue": "blocker"}],
                        "encodedOperand": "(urgent, blocker)"}},
                    {"field": field("lastCommentedBy"), "operator": "=", "operand": {
                        "function": "currentUser", "arguments": [], "encodedOperand": "currentUser()"}},
                ]},
                {"field": field("status"), "operator": "changed", "predicates": [
                    {"operator": "after", "operand": {"function": "startOfMonth", "arguments": ["-1M"], "encodedOperand": "startOfMonth(-1M)"}}]},
            ]},
            "orderBy": {"fields": [{"field": field("updated"), "direction": "desc"}]},
        })
    );
}
