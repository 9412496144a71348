//! People: `myself`, `user`, `users`.

use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::page::{Window, bean};
use super::reply::{Answer, Refusal, Reply};
use crate::world::model::UserIx;

/// `GET /myself`
pub(super) async fn myself(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let me = scene
        .site
        .user_by_account(scene.account())
        .ok_or_else(|| Refusal::not_found("The user does not exist."))?;
    let person = world
        .person(scene.account())
        .ok_or_else(|| Refusal::not_found("The user does not exist."))?;
    let mut out = scene.view().user(me);
    // One sees one's own address and zone whatever the profile shows to others.
    out["emailAddress"] = json!(person.email);
    out["timeZone"] = json!(person.zone_name());
    out["locale"] = json!(person.locale.replace('-', "_"));
    with_groups(&scene, me, &mut out);
    Ok(Reply::of_users(1, out))
}

fn with_groups(scene: &Scene<'_>, user: UserIx, out: &mut Json) {
    let groups: Vec<Json> = scene
        .site
        .groups
        .iter()
        .filter(|group| group.members.contains(&user))
        .map(|group| {
            let address = scene.ask.address(&format!("/group?groupId={}", group.id));
            json!({ "name": group.name, "groupId": group.id, "self": address })
        })
        .collect();
    out["groups"] = json!({ "size": groups.len(), "items": groups });
    out["applicationRoles"] = json!({ "size": 1, "items": [] });
    out["expand"] = json!("groups,applicationRoles");
}

/// `GET /users` and `GET /users/search`: everybody, those who left and apps too.
pub(super) async fn all(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let window = Window::of(&ask.params, 50, 1000)?;
    let everybody: Vec<UserIx> = (0..scene.site.users.len()).map(UserIx::new).collect();
    let values: Vec<Json> = window
        .cut(&everybody)
        .iter()
        .map(|user| scene.view().user(*user))
        .collect();
    Ok(Reply::of_users(values.len(), Json::Array(values)))
}

/// `GET /user?accountId=`
pub(super) async fn one(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let Some(account) = ask.params.one("accountId") else {
        return Err(Refusal::bad(
            "The query parameter 'accountId' needs to be provided",
        ));
    };
    let user = scene.site.user_by_account(account).ok_or_else(|| {
        Refusal::not_found("Specified user does not exist or you do not have required permissions")
    })?;
    let mut out = scene.view().user(user);
    with_groups(&scene, user, &mut out);
    Ok(Reply::of_users(1, out))
}

/// `GET /user/search?query=`: active people by the beginnings of their names.
pub(super) async fn search(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let window = Window::of(&ask.params, 50, 1000)?;
    let query = ask.params.one("query").map(str::to_lowercase);
    let account = ask.params.one("accountId");
    if query.is_none() && account.is_none() && ask.params.one("property").is_none() {
        return Err(Refusal::bad(
            "The query parameter 'query', 'accountId' or 'property' needs to be provided",
        ));
    }
    let found: Vec<UserIx> = scene
        .site
        .users
        .iter()
        .enumerate()
        .filter(|(_, user)| {
            user.active
                && account.is_none_or(|account| *user.account_id == *account)
                && query
                    .as_deref()
                    .is_none_or(|query| begins(&user.name, user.email.as_deref(), query))
        })
        .map(|(at, _)| UserIx::new(at))
        .collect();
    let values: Vec<Json> = window
        .cut(&found)
        .iter()
        .map(|user| scene.view().user(*user))
        .collect();
    Ok(Reply::of_users(values.len(), Json::Array(values)))
}

/// Whether a word of the name, the whole name or the address begins so. `query` is in small letters.
pub(super) fn begins(name: &str, email: Option<&str>, query: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(query)
        || name.split_whitespace().any(|word| word.starts_with(query))
        || email.is_some_and(|email| email.to_lowercase().starts_with(query))
}

/// `GET /user/bulk?accountId=…&accountId=…`
pub(super) async fn bulk(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let accounts: Vec<&str> = ask.params.all("accountId").collect();
    if accounts.is_empty() {
        return Err(Refusal::bad(
            "The query parameter 'accountId' needs to be provided",
        ));
    }
    let window = Window::of(&ask.params, 10, 200)?;
    let found: Vec<UserIx> = accounts
        .iter()
        .filter_map(|account| scene.site.user_by_account(account))
        .collect();
    let values: Vec<Json> = window
        .cut(&found)
        .iter()
        .map(|user| scene.view().user(*user))
        .collect();
    let users = values.len();
    let body = bean(
        &ask.address("/user/bulk"),
        &ask.params,
        window,
        found.len(),
        values,
    );
    Ok(Reply::of_users(users, body))
}
