//! What boxes take, and what becomes of the rest.

use crate::draft::{Whole, hex};

#[test]
fn a_number_that_is_not_allowed_becomes_the_nearest_that_is() {
    let limit = |text: &str| Whole::read(text, 1, 1000);
    assert_eq!(limit(" 12 "), Whole::Fits(12));
    assert_eq!(limit("1000"), Whole::Fits(1000));
    for text in ["0", "-2", "-1e300", "0.2"] {
        assert_eq!(limit(text), Whole::Near(1), "{text}");
    }
    assert_eq!(limit("2.6"), Whole::Near(3));
    assert_eq!(limit("99999999999999999999"), Whole::Near(1000));
    assert_eq!(Whole::read("9", 80, 4000), Whole::Near(80));
    for text in ["", " ", "-", "many", "NaN", "inf"] {
        assert_eq!(limit(text), Whole::Nothing, "{text}");
    }
}

#[test]
fn a_colour_is_taken_in_each_way_of_writing_it_and_nothing_else_is() {
    for text in ["#abc", "abc", " #AABBCC ", "aabbcc"] {
        assert_eq!(hex(text).as_deref(), Some("#aabbcc"), "{text}");
    }
    for text in ["", "red", "#", "#ab", "#abcd", "##abc", "#é1"] {
        assert_eq!(hex(text), None, "{text}");
    }
}
