//! A chart to take away: as a picture.
//!
//! Numbers are taken away as the table that every view has. Who may take a chart away is who may
//! see it: everything here starts from what they were [`Shown`].

use crate::{Failure, Service, Shown};
use chart::{Kind, SpecError, Table};
use render::Colours;
use serde_json::Value;

/// Width of a picture, in CSS pixels.
const WIDTH: u32 = 760;
/// Pixels of a PNG for each of its CSS pixels: sharp on dense screens and on paper.
const SCALE: f32 = 2.0;

impl Service {
    /// A chart as an SVG file in fixed colours. For one of its people it explains itself, with title
    /// and legend; for its audience it is what the frame shows. Tables and tiles are HTML and have
    /// no picture.
    pub async fn picture(&self, shown: &Shown, colours: Colours) -> Result<String, Failure> {
        let (option, kind, height, summary) = match shown {
            Shown::Whole(view) => (
                chart::standalone_option(&view.spec, &view.drawn.table),
                view.spec.kind,
                view.spec.display.height,
                &view.drawn.summary,
            ),
            Shown::Shared(view) => (
                view.option.clone(),
                view.kind,
                view.display.height,
                &view.summary,
            ),
        };
        if option.is_null() {
            return Err(no_picture(kind));
        }
        let size = render::Size {
            width: WIDTH,
            height,
        };
        Ok(self
            .inner
            .renderer
            .svg(&option, summary, size, colours)
            .await?)
    }

    /// The same as a PNG file.
    pub async fn png(&self, shown: &Shown, colours: Colours) -> Result<Vec<u8>, Failure> {
        let svg = self.picture(shown, colours).await?;
        let rasteriser = self.inner.rasteriser.clone();
        let drawn = tokio::task::spawn_blocking(move || rasteriser.png(&svg, SCALE)).await;
        match drawn {
            Ok(png) => Ok(png?),
            Err(panicked) => {
                tracing::error!(
                    error = &panicked as &dyn std::error::Error,
                    "a picture ended badly"
                );
                Err(Failure::Internal)
            }
        }
    }
}

impl Shown {
    /// The numbers for a spreadsheet.
    pub fn csv(&self) -> String {
        chart::csv(&self.table())
    }

    /// The numbers as the API writes tables.
    pub fn json(&self) -> Value {
        // A table of strings and finite numbers always becomes JSON.
        serde_json::to_value(self.table()).unwrap_or_default()
    }

    fn table(&self) -> Table {
        match self {
            Self::Whole(view) => view.drawn.table.clone(),
            Self::Shared(view) => view.table.clone().into_table(),
        }
    }
}

fn no_picture(kind: Kind) -> Failure {
    Failure::Spec(SpecError {
        path: "kind".into(),
        message: format!(
            "a {} has no picture; take its numbers as .csv or .json",
            kind.name()
        ),
    })
}
