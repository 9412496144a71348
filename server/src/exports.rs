//! A chart to take away: `/charts/{id}.svg`, `.png`, `.csv`, `.json`.
//!
//! These share their place with the page of a chart, so the router cannot tell them apart: a layer
//! before it looks at the end of the path.

use crate::{State, authorizations::refused};
use axum::{
    Json,
    extract::{Request, State as Held},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use render::Colours;
use service::{Asking, Failure, Shown, Viewer};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
    Csv,
    Json,
}

impl Format {
    /// The chart and the format of a path, where it names one.
    fn of(path: &str) -> Option<(&str, Self)> {
        let (id, end) = path.strip_prefix("/charts/")?.rsplit_once('.')?;
        let format = match end {
            "svg" => Self::Svg,
            "png" => Self::Png,
            "csv" => Self::Csv,
            "json" => Self::Json,
            _ => return None,
        };
        (!id.is_empty() && !id.contains('/')).then_some((id, format))
    }
}

/// Whether a path is an export: drawing costs, so that these are limited like calls.
pub(crate) fn is_export(path: &str) -> bool {
    Format::of(path).is_some()
}

/// Answers exports; everything else goes on to the pages.
pub(crate) async fn exports(Held(state): Held<State>, request: Request, next: Next) -> Response {
    let Some((id, format)) = Format::of(request.uri().path()) else {
        return next.run(request).await;
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let viewer = request.extensions().get::<Viewer>();
    let viewer = viewer.cloned().unwrap_or(Viewer::Anonymous);
    let pairs = url::form_urlencoded::parse(request.uri().query().unwrap_or("").as_bytes());
    let (mut colours, mut asking) = (Colours::Light, Asking::default());
    asking.narrowing = app::context::narrowing(request.uri().query().unwrap_or_default());
    for (key, value) in pairs {
        match key.as_ref() {
            "theme" if value == "dark" => colours = Colours::Dark,
            "link" => asking.link = Some(value.into_owned()),
            _ => {}
        }
    }
    let taken = match state.service.show(&viewer, id, &asking).await {
        Ok(shown) => take(&state, id, shown, format, colours).await,
        Err(failure) => Err(failure),
    };
    taken.unwrap_or_else(|failure| refused(&failure))
}

async fn take(
    state: &State,
    id: &str,
    shown: Shown,
    format: Format,
    colours: Colours,
) -> Result<Response, Failure> {
    let service = &state.service;
    Ok(match format {
        Format::Svg => (
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static("image/svg+xml"),
            )],
            service.picture(&shown, colours).await?,
        )
            .into_response(),
        Format::Png => (
            [(header::CONTENT_TYPE, HeaderValue::from_static("image/png"))],
            service.png(&shown, colours).await?,
        )
            .into_response(),
        Format::Csv => (
            [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("text/csv; charset=utf-8"),
                ),
                (header::CONTENT_DISPOSITION, file(id, "csv")),
            ],
            shown.csv(),
        )
            .into_response(),
        Format::Json => Json(shown.json()).into_response(),
    })
}

/// A file's name for the browser. Ids are letters, digits, `-` and `_`.
fn file(id: &str, end: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("attachment; filename=\"{id}.{end}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn an_export_is_known_by_the_end_of_its_path() {
        assert_eq!(Format::of("/charts/c_1.svg"), Some(("c_1", Format::Svg)));
        assert_eq!(Format::of("/charts/c_1.json"), Some(("c_1", Format::Json)));
        for page in [
            "/charts/c_1",
            "/charts/.svg",
            "/charts/c_1/edit.svg",
            "/embed/c_1.svg",
            "/charts/c_1.exe",
        ] {
            assert_eq!(Format::of(page), None, "{page}");
        }
    }
}
