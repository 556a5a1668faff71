//! The pose editor: a figure of a few poses, each changed by handles on the drawn body, seen from the side and from the
//! front. It writes the same form as the built-in figures.

mod canvas;
mod controls;
mod starts;
mod words;

use egui::{Key, KeyboardShortcut, Layout, Modifiers, ScrollArea, Ui, vec2};

use self::canvas::{canvas_ui, views_of};
pub(super) use self::starts::Start;
use super::figure::About;
use crate::domain::Laterality;
use crate::domain::figure::{Figure, Highlight, LimbName, Part};
use crate::pose::handles::{self, Handle, Plane};
use crate::pose::{self, Fault, PoseFault};
use crate::theme::{Role, icons};
use crate::ui::Cx;
use crate::ui::figures::{loop_secs, motion};
use crate::ui::shortcuts::keep_undo;
use crate::ui::words::capitalised;
use crate::widgets::controls::{
    Chosen, chip, icon_button, notice_block, plain_button, primary_button, row, segments, small_button,
};
use crate::widgets::figure::{Facing, FigureView};

const UNDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const REDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
/// So many changes can be taken back.
const UNDO_MOST: usize = 100;
/// The most poses that are made here; a figure that has more keeps them.
const POSES_MOST: usize = 4;
/// So many faults are said at once.
const FAULTS_SHOWN: usize = 3;

/// The widest that a view gets, and the width of the preview, in points.
const VIEW_MOST: f32 = 380.0;
const PREVIEW: f32 = 200.0;
const GAP: f32 = 16.0;

/// A figure that is being composed.
pub(in super::super) struct PoseEditor {
    figure: Figure,
    /// Earlier and later states, the nearest last.
    undone: Vec<Figure>,
    done: Vec<Figure>,
    /// The pose that is shown.
    index: usize,
    handle: Handle,
    /// From the pointer to the handle that it drags, in points.
    grip: egui::Vec2,
    /// Whether the other arm or leg follows as a mirror image.
    both: Chosen,
    preview: Facing,
    /// Whether the parts that can be lit are listed.
    lists_parts: Chosen,
    /// Whether a part is lit on one side only.
    laterality: Laterality,
    /// What the views show, from the side and from the front; it stays while something is dragged.
    views: [[f32; 4]; 2],
    /// What a body cannot do, of the figure as it was when they were looked for.
    faults: Vec<String>,
}

/// How the page was left.
pub(in super::super) enum Composed {
    /// With a figure.
    Figure(Box<Figure>),
    /// Without a change.
    Nothing,
}

impl PoseEditor {
    /// For a new figure, with the regions lit that it is for.
    pub fn new(start: &Start, about: &About<'_>) -> Self {
        let is_plain = !matches!(start, Start::Like(_));
        let mut editor = Self::of(starts::figure_of(start), about);
        if is_plain {
            for &group in about.groups {
                editor.light(words::part_of(group));
            }
        }
        editor
    }

    /// For a figure that is there already.
    pub fn of(figure: Figure, about: &About<'_>) -> Self {
        let mut editor = Self {
            figure,
            undone: Vec::new(),
            done: Vec::new(),
            index: 0,
            handle: Handle::Limb(LimbName::ArmR),
            grip: egui::Vec2::ZERO,
            both: Chosen::No,
            preview: Facing::AsDrawn,
            lists_parts: Chosen::No,
            laterality: about.laterality,
            views: [[-0.5, -0.1, 1.2, 1.2]; 2],
            faults: Vec::new(),
        };
        editor.changed();
        editor
    }

    /// The page; something once it is done with.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<Composed> {
        self.keys(ui);
        let finished = self.header_ui(ui, cx);
        ui.add_space(8.0);
        ScrollArea::vertical().id_salt("pose editor").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            self.poses_ui(ui, cx);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                let width = ((ui.available_width() - PREVIEW - 2.0 * GAP) / 2.0).min(VIEW_MOST);
                for plane in [Plane::Side, Plane::Front] {
                    canvas_ui(ui, cx, self, plane, width);
                }
                self.preview_ui(ui, cx);
            });
            self.faults_ui(ui, cx);
            self.controls_ui(ui, cx);
        });
        finished
    }

    /// Undo and redo by keyboard: here they belong to the figure.
    fn keys(&mut self, ui: &Ui) {
        keep_undo(ui.ctx());
        let (redo, undo) = ui.input_mut(|input| (input.consume_shortcut(&REDO), input.consume_shortcut(&UNDO)));
        if redo {
            self.redo();
        } else if undo {
            self.undo();
        }
    }

    fn header_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<Composed> {
        let t = cx.tokens;
        let mut finished = None;
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            if icon_button(ui, t, icons::BACK, "Back without the figure").clicked() {
                finished = Some(Composed::Nothing);
            }
            ui.label(Role::Title.text("Compose a figure").color(t.text));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if primary_button(ui, t, "Use this figure", None, vec2(152.0, 36.0)).clicked() {
                    finished = Some(Composed::Figure(Box::new(self.figure.clone())));
                }
                if plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked() {
                    finished = Some(Composed::Nothing);
                }
                ui.add_enabled_ui(!self.done.is_empty(), |ui| {
                    if icon_button(ui, t, icons::REDO, "Redo in the figure").clicked() {
                        self.redo();
                    }
                });
                ui.add_enabled_ui(!self.undone.is_empty(), |ui| {
                    if icon_button(ui, t, icons::UNDO, "Undo in the figure").clicked() {
                        self.undo();
                    }
                });
            });
        });
        finished
    }

    /// Which pose is shown; another one, or one fewer.
    fn poses_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = cx.tokens;
        row(ui, 36.0, |ui| {
            let count = self.figure.keys.len();
            let names: Vec<String> = (1..=count).map(|number| format!("pose {number}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let each = if count > POSES_MOST { 56.0 } else { 76.0 };
            if let Some(index) = segments(ui, t, "Shown", &names, Some(self.index), each * count as f32) {
                self.index = index;
            }
            ui.add_space(8.0);
            ui.add_enabled_ui(count < POSES_MOST, |ui| {
                if small_button(ui, t, "Add a pose").clicked() {
                    self.remember();
                    handles::add_pose(&mut self.figure, self.index);
                    self.index += 1;
                    self.changed();
                }
            });
            ui.add_enabled_ui(count > 1, |ui| {
                if small_button(ui, t, "Remove this pose").clicked() {
                    self.remember();
                    handles::remove_pose(&mut self.figure, self.index);
                    self.index = self.index.min(self.figure.keys.len() - 1);
                    self.changed();
                }
            });
        });
    }

    fn preview_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = cx.tokens;
        ui.vertical(|ui| {
            ui.set_width(PREVIEW);
            ui.label(Role::SmallBold.text("As it will move").color(t.quiet));
            let view = FigureView::new(&self.figure, "The figure as it will move");
            let view = view.at(loop_secs(ui, &self.figure)).facing(self.preview);
            view.show_moving(ui, t, vec2(PREVIEW, PREVIEW), motion(cx));
            let is_mirrored = self.preview == Facing::Mirrored;
            if chip(ui, t, "Mirrored, as for the left side", Chosen::from(is_mirrored)).clicked() {
                self.preview = if is_mirrored { Facing::AsDrawn } else { Facing::Mirrored };
            }
        });
    }

    /// What a body cannot do of this; it may be kept all the same.
    fn faults_ui(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = cx.tokens;
        if self.faults.is_empty() {
            let text = "A body can take these poses.";
            ui.label(Role::Small.text(text).color(t.quiet));
            return;
        }
        for fault in self.faults.iter().take(FAULTS_SHOWN) {
            notice_block(ui, t, t.caution_soft, t.caution, icons::TROUBLE, fault);
        }
        if let Some(more) = self.faults.len().checked_sub(FAULTS_SHOWN).filter(|&more| more > 0) {
            ui.label(Role::Small.text(format!("and {more} more")).color(t.quiet));
        }
    }

    /// Keeps the figure as it is, to come back to.
    fn remember(&mut self) {
        self.undone.push(self.figure.clone());
        if self.undone.len() > UNDO_MOST {
            self.undone.remove(0);
        }
        self.done.clear();
    }

    fn undo(&mut self) {
        if let Some(before) = self.undone.pop() {
            self.done.push(std::mem::replace(&mut self.figure, before));
            self.restored();
        }
    }

    fn redo(&mut self) {
        if let Some(after) = self.done.pop() {
            self.undone.push(std::mem::replace(&mut self.figure, after));
            self.restored();
        }
    }

    fn restored(&mut self) {
        self.index = self.index.min(self.figure.keys.len().saturating_sub(1));
        self.changed();
    }

    /// What follows from the figure: the room that it takes, and what a body cannot do of it.
    fn changed(&mut self) {
        self.figure.bounds = handles::bounds(&self.figure);
        self.views = views_of(&self.figure);
        self.faults = faults_of(&self.figure);
    }

    fn view_of(&self, plane: Plane) -> [f32; 4] {
        match plane {
            Plane::Side => self.views[0],
            Plane::Front => self.views[1],
        }
    }

    /// Moves the chosen handle, and its mirror image where that follows.
    fn nudge(&mut self, plane: Plane, by: [f32; 2]) {
        handles::move_handle(&mut self.figure, self.index, self.handle, plane, by);
        if let (Handle::Limb(name), Chosen::Yes) = (self.handle, self.both) {
            handles::mirror_limb(&mut self.figure, self.index, name);
        }
    }

    /// Lights a part, or no longer.
    fn light(&mut self, part: Part) {
        let lit = &mut self.figure.highlight;
        let of = |highlight: &Highlight| match *highlight {
            Highlight::R(part) | Highlight::L(part) | Highlight::Both(part) => part,
        };
        if lit.iter().any(|highlight| of(highlight) == part) {
            lit.retain(|highlight| of(highlight) != part);
        } else {
            let one_side = self.laterality == Laterality::PerSide && !words::is_midline(part);
            lit.push(if one_side { Highlight::R(part) } else { Highlight::Both(part) });
        }
    }
}

/// What a body cannot do of a figure, as sentences: first what does not reach, then what the solver finds.
fn faults_of(figure: &Figure) -> Vec<String> {
    let poses = 0..figure.keys.len();
    let unreached = poses.flat_map(|index| {
        let limbs = handles::unreached(figure, index);
        limbs.into_iter().map(move |limb| {
            let name = capitalised(words::handle_name(Handle::Limb(limb)));
            format!("{name} does not reach in pose {}. Move it, or come nearer with the hips.", index + 1)
        })
    });
    let mut said: Vec<String> = unreached.collect();
    let moments = pose::key_moments(figure);
    let nearest = |secs: f32| {
        let apart = |moment: &f32| (moment - secs).abs();
        let poses = (1..).zip(&moments).min_by(|(_, a), (_, b)| apart(a).total_cmp(&apart(b)));
        poses.map_or(1, |(pose, _)| pose)
    };
    said.extend(pose::faults(figure).into_iter().filter_map(|found| sentence(&found, nearest(found.secs))));
    said
}

/// What the solver found near a pose, in words, and what to do about it; nothing of what cannot come of handles.
fn sentence(found: &PoseFault, pose: usize) -> Option<String> {
    let what = capitalised(&found.part());
    match found.fault {
        Fault::Placeless | Fault::Stretches | Fault::Circular | Fault::Jumps | Fault::Opens => None,
        Fault::Sinks => Some(format!("{what} goes below the floor near pose {pose}. Move it up.")),
        Fault::Slides => Some(format!("{what} slides on the floor near pose {pose}. Put it in the same place again.")),
        Fault::Rushes => Some(format!("{what} is faster than a person near pose {pose}. Give the way more time.")),
    }
}
