//! What is written on the wiki's pages.

/// The page where the charts of `--chart` are.
pub const FIRST_PAGE: u64 = 65_537;

/// A page's words. Frames stand between the parts, one after each, the rest at the end.
pub(super) struct Words {
    pub(super) id: u64,
    pub(super) title: &'static str,
    pub(super) slug: &'static str,
    pub(super) byline: &'static str,
    pub(super) parts: &'static [&'static str],
}

/// Every page, in the order of the tree.
pub(super) const PAGES: &[Words] = &[
    Words {
        id: FIRST_PAGE,
        title: "Weekly quality report",
        slug: "Weekly+quality+report",
        byline: "Priya Raman · last edited yesterday · 4 minutes to read",
        parts: &[
            include_str!("words/report-1.html"),
            include_str!("words/report-2.html"),
            include_str!("words/report-3.html"),
        ],
    },
    Words {
        id: 65_538,
        title: "Team dashboard",
        slug: "Team+dashboard",
        byline: "Jonas Weber · last edited on Monday · 1 minute to read",
        parts: &[include_str!("words/dashboard.html")],
    },
    Words {
        id: 65_539,
        title: "How we release",
        slug: "How+we+release",
        byline: "Tomasz Zielinski · last edited in October · 2 minutes to read",
        parts: &[include_str!("words/release.html")],
    },
];

/// The page with this id.
pub(super) fn page(id: u64) -> Option<&'static Words> {
    PAGES.iter().find(|page| page.id == id)
}

/// Path of a page.
pub fn address(id: u64) -> String {
    let slug = page(id).map_or("", |page| page.slug);
    format!("/wiki/spaces/TEAM/pages/{id}/{slug}")
}
