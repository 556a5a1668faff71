//! Plain intervals: the page that starts them, and how they look while they run.

use std::f32::consts::TAU;

use egui::{Align2, Frame, Id, Margin, Modal, Shape, Stroke, TextEdit, Ui, pos2, vec2};

use super::layout::PlayerLayout;
use super::{at, words};
use crate::circuit::{Intervals, RunState, RunView, SegmentKind};
use crate::model::{Command, Overlay, Running};
use crate::theme::Role;
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{CanStep, plain_button, primary_button};
use crate::widgets::number_field::{NumberField, NumberInput, number_field};
use crate::widgets::player_text::{Span, line_of_text};
use crate::widgets::side_block::{SideTime, word_block};

/// What is half chosen; the numbers of the last time stay.
pub struct IntervalsDrafts {
    intervals: Intervals,
    typed: [Option<String>; Field::ALL.len()],
}

impl Default for IntervalsDrafts {
    fn default() -> Self {
        let intervals = Intervals { work_secs: 40, rest_secs: 20, rounds: 8, name: String::new() };
        Self { intervals, typed: [const { None }; Field::ALL.len()] }
    }
}

/// A number of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Work,
    Rest,
    Rounds,
}

impl Field {
    const ALL: [Self; 3] = [Self::Work, Self::Rest, Self::Rounds];

    fn name(self) -> &'static str {
        match self {
            Self::Work => "Seconds of work",
            Self::Rest => "Seconds of rest",
            Self::Rounds => "Rounds",
        }
    }

    fn step(self) -> i32 {
        match self {
            Self::Work | Self::Rest => 5,
            Self::Rounds => 1,
        }
    }

    fn range(self) -> std::ops::RangeInclusive<u32> {
        match self {
            Self::Work => Intervals::WORK_SECS,
            Self::Rest => Intervals::REST_SECS,
            Self::Rounds => Intervals::ROUNDS,
        }
    }

    fn of(self, intervals: &mut Intervals) -> &mut u32 {
        match self {
            Self::Work => &mut intervals.work_secs,
            Self::Rest => &mut intervals.rest_secs,
            Self::Rounds => &mut intervals.rounds,
        }
    }
}

const WIDTH: f32 = 400.0;
const BUTTON_HEIGHT: f32 = 48.0;

/// The page over the window, while it is open.
pub fn intervals_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut IntervalsDrafts, out: &mut Commands) {
    if cx.model.overlay() != Some(Overlay::Intervals) {
        return;
    }
    let t = cx.tokens;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let shown = Modal::new(Id::unique("intervals")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
        ui.label(Role::Title.text("Intervals").color(t.text));
        ui.label(Role::Body.text("Work and rest in turns, without a circuit.").color(t.quiet));
        for field in Field::ALL {
            field_ui(ui, cx, field, drafts);
        }
        let name = TextEdit::singleline(&mut drafts.intervals.name)
            .hint_text("Name, if any")
            .desired_width(WIDTH)
            .char_limit(60);
        ui.add(name).accessible_name("Name of the intervals");
        let total = words::spoken_length(drafts.intervals.total_secs());
        ui.label(Role::Body.text(format!("{total} in all, and the time to get ready.")).color(t.quiet));
        let start = primary_button(ui, t, "Start intervals", None, vec2(WIDTH, BUTTON_HEIGHT)).clicked();
        let close = plain_button(ui, t, "Not now", vec2(WIDTH, BUTTON_HEIGHT)).clicked();
        (start, close)
    });
    let (start, close) = shown.inner;
    if start {
        out.push(Command::ShowOverlay(None));
        out.push(Command::StartIntervals(drafts.intervals.clone()));
    } else if close || shown.should_close() {
        out.push(Command::ShowOverlay(None));
    }
}

fn field_ui(ui: &mut Ui, cx: &Cx<'_>, field: Field, drafts: &mut IntervalsDrafts) {
    let range = field.range();
    let value = *field.of(&mut drafts.intervals);
    let text = value.to_string();
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        let can = CanStep { down: value > *range.start(), up: value < *range.end() };
        let shown = NumberField { name: field.name(), value: &text, can };
        let after = match number_field(ui, cx.tokens, &shown, &mut drafts.typed[field as usize]) {
            Some(NumberInput::Stepped(by)) => Some(value.saturating_add_signed(by * field.step())),
            Some(NumberInput::Typed(typed)) => typed.trim().parse().ok(),
            None => None,
        };
        if let Some(after) = after {
            *field.of(&mut drafts.intervals) = after.clamp(*range.start(), *range.end());
        }
        ui.label(Role::Body.text(field.name()).color(cx.tokens.text));
    });
}

/// A running round: what it is in the place of the side, and how far it is as a ring.
pub fn interval_ui(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, view: &RunView) {
    let t = cx.tokens;
    let scale = places.scale;
    let (word, time) = match view.kind {
        SegmentKind::Work => ("WORK", SideTime::Now),
        SegmentKind::Rest => ("REST", SideTime::Soon),
        SegmentKind::GetReady | SegmentKind::Switch => ("GET READY", SideTime::Soon),
    };
    at(ui, places.side, |ui, size| word_block(ui, t, scale, size, word, time));
    let round = format!("Round {} of {}", view.station + 1, view.station_count);
    let name = if running.name.is_empty() { "Intervals" } else { &running.name };
    line_of_text(ui, places.station, &[Span { text: name, font: scale.bold(40.0), colour: t.text }]);
    line_of_text(ui, places.target, &[Span { text: &round, font: scale.regular(28.0), colour: t.text }]);
    let Some(rect) = places.figure else { return };
    let radius = rect.width().min(rect.height()) * 0.42;
    let centre = rect.center();
    let width = scale.of(20.0);
    let painter = ui.painter();
    painter.circle_stroke(centre, radius, Stroke::new(width, t.line));
    let colour = if view.state == RunState::Paused { t.control } else { t.accent };
    // As many points as make a smooth ring, however large.
    let count = 180.0;
    let points = (0..=(count * view.fraction) as u16).map(|step| {
        let angle = f32::from(step) / count * TAU - TAU / 4.0;
        pos2(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
    });
    painter.add(Shape::line(points.collect(), Stroke::new(width, colour)));
    let number = (view.station + 1).to_string();
    painter.text(centre - vec2(0.0, scale.of(16.0)), Align2::CENTER_CENTER, number, scale.bold(120.0), t.text);
    let of = format!("of {}", view.station_count);
    painter.text(centre + vec2(0.0, scale.of(70.0)), Align2::CENTER_CENTER, of, scale.regular(32.0), t.quiet);
}
