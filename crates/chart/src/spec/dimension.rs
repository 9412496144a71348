//! A dimension: by what issues are grouped, and what becomes of the values.

mod bins;
mod by;

use serde_json::{Map, Value, json};

use super::{Colour, Moment, Range, SpecError, display::words, print::put, walk::Node};
pub use bins::Bins;
pub(crate) use bins::MILLIONTHS;
pub use by::{By, Segment};

/// What makes values, and what becomes of them. Values are named by their keys (see
/// [`crate::Member`]), whatever the case of their letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dimension {
    /// A field, queries of the author's own, or several dates.
    pub by: By,
    /// Width of a date's buckets; none is a month.
    pub interval: Option<Interval>,
    /// The days of a date that count; issues outside leave the chart.
    pub range: Option<Range>,
    /// Equal ranges of a number; none is each number by itself.
    pub bins: Option<Bins>,
    /// Which of an issue's sprints count; none is all.
    pub sprint: Option<SprintChoice>,
    /// How deep to read a cascading select, 1 or 2; none is 2.
    pub level: Option<u32>,
    /// Order of the values; none is the field's usual one.
    pub order: Option<OrderBy>,
    /// At most so many values; see [`crate::Fold`] for which.
    pub limit: Option<u32>,
    /// Whether the values beyond the limit stand together in one row; none is yes.
    pub others: Option<bool>,
    /// Whether values and buckets with nothing in them are shown; none is yes for dates alone.
    pub show_empty: Option<bool>,
    /// Values that leave rows, percentages and total.
    pub hide: Vec<String>,
    /// Other names for values, in the order written.
    pub rename: Vec<(String, String)>,
    /// Values that count as one.
    pub merge: Vec<Merge>,
    /// Chosen colours, in the order written.
    pub colours: Vec<(String, Colour)>,
}

/// Values that count as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Key and name of the one.
    pub name: String,
    /// Keys of the many.
    pub values: Vec<String>,
}

/// In which order values stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// As Jira keeps them.
    Jira,
    /// The largest number first.
    ValueDesc,
    /// The smallest number first.
    ValueAsc,
    /// By name.
    Label,
    /// Dates forwards.
    Oldest,
    /// Dates backwards.
    Newest,
    /// These keys first, the rest in the field's usual order.
    Keys(Vec<String>),
}

words! {
    /// Width of a date's buckets.
    Interval {
        /// One day.
        Day = "day",
        /// An ISO week, from Monday.
        Week = "week",
        /// A month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// A year.
        Year = "year",
    }
}

words! {
    /// Which of an issue's sprints count.
    SprintChoice {
        /// Every sprint it was ever in.
        All = "all",
        /// The running ones.
        Active = "active",
        /// The one that starts last.
        Latest = "latest",
    }
}

pub(super) const ORDERS: [(&str, OrderBy); 6] = [
    ("jira", OrderBy::Jira),
    ("value_desc", OrderBy::ValueDesc),
    ("value_asc", OrderBy::ValueAsc),
    ("label", OrderBy::Label),
    ("oldest", OrderBy::Oldest),
    ("newest", OrderBy::Newest),
];

const KEYS: [&str; 16] = [
    "field",
    "segments",
    "dates",
    "interval",
    "range",
    "bins",
    "sprint",
    "level",
    "order",
    "limit",
    "others",
    "show_empty",
    "hide",
    "rename",
    "merge",
    "colours",
];

impl Dimension {
    /// All values of a field in its usual order.
    pub fn of(field: &str) -> Self {
        Self {
            by: By::Field(field.to_owned()),
            ..Self::default()
        }
    }

    /// The field, where it is one.
    pub fn field(&self) -> Option<&str> {
        match &self.by {
            By::Field(id) => Some(id),
            By::Segments(_) | By::Dates(_) => None,
        }
    }

    /// Whether several date fields make the rows, and so the columns too.
    pub fn is_dates(&self) -> bool {
        matches!(self.by, By::Dates(_))
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&KEYS)?;
        let pairs = |node: &Node<'_>| -> Result<Vec<(String, String)>, SpecError> {
            node.entries()?
                .into_iter()
                .map(|(key, to)| Ok((key.to_owned(), to.words()?.to_owned())))
                .collect()
        };
        let colours = |node: &Node<'_>| -> Result<Vec<(String, Colour)>, SpecError> {
            node.entries()?
                .into_iter()
                .map(|(key, to)| Ok((key.to_owned(), Colour::read(&to)?)))
                .collect()
        };
        Ok(Self {
            by: By::read(node, &fields)?,
            interval: fields.maybe("interval", |n| n.choice(Interval::ALL))?,
            range: fields
                .maybe("range", Range::read)?
                .filter(|range| *range != Range::default()),
            bins: fields.maybe("bins", Bins::read)?,
            sprint: fields.maybe("sprint", |n| n.choice(SprintChoice::ALL))?,
            level: fields.maybe("level", |n| n.whole(1, 2))?,
            order: fields.maybe("order", Self::read_order)?,
            limit: fields.maybe("limit", |n| n.whole(1, 1000))?,
            others: fields.maybe("others", Node::truth)?,
            show_empty: fields.maybe("show_empty", Node::truth)?,
            hide: fields.or_default("hide", Node::texts)?,
            rename: fields.or_default("rename", pairs)?,
            merge: fields.or_default("merge", Self::read_merges)?,
            colours: fields.or_default("colours", colours)?,
        })
    }

    fn read_order(node: &Node<'_>) -> Result<OrderBy, SpecError> {
        if node.is_list() {
            return node.texts().map(OrderBy::Keys);
        }
        let names: Vec<(&str, usize)> = ORDERS
            .iter()
            .enumerate()
            .map(|(i, (name, _))| (*name, i))
            .collect();
        node.choice(&names).map(|i| ORDERS[i].1.clone())
    }

    fn read_merges(node: &Node<'_>) -> Result<Vec<Merge>, SpecError> {
        let mut taken: Vec<String> = Vec::new();
        let mut merges = Vec::new();
        for part in node.list()? {
            let fields = part.object(&["name", "values"])?;
            let name = fields
                .need("name", "what the merged values are called")?
                .words()?
                .to_owned();
            let values = fields.need("values", "the values that count as one")?;
            for value in values.list()? {
                let folded = crate::names::folded(value.text()?);
                if taken.contains(&folded) {
                    return Err(value.error(format!("{:?} is merged already", value.text()?)));
                }
                taken.push(folded);
            }
            merges.push(Merge {
                name,
                values: values.texts()?,
            });
        }
        Ok(merges)
    }

    pub(super) fn print(&self) -> Value {
        let mut out = Map::new();
        self.by.print(&mut out);
        put(
            &mut out,
            "interval",
            self.interval.map(Interval::name),
            None,
        );
        if let Some(range) = &self.range {
            let mut days = Map::new();
            put(
                &mut days,
                "from",
                range.from.as_ref().map(Moment::to_string),
                None,
            );
            put(
                &mut days,
                "to",
                range.to.as_ref().map(Moment::to_string),
                None,
            );
            out.insert("range".into(), Value::Object(days));
        }
        put(&mut out, "bins", self.bins.map(|bins| bins.print()), None);
        put(
            &mut out,
            "sprint",
            self.sprint.map(SprintChoice::name),
            None,
        );
        put(&mut out, "level", self.level, None);
        if let Some(order) = &self.order {
            let order = match order {
                OrderBy::Keys(keys) => json!(keys),
                word => json!(
                    ORDERS
                        .iter()
                        .find(|(_, order)| order == word)
                        .map(|(name, _)| name)
                ),
            };
            out.insert("order".into(), order);
        }
        put(&mut out, "limit", self.limit, None);
        put(&mut out, "others", self.others, None);
        put(&mut out, "show_empty", self.show_empty, None);
        put(&mut out, "hide", &self.hide, &Vec::new());
        let rename: Map<_, _> = self
            .rename
            .iter()
            .map(|(key, name)| (key.clone(), json!(name)))
            .collect();
        put(&mut out, "rename", rename, Map::new());
        let merge: Vec<_> = self
            .merge
            .iter()
            .map(|m| json!({"name": m.name, "values": m.values}))
            .collect();
        put(&mut out, "merge", merge, Vec::new());
        let colours: Map<_, _> = self
            .colours
            .iter()
            .map(|(key, colour)| (key.clone(), json!(colour.as_str())))
            .collect();
        put(&mut out, "colours", colours, Map::new());
        Value::Object(out)
    }
}
