//! The role colours of a drawing: text, lines and the paper under it.
//!
//! An option uses exactly these values for everything that is not data, so that whoever draws it
//! can put a theme's colours in their place by comparing text.

/// Numbers and other text that matters most.
pub const INK: &str = "#172b4d";
/// Category names.
pub const INK_2: &str = "#44546f";
/// Scales, axis titles, the base line.
pub const INK_3: &str = "#626f86";
/// Grid lines.
pub const LINE: &str = "#dfe3e8";
/// The paper: gaps between slices and between stacked bars.
pub const SURFACE: &str = "#ffffff";
