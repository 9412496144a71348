//! A site as big companies have it: tens of thousands of projects, filters and versions.

use super::model::{Filter, Project, ProjectIx, Share, Site, UserIx, Version, VersionIx};

impl Site {
    /// Adds empty projects. Whoever sees every project of the site sees these, too.
    pub fn add_projects(&mut self, count: usize) {
        let Some(like) = self.projects.first().cloned() else {
            return;
        };
        let before = self.projects.len();
        let first_id = self
            .projects
            .iter()
            .filter_map(|project| project.id.parse::<u64>().ok())
            .max()
            .unwrap_or(10_000)
            + 1;
        let made = (first_id..).take(count).enumerate();
        self.projects.extend(made.map(|(number, id)| Project {
            id: id.to_string().into(),
            key: format!("BIG{number:05}").into(),
            name: format!("Big project {number:05}").into(),
            versions: Vec::new(),
            components: Vec::new(),
            ..like.clone()
        }));
        let new = before..self.projects.len();
        for access in self.access.values_mut() {
            if access.projects.len() == before {
                access.projects.extend(new.clone().map(ProjectIx::new));
            }
        }
    }

    /// Adds versions of the first project that no issue has yet, after those that it has.
    pub fn add_versions(&mut self, count: usize) {
        let Some(project) = self.projects.first_mut() else {
            return;
        };
        let before = self.versions.len();
        let ids = self.versions.iter().filter_map(|it| it.id.parse().ok());
        let first_id: u64 = ids.max().unwrap_or(10_000) + 1;
        let made = (first_id..).take(count).enumerate();
        self.versions.extend(made.map(|(number, id)| Version {
            id: id.to_string().into(),
            name: format!("Build {number:05}").into(),
            project: ProjectIx::new(0),
            archived: false,
            released: false,
            release_date: None,
        }));
        let new = before..self.versions.len();
        project.versions.extend(new.map(VersionIx::new));
    }

    /// Adds saved filters of the first project's issues that everybody on the site may use.
    pub fn add_filters(&mut self, count: usize) {
        let Some(project) = self.projects.first() else {
            return;
        };
        let jql: std::sync::Arc<str> = format!("project = {}", project.key).into();
        let first_id = self.filters.iter().map(|filter| filter.id).max();
        let made = (first_id.unwrap_or(10_000) + 1..).take(count).enumerate();
        self.filters.extend(made.map(|(number, id)| Filter {
            id,
            name: format!("Saved filter {number:05}").into(),
            description: "".into(),
            owner: UserIx(0),
            jql: jql.clone(),
            shares: vec![Share::LoggedIn],
        }));
    }
}
