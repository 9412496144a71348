//! What pages share; a component is a file.

pub mod copy_button;
pub mod embed_dialog;
pub mod figure;
pub mod filter_bar;
pub mod filter_panel;
pub mod grant_ended;
pub mod kind_picture;
pub mod link_field;
pub mod load_chart;
pub mod mark;
pub mod page;
pub mod provenance;
pub mod reading;
pub mod theme_switch;
pub mod trouble;
pub mod when;

pub use copy_button::CopyButton;
pub use embed_dialog::EmbedDialog;
pub use figure::Figure;
pub use filter_bar::FilterBar;
pub use grant_ended::GrantEnded;
pub use kind_picture::KindPicture;
pub use link_field::LinkField;
pub use load_chart::LoadChart;
pub use mark::Mark;
pub use page::{Me, Page};
pub use provenance::ProvenanceFoot;
pub use reading::Reading;
pub use theme_switch::ThemeSwitch;
pub use trouble::Trouble;
pub use when::When;
