//! Several charts at one address: the description of a dashboard, version 1 (docs/adr/0011).

use serde_json::{Map, Value, json};

use super::{SiteId, SpecError, Theme, parse, print::put, walk::Node};

/// What a dashboard shows, in the order in which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DashboardSpec {
    /// Shown above the charts.
    pub title: String,
    /// Shown under the title; may be empty.
    pub description: String,
    /// Whose people it can be shared with. Its charts may be of other sites, too.
    pub site: SiteId,
    /// In which colours all of its charts are drawn.
    pub theme: Theme,
    /// The charts.
    pub charts: Vec<Placed>,
}

/// A chart on a dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The chart's id.
    pub chart: String,
    /// How much of the width it takes, of [`Placed::COLUMNS`] columns.
    pub width: u32,
    /// Height of its frame in CSS pixels.
    pub height: u32,
}

impl Placed {
    /// Columns of a dashboard.
    pub const COLUMNS: u32 = 12;
    /// The widths there are, with their names.
    pub const WIDTHS: [(u32, &str); 6] = [
        (3, "A quarter"),
        (4, "A third"),
        (6, "Half"),
        (8, "Two thirds"),
        (9, "Three quarters"),
        (12, "All of it"),
    ];
    const LOWEST: u32 = 120;
    const HIGHEST: u32 = 1200;

    /// A chart in half of the width.
    pub fn new(chart: impl Into<String>) -> Self {
        Self {
            chart: chart.into(),
            width: 6,
            height: 360,
        }
    }

    fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&["chart", "width", "height"])?;
        let chart = fields.need("chart", "the id of a chart")?.id()?;
        let usual = Self::new(chart);
        let width = |node: &Node<'_>| {
            let width = node.whole(1, Self::COLUMNS)?;
            let fits = Self::WIDTHS.iter().any(|(known, _)| *known == width);
            fits.then_some(width).ok_or_else(|| {
                node.error("one of 3, 4, 6, 8, 9, 12 belongs here: columns of twelve")
            })
        };
        Ok(Self {
            width: fields.maybe("width", width)?.unwrap_or(usual.width),
            height: fields
                .maybe("height", |n| n.whole(Self::LOWEST, Self::HIGHEST))?
                .unwrap_or(usual.height),
            ..usual
        })
    }

    fn print(&self) -> Value {
        let usual = Self::new("");
        let mut out = Map::new();
        out.insert("chart".into(), json!(self.chart));
        put(&mut out, "width", self.width, usual.width);
        put(&mut out, "height", self.height, usual.height);
        Value::Object(out)
    }
}

impl DashboardSpec {
    /// Charts that a dashboard may have.
    pub const MOST: usize = 40;

    /// An empty one.
    pub fn new(title: impl Into<String>, site: SiteId) -> Self {
        Self {
            title: title.into(),
            description: String::new(),
            site,
            theme: Theme::Auto,
            charts: Vec::new(),
        }
    }

    /// Reads a spec of any version ever shipped.
    pub fn from_json(json: &Value) -> Result<Self, SpecError> {
        let top = Node::top(json);
        let keys = ["version", "title", "description", "site", "theme", "charts"];
        let fields = top.object(&keys)?;
        let version = fields.need("version", "write 1")?;
        if version.whole(0, u32::MAX)? != 1 {
            return Err(version.error("this program reads version 1; a newer Inlay wrote this"));
        }
        let charts = |node: &Node<'_>| -> Result<Vec<Placed>, SpecError> {
            let list = node.list()?;
            if list.len() > Self::MOST {
                return Err(node.error(format!(
                    "a dashboard has at most {} charts; make another one",
                    Self::MOST
                )));
            }
            list.iter().map(Placed::read).collect()
        };
        Ok(Self {
            title: {
                let title = fields.need("title", "what people read above the charts")?;
                title.words()?;
                short(&title, 200)?
            },
            description: fields.or_default("description", |node| short(node, 2_000))?,
            site: parse::site(&fields.need("site", "the cloud id of a Jira site")?)?,
            theme: fields
                .maybe("theme", |n| n.choice(Theme::ALL))?
                .unwrap_or(Theme::Auto),
            charts: fields.or_default("charts", charts)?,
        })
    }

    /// The canonical form: keys in the format's order, defaults left out. Reading it gives the same spec.
    pub fn to_json(&self) -> Value {
        let mut out = Map::new();
        out.insert("version".into(), json!(1));
        out.insert("title".into(), json!(self.title));
        put(&mut out, "description", self.description.as_str(), "");
        out.insert("site".into(), json!(self.site));
        put(&mut out, "theme", self.theme.name(), Theme::Auto.name());
        let charts: Vec<Value> = self.charts.iter().map(Placed::print).collect();
        put(&mut out, "charts", charts, Vec::new());
        Value::Object(out)
    }
}

/// Text of so many characters at most.
fn short(node: &Node<'_>, most: usize) -> Result<String, SpecError> {
    match node.text()? {
        text if text.chars().count() > most => {
            Err(node.error(format!("at most {most} characters have room here")))
        }
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const SITE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";

    #[rstest]
    #[case(json!({"title": "A"}), "site")]
    #[case(json!({"title": " ", "site": SITE}), "title")]
    #[case(json!({"title": "A".repeat(201), "site": SITE}), "title")]
    #[case(json!({"title": "A", "site": SITE, "chart": []}), "chart")]
    #[case(json!({"title": "A", "site": SITE, "theme": "drak"}), "theme")]
    #[case(json!({"title": "A", "site": SITE, "charts": [{"chart": "c", "width": 5}]}), "charts[0].width")]
    #[case(json!({"title": "A", "site": SITE, "charts": [{"chart": "c"}, {"height": 200}]}), "charts[1].chart")]
    #[case(json!({"title": "A", "site": SITE, "charts": [{"chart": "c", "height": 4}]}), "charts[0].height")]
    fn every_mistake_is_named_with_its_path(#[case] mut json: Value, #[case] path: &str) {
        json["version"] = json!(1);
        assert_eq!(DashboardSpec::from_json(&json).unwrap_err().path, path);
    }

    proptest! {
        #[test]
        fn printing_and_reading_gives_the_same(
            title in "[A-Za-z]{1,12}",
            description in "\\PC{0,12}",
            theme in prop::sample::select(Theme::ALL.to_vec()),
            charts in prop::collection::vec(("[a-z_0-9-]{1,12}", prop::sample::select(Placed::WIDTHS.to_vec()), 120_u32..1200), 0..5),
        ) {
            let charts = charts.into_iter().map(|(chart, (width, _), height)| Placed { chart, width, height });
            let spec = DashboardSpec {
                description,
                theme: theme.1,
                charts: charts.collect(),
                ..DashboardSpec::new(title, SITE.parse().unwrap())
            };
            prop_assert_eq!(DashboardSpec::from_json(&spec.to_json()), Ok(spec));
        }
    }
}
