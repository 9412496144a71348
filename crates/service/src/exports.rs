//! A chart to take away: as a picture.
//!
//! Numbers are taken away as the table that every view has. Who may take a chart away is who may
//! see it: everything here starts from a [`View`].

use crate::{Failure, Service, View};
use chart::SpecError;
use render::Colours;

/// Width of a picture, in CSS pixels.
const WIDTH: u32 = 760;
/// Pixels of a PNG for each of its CSS pixels: sharp on dense screens and on paper.
const SCALE: f32 = 2.0;

impl Service {
    /// A chart as an SVG file that explains itself: with its title, its legend inside, and in fixed
    /// colours. Tables and tiles are HTML and have no picture.
    pub async fn picture(&self, view: &View, colours: Colours) -> Result<String, Failure> {
        let option = chart::standalone_option(&view.spec, &view.drawn.table);
        if option.is_null() {
            return Err(Failure::Spec(SpecError {
                path: "kind".into(),
                message: format!(
                    "a {} has no picture; take its numbers as .csv or .json",
                    view.spec.kind.name()
                ),
            }));
        }
        let size = render::Size {
            width: WIDTH,
            height: view.spec.display.height,
        };
        let summary = &view.drawn.summary;
        Ok(self.inner.renderer.svg(&option, summary, size, colours).await?)
    }

    /// The same as a PNG file.
    pub async fn png(&self, view: &View, colours: Colours) -> Result<Vec<u8>, Failure> {
        let svg = self.picture(view, colours).await?;
        let rasteriser = self.inner.rasteriser.clone();
        let drawn = tokio::task::spawn_blocking(move || rasteriser.png(&svg, SCALE)).await;
        match drawn {
            Ok(png) => Ok(png?),
            Err(panicked) => {
                tracing::error!(error = &panicked as &dyn std::error::Error, "a picture ended badly");
                Err(Failure::Internal)
            }
        }
    }
}
