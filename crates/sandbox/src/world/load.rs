//! Real issues from a folder: `DIR/fields.json` and `DIR/<site>/<PROJECT>.jsonl.gz`.
//!
//! Every folder in it becomes a Jira site, every file a project, every line an issue in the shape
//! of Jira's REST API v3. Nothing is made up: what a project's issues never have stays hidden
//! there ([`super::model::Project::hidden`]), a priority called "None" stays a priority, and where
//! no history is given there is none. People who can log in are the same as in the made-up
//! company.
//!
//! A new field of issues is read in `load/raw.rs` and put into the model in `load/build.rs`.

mod build;
mod raw;

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use self::build::Builder;
use self::raw::{RawField, RawIssue};
use super::catalogue;
use super::model::{Field, Schema, Site, World};
use super::{filters, people};
use crate::world::names::Name;

/// Why a folder cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not an issue, or `fields.json` is not a list of fields.
    #[error("{} line {line}: {source}", path.display())]
    Content {
        /// In which file.
        path: PathBuf,
        /// In which line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The folder has no site.
    #[error("{} has no folder with *.jsonl.gz files", .0.display())]
    NoSite(PathBuf),
}

/// Loads a folder.
pub fn folder(dir: &Path) -> Result<World, LoadError> {
    let fields = fields(&dir.join("fields.json"))?;
    let mut folders: Vec<_> = entries(dir)?
        .into_iter()
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let people = people::everybody();
    let mut sites = Vec::new();
    for folder in folders {
        let files = projects(&folder)?;
        if files.is_empty() {
            continue;
        }
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut site = site(&name, &fields, &files)?;
        people::admit(&people, &mut site, sites.len());
        filters::add(&mut site, 10_000);
        site.reindex();
        sites.push(site);
    }
    if sites.is_empty() {
        return Err(LoadError::NoSite(dir.to_owned()));
    }
    Ok(World { people, sites })
}

fn site(name: &str, fields: &[Field], files: &[PathBuf]) -> Result<Site, LoadError> {
    let slug: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let cloud_id = people::stable_uuid(&["site", &slug]);
    let mut letters = name.chars();
    let title: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    let mut site = Site::new(cloud_id, &title, &slug);
    site.fields = fields.to_vec();
    let mut builder = Builder::new(site);
    for path in files {
        let lines = BufReader::with_capacity(1 << 16, MultiGzDecoder::new(open(path)?));
        for (at, line) in lines.lines().enumerate() {
            let line = line.map_err(|source| LoadError::File {
                path: path.clone(),
                source,
            })?;
            let issue: RawIssue<'_> =
                serde_json::from_str(&line).map_err(|source| LoadError::Content {
                    path: path.clone(),
                    line: at + 1,
                    source,
                })?;
            builder.add(issue);
        }
    }
    Ok(builder.finish())
}

/// The system fields, and the custom ones of `fields.json`.
fn fields(path: &Path) -> Result<Vec<Field>, LoadError> {
    let file = BufReader::new(open(path)?);
    let raw: Vec<RawField> =
        serde_json::from_reader(file).map_err(|source| LoadError::Content {
            path: path.to_owned(),
            line: source.line(),
            source,
        })?;
    let mut all = catalogue::system_fields();
    for field in raw.into_iter().filter(|field| field.custom) {
        let key = field.schema.custom.unwrap_or_default();
        let number = field.schema.custom_id;
        all.push(Field {
            clause_names: number
                .map(|number| format!("cf[{number}]").into())
                .into_iter()
                .chain([field.name.as_str().into()])
                .collect(),
            id: field.id.into(),
            name: Name::known(&field.name),
            custom_id: number,
            kind: catalogue::custom_kind(&key),
            schema: Some(Schema {
                kind: field.schema.kind.into(),
                items: field.schema.items.map(Into::into),
                system: None,
                custom: Some(key.into()),
            }),
            orderable: true,
            navigable: true,
            scope: None,
        });
    }
    Ok(all)
}

/// The project files of a site, the largest first, so that it is the site's first project.
fn projects(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.to_string_lossy().ends_with(".jsonl.gz") {
            let size = path
                .metadata()
                .map_err(|source| LoadError::File {
                    path: path.clone(),
                    source,
                })?
                .len();
            files.push((std::cmp::Reverse(size), path));
        }
    }
    files.sort();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let fail = |source| LoadError::File {
        path: dir.to_owned(),
        source,
    };
    let entries = dir.read_dir().map_err(fail)?;
    entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(fail))
        .collect()
}

fn open(path: &Path) -> Result<File, LoadError> {
    File::open(path).map_err(|source| LoadError::File {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests;
