//! Changes of one thing in whom a chart is shared with, so that two pages that are open do not undo
//! one another. The store looks again who owns it, in the same transaction.

use super::{MOST_PEOPLE, too_many};
use crate::{Failure, Service, Viewer};
use serde_json::{Value, json};
use store::{AccountId, AddPerson, Chart, Role};

impl Service {
    /// Says what everybody with access to the site of the viewer's own chart may do with it.
    pub(crate) async fn set_everybody(
        &self,
        viewer: &Viewer,
        chart: &str,
        everybody: Option<Role>,
    ) -> Result<(), Failure> {
        let owned = self.own_chart(viewer.signed_in()?, chart).await?;
        let charts = self.inner.store.charts();
        if !charts
            .set_everybody(&owned.id, &owned.owner, everybody)
            .await?
        {
            return Err(Failure::NotFound);
        }
        let detail = json!({ "everybody": everybody.map(Role::as_str) });
        self.shared(&owned, detail).await;
        Ok(())
    }

    /// Shares the viewer's own chart with one more person, or changes what they may do.
    pub(crate) async fn add_person(
        &self,
        viewer: &Viewer,
        chart: &str,
        person: &AccountId,
        role: Role,
    ) -> Result<(), Failure> {
        let owned = self.own_chart(viewer.signed_in()?, chart).await?;
        // An owner needs no word to see their own chart.
        if *person == owned.owner {
            return Ok(());
        }
        let charts = self.inner.store.charts();
        let added = charts.add_person(
            &owned.id,
            &owned.owner,
            (person, role),
            MOST_PEOPLE,
            self.now(),
        );
        match added.await? {
            AddPerson::Added => {}
            AddPerson::Full => return Err(too_many()),
            AddPerson::Missing => return Err(Failure::NotFound),
        }
        let detail = json!({ "account": person.as_str(), "role": role.as_str() });
        self.shared(&owned, detail).await;
        Ok(())
    }

    /// Takes one person off the list of the viewer's own chart.
    pub(crate) async fn remove_person(
        &self,
        viewer: &Viewer,
        chart: &str,
        person: &AccountId,
    ) -> Result<(), Failure> {
        let owned = self.own_chart(viewer.signed_in()?, chart).await?;
        let charts = self.inner.store.charts();
        if !charts
            .remove_person(&owned.id, &owned.owner, person)
            .await?
        {
            return Err(Failure::NotFound);
        }
        let detail = json!({ "account": person.as_str(), "role": null });
        self.shared(&owned, detail).await;
        Ok(())
    }

    pub(super) async fn shared(&self, chart: &Chart, detail: Value) {
        let (id, site) = (chart.id.to_string(), Some(chart.site));
        self.audit_with(Some(&chart.owner), "chart.shared", id, site, detail)
            .await;
    }
}
