//! Which answer may be shown, where several questions are on their way.

/// Counts questions; the answer to an older one never replaces the answer to a newer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turns {
    asked: u64,
    answered: u64,
}

impl Turns {
    /// A question goes out; keep its number for the answer.
    pub fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// An answer comes in; says whether it may be shown.
    pub fn answer(&mut self, turn: u64) -> bool {
        let newer = turn > self.answered;
        self.answered = self.answered.max(turn);
        newer
    }

    /// Gives up every question on its way: none of their answers may be shown.
    pub fn forget(&mut self) {
        self.answered = self.asked;
    }

    /// Whether this question is the last one, and its answer still to come.
    pub fn awaits(&self, turn: u64) -> bool {
        turn == self.asked && self.is_waiting()
    }

    /// Whether the answer to the last question is still to come.
    pub fn is_waiting(&self) -> bool {
        self.answered < self.asked
    }
}
