//! What the company looks like, as tables.

use crate::world::catalogue::{self, CustomType};
use crate::world::model::Category;

/// A site to build.
pub(super) struct SitePlan {
    pub(super) name: &'static str,
    pub(super) slug: &'static str,
    /// Added to ids, so that sites have different ones.
    pub(super) offset: u64,
    pub(super) statuses: &'static [(&'static str, &'static str, Category)],
    pub(super) types: &'static [(&'static str, &'static str, i32)],
    pub(super) priorities: &'static [(&'static str, &'static str, &'static str)],
    pub(super) resolutions: &'static [(&'static str, &'static str)],
    pub(super) fields: &'static [FieldPlan],
    pub(super) projects: &'static [ProjectPlan],
}

/// A custom field: number, name, type, options (children after a slash).
pub(super) struct FieldPlan {
    pub(super) number: u64,
    pub(super) name: &'static str,
    pub(super) kind: CustomType,
    pub(super) options: &'static [&'static str],
    /// Key of the team-managed project to which it belongs.
    pub(super) scope: Option<&'static str>,
}

const fn field(
    number: u64,
    name: &'static str,
    kind: CustomType,
    options: &'static [&'static str],
) -> FieldPlan {
    FieldPlan {
        number,
        name,
        kind,
        options,
        scope: None,
    }
}

/// A project to build.
pub(super) struct ProjectPlan {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) category: &'static str,
    pub(super) issues: usize,
    pub(super) team_managed: bool,
    pub(super) sprints: bool,
    /// Per cent of issues with a security level.
    pub(super) confidential: u32,
    /// Per cent of issues with time tracking.
    pub(super) tracked: u32,
    /// Names of statuses in the order of the work; the last is where work ends.
    pub(super) workflow: &'static [&'static str],
    /// Names of types with their weights.
    pub(super) types: &'static [(&'static str, u32)],
    pub(super) components: &'static [&'static str],
    /// Weeks between releases; none without versions.
    pub(super) release_weeks: Option<i64>,
    pub(super) labels: &'static [&'static str],
}

#[rustfmt::skip]
const NORTHWIND_FIELDS: &[FieldPlan] = &[
    field(10014, "Epic Link", catalogue::EPIC_LINK, &[]),
    field(10015, "Start date", catalogue::DATE, &[]),
    FieldPlan { number: 10016, name: "Story point estimate", kind: catalogue::STORY_POINT_ESTIMATE, options: &[], scope: None },
    field(10019, "Rank", catalogue::RANK, &[]),
    field(10020, "Sprint", catalogue::SPRINT, &[]),
    field(10021, "Flagged", catalogue::CHECKBOXES, &["Impediment"]),
    field(10031, "Story Points", catalogue::NUMBER, &[]),
    field(10032, "Severity", catalogue::SELECT, &["S1 Outage", "S2 Major", "S3 Minor", "S4 Cosmetic"]),
    field(10033, "Platforms", catalogue::MULTI_SELECT, &["Web", "iOS", "Android", "Desktop", "API"]),
    field(10034, "Region", catalogue::CASCADING, &["Europe", "Europe/North", "Europe/South", "Americas", "Americas/US", "Americas/Brazil", "Asia", "Asia/Japan", "Asia/India"]),
    field(10035, "Customer", catalogue::TEXT, &[]),
    field(10036, "Release notes", catalogue::PARAGRAPH, &[]),
    field(10037, "Go-live", catalogue::DATE_TIME, &[]),
    field(10038, "Reviewer", catalogue::USER, &[]),
    field(10039, "Stakeholders", catalogue::USERS, &[]),
    field(10040, "Topics", catalogue::LABELS, &[]),
    field(10041, "Effort (days)", catalogue::NUMBER, &[]),
    field(10042, "Channel", catalogue::RADIO, &["E-mail", "Phone", "Portal"]),
    field(10043, "Support group", catalogue::GROUP, &[]),
    field(10044, "Backport to", catalogue::VERSIONS, &[]),
    FieldPlan { number: 10050, name: "Severity", kind: catalogue::SELECT, options: &["Blocking", "Annoying", "Cosmetic"], scope: Some("APP") },
];

#[rustfmt::skip]
const FABRIKAM_FIELDS: &[FieldPlan] = &[
    field(10108, "Epic Link", catalogue::EPIC_LINK, &[]),
    field(10115, "Sprint", catalogue::SPRINT, &[]),
    field(10118, "Story Points", catalogue::NUMBER, &[]),
    field(10119, "Flagged", catalogue::CHECKBOXES, &["Impediment"]),
    field(10120, "Rank", catalogue::RANK, &[]),
    field(10121, "Start date", catalogue::DATE, &[]),
    field(10130, "Customer", catalogue::TEXT, &[]),
    field(10131, "Instrument", catalogue::SELECT, &["Centrifuge", "Spectrometer", "Pipetting robot", "Freezer"]),
    field(10132, "Channel", catalogue::RADIO, &["E-mail", "Phone", "Chat"]),
    field(10133, "Reviewer", catalogue::USER, &[]),
];

const PRIORITIES: &[(&str, &str, &str)] = &[
    ("1", "Highest", "#d04437"),
    ("2", "High", "#f15c75"),
    ("3", "Medium", "#f79232"),
    ("4", "Low", "#707070"),
    ("5", "Lowest", "#999999"),
];

const RESOLUTIONS: &[(&str, &str)] = &[
    ("10000", "Done"),
    ("10001", "Won't Do"),
    ("10002", "Duplicate"),
    ("10003", "Cannot Reproduce"),
];

const SCRUM: &[(&str, u32)] = &[
    ("Epic", 2),
    ("Story", 34),
    ("Task", 16),
    ("Bug", 30),
    ("Sub-task", 18),
];

/// The sites of the company, main one first.
pub(super) fn sites() -> [SitePlan; 2] {
    [
        SitePlan {
            name: "Northwind Traders",
            slug: "northwind",
            offset: 0,
            statuses: &[
                ("10000", "Backlog", Category::New),
                ("1", "Open", Category::New),
                ("10001", "To Do", Category::New),
                ("3", "In Progress", Category::Indeterminate),
                ("10002", "In Review", Category::Indeterminate),
                ("10003", "QA", Category::Indeterminate),
                ("10004", "Waiting for customer", Category::Indeterminate),
                ("5", "Resolved", Category::Done),
                ("6", "Closed", Category::Done),
                ("10005", "Done", Category::Done),
            ],
            types: &[
                ("10000", "Epic", 1),
                ("10001", "Story", 0),
                ("10002", "Task", 0),
                ("10003", "Bug", 0),
                ("10004", "Incident", 0),
                ("10005", "Sub-task", -1),
            ],
            priorities: PRIORITIES,
            resolutions: RESOLUTIONS,
            fields: NORTHWIND_FIELDS,
            projects: &[
                ProjectPlan {
                    key: "SHOP",
                    name: "Web Shop",
                    category: "Products",
                    issues: 3_300,
                    team_managed: false,
                    sprints: true,
                    confidential: 0,
                    tracked: 15,
                    workflow: &["To Do", "In Progress", "In Review", "QA", "Done"],
                    types: SCRUM,
                    components: &[
                        "Basket",
                        "Catalogue",
                        "Checkout",
                        "Payments",
                        "Search",
                        "Accounts",
                    ],
                    release_weeks: Some(6),
                    labels: &[
                        "frontend",
                        "backend",
                        "security",
                        "performance",
                        "ux",
                        "tech-debt",
                        "q4",
                        "seo",
                        "accessibility",
                    ],
                },
                ProjectPlan {
                    key: "OPS",
                    name: "Operations",
                    category: "Services",
                    issues: 1_900,
                    team_managed: false,
                    sprints: false,
                    confidential: 7,
                    tracked: 40,
                    workflow: &[
                        "Open",
                        "In Progress",
                        "Waiting for customer",
                        "Resolved",
                        "Closed",
                    ],
                    types: &[
                        ("Epic", 1),
                        ("Task", 45),
                        ("Incident", 34),
                        ("Bug", 12),
                        ("Sub-task", 8),
                    ],
                    components: &["Network", "Databases", "Monitoring", "Workplace"],
                    release_weeks: None,
                    labels: &["on-call", "hardware", "security", "backup", "urgent"],
                },
                ProjectPlan {
                    key: "APP",
                    name: "Mobile App",
                    category: "Products",
                    issues: 1_300,
                    team_managed: true,
                    sprints: true,
                    confidential: 0,
                    tracked: 0,
                    workflow: &["To Do", "In Progress", "In Review", "Done"],
                    types: SCRUM,
                    components: &[],
                    release_weeks: Some(8),
                    labels: &["ios", "android", "ux", "crash", "q4"],
                },
                ProjectPlan {
                    key: "FIN",
                    name: "Finance Tools",
                    category: "Internal",
                    issues: 650,
                    team_managed: false,
                    sprints: false,
                    confidential: 0,
                    tracked: 60,
                    workflow: &["Backlog", "In Progress", "In Review", "Done"],
                    types: &[
                        ("Epic", 2),
                        ("Story", 24),
                        ("Task", 44),
                        ("Bug", 20),
                        ("Sub-task", 10),
                    ],
                    components: &["Invoices", "Reports", "Payroll"],
                    release_weeks: Some(13),
                    labels: &["audit", "tax", "year-end"],
                },
            ],
        },
        SitePlan {
            name: "Fabrikam Labs",
            slug: "fabrikam",
            offset: 40_000,
            statuses: &[
                ("10100", "To Do", Category::New),
                ("3", "In Progress", Category::Indeterminate),
                ("10101", "Validation", Category::Indeterminate),
                ("10102", "Done", Category::Done),
                ("10103", "Declined", Category::Done),
            ],
            types: &[
                ("10100", "Epic", 1),
                ("10101", "Story", 0),
                ("10102", "Task", 0),
                ("10103", "Bug", 0),
                ("10104", "Sub-task", -1),
            ],
            priorities: PRIORITIES,
            resolutions: RESOLUTIONS,
            fields: FABRIKAM_FIELDS,
            projects: &[
                ProjectPlan {
                    key: "LAB",
                    name: "Lab Automation",
                    category: "Research",
                    issues: 900,
                    team_managed: false,
                    sprints: true,
                    confidential: 0,
                    tracked: 25,
                    workflow: &["To Do", "In Progress", "Validation", "Done"],
                    types: SCRUM,
                    components: &["Firmware", "Scheduler", "Sample store"],
                    release_weeks: Some(10),
                    labels: &["calibration", "robot", "safety"],
                },
                ProjectPlan {
                    key: "SUP",
                    name: "Customer Support",
                    category: "Services",
                    issues: 550,
                    team_managed: false,
                    sprints: false,
                    confidential: 4,
                    tracked: 30,
                    workflow: &["To Do", "In Progress", "Done"],
                    types: &[("Task", 60), ("Bug", 40)],
                    components: &["Hotline", "Repairs"],
                    release_weeks: None,
                    labels: &["warranty", "on-site", "urgent"],
                },
            ],
        },
    ]
}
