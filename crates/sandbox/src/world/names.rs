//! Names in two languages.

use std::sync::Arc;

/// A language in which Jira can show its own names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, also for every language that the sandbox does not speak.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// From a locale (`de-DE`, `de_DE`) or an `Accept-Language` header (its first entry counts).
    pub fn from_locale(locale: &str) -> Self {
        let first = locale.split([',', ';']).next().unwrap_or_default().trim();
        let tag = first.split(['-', '_']).next().unwrap_or_default();
        if tag.eq_ignore_ascii_case("de") {
            Self::German
        } else {
            Self::English
        }
    }
}

/// A name that may have a translation. JQL understands both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// English, or as somebody typed it.
    pub english: Arc<str>,
    /// German, where Jira translates the name.
    pub german: Option<Arc<str>>,
}

impl Name {
    /// A name that is the same in every language.
    pub fn plain(name: &str) -> Self {
        Self {
            english: name.into(),
            german: None,
        }
    }

    /// A name in both languages.
    pub fn both(english: &str, german: &str) -> Self {
        Self {
            english: english.into(),
            german: Some(german.into()),
        }
    }

    /// An English name with its translation, if it is one of Jira's own names.
    pub fn known(english: &str) -> Self {
        let found = GERMAN.iter().find(|(name, _)| *name == english);
        match found {
            Some((_, german)) => Self::both(english, german),
            None => Self::plain(english),
        }
    }

    /// The name in a language.
    pub fn get(&self, language: Language) -> &Arc<str> {
        match (&self.german, language) {
            (Some(german), Language::German) => german,
            _ => &self.english,
        }
    }

    /// Whether this is the name in either language, without regard to case.
    pub fn is(&self, name: &str) -> bool {
        same(&self.english, name) || self.german.as_deref().is_some_and(|own| same(own, name))
    }
}

/// Whether two names are equal without regard to case, as in JQL.
pub fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
        || (!(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase())
}

/// Jira's own names: statuses and categories, issue types, priorities, resolutions, fields.
const GERMAN: &[(&str, &str)] = &[
    // Statuses and categories.
    ("No Category", "Keine Kategorie"),
    ("To Do", "Zu erledigen"),
    ("In Progress", "In Arbeit"),
    ("In Review", "In Überprüfung"),
    ("Done", "Fertig"),
    ("Open", "Offen"),
    ("Reopened", "Erneut geöffnet"),
    ("Resolved", "Gelöst"),
    ("Closed", "Geschlossen"),
    // Issue types.
    ("Bug", "Fehler"),
    ("Task", "Aufgabe"),
    ("Sub-task", "Unteraufgabe"),
    ("Improvement", "Verbesserung"),
    ("New Feature", "Neue Funktion"),
    // Priorities.
    ("Highest", "Höchste"),
    ("High", "Hoch"),
    ("Medium", "Mittel"),
    ("Low", "Niedrig"),
    ("Lowest", "Niedrigste"),
    // Resolutions.
    ("Fixed", "Behoben"),
    ("Won't Do", "Wird nicht erledigt"),
    ("Won't Fix", "Wird nicht behoben"),
    ("Duplicate", "Duplikat"),
    ("Cannot Reproduce", "Nicht reproduzierbar"),
    ("Incomplete", "Unvollständig"),
    // Fields.
    ("Summary", "Zusammenfassung"),
    ("Status", "Status"),
    ("Status Category", "Statuskategorie"),
    ("Status Category Changed", "Statuskategorie geändert"),
    ("Issue Type", "Vorgangstyp"),
    ("Priority", "Priorität"),
    ("Resolution", "Lösung"),
    ("Project", "Projekt"),
    ("Assignee", "Zugewiesene Person"),
    ("Reporter", "Autor"),
    ("Creator", "Ersteller"),
    ("Created", "Erstellt"),
    ("Updated", "Aktualisiert"),
    ("Due date", "Fälligkeitsdatum"),
    ("Labels", "Stichwörter"),
    ("Components", "Komponenten"),
    ("Fix versions", "Lösungsversionen"),
    ("Affects versions", "Betrifft Versionen"),
    ("Original estimate", "Ursprüngliche Schätzung"),
    ("Remaining Estimate", "Verbleibende Schätzung"),
    ("Time Spent", "Benötigte Zeit"),
    ("Σ Original Estimate", "Σ Ursprüngliche Schätzung"),
    ("Σ Remaining Estimate", "Σ Verbleibende Schätzung"),
    ("Σ Time Spent", "Σ Benötigte Zeit"),
    ("Time tracking", "Zeitverfolgung"),
    ("Work Ratio", "Arbeitsquote"),
    ("Progress", "Fortschritt"),
    ("Σ Progress", "Σ Fortschritt"),
    ("Parent", "Übergeordnet"),
    ("Key", "Schlüssel"),
    ("Votes", "Stimmen"),
    ("Watchers", "Beobachter"),
    ("Security Level", "Sicherheitsstufe"),
    ("Linked Issues", "Verknüpfte Vorgänge"),
    ("Sub-tasks", "Unteraufgaben"),
    ("Comment", "Kommentar"),
    ("Log Work", "Arbeit protokollieren"),
    ("Start date", "Startdatum"),
    ("Flagged", "Markiert"),
];
