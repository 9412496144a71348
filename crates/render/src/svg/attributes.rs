//! One element's attributes: `style` taken apart, unknown ones dropped, references renamed.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::{allowed, ids::Ids, malformed};
use crate::colours::FONT;
use crate::error::RenderError;

/// The element with what it may keep, or `None` when it is to be left out.
pub(super) fn rewrite(
    start: &BytesStart<'_>,
    in_definitions: bool,
    ids: &mut Ids,
) -> Result<Option<BytesStart<'static>>, RenderError> {
    let name = start.name().into_inner().to_owned();
    if !allowed::element(&name) {
        return Ok(None);
    }
    let kept = kept(start, ids)?;
    if allowed::shape(&name) && !in_definitions && paints_nothing(&kept) {
        return Ok(None);
    }
    let mut element = BytesStart::new(name);
    for (key, value) in &kept {
        element.push_attribute((key.as_str(), value.as_str()));
    }
    Ok(Some(element))
}

fn kept(start: &BytesStart<'_>, ids: &mut Ids) -> Result<Vec<(String, String)>, RenderError> {
    let mut kept: Vec<(String, String)> = Vec::new();
    let mut keep = |key: &str, value: String| match kept.iter_mut().find(|(known, _)| known == key)
    {
        // A declaration in `style` is stronger than the attribute of the same name.
        Some((_, old)) => *old = value,
        None => kept.push((key.to_owned(), value)),
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(malformed)?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(malformed)?;
        match attribute.key.into_inner() {
            "id" => keep("id", ids.rename(&value)),
            "style" => {
                for (property, value) in declarations(&value) {
                    if let Some(value) = presentable(property, value, ids) {
                        keep(property, value);
                    }
                }
            }
            key if allowed::geometry(key) => keep(key, value.into_owned()),
            key => {
                if let Some(value) = presentable(key, &value, ids) {
                    keep(key, value);
                }
            }
        }
    }
    Ok(kept)
}

/// A presentation attribute's value, with references into this drawing renamed and any other address refused.
fn presentable(name: &str, value: &str, ids: &mut Ids) -> Option<String> {
    // The outermost element says the font once for all.
    if !allowed::presentation(name) || (name == "font-family" && value == FONT) {
        return None;
    }
    if !value.to_ascii_lowercase().contains("url(") {
        return Some(value.to_owned());
    }
    let id = value.trim().strip_prefix("url(#")?.strip_suffix(')')?;
    Some(format!("url(#{})", ids.rename(id)))
}

/// `a:b;c:d` as pairs; a semicolon inside quotes is part of the value.
fn declarations(style: &str) -> Vec<(&str, &str)> {
    let mut quote = None;
    style
        .split(move |c: char| match quote {
            Some(open) if c == open => {
                quote = None;
                false
            }
            Some(_) => false,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                false
            }
            None => c == ';',
        })
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(property, value)| (property.trim(), value.trim()))
        .collect()
}

fn paints_nothing(attributes: &[(String, String)]) -> bool {
    let value = |name: &str| {
        attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    let filled = value("fill") != Some("none") && value("fill-opacity") != Some("0");
    let stroked = value("stroke").is_some_and(|stroke| stroke != "none")
        && value("stroke-width") != Some("0");
    !filled && !stroked
}
