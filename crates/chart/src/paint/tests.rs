use super::*;

fn named<'a>(keys: &[&'a str]) -> Vec<Sample<'a>> {
    keys.iter()
        .map(|key| Sample {
            key,
            category: None,
            rank: None,
        })
        .collect()
}

#[test]
fn a_value_keeps_its_palette_colour_when_others_come_and_go_while_there_are_enough() {
    let alone = paint(&named(&["Ada"]), FieldKind::User, &[], true, false);
    let first = paint(&named(&["Ada", "zoe"]), FieldKind::User, &[], true, false);
    let last = paint(&named(&["zoe", "ADA"]), FieldKind::User, &[], true, false);
    assert_eq!(alone[0], first[0]);
    assert_eq!(first[0], last[1]);
    assert_ne!(first[0], first[1]);
}

#[test]
fn ten_values_get_ten_colours() {
    let mut colours = paint(
        &named(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]),
        FieldKind::Labels,
        &[],
        true,
        false,
    );
    colours.sort();
    colours.dedup();
    assert_eq!(colours.len(), 10);
}

#[test]
fn statuses_of_one_category_share_a_hue_in_shades() {
    let done = |key, rank| Sample {
        key,
        category: Some(StatusCategory::Done),
        rank: Some(rank),
    };
    let colours = paint(
        &[done("Closed", 7), done("Resolved", 3)],
        FieldKind::Status,
        &[],
        true,
        false,
    );
    assert_eq!(colours, [DONE[1], DONE[0]]);
}

#[test]
fn priorities_with_names_of_their_own_are_coloured_by_rank() {
    let of = |key, rank| Sample {
        key,
        category: None,
        rank: Some(rank),
    };
    let colours = paint(
        &[
            of("P1", 0),
            of("P2", 1),
            of("P3", 2),
            of("P4", 3),
            of("P5", 4),
        ],
        FieldKind::Priority,
        &[],
        true,
        false,
    );
    assert_eq!(colours, URGENCY[1..]);
}

#[test]
fn a_chosen_colour_wins_over_meaning_and_over_the_palette() {
    let chosen = [("HIGH".to_owned(), Colour::parse("#ABC").unwrap())];
    assert_eq!(
        paint(&named(&["High"]), FieldKind::Priority, &chosen, true, true),
        ["#aabbcc"]
    );
    assert_eq!(
        paint(&named(&["(none)"]), FieldKind::Priority, &[], false, true),
        [NO_VALUE]
    );
}

/// What eyes without one sort of cones make of linear red, green and blue (Machado, Oliveira and Fernandes
/// 2009, full severity).
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    (
        "all colours",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "no red",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "no green",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "no blue",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn linear(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let channel = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum::<f64>())
}

/// CIE Lab (D65): there, distances are about how different colours look.
fn lab(seen: [f64; 3]) -> [f64; 3] {
    let xyz = times(
        &[
            [0.4124, 0.3576, 0.1805],
            [0.2126, 0.7152, 0.0722],
            [0.0193, 0.1192, 0.9505],
        ],
        seen.map(|channel| channel.clamp(0.0, 1.0)),
    );
    let [x, y, z] = [xyz[0] / 0.950_47, xyz[1], xyz[2] / 1.088_83].map(|part| {
        if part > 0.008_856 {
            part.cbrt()
        } else {
            7.787 * part + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn the_palette_stays_apart_whatever_cones_are_missing() {
    for (eyes, matrix) in &EYES {
        for (i, a) in PALETTE.iter().enumerate() {
            for b in &PALETTE[..i] {
                let [a_seen, b_seen] = [a, b].map(|colour| lab(times(matrix, linear(colour))));
                let parts = a_seen.iter().zip(b_seen);
                let distance = parts.map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                assert!(
                    distance > 18.0,
                    "{eyes}: {a} and {b} are {distance:.1} apart"
                );
            }
        }
    }
}

/// WCAG's contrast of two colours.
fn contrast(one: &str, other: &str) -> f64 {
    let [one, other] = [one, other].map(|colour| {
        let [red, green, blue] = linear(colour);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    });
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn several_dates_can_be_told_from_white_and_from_dark_paper() {
    let own = DATES.map(|(_, colour)| colour);
    for colour in own.iter().chain(&MORE_DATES) {
        for paper in [crate::ink::SURFACE, "#1d2125", "#22272b"] {
            let contrast = contrast(colour, paper);
            assert!(contrast >= 3.0, "{colour} on {paper} is {contrast:.2}");
        }
    }
}

#[test]
fn a_date_has_a_colour_of_its_own_whatever_stands_beside_it() {
    let all = [
        "created",
        "resolutiondate",
        "customfield_1",
        "customfield_2",
    ];
    let colours = dates(&all, &[]);
    assert_eq!(colours[..2], ["#4688ec", "#2a9d6f"]);
    assert_ne!(colours[2], colours[3]);
    assert_eq!(dates(&all[1..2], &[])[0], colours[1]);
    let chosen = [("Created".to_owned(), Colour::parse("#abc").unwrap())];
    assert_eq!(dates(&["created"], &chosen), ["#aabbcc"]);
}
