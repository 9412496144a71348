//! Colours of values: by meaning where the value has one, otherwise from a palette.

use crate::{Colour, FieldKind, StatusCategory, keys, names::folded};

/// The colour of what needs no other.
pub(crate) const MAIN: &str = PALETTE[0];

/// Ten colours that stay apart for people who see no red, no green or no blue, on white and on dark paper
/// (a test looks at them with such eyes).
pub const PALETTE: [&str; 10] = [
    "#4688ec", "#b96200", "#15713f", "#5342da", "#fe8da3", "#757fac", "#dfaf67", "#81c7fe",
    "#c1c31e", "#4b535d",
];
const NO_VALUE: &str = "#8590a2";
const OTHERS: &str = "#b3b9c4";

const TO_DO: [&str; 5] = ["#4688ec", "#2c62b8", "#7eaef2", "#1f4787", "#a4c6f5"];
const IN_PROGRESS: [&str; 5] = ["#f5a623", "#c77d0a", "#f7c46f", "#945a00", "#e8b04b"];
const DONE: [&str; 5] = ["#2a9d6f", "#1b6e4d", "#5fbf97", "#0f4d35", "#93d3b6"];

/// Several dates are thin lines: each of these has 3:1 on white and on dark paper (a test looks).
const DATES: [(&str, &str); 4] = [
    ("created", "#4688ec"),
    ("resolutiondate", "#2a9d6f"),
    ("duedate", "#c77d0a"),
    ("updated", "#e0479e"),
];
/// For dates without a colour of their own.
const MORE_DATES: [&str; 4] = ["#8f6ad9", "#8590a2", "#a0743c", "#757fac"];

/// From most to least urgent.
const URGENCY: [&str; 6] = [
    "#8f1f17", "#c9372c", "#e2703a", "#e5b83b", "#4688ec", "#8aa4cf",
];

/// What is known of a value that needs a colour.
pub(crate) struct Sample<'a> {
    pub(crate) key: &'a str,
    pub(crate) category: Option<StatusCategory>,
    /// Its place in Jira's order of the field.
    pub(crate) rank: Option<usize>,
}

/// A colour for each sample: the chosen one; else, if `semantic`, the one that its meaning has; else,
/// if `plain`, the main one; else one of the palette that depends on the key, not on the company it
/// keeps, as far as there are enough.
pub(crate) fn paint(
    samples: &[Sample<'_>],
    kind: FieldKind,
    chosen: &[(String, Colour)],
    semantic: bool,
    plain: bool,
) -> Vec<String> {
    let mut colours: Vec<Option<&str>> = samples
        .iter()
        .map(|sample| {
            let key = folded(sample.key);
            let chosen = chosen
                .iter()
                .find(|(name, _)| folded(name) == key)
                .map(|(_, colour)| colour.as_str());
            chosen.or(match sample.key {
                keys::NONE => Some(NO_VALUE),
                keys::OTHER => Some(OTHERS),
                _ => None,
            })
        })
        .collect();
    if semantic {
        match kind {
            FieldKind::Status | FieldKind::StatusCategory => by_category(samples, &mut colours),
            FieldKind::Priority => by_urgency(samples, &mut colours),
            FieldKind::IssueType => fill(samples, &mut colours, |sample| {
                issue_type(&folded(sample.key))
            }),
            _ => {}
        }
    }
    if plain {
        fill(samples, &mut colours, |_| Some(MAIN));
    }
    from_palette(samples, &mut colours);
    colours
        .into_iter()
        .map(|colour| colour.unwrap_or(MAIN).to_owned())
        .collect()
}

/// A colour for each of several dates, by field id: the chosen one, else its own, else one of a few that are
/// left.
pub(crate) fn dates(ids: &[&str], chosen: &[(String, Colour)]) -> Vec<String> {
    let mut more = MORE_DATES.iter().cycle();
    ids.iter()
        .map(|id| {
            let chosen = chosen.iter().find(|(name, _)| folded(name) == folded(id));
            let own = || DATES.iter().find(|(date, _)| date == id);
            let colour = chosen
                .map(|(_, colour)| colour.as_str())
                .or_else(|| own().map(|(_, colour)| *colour))
                .or_else(|| more.next().copied());
            colour.unwrap_or(MAIN).to_owned()
        })
        .collect()
}

fn fill<'c>(
    samples: &[Sample<'_>],
    colours: &mut [Option<&'c str>],
    choose: impl Fn(&Sample<'_>) -> Option<&'c str>,
) {
    for (sample, colour) in samples.iter().zip(colours) {
        *colour = colour.or_else(|| choose(sample));
    }
}

/// To do blue, in progress amber, done green; several of one category in shades of it.
fn by_category(samples: &[Sample<'_>], colours: &mut [Option<&str>]) {
    let mut open: Vec<usize> = (0..samples.len())
        .filter(|i| colours[*i].is_none())
        .collect();
    open.sort_by_key(|i| {
        (
            samples[*i].rank.unwrap_or(usize::MAX),
            folded(samples[*i].key),
        )
    });
    for (category, shades) in [
        (StatusCategory::ToDo, TO_DO),
        (StatusCategory::InProgress, IN_PROGRESS),
        (StatusCategory::Done, DONE),
    ] {
        let of_it = open
            .iter()
            .filter(|i| samples[**i].category == Some(category));
        for (i, shade) in of_it.zip(shades.iter().cycle()) {
            colours[*i] = Some(shade);
        }
    }
}

/// By the usual names; priorities of other names by their place in Jira's order.
fn by_urgency(samples: &[Sample<'_>], colours: &mut [Option<&str>]) {
    fill(samples, colours, |sample| {
        Some(match folded(sample.key).as_str() {
            "blocker" => URGENCY[0],
            "critical" | "highest" | "urgent" => URGENCY[1],
            "high" | "major" => URGENCY[2],
            "medium" | "normal" => URGENCY[3],
            "low" | "minor" => URGENCY[4],
            "lowest" | "trivial" => URGENCY[5],
            "none" | "undefined" => "#a5adba",
            _ => return None,
        })
    });
    let last = samples
        .iter()
        .filter_map(|sample| sample.rank)
        .max()
        .unwrap_or(0);
    fill(samples, colours, |sample| {
        let steps = URGENCY.len() - 2;
        sample
            .rank
            .map(|rank| URGENCY[1 + rank * steps / last.max(steps)])
    });
}

/// As Jira's own icons.
fn issue_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "bug" => "#c9372c",
        "story" => "#2a9d6f",
        "task" => "#4688ec",
        "epic" => "#8f6ad9",
        "sub-task" | "subtask" => "#6cb8f0",
        _ => return None,
    })
}

/// A colour by a hash of the key; taken ones make way to the next free one, in the order of keys.
fn from_palette(samples: &[Sample<'_>], colours: &mut [Option<&str>]) {
    let mut open: Vec<usize> = (0..samples.len())
        .filter(|i| colours[*i].is_none())
        .collect();
    open.sort_by_key(|i| folded(samples[*i].key));
    let mut uses = PALETTE.map(|colour| {
        colours
            .iter()
            .flatten()
            .filter(|used| **used == colour)
            .count()
    });
    for i in open {
        let first = hash(&folded(samples[i].key)) % PALETTE.len();
        let ring = (0..PALETTE.len()).map(|step| (first + step) % PALETTE.len());
        let free = ring.min_by_key(|colour| uses[*colour]).unwrap_or(first);
        uses[free] += 1;
        colours[i] = Some(PALETTE[free]);
    }
}

/// FNV-1a: the same in every build and process, unlike the standard hasher.
fn hash(text: &str) -> usize {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize
}

#[cfg(test)]
mod tests;
