//! Charts to begin with, that somebody keeps for themselves.
//!
//! A template is how a chart counts and looks: kind, dimensions, measure, lines, display. It belongs
//! to no site and names no issues; in their place stand the same as in the templates that Inlay
//! brings along, which nobody keeps but an editor that has no source yet.

use crate::{Failure, Service, Viewer};
use chart::{ChartSpec, SpecError};
use serde_json::{Value, json};
use store::{Making, NewTemplate, Renaming, TemplateId};

/// Most templates of one account.
const MOST: u32 = 50;
/// Most letters of a name.
const LONGEST: usize = 120;

/// The site of what belongs to no site.
const NO_SITE: &str = "00000000-0000-4000-8000-000000000000";
/// Issues that every site has, so that the chart is there at once.
const RECENT: &str = "updated >= -4w";

/// A template of somebody's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnTemplate {
    /// Its id.
    pub id: String,
    /// What they call it.
    pub name: String,
    /// A spec in its canonical form, whose site means nothing.
    pub spec: Value,
}

impl Service {
    /// The viewer's own templates, by name.
    pub async fn my_templates(&self, viewer: &Viewer) -> Result<Vec<OwnTemplate>, Failure> {
        let account = viewer.signed_in()?;
        let mut all = self.inner.store.templates().by_owner(account).await?;
        // Databases differ about the order of letters.
        all.sort_by_cached_key(|template| (template.name.to_lowercase(), template.name.clone()));
        Ok(all.into_iter().map(OwnTemplate::from).collect())
    }

    /// Keeps how a chart counts and looks under a name.
    pub async fn save_template(
        &self,
        viewer: &Viewer,
        name: &str,
        spec: &Value,
    ) -> Result<OwnTemplate, Failure> {
        let account = viewer.signed_in()?;
        let new = NewTemplate {
            id: TemplateId::generate(&mut rand::rng()),
            owner: account.clone(),
            name: named(name)?,
            spec: without_source(spec)?.to_string(),
        };
        let name = new.name.clone();
        let templates = self.inner.store.templates();
        match templates.create(new, MOST, self.now()).await? {
            Making::Made(template) => Ok(template.into()),
            Making::NameTaken => Err(taken(&name)),
            Making::Full => Err(Failure::NotAllowed(format!(
                "You have {MOST} templates, and that is as many as there may be. Delete one that you do not need any more."
            ))),
        }
    }

    /// Gives one of the viewer's own templates another name.
    pub async fn rename_template(
        &self,
        viewer: &Viewer,
        id: &str,
        name: &str,
    ) -> Result<OwnTemplate, Failure> {
        let account = viewer.signed_in()?;
        let name = named(name)?;
        let templates = self.inner.store.templates();
        match templates.rename(account, &known(id)?, &name).await? {
            Renaming::Renamed(template) => Ok(template.into()),
            Renaming::NameTaken => Err(taken(&name)),
            Renaming::Missing => Err(missing()),
        }
    }

    /// Deletes one of the viewer's own templates.
    pub async fn delete_template(&self, viewer: &Viewer, id: &str) -> Result<(), Failure> {
        let account = viewer.signed_in()?;
        let templates = self.inner.store.templates();
        let deleted = templates.delete(account, &known(id)?).await?;
        deleted.then_some(()).ok_or_else(missing)
    }
}

impl From<store::Template> for OwnTemplate {
    fn from(from: store::Template) -> Self {
        let written = serde_json::from_str(&from.spec).unwrap_or_default();
        // One that this version cannot read is listed as it is: its drawing says what is wrong.
        let spec = ChartSpec::from_json(&written).map_or(written, |spec| spec.to_json());
        Self {
            id: from.id.to_string(),
            name: from.name,
            spec,
        }
    }
}

/// The spec without what belongs to one chart: site, issues, title, description.
fn without_source(spec: &Value) -> Result<Value, SpecError> {
    let mut spec = spec.clone();
    if let Some(keys) = spec.as_object_mut() {
        keys.insert("site".into(), json!(NO_SITE));
        keys.insert("source".into(), json!({"jql": RECENT}));
        for key in ["title", "description"] {
            keys.shift_remove(key);
        }
    }
    Ok(ChartSpec::from_json(&spec)?.to_json())
}

fn named(name: &str) -> Result<String, SpecError> {
    let name = name.trim();
    let message = match name.chars().count() {
        0 => "give the template a name".to_owned(),
        1..=LONGEST => return Ok(name.to_owned()),
        _ => format!("this name is too long; take at most {LONGEST} letters"),
    };
    Err(SpecError {
        path: "name".into(),
        message,
    })
}

fn known(id: &str) -> Result<TemplateId, Failure> {
    TemplateId::parse(id).map_err(|_| missing())
}

fn missing() -> Failure {
    Failure::NotVisible("There is no such template any more. Reload the page.".into())
}

fn taken(name: &str) -> Failure {
    Failure::Spec(SpecError {
        path: "name".into(),
        message: format!("you have a template called “{name}” already; choose another name"),
    })
}
