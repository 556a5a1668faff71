//! What of a figure is not dragged: times, turns, what it begins with, from where it is seen, what is lit.

use egui::{ComboBox, Ui};

use super::starts::{POSITIONS, figure_of};
use super::words::{PARTS, handle_name};
use super::{GAP, PoseEditor, Start};
use crate::domain::Work;
use crate::domain::figure::{Camera, Figure, Highlight, Limb, LimbName, Repeat, Xyz};
use crate::pose;
use crate::pose::handles::{self, Handle};
use crate::theme::{Role, Tokens};
use crate::ui::Cx;
use crate::ui::words::capitalised;
use crate::widgets::controls::{CanStep, Chosen, card, chip, chip_rows, segments, small_text_button, stepper};

/// The seconds in which times are stepped, and the longest ones.
const SECS_STEP: f32 = 0.2;
const WAY_MOST: f32 = 10.0;
const HOLD_MOST: f32 = 30.0;
/// The least width of a card, two beside each other, and what its margins and its edge take of it.
const CARD_LEAST: f32 = 556.0;
const CARD_MARGINS: f32 = 34.0;
/// The degrees in which parts are turned.
const TURN_STEP: f32 = 5.0;

/// From where a figure may be seen.
const CAMERAS: [(Camera, &str); 4] = [
    (Camera { yaw: 0.0, elevation: 4.0 }, "the side"),
    (Camera { yaw: 35.0, elevation: 6.0 }, "aslant"),
    (Camera { yaw: 90.0, elevation: 4.0 }, "the front"),
    (Camera { yaw: -90.0, elevation: 4.0 }, "behind"),
];

/// A direction of a limb, to be read or changed.
type Field = fn(&mut Limb) -> &mut Option<Xyz>;

/// A direction by its word, for the right side; absent where the body says it.
type Choice = (&'static str, Option<Xyz>);

/// Which way the knee bends, and where the toes point.
const LEG: [(&str, [Choice; 3]); 2] = [
    ("Knee", [("forward", None), ("out", Some([0.6, 0.2, 0.8])), ("up", Some([0.1, 1.0, 0.1]))]),
    ("Toes", [("with the shin", None), ("forward", Some([1.0, 0.0, 0.0])), ("back", Some([-1.0, -0.12, 0.0]))]),
];
/// The same of elbow and fingers.
const ARM: [(&str, [Choice; 3]); 2] = [
    ("Elbow", [("back", None), ("out", Some([-0.2, 0.0, 1.0])), ("down", Some([0.0, -1.0, 0.2]))]),
    ("Fingers", [("with the arm", None), ("forward", Some([1.0, 0.0, 0.0])), ("up", Some([0.0, 1.0, 0.0]))]),
];

/// The three angles of a part, as their steppers are called.
const ANGLES: [&str; 3] = ["Bend forward", "Lean to the right", "Turn to the right"];

impl PoseEditor {
    pub(super) fn controls_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let cards: [fn(&mut Self, &mut Ui, &Cx<'_>); 2] = [Self::pose_ui, Self::whole_ui];
        let width = (ui.available_width() - GAP) / 2.0;
        if width < CARD_LEAST {
            for contents in cards {
                self.card_ui(ui, cx, ui.available_width(), contents);
            }
            return;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for contents in cards {
                self.card_ui(ui, cx, width, contents);
            }
        });
    }

    fn card_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, width: f32, contents: fn(&mut Self, &mut Ui, &Cx<'_>)) {
        card(cx.tokens).show(ui, |ui| {
            ui.set_width(width - CARD_MARGINS);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                contents(self, ui, cx);
            });
        });
    }

    /// The pose that is shown, and the handle that is chosen.
    fn pose_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = cx.tokens;
        ui.label(Role::Heading.text(format!("Pose {}", self.index + 1)).color(t.text));
        let Some(key) = self.figure.keys.get(self.index) else { return };
        let (travel, hold) = (key.travel, key.hold);
        ui.horizontal_wrapped(|ui| {
            if let Some(secs) = secs_ui(ui, t, "Way to it", travel, [SECS_STEP, WAY_MOST]) {
                self.edit(|figure, index| figure.keys[index].travel = secs);
            }
            if let Some(secs) = secs_ui(ui, t, "Hold", hold, [0.0, HOLD_MOST]) {
                self.edit(|figure, index| figure.keys[index].hold = secs);
            }
        });
        ui.add_space(4.0);
        ui.label(Role::Label.text(capitalised(handle_name(self.handle))).color(t.text));
        if let Some(part) = self.handle.turned() {
            let key = self.figure.keys.get(self.index).cloned();
            let Some(angles) = key.map(|mut key| *part.angles(&mut key)) else { return };
            ui.horizontal_wrapped(|ui| {
                for (angle, name) in ANGLES.iter().enumerate() {
                    ui.vertical(|ui| {
                        ui.label(Role::Small.text(*name).color(t.quiet));
                        let can = CanStep { down: true, up: true };
                        let shown = format!("{:.0}°", angles[angle]);
                        let step = stepper(ui, t, &format!("{name}, {}", handle_name(self.handle)), &shown, can);
                        if step != 0 {
                            let degrees = step as f32 * TURN_STEP;
                            self.edit(|figure, index| {
                                handles::turn(&mut figure.keys[index], part, angle, degrees);
                            });
                        }
                    });
                }
            });
        }
        if let Handle::Limb(name) = self.handle {
            self.limb_ui(ui, cx, name);
            if chip(ui, t, "The other one alike", self.both).clicked() {
                self.both = Chosen::from(self.both == Chosen::No);
                if self.both == Chosen::Yes {
                    self.edit(|figure, index| handles::mirror_limb(figure, index, name));
                }
            }
        }
        let text = "Drag a ring, or choose one with Tab and move it with the arrow keys; with Shift further.";
        ui.add(egui::Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    }

    /// Which way a joint bends, and where toes or fingers point.
    fn limb_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, name: LimbName) {
        let t = cx.tokens;
        let sign = name.side().sign();
        let choices = if name.is_leg() { LEG } else { ARM };
        let Some(limb) = self.figure.keys.get(self.index).map(|key| *key.limb(name)) else { return };
        let fields: [Field; 2] = [|limb| &mut limb.pole, |limb| &mut limb.tip];
        for ((title, choices), field) in choices.into_iter().zip(fields) {
            ui.label(Role::Small.text(title).color(t.quiet));
            let on_side = |choice: Choice| choice.1.map(|[x, y, z]| [x, y, z * sign]);
            let now = *field(&mut limb.clone());
            let chosen = choices.iter().position(|choice| on_side(*choice) == now);
            let names = choices.map(|(name, _)| name);
            let name_of = format!("{title} of the {}", handle_name(self.handle));
            let width = ui.available_width().min(360.0);
            if let Some(index) = segments(ui, t, &name_of, &names, chosen, width) {
                let value = on_side(choices[index]);
                let both = self.both;
                self.edit(|figure, index| {
                    if let Some(key) = figure.keys.get_mut(index) {
                        *field(key.limb_mut(name)) = value;
                    }
                    if both == Chosen::Yes {
                        handles::mirror_limb(figure, index, name);
                    }
                });
            }
        }
    }

    /// What belongs to the figure as a whole.
    fn whole_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = cx.tokens;
        ui.label(Role::Heading.text("The figure").color(t.text));
        self.start_ui(ui, cx);
        let width = ui.available_width().min(360.0);
        ui.label(Role::Small.text("Seen from").color(t.quiet));
        let is_seen = |camera: &Camera| *camera == self.figure.view;
        let chosen = CAMERAS.iter().position(|(camera, _)| is_seen(camera));
        if let Some(index) = segments(ui, t, "Seen from", &CAMERAS.map(|(_, name)| name), chosen, width) {
            self.edit(|figure, _| figure.view = CAMERAS[index].0);
        }
        ui.label(Role::Small.text("After the last pose").color(t.quiet));
        let repeats = [Repeat::PingPong, Repeat::Cyclic];
        let chosen = repeats.iter().position(|repeat| *repeat == self.figure.repeat);
        if let Some(index) =
            segments(ui, t, "After the last pose", &["back the same way", "on to the first"], chosen, width)
        {
            self.edit(|figure, _| figure.repeat = repeats[index]);
        }
        self.lit_ui(ui, cx);
    }

    /// Beginning anew from a position or a built-in figure: one step of undo.
    fn start_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let mut chosen = None;
        let shown = ComboBox::from_id_salt("start").selected_text("Begin anew from…").width(208.0).show_ui(ui, |ui| {
            for (start, name) in &POSITIONS {
                if ui.selectable_label(false, *name).clicked() {
                    chosen = Some(start.clone());
                }
            }
            ui.separator();
            let catalog = cx.model.catalog();
            let drills = catalog.drills().iter().filter(|drill| pose::figure(drill.id.as_str()).is_some());
            for drill in drills {
                if ui.selectable_label(false, &drill.name).clicked() {
                    chosen = Some(Start::Like(Work::Drill(drill.id.clone())));
                }
            }
            if chosen.is_some() {
                ui.close();
            }
        });
        shown.response.accessible_name("Begin anew from");
        if let Some(start) = chosen {
            self.edit(|figure, _| {
                let lit = std::mem::take(&mut figure.highlight);
                *figure = figure_of(&start);
                figure.highlight = lit;
            });
            self.index = 0;
        }
    }

    /// The parts that are lit, and all of them where they are asked for.
    fn lit_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = cx.tokens;
        let parts = self.figure.highlight.iter().map(|highlight| match *highlight {
            Highlight::R(part) | Highlight::L(part) | Highlight::Both(part) => part,
        });
        let lit: Vec<_> = parts.collect();
        let names: Vec<&str> = PARTS.iter().filter(|(part, _)| lit.contains(part)).map(|&(_, name)| name).collect();
        ui.label(Role::Small.text("Lit").color(t.quiet));
        let said = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        ui.add(egui::Label::new(Role::Body.text(capitalised(&said)).color(t.text)).wrap());
        let is_open = self.lists_parts == Chosen::Yes;
        let label = if is_open { "Done" } else { "Change what is lit" };
        if small_text_button(ui, t, label).clicked() {
            self.lists_parts = Chosen::from(!is_open);
        }
        if !is_open {
            return;
        }
        let mut tapped = None;
        chip_rows(ui, |ui| {
            for (part, name) in PARTS {
                if chip(ui, t, name, Chosen::from(lit.contains(&part))).clicked() {
                    tapped = Some(part);
                }
            }
        });
        if let Some(part) = tapped {
            self.remember();
            self.light(part);
            self.changed();
        }
    }

    /// One change, which can be taken back.
    fn edit(&mut self, change: impl FnOnce(&mut Figure, usize)) {
        self.remember();
        change(&mut self.figure, self.index);
        self.changed();
    }
}

/// A time in seconds; the new one where it was stepped.
fn secs_ui(ui: &mut Ui, t: &Tokens, name: &str, secs: f32, [least, most]: [f32; 2]) -> Option<f32> {
    ui.vertical(|ui| {
        ui.label(Role::Small.text(format!("{name}, seconds")).color(t.quiet));
        let can = CanStep { down: secs > least + 0.01, up: secs + 0.01 < most };
        let step = stepper(ui, t, name, &format!("{secs:.1}"), can);
        (step != 0).then(|| ((secs + step as f32 * SECS_STEP).clamp(least, most) * 10.0).round() / 10.0)
    })
    .inner
}
