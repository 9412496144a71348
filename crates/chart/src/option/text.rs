//! Text of other people made fit for a drawing.

/// Longer names are cut: nobody reads them, and measuring them takes long.
const LONGEST: usize = 60;
const LONGEST_SENTENCE: usize = 600;

/// A name as it can be drawn: one line, no control characters (XML has no room for them, and those of
/// direction would turn the text around it), not too long.
pub(super) fn drawn(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if is_unfit(c) { ' ' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// A sentence of ours with names inside, for those who do not see the drawing.
pub(super) fn spoken(sentence: &str) -> String {
    sentence
        .chars()
        .map(|c| if is_unfit(c) { ' ' } else { c })
        .take(LONGEST_SENTENCE)
        .collect()
}

/// A name as it can be drawn from inside a string that ECharts takes for a template: a word joiner after each brace keeps
/// `{b}` and `{@dim}` what they are.
pub(super) fn inert(text: &str) -> String {
    drawn(text).replace('{', "{\u{2060}")
}

fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// About how many pixels wide a text is at 12 px: enough to decide what fits.
pub(super) fn width(text: &str) -> u32 {
    text.chars()
        .take(LONGEST)
        .map(|c| {
            if c.is_ascii_lowercase() || ". ,%".contains(c) {
                6
            } else if c.is_ascii() {
                7
            } else {
                10
            }
        })
        .sum()
}
