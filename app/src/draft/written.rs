//! What is written into boxes that take not everything.

/// A whole number as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Nothing, or nothing that is a number.
    Nothing,
    /// A number that is allowed.
    Fits(u64),
    /// Another number; this is the nearest that is allowed.
    Near(u64),
}

impl Whole {
    /// Reads a number from `least` to `most`.
    pub fn read(text: &str, least: u64, most: u64) -> Self {
        let text = text.trim();
        if let Ok(number) = text.parse::<u64>()
            && (least..=most).contains(&number)
        {
            return Self::Fits(number);
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                // As a cast does it: what is below zero becomes zero, what is too large the largest.
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "only the nearest number that is allowed is wanted"
                )]
                let near = number.round() as u64;
                Self::Near(near.clamp(least, most))
            }
            _ => Self::Nothing,
        }
    }
}

/// A colour as somebody wrote it, with or without `#`, as `#rrggbb`; nothing where it is none.
pub fn hex(text: &str) -> Option<String> {
    let digits = text.trim();
    let digits = digits.strip_prefix('#').unwrap_or(digits);
    let colour = chart::Colour::parse(&format!("#{digits}"))?;
    Some(colour.as_str().to_owned())
}
