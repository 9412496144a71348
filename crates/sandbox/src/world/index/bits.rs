//! A set of issues as bits.

/// A set of positions below a fixed size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    size: usize,
}

impl Bits {
    /// The empty set for positions below `size`.
    pub fn none(size: usize) -> Self {
        Self {
            words: vec![0; size.div_ceil(64)],
            size,
        }
    }

    /// Adds a position. One that is too large is ignored.
    pub fn insert(&mut self, at: u32) {
        if let Some(word) = self.words.get_mut(at as usize / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Adds many positions.
    pub fn insert_all(&mut self, all: &[u32]) {
        for at in all {
            self.insert(*at);
        }
    }

    /// Whether the position is in the set.
    pub fn contains(&self, at: u32) -> bool {
        let word = self.words.get(at as usize / 64);
        word.is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Keeps what is in both.
    pub fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Adds what is in the other.
    pub fn unite(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Removes what is in the other.
    pub fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Turns the set into its opposite.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        let beyond = self.size % 64;
        if let (true, Some(last)) = (beyond > 0, self.words.last_mut()) {
            *last &= (1 << beyond) - 1;
        }
    }

    /// How many positions are in the set.
    pub fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// The positions, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0_u32..)
            .step_by(64)
            .zip(&self.words)
            .flat_map(|(base, word)| {
                let mut rest = *word;
                std::iter::from_fn(move || {
                    if rest == 0 {
                        return None;
                    }
                    let at = rest.trailing_zeros();
                    rest &= rest - 1;
                    Some(base + at)
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Bits;

    fn bits(of: &BTreeSet<u32>) -> Bits {
        let mut bits = Bits::none(150);
        for at in of {
            bits.insert(*at);
        }
        bits
    }

    fn set(of: &Bits) -> BTreeSet<u32> {
        of.iter().collect()
    }

    proptest! {
        #[test]
        fn bits_behave_like_a_set(a in prop::collection::btree_set(0..150_u32, 0..80), b in prop::collection::btree_set(0..150_u32, 0..80)) {
            prop_assert_eq!(set(&bits(&a)), a.clone());
            prop_assert_eq!(bits(&a).count(), a.len() as u64);
            let mut both = bits(&a);
            both.intersect(&bits(&b));
            prop_assert_eq!(set(&both), &a & &b);
            let mut any = bits(&a);
            any.unite(&bits(&b));
            prop_assert_eq!(set(&any), &a | &b);
            let mut rest = bits(&a);
            rest.subtract(&bits(&b));
            prop_assert_eq!(set(&rest), &a - &b);
            let mut others = bits(&a);
            others.invert();
            prop_assert_eq!(set(&others), &(0..150).collect() - &a);
        }
    }
}
