//! How it looks.

use super::{Draft, put};
use chart::Percent;
use serde_json::{Map, Value};

impl Draft {
    /// The height of a chart that says nothing about it, in CSS pixels.
    pub const HEIGHT: u64 = 360;

    /// A word of the display, or `usual`.
    pub fn look<'a>(&'a self, key: &str, usual: &'a str) -> &'a str {
        self.display(key).and_then(Value::as_str).unwrap_or(usual)
    }

    /// Changes a word of the display; the usual one is left out.
    pub fn set_look(&mut self, key: &str, word: &str, usual: &str) {
        self.set_display(key, (word != usual).then(|| word.into()));
    }

    /// Of what percentages are shares. Only counts and sums have shares.
    pub fn percent(&self) -> Percent {
        let measure = self
            .spec
            .get("measure")
            .and_then(|measure| measure.get("type"))
            .and_then(Value::as_str);
        if !matches!(measure, None | Some("count" | "sum")) {
            return Percent::None;
        }
        let word = self.look("percent", Percent::OfTotal.name());
        let known = Percent::ALL.iter().find(|(name, _)| *name == word);
        known.map_or(Percent::OfTotal, |(_, percent)| *percent)
    }

    /// The theme of this chart alone, where it does not follow the reader's.
    pub fn own_theme(&self) -> Option<&'static str> {
        match self.look("theme", "auto") {
            "light" => Some("light"),
            "dark" => Some("dark"),
            _ => None,
        }
    }

    /// A switch of the display that is usually on.
    pub fn shows(&self, key: &str) -> bool {
        self.display(key).and_then(Value::as_bool).unwrap_or(true)
    }

    /// Turns a switch of the display that is usually on.
    pub fn set_shows(&mut self, key: &str, on: bool) {
        self.set_display(key, (!on).then_some(Value::Bool(false)));
    }

    /// The height in CSS pixels.
    pub fn height(&self) -> u64 {
        self.own_height().unwrap_or(Self::HEIGHT)
    }

    /// The height in CSS pixels, where the author chose one.
    pub fn own_height(&self) -> Option<u64> {
        self.display("height").and_then(Value::as_u64)
    }

    /// Changes the height, in CSS pixels.
    pub fn set_height(&mut self, height: u64) {
        self.set_display("height", (height != Self::HEIGHT).then(|| height.into()));
    }

    fn display(&self, key: &str) -> Option<&Value> {
        self.spec.get("display")?.get(key)
    }

    fn set_display(&mut self, key: &str, value: Option<Value>) {
        let mut display = self
            .spec
            .get("display")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_else(Map::new);
        put(&mut display, key, value);
        put(
            &mut self.spec,
            "display",
            (!display.is_empty()).then_some(Value::Object(display)),
        );
    }
}
