//! Words for summaries, customers and colleagues.

use rand::Rng;
use rand::seq::IndexedRandom as _;

/// People who cannot log in. The last ones have left.
pub(super) const COLLEAGUES: &[(&str, bool)] = &[
    ("Amara Okafor", true),
    ("Ben Carter", true),
    ("Clara Rossi", true),
    ("Dmitri Volkov", true),
    ("Emilia Nowak", true),
    ("Farid Haddad", true),
    ("Grace Kim", true),
    ("Hugo Laurent", true),
    ("Ines Duarte", true),
    ("Jakob Lund", true),
    ("Katrin Maurer", true),
    ("Leo Santos", true),
    ("Mina Sato", true),
    ("Nadia Rahman", true),
    ("Oskar Virtanen", false),
    ("Paula Jansen", false),
    ("Quentin Moreau", false),
    ("Ruth Abrams", false),
];

pub(super) const CUSTOMERS: &[&str] = &[
    "Adventure Works",
    "Alpine Ski House",
    "Bellows College",
    "Contoso Suites",
    "Fourth Coffee",
    "Lucerne Publishing",
    "Tailspin Toys",
    "Wide World Importers",
];

const BUGS: &[&str] = &[
    "is empty after a reload",
    "shows the wrong total",
    "fails with a timeout",
    "ignores the time zone",
    "cannot be opened on small screens",
    "loses the filter",
    "sends two e-mails",
    "accepts a negative amount",
];

const WISHES: &[&str] = &[
    "Add",
    "Improve",
    "Rework",
    "Document",
    "Speed up",
    "Clean up",
    "Translate",
    "Test",
];

const THINGS: &[&str] = &[
    "order history",
    "login page",
    "price list",
    "export to CSV",
    "search results",
    "payment form",
    "invoice template",
    "stock report",
    "sign-up form",
    "delivery date",
    "nightly backup",
    "address book",
    "error page",
    "settings page",
    "import of customers",
    "push notification",
];

const REASONS: &[&str] = &[
    "for guests",
    "for new customers",
    "on the first visit",
    "in the German shop",
    "before the sale",
    "after the upgrade",
    "for large orders",
    "\"as agreed\" with support",
];

/// A summary that fits a type of issue.
pub(super) fn summary(rng: &mut impl Rng, type_name: &str) -> String {
    let pick = |rng: &mut _, from: &[&'static str]| *from.choose(rng).unwrap_or(&"");
    let thing = pick(rng, THINGS);
    match type_name {
        "Bug" | "Incident" => {
            let mut letters = thing.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            let bug = pick(rng, BUGS);
            format!("{}{} {bug}", first.unwrap_or(' '), letters.as_str())
        }
        "Epic" => format!("New {thing} {}", pick(rng, REASONS)),
        _ => {
            let wish = pick(rng, WISHES);
            if rng.random_bool(0.4) {
                format!("{wish} the {thing} {}", pick(rng, REASONS))
            } else {
                format!("{wish} the {thing}")
            }
        }
    }
}
