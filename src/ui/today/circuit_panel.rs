//! The circuit for now: its stations with their reasons, what was left out, and Start.

use egui::{
    Align, Align2, CornerRadius, CursorIcon, Label, Layout, Rect, Response, Role as NodeRole, ScrollArea, Sense,
    Stroke, StrokeKind, TextWrapMode, Ui, WidgetInfo, pos2, vec2,
};

use super::super::nav::is_narrow;
use super::super::words;
use super::{Commands, Cx, TodayDrafts};
use crate::domain::{Phase, PressureTarget, Side, Sides, Station};
use crate::model::{Command, Planned};
use crate::planner::{Overrun, Plan, Shortfall};
use crate::theme::{Role, Tokens, icons};
use crate::widgets::controls::{
    cut_text, notice_block, plain_button, primary_button, row, small_text_button, text_width,
};

const ROW_HEIGHT: f32 = 48.0;
const BLEED: f32 = 12.0;
const START_HEIGHT: f32 = 48.0;

/// The panel of the circuit.
pub fn circuit_panel_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let plan = planned.plan.as_ref();
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    head_ui(ui, cx, plan, out);
    if cx.model.plan_is_outdated() {
        ui.add_space(4.0);
        let text = "Your answers changed since this circuit was built.";
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, text);
    }
    let foot_height = START_HEIGHT + 12.0 + why_not_height(drafts);
    drafts.lit_station = None;
    if is_narrow(ui.ctx()) {
        // The page scrolls as a whole, so the panel is as long as it needs to be.
        stations_ui(ui, cx, plan, drafts);
        ui.add_space(8.0);
        why_not_ui(ui, cx, plan, drafts);
        ui.add_space(12.0);
        start_ui(ui, cx, out);
        return;
    }
    let stations_height = (ui.available_height() - foot_height).max(120.0);
    ScrollArea::vertical().id_salt("stations").max_height(stations_height).auto_shrink([false, false]).show(ui, |ui| {
        stations_ui(ui, cx, plan, drafts);
    });
    why_not_ui(ui, cx, plan, drafts);
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| start_ui(ui, cx, out));
}

fn start_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    row(ui, START_HEIGHT, |ui| {
        let again_width = 108.0;
        let start = vec2(ui.available_width() - again_width - 8.0, START_HEIGHT);
        if primary_button(ui, t, "Start", Some(icons::START), start).clicked() {
            out.push(Command::StartRun);
        }
        if plain_button(ui, t, "Build again", vec2(again_width, START_HEIGHT)).clicked() {
            out.push(Command::BuildCircuit);
        }
    });
}

fn head_ui(ui: &mut Ui, cx: &Cx<'_>, plan: &Plan, out: &mut Commands) {
    let t = cx.tokens;
    row(ui, 16.0, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_text_button(ui, t, "change").clicked() {
                out.push(Command::DropCircuit);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let context = Role::Small.text(context_words(cx)).color(t.quiet);
                ui.add(Label::new(context).truncate());
            });
        });
    });
    ui.add_space(6.0);
    row(ui, 28.0, |ui| {
        ui.label(Role::Title.text("Your circuit").color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let total = words::minutes_and_seconds(plan.circuit.total_secs());
            ui.label(Role::Title.text(total).color(t.text));
        });
    });
    let circuit = &plan.circuit;
    let work: u32 = circuit.stations.iter().map(Station::work_secs).sum();
    let moving = words::minutes_and_seconds(circuit.total_secs() - work);
    let stations = words::count(circuit.stations.len(), "station", "stations");
    let mut summary = format!("{stations}, {moving} to change place · effort 2–3 of 10");
    if circuit.stations.iter().any(|station| station.pressure.is_some()) {
        summary = format!("{summary} · pressure up to {}", plan.pressure_ceiling);
    }
    ui.label(Role::Small.text(summary).color(t.quiet)).on_hover_text(plan.ceiling_reason.words());
    let length = plan.shortfall.map(Shortfall::words).or_else(|| plan.overrun.map(Overrun::words));
    if let Some(words) = length {
        ui.label(Role::Small.text(words).color(t.caution));
    }
}

/// "Squat + hinge, hard, in 13 h · readiness 4 · 4 tools".
fn context_words(cx: &Cx<'_>) -> String {
    let derived = cx.model.derived();
    let next = derived.next_training.as_ref().map_or_else(
        || "no training planned".to_owned(),
        |(_, _, at, training)| {
            let types = words::training_types(training, cx.model.catalog());
            format!("{types}, {}, in {}", training.intensity.label(), words::length(cx.now.timestamp(), *at))
        },
    );
    let tools = words::count(cx.model.document().profile.tools.len(), "tool", "tools");
    words::capitalised(&format!("{next} · {tools}"))
}

fn stations_ui(ui: &mut Ui, cx: &Cx<'_>, plan: &Plan, drafts: &mut TodayDrafts) {
    let circuit = &plan.circuit;
    let mut phase: Option<Phase> = None;
    for (index, station) in circuit.stations.iter().enumerate() {
        if phase != Some(station.phase) {
            phase = Some(station.phase);
            phase_line(ui, cx.tokens, station.phase.label(), plan.phase_secs(station.phase));
        }
        let reasons: Vec<String> = plan.reasons[index].iter().map(|reason| reason.words(cx.model.catalog())).collect();
        let response = station_row(ui, cx, index, station, &reasons);
        if response.hovered() || response.has_focus() {
            drafts.lit_station = Some(index);
        }
    }
}

fn phase_line(ui: &mut Ui, t: &Tokens, name: &str, secs: u32) {
    ui.add_space(8.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - BLEED, 20.0), Sense::hover());
    let time = words::minutes_and_seconds(secs);
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Heading, true, format!("{name}, {time}")));
    let painter = ui.painter();
    let left = painter.text(rect.left_center(), Align2::LEFT_CENTER, name, Role::SmallBold.font(), t.quiet);
    let right = painter.text(rect.right_center(), Align2::RIGHT_CENTER, time, Role::Small.font(), t.quiet);
    painter.hline(left.right() + 8.0..=right.left() - 8.0, rect.center().y, Stroke::new(1.0, t.line));
}

fn station_row(ui: &mut Ui, cx: &Cx<'_>, index: usize, station: &Station, reasons: &[String]) -> Response {
    let t = cx.tokens;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width() - BLEED, ROW_HEIGHT), Sense::focusable_noninteractive());
    let response = response | ui.interact(rect, ui.scope_id().with(("row", index)), Sense::hover());
    let name = cx.model.catalog().work_name(&station.work);
    let secs = secs_words(station);
    let first = reasons.iter().take(2).cloned().collect::<Vec<_>>().join(" · ");
    let spoken = format!(
        "{}. {name}, {} {}, {secs}. {}",
        index + 1,
        words::sides(station.sides),
        station.group.name(),
        reasons.join(", ")
    );
    response.widget_info(|| WidgetInfo::labeled(NodeRole::ListItem, true, spoken.clone()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand2(vec2(BLEED, 0.0)), CornerRadius::same(6), t.accent_soft);
    }
    let painter = ui.painter();
    let upper = rect.top() + 15.0;
    let lower = rect.top() + 34.0;
    let number = pos2(rect.left() + 16.0, rect.center().y);
    painter.text(number, Align2::RIGHT_CENTER, (index + 1).to_string(), Role::Small.font(), t.quiet);
    painter.text(
        pos2(rect.left() + 34.0, rect.center().y),
        Align2::CENTER_CENTER,
        glyph(station.phase),
        icons::font(20.0),
        t.text,
    );
    let text_left = rect.left() + 52.0;
    let right = painter.text(pos2(rect.right(), upper), Align2::RIGHT_CENTER, &secs, Role::Body.font(), t.text);
    // The slots of the side tag always find room behind the name.
    let tag_width = if words::sides(station.sides).is_empty() { 0.0 } else { 24.0 };
    let name_width = right.left() - 8.0 - tag_width - text_left;
    let named = cut_text(ui, pos2(text_left, upper), name, Role::Label.font(), t.text, name_width);
    let tag_right = side_tag(ui, t, pos2(named.right() + 8.0, upper), right.left() - 8.0, station.sides);
    if let Some(pressure) = station.pressure {
        let words = format!("pressure {}", pressure_words(pressure));
        let width = text_width(ui, &words, Role::Small.font());
        let at = (rect.right() - 60.0).min(right.left() - 12.0) - width;
        if at > tag_right + 8.0 {
            ui.painter().text(pos2(at, upper), Align2::LEFT_CENTER, words, Role::Small.font(), t.quiet);
        }
    }
    let reason_rect = Rect::from_min_max(pos2(text_left, lower - 8.0), pos2(rect.right(), lower + 8.0));
    let reason = Label::new(Role::Small.text(first).color(t.quiet)).wrap_mode(TextWrapMode::Truncate);
    ui.place(reason_rect, |ui: &mut Ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(reason)).inner
    });
    response.on_hover_cursor(CursorIcon::Default).on_hover_text(reasons.join("\n"))
}

/// "60 s", or "30+30 s" where each side has its own.
fn secs_words(station: &Station) -> String {
    let secs = station.secs_per_side;
    match station.sides {
        Sides::Each => format!("{secs}+{secs} s"),
        Sides::One(_) | Sides::Together => format!("{secs} s"),
    }
}

/// "3–4", or "3" where both ends are one.
pub fn pressure_words(target: PressureTarget) -> String {
    let PressureTarget { from, to } = target;
    if from == to { to.to_string() } else { format!("{from}–{to}") }
}

fn glyph(phase: Phase) -> &'static str {
    match phase {
        Phase::WarmUp | Phase::Motion | Phase::Active | Phase::Pattern => icons::MOVEMENT,
        Phase::Tissue => icons::TISSUE,
        Phase::Breathing => icons::BREATHING,
    }
}

/// Two slots, the worked one filled, and the word where it ends before `limit`. Returns where the tag ends.
fn side_tag(ui: &Ui, t: &Tokens, at: egui::Pos2, limit: f32, sides: Sides) -> f32 {
    let word = words::sides(sides);
    if word.is_empty() {
        return at.x;
    }
    let painter = ui.painter();
    for (index, side) in [Side::Left, Side::Right].into_iter().enumerate() {
        let slot = Rect::from_min_size(pos2(at.x + 9.0 * index as f32, at.y - 5.0), vec2(7.0, 10.0));
        let worked = match sides {
            Sides::One(one) => one == side,
            Sides::Each | Sides::Together => true,
        };
        if worked {
            painter.rect_filled(slot, CornerRadius::same(2), t.accent);
        } else {
            painter.rect_stroke(slot, CornerRadius::same(2), Stroke::new(1.0, t.accent), StrokeKind::Inside);
        }
    }
    let word_left = at.x + 21.0;
    if word_left + text_width(ui, word, Role::SmallBold.font()) > limit {
        return at.x + 16.0;
    }
    painter.text(pos2(word_left, at.y), Align2::LEFT_CENTER, word, Role::SmallBold.font(), t.accent).right()
}

fn why_not_height(drafts: &TodayDrafts) -> f32 {
    if drafts.why_not_open { 190.0 } else { 72.0 }
}

fn why_not_ui(ui: &mut Ui, cx: &Cx<'_>, plan: &Plan, drafts: &mut TodayDrafts) {
    if plan.why_not.is_empty() {
        return;
    }
    let t = cx.tokens;
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, t.line));
    ui.add_space(4.0);
    let lines: Vec<String> = plan.why_not.iter().map(|why| why.words(cx.model.catalog())).collect();
    row(ui, 20.0, |ui| {
        ui.label(Role::SmallBold.text("Why not?").color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let label = if drafts.why_not_open { "fewer".to_owned() } else { format!("all {} left out", lines.len()) };
            if lines.len() > 2 && small_text_button(ui, t, &label).clicked() {
                drafts.why_not_open = !drafts.why_not_open;
            }
        });
    });
    let line_ui = |ui: &mut Ui, line: &str| {
        let label = Label::new(Role::Small.text(words::capitalised(line)).color(t.quiet));
        ui.add(label.wrap_mode(TextWrapMode::Truncate)).on_hover_text(line);
    };
    if drafts.why_not_open {
        ScrollArea::vertical().id_salt("why not").max_height(150.0).auto_shrink([false, false]).show(ui, |ui| {
            for line in &lines {
                let label = Label::new(Role::Small.text(words::capitalised(line)).color(t.quiet));
                ui.add(label.wrap());
            }
        });
    } else {
        for line in lines.iter().take(2) {
            line_ui(ui, line);
        }
    }
}
