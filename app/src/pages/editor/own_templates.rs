//! Templates of one's own: to begin with, to rename, to delete; the last change can be taken back.

use super::{
    state::Editor,
    template_dialog::{LONGEST, capitalised},
    templates::Card,
};
use crate::{api, draft::Template, error::ApiError, model::SavedTemplate};
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    html,
    prelude::*,
    task::spawn_local,
};

/// What was done last.
#[derive(Clone, Debug, PartialEq)]
enum Done {
    Deleted(SavedTemplate),
    Renamed { now: SavedTemplate, before: String },
}

/// The shelf and what happens on it.
#[derive(Clone, Copy)]
struct Shelf {
    all: RwSignal<Vec<SavedTemplate>>,
    done: RwSignal<Option<Done>>,
    trouble: RwSignal<Option<ApiError>>,
    /// The one that is being renamed.
    renamed: RwSignal<Option<String>>,
}

impl Shelf {
    /// Puts a template where it belongs by its name.
    fn put(self, template: SavedTemplate) {
        self.all.try_update(|all| {
            all.retain(|one| one.id != template.id);
            let name = template.name.to_lowercase();
            let place = all.partition_point(|one| one.name.to_lowercase() < name);
            all.insert(place, template);
        });
    }

    fn take(self, id: &str) {
        self.all.try_update(|all| all.retain(|one| one.id != id));
    }

    fn say(self, done: Option<Done>, trouble: Option<ApiError>) {
        self.done.try_set(done);
        self.trouble.try_set(trouble);
    }

    fn delete(self, template: SavedTemplate) {
        spawn_local(async move {
            match api::delete_template(template.id.clone()).await {
                Ok(_) => {
                    self.take(&template.id);
                    self.say(Some(Done::Deleted(template)), None);
                }
                Err(error) => self.say(None, Some(error)),
            }
        });
    }

    fn rename(self, template: &SavedTemplate, name: String) {
        if name.trim() == template.name {
            self.renamed.set(None);
            return;
        }
        let (id, before) = (template.id.clone(), template.name.clone());
        spawn_local(async move {
            match api::rename_template(id, name).await {
                Ok(now) => {
                    self.renamed.try_set(None);
                    self.put(now.clone());
                    self.say(Some(Done::Renamed { now, before }), None);
                }
                // The name stays open: another one will do.
                Err(error) => self.say(None, Some(error)),
            }
        });
    }

    fn take_back(self) {
        let Some(done) = self.done.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let answer = match done {
                Done::Deleted(template) => api::save_template(template.name, template.spec).await,
                Done::Renamed { now, before } => api::rename_template(now.id, before).await,
            };
            match answer {
                Ok(template) => {
                    self.put(template);
                    self.say(None, None);
                }
                Err(error) => self.say(None, Some(error)),
            }
        });
    }
}

/// The part of the templates that is one's own; nothing where there are none.
#[component]
pub fn OwnTemplates(editor: Editor) -> impl IntoView {
    let shelf = Shelf {
        all: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        trouble: RwSignal::new(None),
        renamed: RwSignal::new(None),
    };
    Effect::new(move |_| {
        spawn_local(async move {
            match api::my_templates().await {
                Ok(all) => {
                    shelf.all.try_set(all);
                }
                Err(error) => shelf.say(None, Some(error)),
            }
        });
    });
    let told = move || {
        let said = match shelf.done.get()? {
            Done::Deleted(template) => format!("“{}” is deleted.", template.name),
            Done::Renamed { now, before } => format!("“{before}” is called “{}” now.", now.name),
        };
        Some(view! {
            <p class="note told">
                {said}
                <button type="button" class="link" on:click=move |_| shelf.take_back()>"Undo"</button>
            </p>
        })
    };
    let trouble = move || {
        let error = shelf.trouble.get()?;
        Some(view! { <p class="note bad" role="alert">{capitalised(&error.message)}</p> })
    };
    view! {
        <Show when=move || !shelf.all.with(Vec::is_empty)>
            <h4 id="own-templates">"Yours"</h4>
            <ul aria-labelledby="own-templates">
                <For each=move || shelf.all.get() key=|one| (one.id.clone(), one.name.clone()) let:template>
                    <Own editor shelf template />
                </For>
            </ul>
        </Show>
        <div role="status">{told}</div>
        {trouble}
    }
    .into_any()
}

#[component]
fn Own(editor: Editor, shelf: Shelf, template: SavedTemplate) -> impl IntoView {
    let id = template.id.clone();
    let renaming = Memo::new(move |_| shelf.renamed.with(|now| now.as_ref() == Some(&id)));
    let this = StoredValue::new(template);
    let name = this.with_value(|this| this.name.clone());
    let (rename, delete) = (format!("Rename {name}"), format!("Delete {name}"));
    let begin = move |_| {
        shelf.say(None, None);
        shelf
            .renamed
            .set(Some(this.with_value(|this| this.id.clone())));
    };
    view! {
        <li class="own-template">
            {move || if renaming.get() {
                view! { <Rename shelf this /> }.into_any()
            } else {
                let template = this.with_value(|this| Template::own(&this.name, &this.spec));
                view! {
                    <Card editor template />
                    <span class="own-tools">
                        <button type="button" class="link" aria-label=rename.clone() on:click=begin>"Rename"</button>
                        <button type="button" class="link" aria-label=delete.clone() on:click=move |_| shelf.delete(this.get_value())>"Delete"</button>
                    </span>
                }
                .into_any()
            }}
        </li>
    }
    .into_any()
}

/// A new name: Enter gives it, Escape does not.
#[component]
fn Rename(shelf: Shelf, this: StoredValue<SavedTemplate>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let name = this.with_value(|this| this.name.clone());
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let give = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            this.with_value(|this| shelf.rename(this, input.value()));
        }
    };
    let leave = move || {
        shelf.trouble.set(None);
        shelf.renamed.set(None);
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            leave();
        }
    };
    view! {
        <form class="own-rename" on:submit=give on:keydown=keys>
            <input node_ref=input class="input" required aria-label=format!("New name of {name}") maxlength=LONGEST.to_string() autocomplete="off" value=name.clone() />
            <button type="submit" class="btn primary">"Rename"</button>
            <button type="button" class="btn" on:click=move |_| leave()>"Cancel"</button>
        </form>
    }
    .into_any()
}
