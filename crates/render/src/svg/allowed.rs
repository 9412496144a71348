//! What a drawing may consist of. Names that are not here are dropped.

/// Elements that paint, group, or define something painted with.
pub(super) fn element(name: &str) -> bool {
    matches!(
        name,
        "g" | "path"
            | "rect"
            | "circle"
            | "ellipse"
            | "line"
            | "polyline"
            | "polygon"
            | "text"
            | "tspan"
            | "defs"
            | "clipPath"
            | "linearGradient"
            | "radialGradient"
            | "stop"
            | "pattern"
    )
}

/// Elements whose text is shown; text elsewhere is white space between elements.
pub(super) fn holds_text(name: Option<&str>) -> bool {
    matches!(name, Some("text" | "tspan"))
}

/// Elements whose children are not painted where they stand.
pub(super) fn defines(name: &str) -> bool {
    matches!(name, "defs" | "clipPath" | "pattern")
}

/// Shapes that are left out when neither fill nor stroke shows: ECharts' areas for the mouse.
pub(super) fn shape(name: &str) -> bool {
    matches!(
        name,
        "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon"
    )
}

/// Where and how big.
pub(super) fn geometry(name: &str) -> bool {
    matches!(
        name,
        "x" | "y"
            | "x1"
            | "y1"
            | "x2"
            | "y2"
            | "dx"
            | "dy"
            | "cx"
            | "cy"
            | "r"
            | "rx"
            | "ry"
            | "fx"
            | "fy"
            | "d"
            | "points"
            | "width"
            | "height"
            | "transform"
            | "offset"
            | "gradientUnits"
            | "gradientTransform"
            | "patternUnits"
            | "patternTransform"
            | "clipPathUnits"
            | "xml:space"
    )
}

/// Presentation attributes of SVG 1.1 (and `paint-order` of SVG 2): the same names in `style`.
pub(super) fn presentation(name: &str) -> bool {
    matches!(
        name,
        "fill"
            | "fill-opacity"
            | "fill-rule"
            | "stroke"
            | "stroke-width"
            | "stroke-opacity"
            | "stroke-linecap"
            | "stroke-linejoin"
            | "stroke-miterlimit"
            | "stroke-dasharray"
            | "stroke-dashoffset"
            | "opacity"
            | "paint-order"
            | "clip-path"
            | "clip-rule"
            | "stop-color"
            | "stop-opacity"
            | "font-family"
            | "font-size"
            | "font-style"
            | "font-weight"
            | "text-anchor"
            | "dominant-baseline"
            | "letter-spacing"
            | "text-decoration"
    )
}
