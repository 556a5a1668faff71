//! The running circuit: the whole window, to be read from the floor and steered from afar.

mod ask;
mod figure;
mod finish;
mod flash;
mod foot;
mod help;
mod hurts;
mod intervals;
mod kept;
mod layout;
mod leave;
mod less_time;
mod words;

pub use ask::Asked;
pub use intervals::{IntervalsDrafts, intervals_ui};
pub use kept::kept_ui;

use std::cmp::Ordering;

use egui::{Align2, Rect, Ui, UiBuilder};

use self::layout::PlayerLayout;
use super::{Commands, Cx, figures, safety};
use crate::circuit::{RunState, RunView, SegmentKind, StationProgress};
use crate::domain::{Circuit, Phase, Station};
use crate::model::{Overlay, Running};
use crate::theme::icons;
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
    less_time: less_time::LessTimeDrafts,
    finish: finish::FinishDrafts,
    hurts: hurts::HurtsDrafts,
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
    let scale = PlayerScale::of_window(ui.max_rect().size());
    if view.state == RunState::Finished {
        finish::finish_ui(ui, cx, &mut drafts.finish, running, out);
    } else {
        drafts.finish = finish::FinishDrafts::default();
        run_ui(ui, cx, running, &view, out);
        if running.leaving {
            let focus = if was_leaving { leave::Focus::Keep } else { leave::Focus::Take };
            leave::leave_ui(ui, cx, running, focus, out);
        }
    }
    hurts::hurts_ui(ui, cx, &mut drafts.hurts, running, out);
    safety::unplaced_ui(ui, cx, out);
    match cx.model.overlay() {
        Some(Overlay::LessTime) => less_time::less_time_ui(ui, cx, &mut drafts.less_time, &view, out),
        Some(Overlay::Shortcuts) => help::help_ui(ui, cx, out),
        Some(Overlay::Palette | Overlay::CheckIn | Overlay::Wrong | Overlay::Intervals) | None => {}
    }
    if cx.model.overlay() != Some(Overlay::LessTime) {
        drafts.less_time = less_time::LessTimeDrafts::default();
    }
    let settings = &cx.model.document().settings;
    if settings.flash && !running.muted {
        flash::flash_ui(ui, cx.tokens, scale, running.cued, cx.monotonic, figures::motion(cx));
    }
    let next_cue = running.run.upcoming().first().map(|next| next.due.saturating_sub(cx.monotonic));
    if let Some(wait) = view.next_change_in.into_iter().chain(next_cue).min() {
        ui.request_repaint_after(wait);
    }
}

fn run_ui(ui: &mut Ui, cx: &Cx<'_>, running: &Running, view: &RunView, out: &mut Commands) {
    let t = cx.tokens;
    let places = PlayerLayout::new(ui.max_rect(), figures_aspect(ui, view.remaining_secs));
    let circuit = running.run.circuit();
    header(ui, cx, &places, running, view);
    status(ui, cx, &places, running, view);
    let tone = match view.state {
        RunState::Paused => CountdownTone::Paused,
        _ if view.remaining_secs <= LAST_SECONDS => CountdownTone::LastSeconds,
        RunState::Running | RunState::Finished => CountdownTone::Running,
    };
    at(ui, places.countdown, |ui, size| countdown(ui, t, size, view.remaining_secs, tone));
    match circuit.and_then(|circuit| circuit.stations.get(view.station).map(|station| (circuit, station))) {
        Some(followed) => circuit_ui(ui, cx, &places, running, followed, view, out),
        None => intervals::interval_ui(ui, cx, &places, running, view),
    }
    foot::foot_ui(ui, cx, &places, running, view, out);
}

/// The station that is worked or got ready for, and what is asked about the one before.
fn circuit_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    places: &PlayerLayout,
    running: &Running,
    (circuit, station): (&Circuit, &Station),
    view: &RunView,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let scale = places.scale;
    let asked = Asked::of(running, view);
    if let Some(rect) = places.figure {
        let rect = if asked.is_some() { rect.with_max_y(places.ask.top() - scale.of(8.0)) } else { rect };
        figure::figure_ui(ui, cx, scale, rect, (circuit.mode, station), view);
    }
    let name = cx.model.catalog().work_name(&station.work);
    let name = [Span { text: name, font: scale.bold(40.0), colour: t.text }];
    // In a narrow window the question takes the place of how hard and how.
    let has_room = asked.is_none() || places.figure.is_some();
    if station.phase == Phase::Breathing {
        // Breathing has neither side nor pressure: its name takes the place of the side.
        line_of_text(ui, places.side, &name);
        let words = Span { text: "The breath out is the longer one", font: scale.regular(28.0), colour: t.text };
        line_of_text(ui, places.station, &[words]);
    } else {
        let side = words::worked_side(view.round, station.group);
        side_bars(ui, cx, scale, side, view);
        let time = if view.kind == SegmentKind::Work { SideTime::Now } else { SideTime::Soon };
        at(ui, places.side, |ui, size| side_block(ui, t, scale, size, side, time));
        line_of_text(ui, places.station, &name);
        if has_room {
            target(ui, cx, places, words::target(station));
        }
    }
    if has_room {
        cue(ui, cx, places, station);
    }
    if let Some(asked) = asked {
        ask::ask_ui(ui, cx, places, running, asked, out);
    }
}

/// Runs `show` in a place of its own.
fn at<R>(ui: &mut Ui, rect: Rect, show: impl FnOnce(&mut Ui, egui::Vec2) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| show(ui, rect.size())).inner
}

/// The full-height bar on the edge of the window that tells the side from afar; in a gap and in a pause it is pale.
fn side_bars(ui: &Ui, cx: &Cx<'_>, scale: PlayerScale, side: WorkedSide, view: &RunView) {
    let window = ui.max_rect();
    let width = scale.of(SIDE_BAR);
    let left = window.with_max_x(window.left() + width);
    let right = window.with_min_x(window.right() - width);
    let bars: &[Rect] = match side {
        WorkedSide::Left => &[left],
        WorkedSide::Right => &[right],
        WorkedSide::Both => &[left, right],
        WorkedSide::Centre => &[],
    };
    let is_worked = view.kind == SegmentKind::Work && view.state == RunState::Running;
    let colour = if is_worked { cx.tokens.accent } else { cx.tokens.accent_soft };
    for bar in bars {
        ui.painter().rect_filled(*bar, 0.0, colour);
    }
}

fn header(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, view: &RunView) {
    let t = cx.tokens;
    let PlayerLayout { scale, header, .. } = *places;
    let count = format!("   {} of {}", view.station + 1, view.station_count);
    let title = match (view.phase, running.name.as_str()) {
        (Some(phase), _) => phase.label(),
        (None, "") => "Intervals",
        (None, name) => name,
    };
    let phase = [
        Span { text: title, font: scale.bold(24.0), colour: t.text },
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
    let name = format!("Station {} of {}", view.station + 1, view.station_count);
    let dots = dots(running, view);
    at(ui, dots_rect, |ui, size| station_dots(ui, t, size, &dots, &name));
}

/// One dot for each station, or for each round of plain intervals.
fn dots(running: &Running, view: &RunView) -> Vec<Dot<Option<Phase>>> {
    let circuit = running.run.circuit();
    let dot = |(index, progress): (usize, &StationProgress)| {
        let state = match index.cmp(&view.station) {
            Ordering::Less if circuit.is_none() || progress.done_secs > 0 => DotState::Done,
            Ordering::Less => DotState::Skipped,
            Ordering::Equal => DotState::Current,
            Ordering::Greater => DotState::ToCome,
        };
        let station = circuit.and_then(|circuit| circuit.stations.get(index));
        Dot { state, phase: station.map(|station| station.phase) }
    };
    view.stations.iter().enumerate().map(dot).collect()
}

/// The line over the countdown: empty while working, so that a word there catches the eye.
fn status(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, view: &RunView) {
    let t = cx.tokens;
    let answer = running.run.answers().get(view.station).and_then(|answers| answers.response);
    let word = match view.kind {
        SegmentKind::GetReady => Some(("Get ready", t.accent)),
        SegmentKind::Rest => Some(("Rest", t.accent)),
        SegmentKind::Switch => Some(("Change side", t.accent)),
        SegmentKind::Work => answer.map(|answer| (answer.label(), t.quiet)),
    };
    let font = || places.scale.bold(24.0);
    let mut spans = Vec::new();
    if view.state == RunState::Paused {
        spans.push(Span { text: "Paused", font: font(), colour: t.text });
    }
    if let Some((text, colour)) = word {
        if !spans.is_empty() {
            spans.push(Span { text: "  ·  ", font: font(), colour: t.quiet });
        }
        spans.push(Span { text, font: font(), colour });
    }
    if !spans.is_empty() {
        line_of_text(ui, places.status, &spans);
    }
    if running.muted {
        let muted = [Span { text: "Muted", font: font(), colour: t.caution }];
        let rect = places.status.with_min_x(places.status.right() - line_width(ui, &muted));
        line_of_text(ui, rect, &muted);
        let icon = icons::font(places.scale.of(24.0));
        let at = rect.left_center() - egui::vec2(places.scale.of(8.0), 0.0);
        ui.painter().text(at, Align2::RIGHT_CENTER, icons::MUTED, icon, t.caution);
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
