//! Reading version 1.

use serde_json::Value;

use super::{
    ChartSpec, Dimension, Display, Filters, Lines, Measure, SiteId, Source, SpecError, walk::Node,
};
use crate::{Kind, jql};

const KEYS: [&str; 14] = [
    "version",
    "title",
    "description",
    "site",
    "source",
    "filters",
    "kind",
    "language",
    "timezone",
    "chart_by",
    "group_by",
    "measure",
    "lines",
    "display",
];

pub(super) fn chart(json: &Value) -> Result<ChartSpec, SpecError> {
    let top = Node::top(json);
    let fields = top.object(&KEYS)?;
    let version = fields.need("version", "write 1")?;
    if version.whole(0, u32::MAX)? != 1 {
        return Err(version.error("this program reads version 1; a newer Inlay wrote this"));
    }
    let text = |node: &Node<'_>| node.text().map(str::to_owned);
    let spec = ChartSpec {
        version: 1,
        title: fields.or_default("title", text)?,
        description: fields.or_default("description", text)?,
        site: site(&fields.need("site", "the cloud id of a Jira site")?)?,
        source: source(&fields.need(
            "source",
            "which issues, such as {\"jql\": \"project = ABC\"}",
        )?)?,
        filters: fields.or_default("filters", Filters::read)?,
        kind: kind(&fields.need("kind", "how to draw it, such as bar")?)?,
        language: fields
            .maybe("language", language)?
            .filter(|language| language != "en"),
        timezone: fields.maybe("timezone", timezone)?,
        chart_by: fields.maybe("chart_by", Dimension::read)?,
        group_by: fields.maybe("group_by", Dimension::read)?,
        measure: fields.or_default("measure", Measure::read)?,
        lines: fields.or_default("lines", Lines::read)?,
        display: fields.or_default("display", Display::read)?,
    };
    dimensions(&spec)?;
    if spec.lines.cumulative && !spec.measure.adds_up() {
        return Err(SpecError::new(
            "lines.cumulative",
            "only counts and sums can be added up; leave it out or choose one of them",
        ));
    }
    Ok(spec)
}

/// Whether the kind has the dimensions that it needs, and no others.
fn dimensions(spec: &ChartSpec) -> Result<(), SpecError> {
    if spec.chart_by.is_none() && spec.kind.needs_dimension() {
        return Err(SpecError::new(
            "chart_by",
            "this is missing: the field to group by, such as {\"field\": \"status\"}",
        ));
    }
    if spec
        .group_by
        .as_ref()
        .is_some_and(super::Dimension::is_dates)
    {
        return Err(SpecError::new(
            "group_by.dates",
            "several dates are rows and columns at once; put them into chart_by",
        ));
    }
    if spec
        .chart_by
        .as_ref()
        .is_some_and(super::Dimension::is_dates)
    {
        return match (&spec.group_by, spec.kind.two_dimensional()) {
            (Some(_), _) => Err(SpecError::new(
                "group_by",
                "the dates of chart_by are the columns already; leave this out",
            )),
            (None, false) => Err(SpecError::new(
                "chart_by.dates",
                format!(
                    "{} shows one dimension; choose the kind multi_line, or one field",
                    spec.kind.name()
                ),
            )),
            (None, true) => Ok(()),
        };
    }
    match (&spec.group_by, spec.kind.two_dimensional()) {
        (None, true) => Err(SpecError::new(
            "group_by",
            format!(
                "this is missing: {} needs a second field, such as {{\"field\": \"status\"}}",
                spec.kind.name()
            ),
        )),
        (Some(_), false) if spec.kind != Kind::Tile => Err(SpecError::new(
            "group_by",
            format!(
                "{} shows one dimension; leave this out or choose the kind stacked_bar",
                spec.kind.name()
            ),
        )),
        _ => Ok(()),
    }
}

pub(super) fn site(node: &Node<'_>) -> Result<SiteId, SpecError> {
    let text = node.text()?;
    text.parse().map_err(|_| {
        node.error(format!(
            "{text:?} is no cloud id; one looks like 1324a887-45db-1bf4-1e99-ef0ff456d421"
        ))
    })
}

fn kind(node: &Node<'_>) -> Result<Kind, SpecError> {
    let names: Vec<(&str, Kind)> = Kind::ALL.iter().map(|kind| (kind.name(), *kind)).collect();
    node.choice(&names)
}

fn source(node: &Node<'_>) -> Result<Source, SpecError> {
    let fields = node.object(&["jql", "projects", "filter"])?;
    match (
        fields.get("jql"),
        fields.get("projects"),
        fields.get("filter"),
    ) {
        (Some(jql), None, None) => {
            let text = jql.words()?;
            if jql::split_order_by(text).0.is_empty() {
                return Err(jql.error(
                    "say which issues before ORDER BY; Jira refuses a query over everything",
                ));
            }
            Ok(Source::Jql(text.to_owned()))
        }
        (None, Some(projects), None) => {
            let keys = projects
                .list()?
                .iter()
                .map(Node::id)
                .collect::<Result<Vec<_>, _>>()?;
            if keys.is_empty() {
                return Err(projects.error("name at least one project, by its key"));
            }
            Ok(Source::Projects(keys))
        }
        (None, None, Some(filter)) => filter.id().map(Source::Filter),
        _ => Err(node.error("exactly one of jql, projects and filter belongs here")),
    }
}

/// A language tag as far as its shape goes: `de`, `pt-BR`.
fn language(node: &Node<'_>) -> Result<String, SpecError> {
    let text = node.words()?;
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if text.split(['-', '_']).all(part) {
        Ok(text.to_owned())
    } else {
        Err(node.error(format!("{text:?} is no language; write en, de or pt-BR")))
    }
}

/// A zone's name. The browser, which has no zone database, checks its shape alone.
fn timezone(node: &Node<'_>) -> Result<String, SpecError> {
    let text = node.words()?;
    let shape = text.len() <= 64
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    #[cfg(not(target_family = "wasm"))]
    let known = shape && jiff::tz::TimeZone::get(text).is_ok();
    #[cfg(target_family = "wasm")]
    let known = shape;
    if known {
        Ok(text.to_owned())
    } else {
        Err(node.error(format!(
            "there is no time zone {text:?}; write a name such as Europe/Berlin or UTC"
        )))
    }
}
