//! SVG to PNG: for pages that take pictures alone, such as exports of Confluence.

use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::RenderError;

/// The face that the drawings were measured with.
const FACE: &str = "Arimo";
/// A picture is no larger than this in either direction, in pixels.
const LARGEST: f32 = 8_000.0;

/// Draws pictures from drawings. Cheap to clone; all clones share the fonts.
#[derive(Clone)]
pub struct Rasteriser {
    fonts: Arc<fontdb::Database>,
}

impl fmt::Debug for Rasteriser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rasteriser")
            .field("faces", &self.fonts.len())
            .finish()
    }
}

impl Rasteriser {
    /// With these font files (TrueType), of which one has to be [Arimo](https://fonts.google.com/specimen/Arimo):
    /// the system's own fonts are not asked, so that a picture looks the same on every machine.
    pub fn new(fonts: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, RenderError> {
        let mut database = fontdb::Database::new();
        for font in fonts {
            database.load_font_data(font);
        }
        let known = |face: &fontdb::FaceInfo| face.families.iter().any(|(name, _)| name == FACE);
        if !database.faces().any(known) {
            return Err(RenderError::Fonts);
        }
        // Arial, the first of the drawings' fonts, and whatever else a text may ask for.
        database.set_sans_serif_family(FACE);
        database.set_serif_family(FACE);
        Ok(Self {
            fonts: Arc::new(database),
        })
    }

    /// The drawing at `scale` pixels for each of its own, as a PNG file. Takes some tens of milliseconds of one
    /// processor: call it where that may block.
    ///
    /// The drawing has to be in fixed colours ([`Colours::Light`](crate::Colours::Light) or `Dark`): a picture
    /// knows no page.
    pub fn png(&self, svg: &str, scale: f32) -> Result<Vec<u8>, RenderError> {
        let malformed = |error: &dyn fmt::Display| RenderError::Malformed {
            reason: error.to_string(),
        };
        let options = Options {
            fontdb: self.fonts.clone(),
            font_family: FACE.to_owned(),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|error| malformed(&error))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        let scale = scale.clamp(0.1, LARGEST / width.max(height).max(1.0));
        let pixels = |length: f32| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 1 to LARGEST"
            )]
            let whole = (length * scale).ceil().clamp(1.0, LARGEST) as u32;
            whole
        };
        let mut picture = Pixmap::new(pixels(width), pixels(height))
            .ok_or_else(|| malformed(&"a drawing without a size"))?;
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut picture.as_mut(),
        );
        picture.encode_png().map_err(|error| malformed(&error))
    }
}
