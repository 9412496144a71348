//! What the role colours of an option become.

use serde::Serialize;

/// The font of every chart. Arial, Liberation Sans and Arimo have the same widths, so that server and browser
/// lay a chart out alike (`frontend/js/chart/roles.js` names the same).
pub const FONT: &str = "Arial, \"Liberation Sans\", Arimo, Helvetica, sans-serif";

/// Which colours text, axes and gaps get. Colours that stand for data are the same in all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colours {
    /// Fixed colours for light paper: exports and pictures.
    Light,
    /// Fixed colours for dark paper.
    Dark,
    /// The page's CSS tokens (`var(--ink)` and so on): the drawing follows the page's theme by itself.
    Page,
}

/// Role -> colour, as the bundle's `inlayDraw` expects it. The values of the first two are those of
/// `style/tokens.css`; light's are also the constants of `chart::ink`, which the bundle replaces.
#[derive(Serialize)]
struct Roles {
    ink: &'static str,
    ink2: &'static str,
    ink3: &'static str,
    line: &'static str,
    surface: &'static str,
}

impl Colours {
    fn roles(self) -> Roles {
        match self {
            Self::Light => Roles {
                ink: "#172b4d",
                ink2: "#44546f",
                ink3: "#626f86",
                line: "#dfe3e8",
                surface: "#ffffff",
            },
            Self::Dark => Roles {
                ink: "#dee4ea",
                ink2: "#9fadbc",
                ink3: "#8696a7",
                line: "#38414a",
                surface: "#1d2125",
            },
            Self::Page => Roles {
                ink: "var(--ink)",
                ink2: "var(--ink-2)",
                ink3: "var(--ink-3)",
                line: "var(--line)",
                surface: "var(--surface)",
            },
        }
    }

    pub(crate) fn to_json(self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.roles())
    }
}
