//! Pictures, with the real fonts.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail them")]

use std::path::PathBuf;

use render::{Rasteriser, RenderError};

fn fonts() -> Vec<Vec<u8>> {
    let assets = std::env::var_os("INLAY_ASSETS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/site/assets"),
        PathBuf::from,
    );
    ["arimo-regular.ttf", "arimo-bold.ttf"]
        .map(|name| std::fs::read(assets.join("fonts").join(name)).unwrap())
        .into()
}

fn svg(text: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50"><rect width="200" height="50" fill="#ffffff"/><text x="10" y="30" font-family="Arial, sans-serif" font-size="20" fill="#000000">{text}</text></svg>"##
    )
}

/// Width and height from the header of a PNG file.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(&png[1..4], b"PNG");
    (number(16), number(20))
}

#[test]
fn a_drawing_becomes_a_picture_at_the_scale_that_was_asked_for() {
    let rasteriser = Rasteriser::new(fonts()).unwrap();
    assert_eq!(size(&rasteriser.png(&svg("High"), 1.0).unwrap()), (200, 50));
    assert_eq!(
        size(&rasteriser.png(&svg("High"), 2.0).unwrap()),
        (400, 100)
    );
}

#[test]
fn letters_are_drawn_without_any_font_of_the_system() {
    let rasteriser = Rasteriser::new(fonts()).unwrap();
    let (with, without) = (
        rasteriser.png(&svg("High"), 1.0).unwrap(),
        rasteriser.png(&svg(""), 1.0).unwrap(),
    );
    assert!(
        with.len() > without.len() + 200,
        "{} {}",
        with.len(),
        without.len()
    );
}

#[test]
fn a_huge_drawing_is_scaled_down_to_what_memory_bears() {
    let rasteriser = Rasteriser::new(fonts()).unwrap();
    let huge = svg("High").replacen("width=\"200\"", "width=\"4000\"", 1);
    assert_eq!(size(&rasteriser.png(&huge, 100.0).unwrap()).0, 8_000);
}

#[test]
fn what_is_no_drawing_is_refused_in_words() {
    let rasteriser = Rasteriser::new(fonts()).unwrap();
    assert!(matches!(
        rasteriser.png("<svg", 1.0),
        Err(RenderError::Malformed { .. })
    ));
    assert!(matches!(Rasteriser::new([]), Err(RenderError::Fonts)));
}
