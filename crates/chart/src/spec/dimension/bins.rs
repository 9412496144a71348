//! Numbers by size.

use serde_json::{Map, Value};

use super::super::{
    SpecError,
    print::{number, put},
    walk::Node,
};

/// Equal ranges of a number. Each takes in its lower end and not its upper one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bins {
    /// From one lower end to the next; more than 0.
    pub width: f64,
    /// One of the lower ends.
    pub from: f64,
}

/// Numbers are kept in millionths: whole numbers have no rounding to trip over.
pub(crate) const MILLIONTHS: f64 = 1_000_000.0;

impl Bins {
    /// The place of the bin in which a number lies; the bin at `from` has 0.
    pub fn place(&self, value: f64) -> i64 {
        let (value, from, width) = (whole(value), whole(self.from), whole(self.width).max(1));
        (value.saturating_sub(from)).div_euclid(width)
    }

    /// The lower end of the bin at a place.
    pub fn start(&self, place: i64) -> f64 {
        let (from, width) = (whole(self.from), whole(self.width).max(1));
        let start = from.saturating_add(place.saturating_mul(width));
        #[expect(
            clippy::cast_precision_loss,
            reason = "beyond 2^53 millionths nobody reads the last digit"
        )]
        let start = start as f64;
        start / MILLIONTHS
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&["width", "from"])?;
        let width = fields.need("width", "how wide a bin is, such as 5")?;
        let bins = Self {
            width: width.number()?,
            from: fields.or_default("from", Node::number)?,
        };
        if whole(bins.width) < 1 {
            return Err(width.error("a number above 0 belongs here"));
        }
        Ok(bins)
    }

    pub(super) fn print(&self) -> Value {
        let mut out = Map::new();
        out.insert("width".into(), number(self.width));
        put(&mut out, "from", number(self.from), number(0.0));
        Value::Object(out)
    }
}

/// A number in millionths; numbers beyond the range stand at its end.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from float stops at the ends"
)]
fn whole(value: f64) -> i64 {
    (value * MILLIONTHS).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(5.0, 0.0, 0.0, 0, 0.0)]
    #[case(5.0, 0.0, 4.999, 0, 0.0)]
    #[case(5.0, 0.0, 5.0, 1, 5.0)]
    #[case(5.0, 0.0, -0.5, -1, -5.0)]
    #[case(5.0, 1.0, 6.0, 1, 6.0)]
    // In floats, 0.3 / 0.1 is less than 3.
    #[case(0.1, 0.0, 0.3, 3, 0.3)]
    fn a_number_lies_in_its_bin(
        #[case] width: f64,
        #[case] from: f64,
        #[case] value: f64,
        #[case] place: i64,
        #[case] start: f64,
    ) {
        let bins = Bins { width, from };
        assert_eq!(bins.place(value), place);
        assert!((bins.start(place) - start).abs() < 1e-9);
    }
}
