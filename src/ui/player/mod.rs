//! The running circuit: the whole window, to be read from the floor and steered from afar.

mod figure;
mod finish;
mod foot;
mod layout;
mod leave;
mod words;

use std::cmp::Ordering;

use egui::{Rect, Ui, UiBuilder};

use self::layout::PlayerLayout;
use super::{Commands, Cx};
use crate::circuit::{RunState, RunView, SegmentKind};
use crate::domain::{Phase, Station, StationDone};
use crate::model::Running;
use crate::widgets::countdown::{CountdownTone, clock, countdown, figures_aspect};
use crate::widgets::player_text::{PlayerScale, Span, block_of_text, line_of_text, line_width, say};
use crate::widgets::pressure_scale::{ScaleTarget, pressure_scale};
use crate::widgets::side_block::{SideTime, WorkedSide, side_block};
use crate::widgets::station_dots::{Dot, DotState, station_dots};

/// What the player remembers from frame to frame.
#[derive(Default)]
pub struct PlayerDrafts {
    /// Whether the choice of how to leave was open in the frame before, so that its first button gets the focus once.
    was_leaving: bool,
}

/// From so many seconds on the countdown shows that the end is near.
const LAST_SECONDS: u32 = 5;
/// The bar on the worked edge of the window, in points at a scale of 1.
const SIDE_BAR: f32 = 28.0;

/// The running circuit, the choice of how to leave it, and the page after its end.
pub fn player_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut PlayerDrafts, out: &mut Commands) {
    let Some(running) = cx.model.running() else { return };
    let view = running.run.view(cx.monotonic);
    let was_leaving = std::mem::replace(&mut drafts.was_leaving, running.leaving);
    if view.state == RunState::Finished {
        finish::finish_ui(ui, cx, running, out);
    } else {
        run_ui(ui, cx, running, &view, out);
        if running.leaving {
            let focus = if was_leaving { leave::Focus::Keep } else { leave::Focus::Take };
            leave::leave_ui(ui, cx, running, focus, out);
        }
    }
    if let Some(wait) = view.next_change_in {
        ui.request_repaint_after(wait);
    }
}

fn run_ui(ui: &mut Ui, cx: &Cx<'_>, running: &Running, view: &RunView, out: &mut Commands) {
    let t = cx.tokens;
    let window = ui.max_rect();
    let Some(circuit) = running.run.circuit() else { return };
    let mode = circuit.mode;
    let Some(station) = circuit.stations.get(view.station) else { return };
    let side = words::worked_side(view.round, station.group);
    let places = PlayerLayout::new(window, figures_aspect(ui, view.remaining_secs));
    let scale = places.scale;

    header(ui, cx, &places, running, view);
    if let Some(rect) = places.figure {
        figure::figure_ui(ui, cx, scale, rect, (mode, station), view);
    }
    status(ui, cx, &places, view);
    let tone = match view.state {
        RunState::Paused => CountdownTone::Paused,
        _ if view.remaining_secs <= LAST_SECONDS => CountdownTone::LastSeconds,
        RunState::Running | RunState::Finished => CountdownTone::Running,
    };
    at(ui, places.countdown, |ui, size| countdown(ui, t, size, view.remaining_secs, tone));
    let side_time = if view.kind == SegmentKind::Work { SideTime::Now } else { SideTime::Soon };
    let name = cx.model.catalog().work_name(&station.work);
    let name = [Span { text: name, font: scale.bold(40.0), colour: t.text }];
    if station.phase == Phase::Breathing {
        // Breathing has neither side nor pressure: its name takes the place of the side.
        line_of_text(ui, places.side, &name);
        let words = Span { text: "The breath out is the longer one", font: scale.regular(28.0), colour: t.text };
        line_of_text(ui, places.station, &[words]);
    } else {
        side_bars(ui, cx, window, scale, side, view.kind);
        at(ui, places.side, |ui, size| side_block(ui, t, scale, size, side, side_time));
        line_of_text(ui, places.station, &name);
        target(ui, cx, &places, words::target(station));
    }
    cue(ui, cx, &places, station);
    foot::foot_ui(ui, cx, &places, running, view, out);
}

/// Runs `show` in a place of its own.
fn at<R>(ui: &mut Ui, rect: Rect, show: impl FnOnce(&mut Ui, egui::Vec2) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| show(ui, rect.size())).inner
}

/// The full-height bar on the edge of the window that tells the side from afar; in a gap it is pale.
fn side_bars(ui: &Ui, cx: &Cx<'_>, window: Rect, scale: PlayerScale, side: WorkedSide, kind: SegmentKind) {
    let width = scale.of(SIDE_BAR);
    let left = window.with_max_x(window.left() + width);
    let right = window.with_min_x(window.right() - width);
    let bars: &[Rect] = match side {
        WorkedSide::Left => &[left],
        WorkedSide::Right => &[right],
        WorkedSide::Both => &[left, right],
        WorkedSide::Centre => &[],
    };
    let colour = if kind == SegmentKind::Work { cx.tokens.accent } else { cx.tokens.accent_soft };
    for bar in bars {
        ui.painter().rect_filled(*bar, 0.0, colour);
    }
}

fn header(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, view: &RunView) {
    let t = cx.tokens;
    let PlayerLayout { scale, header, .. } = *places;
    let count = format!("   {} of {}", view.station + 1, view.station_count);
    let phase = [
        Span { text: view.phase.map_or("", Phase::label), font: scale.bold(24.0), colour: t.text },
        Span { text: &count, font: scale.regular(24.0), colour: t.quiet },
    ];
    line_of_text(ui, header, &phase);
    let left = clock(view.total_left_secs);
    let total = [
        Span { text: &left, font: scale.bold(30.0), colour: t.text },
        Span { text: " left", font: scale.regular(30.0), colour: t.quiet },
    ];
    let width = line_width(ui, &total);
    let total_rect = header.with_min_x(header.right() - width);
    line_of_text(ui, total_rect, &total);
    let dots_rect = header
        .with_min_x(header.left() + line_width(ui, &phase) + scale.of(24.0))
        .with_max_x(total_rect.left() - scale.of(24.0));
    let done = running.run.finish(cx.monotonic);
    let dots: Vec<Dot<Phase>> = done.stations.iter().enumerate().map(|(index, done)| dot(index, done, view)).collect();
    let name = format!("Station {} of {}", view.station + 1, view.station_count);
    at(ui, dots_rect, |ui, size| station_dots(ui, t, size, &dots, &name));
}

fn dot(index: usize, done: &StationDone, view: &RunView) -> Dot<Phase> {
    let state = match index.cmp(&view.station) {
        Ordering::Less if done.done_secs() > 0 => DotState::Done,
        Ordering::Less => DotState::Skipped,
        Ordering::Equal => DotState::Current,
        Ordering::Greater => DotState::ToCome,
    };
    Dot { state, phase: done.station.phase }
}

/// The line over the countdown: empty while working, so that a word there catches the eye.
fn status(ui: &Ui, cx: &Cx<'_>, places: &PlayerLayout, view: &RunView) {
    let t = cx.tokens;
    let gap = match view.kind {
        SegmentKind::GetReady => Some("Get ready"),
        SegmentKind::Rest => Some("Rest"),
        SegmentKind::Switch => Some("Change side"),
        SegmentKind::Work => None,
    };
    let paused = (view.state == RunState::Paused).then_some("Paused");
    let font = || places.scale.bold(24.0);
    let mut spans = Vec::new();
    if let Some(text) = paused {
        spans.push(Span { text, font: font(), colour: t.text });
    }
    if let Some(text) = gap {
        if paused.is_some() {
            spans.push(Span { text: "  ·  ", font: font(), colour: t.quiet });
        }
        spans.push(Span { text, font: font(), colour: t.accent });
    }
    if !spans.is_empty() {
        line_of_text(ui, places.status, &spans);
    }
}

/// How hard: pressure for tissue work, effort for movement.
fn target(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, target: ScaleTarget) {
    let t = cx.tokens;
    let scale = places.scale;
    let value = format!("{} {}", target.name(), target.range_text());
    line_of_text(
        ui,
        places.target,
        &[
            Span { text: &value, font: scale.bold(28.0), colour: t.text },
            Span { text: "  of 10", font: scale.regular(28.0), colour: t.quiet },
        ],
    );
    if places.target_scale.height() > 0.0 {
        at(ui, places.target_scale, |ui, size| pressure_scale(ui, t, scale, size, target));
    }
}

fn cue(ui: &Ui, cx: &Cx<'_>, places: &PlayerLayout, station: &Station) {
    let text = cx.model.catalog().work_cue(&station.work);
    let width = places.cue.width();
    let layout = |text: &str| {
        let spans = [Span { text, font: places.scale.regular(28.0), colour: cx.tokens.text }];
        block_of_text(ui, width, 2, &spans)
    };
    // Of two lines, one for each sentence reads best; where a sentence is too long for that, the text flows.
    let flowing = layout(text);
    let by_sentence = layout(&text.replacen(". ", ".\n", 1));
    let galley = if flowing.rows.len() == 1 || by_sentence.elided { flowing } else { by_sentence };
    ui.painter().galley(places.cue.min, galley, cx.tokens.text);
    say(ui, places.cue, text);
}
