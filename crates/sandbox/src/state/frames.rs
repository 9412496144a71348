//! The iframes on a Confluence page.

use serde::{Deserialize, Serialize};

/// One iframe macro.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Address of the frame: http or https.
    pub src: String,
    /// Height in pixels.
    #[serde(default = "usual_height")]
    pub height: u32,
}

fn usual_height() -> u32 {
    420
}

/// Text that is no address of a frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not an address that a frame can show. Paste one that begins with http:// or https://, or a whole <iframe …> tag."
)]
pub struct NotAnAddress(String);

impl Frame {
    /// From what somebody pastes: an address, or an `<iframe …>` tag with `src` and perhaps `height`.
    pub fn pasted(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let is_tag = text.starts_with('<');
        let src = if is_tag {
            attribute(text, "src")
        } else {
            Some(text.to_owned())
        };
        let height = is_tag.then(|| attribute(text, "height")).flatten();
        let src = src
            .as_deref()
            .and_then(|src| url::Url::parse(src).ok())
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| NotAnAddress(text.to_owned()))?;
        Ok(Self {
            src: src.into(),
            height: height
                .and_then(|h| h.trim_end_matches("px").parse().ok())
                .unwrap_or_else(usual_height)
                .clamp(80, 2_000),
        })
    }
}

/// The value of an attribute in double or single quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let after = tag.split(&format!(" {name}=")).nth(1)?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = after.get(1..)?.split(quote).next()?;
    Some(value.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_iframe_tag_may_be_pasted() {
        let tag = r#"<iframe src="http://localhost:3000/embed/c1?a=1&amp;b=2" width="100%" height="360"></iframe>"#;
        let frame = Frame::pasted(tag).unwrap();
        assert_eq!(frame.src, "http://localhost:3000/embed/c1?a=1&b=2");
        assert_eq!(frame.height, 360);
    }

    #[test]
    fn a_plain_address_gets_the_usual_height() {
        let frame = Frame::pasted(" http://localhost:3000/embed/c1 ").unwrap();
        assert_eq!(
            (frame.src.as_str(), frame.height),
            ("http://localhost:3000/embed/c1", 420)
        );
    }

    #[test]
    fn a_script_or_a_word_is_no_frame() {
        for text in [
            "javascript:alert(1)",
            "chart",
            "",
            "<iframe>",
            "data:text/html,x",
        ] {
            assert!(Frame::pasted(text).is_err(), "{text}");
        }
    }
}
