//! The guided retest: one thing at a time, large enough to be read from the floor, and paced by one key.

use egui::{Key, Label, Modifiers, TextEdit, Ui, vec2};
use jiff::civil::Date;

use super::{photo, protocol};
use crate::catalog::Benchmark;
use crate::domain::{Doubt, Side};
use crate::insight::{self, number};
use crate::model::{Command, Guided, GuidedStep, Question, RetestCommand, TRIALS};
use crate::theme::{Role, Tokens, bold_family, icons};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{card, notice_block, plain_button, primary_button, row, text_button};
use crate::widgets::figure::Facing;

/// What is read from the floor, in points.
const LARGE: f32 = 36.0;

/// Both columns together, and from which width on there are two.
const MOST_WIDTH: f32 = 1120.0;
const LEAST_WIDTH: f32 = 640.0;
const GAP: f32 = 24.0;

/// What is being typed.
#[derive(Default)]
pub struct GuidedDraft {
    typed: String,
    is_wrong: bool,
    photo: photo::PhotoDraft,
}

/// The page.
pub fn guided_ui(ui: &mut Ui, cx: &Cx<'_>, guided: &Guided, draft: &mut GuidedDraft, out: &mut Commands) {
    let t = cx.tokens;
    let Some(benchmark) = cx.model.catalog().benchmark(&guided.retest.benchmark) else {
        out.push(Command::Retest(RetestCommand::Leave));
        return;
    };
    // A remote has two keys.
    let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (forward, back) = (pressed(ui, Key::PageDown), pressed(ui, Key::PageUp));
    row(ui, 36.0, |ui| {
        ui.label(Role::Title.text(&benchmark.name).color(t.text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if text_button(ui, t, "leave", Some(icons::CLOSE)).clicked() {
                draft.typed.clear();
                out.push(Command::Retest(RetestCommand::Leave));
            }
            if !guided.then.is_empty() {
                ui.label(Role::Small.text(format!("{} more after this", guided.then.len())).color(t.quiet));
            }
        });
    });
    ui.add_space(8.0);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        // A photo takes all the room there is.
        let width = ui.available_width().min(MOST_WIDTH);
        let aside = if guided.photo.is_some() || width < LEAST_WIDTH { 0.0 } else { (width * 0.4).floor() };
        let main = width - aside - if aside > 0.0 { GAP } else { 0.0 };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.vertical(|ui| {
                ui.set_width(if guided.photo.is_some() { ui.available_width() } else { main });
                ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
                step_ui(ui, cx, benchmark, guided, draft, (forward, back), out);
            });
            if aside > 0.0 {
                ui.vertical(|ui| {
                    ui.set_width(aside);
                    aside_ui(ui, cx, benchmark, guided);
                });
            }
        });
        if aside == 0.0 && guided.photo.is_none() {
            ui.add_space(12.0);
            aside_ui(ui, cx, benchmark, guided);
        }
    });
}

/// What is asked now, and the ways out of it.
fn step_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    benchmark: &Benchmark,
    guided: &Guided,
    draft: &mut GuidedDraft,
    (forward, back): (bool, bool),
    out: &mut Commands,
) {
    let t = cx.tokens;
    match guided.step {
        GuidedStep::Warning => warning_ui(ui, cx, guided, forward, out),
        GuidedStep::Steps => protocol_ui(ui, cx, benchmark, forward, out),
        GuidedStep::Practice(side) => practice_ui(ui, cx, side, forward, out),
        GuidedStep::Trial(side) => trial_ui(ui, cx, benchmark, guided, side, draft, forward, out),
        GuidedStep::Review => review_ui(ui, cx, benchmark, guided, forward, out),
    }
    ui.add_space(8.0);
    let is_first =
        guided.step == GuidedStep::Warning || guided.step == GuidedStep::Steps && guided.retest.doubts.is_empty();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        if !is_first && (text_button(ui, t, "back", Some(icons::BACK)).clicked() || back) {
            draft.typed.clear();
            out.push(Command::Retest(RetestCommand::Back));
        }
        if matches!(guided.step, GuidedStep::Practice(_) | GuidedStep::Trial(_))
            && text_button(ui, t, "it hurts, stop", Some(icons::WRONG)).clicked()
        {
            draft.typed.clear();
            out.push(Command::Retest(RetestCommand::Hurts));
        }
    });
    let text = "Page down goes on, page up goes back; a remote has both.";
    ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
}

/// Beside what is asked: the figure, the steps while they are done, and what holds for every retest.
fn aside_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, guided: &Guided) {
    let t = cx.tokens;
    let facing = match guided.step {
        GuidedStep::Practice(Side::Left) | GuidedStep::Trial(Side::Left) => Facing::Mirrored,
        _ => Facing::AsDrawn,
    };
    card(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        protocol::figure_ui(ui, cx, benchmark, facing);
        if matches!(guided.step, GuidedStep::Practice(_) | GuidedStep::Trial(_)) {
            protocol::steps_ui(ui, cx, benchmark, Role::Small);
            ui.add_space(4.0);
        }
        ui.label(Role::SmallBold.text("Every time").color(t.quiet));
        protocol::notes_ui(ui, cx, benchmark, last_tested(cx, guided));
    });
}

/// The day on which the benchmark was tested last.
fn last_tested(cx: &Cx<'_>, guided: &Guided) -> Option<Date> {
    let known = |due: &&insight::Due| due.benchmark == guided.retest.benchmark;
    cx.model.derived().retests().iter().find(known)?.last
}

fn warning_ui(ui: &mut Ui, cx: &Cx<'_>, guided: &Guided, forward: bool, out: &mut Commands) {
    let t = cx.tokens;
    headline(ui, t, "Better at another time");
    for &doubt in Doubt::ALL.iter().filter(|doubt| guided.retest.doubts.contains(doubt)) {
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, insight::doubt_words(doubt));
    }
    let text = "You may go on. The result is kept and shown, and does not count: it makes no baseline and no verdict.";
    ui.add(Label::new(Role::Body.text(text).color(t.text)).wrap());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if primary_button(ui, t, "Another time", None, vec2(160.0, 40.0)).clicked() {
            out.push(Command::Retest(RetestCommand::Leave));
        }
        if plain_button(ui, t, "Go on all the same", vec2(176.0, 40.0)).clicked() || forward {
            out.push(Command::Retest(RetestCommand::Next));
        }
    });
}

fn protocol_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, forward: bool, out: &mut Commands) {
    let t = cx.tokens;
    headline(ui, t, "How to do it");
    let limits = cx.model.derived().limits();
    let wrong =
        benchmark.groups.iter().flat_map(|group| group.regions()).find(|&region| limits.cause(region).is_some());
    if let Some(region) = wrong {
        let text = format!(
            "The {} is marked as wrong or very painful today. Leave this retest for another day.",
            region.name()
        );
        notice_block(ui, t, t.caution_soft, t.caution, icons::WRONG, &text);
    }
    card(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 10.0;
        protocol::steps_ui(ui, cx, benchmark, Role::Body);
    });
    let text = if benchmark.sided {
        "One trial is for practice, then three count, on each side."
    } else {
        "One trial is for practice, then three count."
    };
    ui.add(Label::new(Role::Body.text(text).color(t.text)).wrap());
    next_button(ui, cx, "Ready", forward, out);
}

fn practice_ui(ui: &mut Ui, cx: &Cx<'_>, side: Side, forward: bool, out: &mut Commands) {
    let t = cx.tokens;
    let heading = format!("{}One for practice", side_prefix(side));
    headline(ui, t, &heading);
    let text = "Do it once, slowly, and do not write it down.";
    ui.add(Label::new(Role::Body.text(text).color(t.text)).wrap());
    next_button(ui, cx, "Done, now it counts", forward, out);
}

fn next_button(ui: &mut Ui, cx: &Cx<'_>, label: &str, forward: bool, out: &mut Commands) {
    if primary_button(ui, cx.tokens, label, None, vec2(216.0, 40.0)).clicked() || forward {
        out.push(Command::Retest(RetestCommand::Next));
    }
}

#[expect(clippy::too_many_arguments, reason = "a view with its draft, its retest and the key of the remote")]
fn trial_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    benchmark: &Benchmark,
    guided: &Guided,
    side: Side,
    draft: &mut GuidedDraft,
    forward: bool,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let unit = benchmark.unit.suffix();
    let trials = guided.trials(side);
    let heading = match trials.len() {
        done if done < TRIALS => format!("{}Trial {} of {TRIALS}", side_prefix(side), done + 1),
        _ => format!("{}One more", side_prefix(side)),
    };
    headline(ui, t, &heading);
    if let Some(Question::Rare(value)) = guided.question {
        let value = format!("{}{unit}", number(value, benchmark));
        let text = format!("{value} is rare for this test. Is it right?");
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, &text);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            if primary_button(ui, t, &format!("{value} is right"), None, vec2(176.0, 40.0)).clicked() || forward {
                out.push(Command::Retest(RetestCommand::Confirm));
            }
            if plain_button(ui, t, "Type it again", vec2(144.0, 40.0)).clicked() {
                out.push(Command::Retest(RetestCommand::Retype));
            }
        });
        return;
    }
    if let Some(photo) = &guided.photo {
        refused_ui(ui, cx, benchmark, guided);
        photo::photo_ui(ui, cx, photo, &mut draft.photo, out);
        return;
    }
    let field = TextEdit::singleline(&mut draft.typed)
        .id_salt("trial")
        .font(egui::FontSelection::from(egui::FontId::new(LARGE, bold_family())))
        .desired_width(160.0)
        .char_limit(8);
    let response = ui
        .horizontal(|ui| {
            let name = format!("{}trial in{unit}", side_prefix(side));
            let response = ui.add(field).accessible_name(name);
            ui.label(Role::Title.text(unit.trim()).color(t.quiet));
            response
        })
        .inner;
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !response.has_focus() {
        response.request_focus();
    }
    let clicked = primary_button(ui, t, "Take this trial", None, vec2(176.0, 40.0)).clicked();
    if clicked || entered || forward {
        match typed_number(&draft.typed) {
            Some(value) => {
                out.push(Command::Retest(RetestCommand::Measured(value)));
                draft.typed.clear();
                draft.is_wrong = false;
            }
            None => draft.is_wrong = true,
        }
    }
    if draft.is_wrong && !draft.typed.is_empty() && typed_number(&draft.typed).is_none() {
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, "Type a number, such as 9.5.");
    }
    refused_ui(ui, cx, benchmark, guided);
    if let Some(Question::Repeat(value)) = guided.question {
        let text = format!(
            "{}{unit} lies far from the other two, more than two standard errors. Do one more; the median counts.",
            number(value, benchmark)
        );
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, &text);
    }
    photo::choose_photo_ui(ui, cx, benchmark, out);
    if !trials.is_empty() {
        let text = format!("So far: {}{unit}", joined(trials, benchmark));
        ui.label(Role::Body.text(text).color(t.quiet));
    }
}

/// Why a value was not taken.
fn refused_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, guided: &Guided) {
    let Some(Question::Refused(value)) = guided.question else { return };
    let (t, unit, range) = (cx.tokens, benchmark.unit.suffix(), guided.hard());
    let text = format!(
        "{}{unit} cannot be: the range is {} to {}{unit}.",
        number(value, benchmark),
        number(range.min, benchmark),
        number(range.max, benchmark)
    );
    notice_block(ui, t, t.stop_soft, t.stop, icons::TROUBLE, &text);
}

fn review_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, guided: &Guided, forward: bool, out: &mut Commands) {
    let t = cx.tokens;
    headline(ui, t, "Done");
    let sem = benchmark.error.as_ref().map(|error| error.sem);
    for &side in guided.sides() {
        let trials = guided.trials(side);
        let Some((score, _)) = insight::score(trials, sem) else { continue };
        let unit = benchmark.unit.suffix();
        let text = format!("{}{}{unit}", side_prefix(side), number(score, benchmark));
        headline(ui, t, &text);
        ui.label(Role::Small.text(format!("trials {}", joined(trials, benchmark))).color(t.quiet));
    }
    let label = if guided.then.is_empty() { "Keep" } else { "Keep, next benchmark" };
    if primary_button(ui, t, label, None, vec2(216.0, 40.0)).clicked() || forward {
        out.push(Command::Retest(RetestCommand::Keep));
    }
}

/// The one thing to do now, large.
fn headline(ui: &mut Ui, t: &Tokens, text: &str) {
    let text = egui::RichText::new(text).font(egui::FontId::new(LARGE, bold_family())).color(t.text);
    ui.add(Label::new(text).wrap());
}

fn joined(trials: &[f64], benchmark: &Benchmark) -> String {
    trials.iter().map(|&trial| number(trial, benchmark)).collect::<Vec<_>>().join(" · ")
}

/// "Left: ", "Right: ", or nothing.
fn side_prefix(side: Side) -> &'static str {
    match side {
        Side::Left => "Left: ",
        Side::Right => "Right: ",
        Side::Midline => "",
    }
}

/// A number as people type it: with a comma or a point, and any minus.
pub fn typed_number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    text.parse().ok().filter(|value: &f64| value.is_finite())
}
