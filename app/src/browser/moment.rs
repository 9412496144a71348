//! Moments in the reader's own zone and manner of writing.

use js_sys::{Date, Object, Reflect};

/// An instant (RFC 3339) as the reader writes it: `23 Nov 2026, 10:14`.
pub fn local(rfc3339: &str) -> Option<String> {
    let date = Date::new(&rfc3339.into());
    if date.get_time().is_nan() {
        return None;
    }
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // English, like the rest of the page.
    date.to_locale_string("en-GB", &options).as_string()
}
