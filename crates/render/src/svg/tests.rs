use super::*;
use rstest::rstest;

fn cleaned(inner: &str) -> String {
    let size = Size {
        width: 400,
        height: 300,
    };
    let frame = Frame {
        label: "Three bars",
        size,
        ids: Ids::of("option", size, "colours"),
    };
    let source = format!("<svg width=\"400\" height=\"300\" onload=\"alert(1)\">{inner}</svg>");
    let svg = clean(&source, &frame).unwrap();
    let (_, rest) = svg.split_once('>').unwrap();
    rest.strip_suffix("</svg>").unwrap().to_owned()
}

#[test]
fn the_outermost_element_has_a_view_box_and_a_label_and_nothing_it_came_with() {
    let size = Size {
        width: 400,
        height: 300,
    };
    let frame = Frame {
        label: "\"a\" < b & c\u{1}",
        size,
        ids: Ids::of("", size, ""),
    };
    let svg = clean(
        "<svg onload=\"alert(1)\" style=\"color:red\"></svg>",
        &frame,
    )
    .unwrap();
    insta::assert_snapshot!(svg);
}

#[rstest]
#[case::styles_become_attributes(
    "<text style=\"font-size:12px;font-weight:bold;white-space:pre\">a</text>",
    "<text font-size=\"12px\" font-weight=\"bold\">a</text>"
)]
#[case::a_style_wins_over_the_attribute(
    "<path fill=\"red\" style=\"fill:blue\"></path>",
    "<path fill=\"blue\"></path>"
)]
#[case::a_semicolon_in_quotes_does_not_end_a_declaration(
    "<text style=\"font-family:&quot;a;fill:red&quot;;opacity:.5\">a</text>",
    "<text font-family=\"&quot;a;fill:red&quot;\" opacity=\".5\">a</text>"
)]
#[case::the_common_font_is_said_once(
    "<text style=\"font-family:Arial, &quot;Liberation Sans&quot;, Arimo, Helvetica, sans-serif;\">a</text>",
    "<text>a</text>"
)]
#[case::style_elements_vanish("<style>.a:hover{fill:red}</style><g></g>", "<g></g>")]
#[case::scripts_vanish_with_everything_in_them(
    "<script><g><text>x</text></g></script><g></g>",
    "<g></g>"
)]
#[case::foreign_elements_vanish(
    "<foreignObject><g><text>x</text></g></foreignObject><image href=\"http://a.example/\"/>",
    ""
)]
#[case::links_and_events_vanish(
    "<g onclick=\"a()\" href=\"x\" class=\"c\" ecmeta_silent=\"true\" tabindex=\"0\"></g>",
    "<g></g>"
)]
#[case::addresses_outside_the_drawing_vanish(
    "<rect fill=\"url(http://a.example/#x)\" width=\"1\"/>",
    "<rect width=\"1\"/>"
)]
#[case::text_stays_text(
    "<text>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</text>",
    "<text>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</text>"
)]
#[case::areas_for_the_mouse_vanish(
    "<path d=\"M0 0\" fill=\"none\" pointer-events=\"visible\"></path><path d=\"M0 0\" fill=\"black\" fill-opacity=\"0\" stroke=\"red\" stroke-width=\"0\"/>",
    ""
)]
#[case::lines_stay(
    "<path fill=\"none\" stroke=\"red\"/>",
    "<path fill=\"none\" stroke=\"red\"/>"
)]
#[case::control_characters_become_visible("<text>a\u{8}b</text>", "<text>a\u{fffd}b</text>")]
#[case::white_space_between_elements_goes("\n<g>\n</g>\n", "<g></g>")]
fn the_pass_keeps_the_drawing_and_nothing_else(#[case] source: &str, #[case] expected: &str) {
    assert_eq!(cleaned(source), expected);
}

#[test]
fn ids_and_their_references_get_names_of_this_drawing_whichever_comes_first() {
    let svg = cleaned(
        "<g clip-path=\"url(#zr7-c0)\"><path/></g><defs><clipPath id=\"zr7-c0\"><path fill=\"none\"/></clipPath></defs>",
    );
    let name = svg
        .split_once("url(#")
        .unwrap()
        .1
        .split_once(')')
        .unwrap()
        .0
        .to_owned();
    assert!(name.ends_with("-0") && name.len() > 10, "{name}");
    assert_eq!(
        svg,
        format!(
            "<g clip-path=\"url(#{name})\"><path/></g><defs><clipPath id=\"{name}\"><path fill=\"none\"/></clipPath></defs>"
        )
    );
}

#[test]
fn drawings_of_different_size_share_no_id() {
    let name = |width| Ids::of("option", Size { width, height: 300 }, "colours").rename("c0");
    assert_eq!(name(400), name(400));
    assert_ne!(name(400), name(401));
}

#[rstest]
#[case::not_closed("<svg><g></svg>")]
#[case::not_a_drawing("<html></html>")]
#[case::nothing("")]
#[case::cut_off("<svg><g>")]
#[case::an_unknown_entity("<svg><text>&bomb;</text></svg>")]
fn what_is_not_well_formed_is_refused(#[case] source: &str) {
    let size = Size {
        width: 400,
        height: 300,
    };
    let frame = Frame {
        label: "",
        size,
        ids: Ids::of("", size, ""),
    };
    assert!(
        matches!(clean(source, &frame), Err(RenderError::Malformed { .. })),
        "{source}"
    );
}
