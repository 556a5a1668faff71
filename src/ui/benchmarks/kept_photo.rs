//! A photo that was kept with a trial, with the points that were placed in it.

use egui::Ui;

use super::photo::ShownPhoto;
use crate::catalog::Benchmark;
use crate::domain::{Body, RecordId, TrialPhoto};
use crate::goniometer::reading;
use crate::model::{Command, RetestCommand};
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx, words};
use crate::widgets::controls::{row, text_button};
use crate::widgets::goniometer::measured;

/// Which photo is shown: its retest and its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPhoto {
    /// The retest.
    pub retest: RecordId,
    /// The name of the file.
    pub file: String,
}

/// What the person did with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Nothing yet.
    Still,
    /// They are done, or it is gone.
    Done,
}

/// The photo, its angle and its trial, and the way to remove it.
pub fn kept_photo_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    benchmark: &Benchmark,
    kept: &KeptPhoto,
    shown: &mut ShownPhoto,
    out: &mut Commands,
) -> Looked {
    let t = cx.tokens;
    let Some((photo, when)) = placed(cx, kept) else { return Looked::Done };
    let mut looked = Looked::Still;
    row(ui, 32.0, |ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let angle = reading(&photo.points).map_or_else(String::new, |angle| format!("{angle:.1}°"));
        ui.label(Role::Heading.text(angle).color(t.text));
        let side = super::chart::side_name(photo.side);
        let trial = format!("{benchmark}, {side}", benchmark = benchmark.name).trim_end_matches(", ").to_owned();
        ui.label(Role::Small.text(format!("{trial}, trial {} of {when}", photo.trial + 1)).color(t.quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if text_button(ui, t, "close", Some(icons::CLOSE)).clicked() {
                looked = Looked::Done;
            }
            if text_button(ui, t, "remove this photo", Some(icons::DELETE)).clicked() {
                out.push(Command::Retest(RetestCommand::RemovePhoto(kept.retest, kept.file.clone())));
                looked = Looked::Done;
            }
        });
    });
    ui.add_space(4.0);
    let data = cx.model.data();
    let file = data.kept_photo(&kept.file).unwrap_or(&kept.file);
    if let Some(picture) = data.photo(file) {
        let texture = shown.texture(ui, picture).clone();
        let height = (ui.clip_rect().bottom() - ui.cursor().top() - 24.0).max(240.0);
        measured(ui, t, &texture, &photo.points, height);
    } else {
        let words = data.photo_under_way().map_or("The photo cannot be shown.", |job| job.progress());
        ui.label(Role::Body.text(words).color(t.quiet));
    }
    looked
}

/// The photo as its retest names it, and the day of the retest in words.
fn placed<'a>(cx: &'a Cx<'_>, kept: &KeptPhoto) -> Option<(&'a TrialPhoto, String)> {
    let record = cx.model.document().record(kept.retest)?;
    let Body::Retest(retest) = &record.body else { return None };
    let photo = retest.photos.iter().find(|photo| photo.file == kept.file)?;
    Some((photo, words::short_date(record.when.day(), cx.now.date())))
}
