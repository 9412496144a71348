//! The pass over ECharts' SVG: parsed, cut down to what a drawing needs, written again.
//!
//! Our pages allow no inline style, so `style` attributes become presentation attributes. What is not on the lists
//! of [`allowed`] is dropped with everything in it, whatever it is; that also keeps scripts, links and event
//! handlers out without having to know their names.

mod allowed;
mod attributes;
mod ids;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::colours::FONT;
use crate::error::RenderError;
use crate::pool::Size;

pub(crate) use ids::Ids;

/// What the outermost element says.
pub(crate) struct Frame<'a> {
    pub(crate) label: &'a str,
    pub(crate) size: Size,
    pub(crate) ids: Ids,
}

/// `source` as one clean `<svg>` element.
pub(crate) fn clean(source: &str, frame: &Frame<'_>) -> Result<String, RenderError> {
    let source = printable(source);
    let mut reader = Reader::from_str(&source);
    let mut writer = Writer::new(Vec::with_capacity(source.len()));
    let mut ids = frame.ids.clone();
    // Depth below an element that is left out; 0 outside of any.
    let mut skipped = 0_usize;
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().map_err(malformed)?;
        let (start, empty) = match event {
            Event::Eof => break,
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(end) => {
                if skipped > 0 {
                    skipped -= 1;
                } else {
                    open.pop();
                    writer.write_event(Event::End(end)).map_err(malformed)?;
                }
                continue;
            }
            Event::Text(text) => {
                if skipped == 0 && allowed::holds_text(open.last().map(String::as_str)) {
                    writer.write_event(Event::Text(text)).map_err(malformed)?;
                }
                continue;
            }
            Event::GeneralRef(reference) => {
                if skipped == 0 && allowed::holds_text(open.last().map(String::as_str)) {
                    let text = resolve(&reference)?;
                    writer
                        .write_event(Event::Text(BytesText::new(&text)))
                        .map_err(malformed)?;
                }
                continue;
            }
            // Comments, processing instructions, CDATA and document types have no place in a drawing.
            _ => continue,
        };
        if skipped > 0 {
            skipped += usize::from(!empty);
            continue;
        }
        let name = start.name().into_inner().to_owned();
        let in_definitions = open.iter().any(|outer| allowed::defines(outer));
        let element = if open.is_empty() {
            root(&name, frame)?
        } else {
            attributes::rewrite(&start, in_definitions, &mut ids)?
        };
        match element {
            Some(element) if empty => writer
                .write_event(Event::Empty(element))
                .map_err(malformed)?,
            Some(element) => {
                writer
                    .write_event(Event::Start(element))
                    .map_err(malformed)?;
                open.push(name);
            }
            None => skipped += usize::from(!empty),
        }
    }
    if !open.is_empty() || writer.get_ref().is_empty() {
        return Err(malformed("the drawing ends too early"));
    }
    String::from_utf8(writer.into_inner()).map_err(malformed)
}

fn root(name: &str, frame: &Frame<'_>) -> Result<Option<BytesStart<'static>>, RenderError> {
    if name != "svg" {
        return Err(malformed("it is not an <svg>"));
    }
    let Size { width, height } = frame.size;
    let mut root = BytesStart::new("svg");
    root.push_attribute(("xmlns", "http://www.w3.org/2000/svg"));
    root.push_attribute(("viewBox", format!("0 0 {width} {height}").as_str()));
    root.push_attribute(("width", "100%"));
    root.push_attribute(("font-family", FONT));
    if frame.label.is_empty() {
        root.push_attribute(("aria-hidden", "true"));
    } else {
        root.push_attribute(("role", "img"));
        root.push_attribute(("aria-label", printable(frame.label).as_ref()));
    }
    Ok(Some(root))
}

/// XML has no place for control characters, and a label may hold any.
fn printable(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(forbidden) {
        Cow::Owned(text.replace(forbidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Result<String, RenderError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(malformed)? {
        return Ok(letter.to_string());
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| malformed("an unknown entity"))
}

fn malformed(reason: impl ToString) -> RenderError {
    RenderError::Malformed {
        reason: reason.to_string(),
    }
}
