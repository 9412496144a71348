//! What the Confluence app asks for. Whoever calls this has verified the app's token: the site and
//! the reader come from it, never from a body.

use crate::{Asking, Failure, RunAs, Secret, Service, SharedView, Shown, Viewer};
use jiff::{SignedDuration, Timestamp};
use store::{AccountId, ChartId, ConfluenceViewer, SiteId, TokenHash};

/// What a picture's address is signed for.
const PICTURE: &str = "picture";
/// How long an exporter may take to fetch it.
const FETCHED_WITHIN: SignedDuration = SignedDuration::from_mins(30);
/// Pixels of a frame around the drawing: title, footer and margins.
const AROUND: u32 = 110;
/// The height of a frame whose chart is not told.
const USUAL_HEIGHT: u32 = 360;

/// A call of the app's that was verified.
#[derive(Clone, Debug)]
pub struct AppCall {
    /// The Confluence site.
    pub site: SiteId,
    /// Who looks at the page; nobody for anonymous readers and for calls that no person made.
    pub account: Option<AccountId>,
    /// Names the call's token: what it does is done once.
    pub token_id: String,
    /// From then on the token is refused anyway.
    pub expires: Timestamp,
}

/// The way into a frame for one reader of one chart.
#[derive(Debug)]
pub struct WayIn {
    /// Good once, within a minute.
    pub ticket: Secret,
    /// The chart's title, where this reader sees it.
    pub title: String,
    /// Pixels that the frame needs.
    pub height: u32,
}

/// A chart for a document.
#[derive(Debug)]
pub struct ForDocument {
    /// The chart as its audience sees it.
    pub view: SharedView,
    /// Where its picture is, as a path of ours that needs no cookie; none for tables and tiles.
    pub picture: Option<String>,
}

impl Service {
    /// Whether this call is heard for the first time: a token is good for one act.
    pub async fn first_call(&self, call: &AppCall) -> Result<bool, Failure> {
        let id = TokenHash::of(&call.token_id);
        let replays = self.inner.store.replays();
        Ok(replays
            .first_time("forge", &id, call.expires, self.now())
            .await?)
    }

    /// Opens a chart for the reader whom the app's token names. A chart that is not there, or not
    /// for them, gets a way in too: the frame then says what they may do, and ids tell nothing.
    pub async fn way_in(&self, call: &AppCall, chart: &str) -> Result<WayIn, Failure> {
        let Ok(id) = ChartId::parse(chart) else {
            return Err(Failure::NotFound);
        };
        let viewer = ConfluenceViewer {
            chart: id,
            site: call.site,
            account: call.account.clone(),
        };
        let ticket = self.offer_embed_grant(&viewer).await?;
        let shown = self.outline(&Viewer::Confluence(viewer), chart).await;
        let (title, height) = match shown {
            Ok((title, height)) => (title, height + AROUND),
            Err(_) => (String::new(), USUAL_HEIGHT),
        };
        Ok(WayIn {
            ticket,
            title,
            height,
        })
    }

    /// A chart for a document that is exported. Only charts whose owner lets readers of this site
    /// see them as the owner does: a document has no reader of its own.
    pub async fn for_document(&self, call: &AppCall, chart: &str) -> Result<ForDocument, Failure> {
        let view = self.audience_view(call.site, chart).await?;
        let picture = (!view.option.is_null()).then(|| {
            let until = (self.now() + FETCHED_WITHIN).as_second();
            let text = signed(&view.id, call.site, until);
            let signature = self.inner.store.sign(PICTURE, &text);
            let (id, site) = (&view.id, call.site);
            format!("/pictures/{id}.png?site={site}&until={until}&signature={signature}")
        });
        Ok(ForDocument { view, picture })
    }

    /// The picture behind an address that [`Service::for_document`] signed, as PNG. It is drawn
    /// anew, so that it is gone when the owner has ended the sharing.
    pub async fn signed_picture(
        &self,
        chart: &str,
        site: &str,
        until: i64,
        signature: &str,
    ) -> Result<Vec<u8>, Failure> {
        let site: SiteId = site.parse().map_err(|_| Failure::NotFound)?;
        let ours = self
            .inner
            .store
            .verify(PICTURE, &signed(chart, site, until), signature);
        if !ours || self.now().as_second() >= until {
            return Err(Failure::NotFound);
        }
        let view = self.audience_view(site, chart).await?;
        self.png(&Shown::Shared(Box::new(view)), render::Colours::Light)
            .await
    }

    async fn audience_view(&self, site: SiteId, chart: &str) -> Result<SharedView, Failure> {
        let id = ChartId::parse(chart).map_err(|_| Failure::NotFound)?;
        let viewer = Viewer::Confluence(ConfluenceViewer {
            chart: id,
            site,
            account: None,
        });
        let asking = Asking {
            run_as: RunAs::Owner,
            for_document: true,
            ..Asking::default()
        };
        match self.show(&viewer, chart, &asking).await? {
            Shown::Shared(view) => Ok(*view),
            // Nobody is nobody's person.
            Shown::Whole(_) => Err(Failure::NotFound),
        }
    }
}

fn signed(chart: &str, site: SiteId, until: i64) -> String {
    format!("{chart}/{site}/{until}")
}
