//! A trial that is read from a photo.

use std::sync::Arc;

use egui::{ColorImage, RichText, TextureHandle, TextureOptions, Ui, vec2};

use crate::catalog::{Benchmark, Unit};
use crate::goniometer::{Method, Photo, Point, reading};
use crate::model::{Command, DataCommand, KeepPhoto, Purpose, RetestCommand};
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{Chosen, chip, primary_button, row, segments, text_button};
use crate::widgets::goniometer::{PhotoToMeasure, goniometer};

/// The points that are being placed.
#[derive(Default)]
pub struct PhotoDraft {
    shown: ShownPhoto,
    method: Method,
    points: Vec<Point>,
    keep: KeepPhoto,
}

/// The way to a photo, for benchmarks that are angles.
pub fn choose_photo_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, out: &mut Commands) {
    if benchmark.unit != Unit::Degrees {
        return;
    }
    if let Some(job) = cx.model.data().photo_under_way() {
        row(ui, 36.0, |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.label(RichText::new(icons::BUSY).font(icons::font(18.0)).color(cx.tokens.quiet));
            ui.label(Role::Body.text(job.progress()).color(cx.tokens.text));
        });
    } else if text_button(ui, cx.tokens, "read it from a photo…", Some(icons::PHOTO)).clicked() {
        out.push(Command::Data(DataCommand::Choose(Purpose::Photo)));
    }
    let text = "PNG or JPEG, up to 50 megapixels; or drop one onto the window.";
    ui.label(Role::Small.text(text).color(cx.tokens.quiet));
}

/// The photo with its points, and the angle.
pub fn photo_ui(ui: &mut Ui, cx: &Cx<'_>, photo: &Arc<Photo>, draft: &mut PhotoDraft, out: &mut Commands) {
    let t = cx.tokens;
    if !draft.shown.shows(photo) {
        draft.points.clear();
    }
    let texture = draft.shown.texture(ui, photo).clone();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let labels = Method::ALL.map(Method::label);
        let chosen = Method::ALL.iter().position(|&method| method == draft.method);
        if let Some(index) = segments(ui, t, "Angle", &labels, chosen, 320.0) {
            draft.method = Method::ALL[index];
            draft.points.clear();
        }
        if text_button(ui, t, "place again", Some(icons::UNDO)).clicked() {
            draft.points.clear();
        }
        if text_button(ui, t, "type it instead", Some(icons::CLOSE)).clicked() {
            draft.points.clear();
            out.push(Command::Retest(RetestCommand::ClosePhoto));
        }
    });
    let wanted = draft.method.points();
    let angle = reading(&draft.points).filter(|_| draft.points.len() == wanted);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let words = match (angle, draft.method) {
            (Some(angle), _) => format!("{angle:.1}°"),
            (None, Method::ThreePoints) => "Tap an end, the joint, the other end".to_owned(),
            (None, Method::Vertical) => "Tap both ends of the limb".to_owned(),
        };
        ui.label(Role::Title.text(words).color(t.text));
        if angle.is_some() {
            if primary_button(ui, t, "Take this angle", None, vec2(160.0, 36.0)).clicked() {
                let points = std::mem::take(&mut draft.points);
                out.push(Command::Retest(RetestCommand::UseAngle(points, draft.keep)));
            }
            let is_kept = draft.keep == KeepPhoto::Yes;
            if chip(ui, t, "keep the photo with the trial", Chosen::from(is_kept)).clicked() {
                draft.keep = if is_kept { KeepPhoto::No } else { KeepPhoto::Yes };
            }
        }
    });
    let height = (ui.clip_rect().bottom() - ui.cursor().top() - 96.0).max(240.0);
    goniometer(ui, t, &PhotoToMeasure { texture: &texture, wanted }, &mut draft.points, height);
    let text = "Drag a point, or move it with the arrow keys; Shift moves it ten pixels. A kept photo lies in your data \
                folder without place, time or other details.";
    ui.add(egui::Label::new(Role::Small.text(text).color(t.quiet)).wrap());
}

/// A photo as the window holds it.
#[derive(Default)]
pub struct ShownPhoto(Option<(Arc<Photo>, TextureHandle)>);

impl ShownPhoto {
    /// Whether this is the photo that is shown.
    fn shows(&self, photo: &Arc<Photo>) -> bool {
        self.0.as_ref().is_some_and(|(shown, _)| Arc::ptr_eq(shown, photo))
    }

    /// The texture of a photo, made once.
    pub fn texture(&mut self, ui: &Ui, photo: &Arc<Photo>) -> &TextureHandle {
        if !self.shows(photo) {
            self.0 = None;
        }
        let (_, texture) = self.0.get_or_insert_with(|| {
            let (width, height) = photo.size();
            let picture = ColorImage::from_rgb([width as usize, height as usize], photo.rgb());
            (Arc::clone(photo), ui.ctx().load_texture("photo", picture, TextureOptions::LINEAR))
        });
        texture
    }
}
