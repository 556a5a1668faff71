//! What is asked while nothing is worked: how the tissue of the station before responded, and why one was skipped. Nothing
//! here ever holds the time.

use std::time::Duration;

use egui::{CornerRadius, Frame, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

use super::layout::{PlayerLayout, ask};
use crate::circuit::{RunCommand, RunView, SegmentKind};
use crate::domain::{Pressure, Response, SkipReason, Station, Work};
use crate::model::{Command, Running};
use crate::ui::words::capitalised;
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{CARD_RADIUS, Chosen};
use crate::widgets::keycap::{ChoiceTone, KeyChoice, key_choice};
use crate::widgets::player_text::{Span, line_of_text};
use crate::widgets::tap_scale::tap_scale;

/// Where there is no gap to ask in, the question stands for so long into the next work.
const WITHOUT_GAP: Duration = Duration::from_secs(10);

/// A question that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Why this station was skipped.
    Why(usize),
    /// How the tissue of this station responded.
    Tissue(usize),
}

impl Asked {
    /// The question that is due at a moment of the run.
    pub fn of(running: &Running, view: &RunView) -> Option<Self> {
        if let Some(station) = running.skipped {
            return Some(Self::Why(station));
        }
        let station = view.station.checked_sub(1)?;
        let circuit = running.run.circuit()?;
        let is_gap = match view.kind {
            SegmentKind::GetReady | SegmentKind::Rest => true,
            SegmentKind::Work => circuit.transition_secs == 0 && view.spent < WITHOUT_GAP,
            SegmentKind::Switch => false,
        };
        let was_skipped = running.run.answers().get(station).is_some_and(|answers| answers.skipped.is_some());
        let was_worked = view.stations.get(station).is_some_and(|station| station.fraction > 0.0);
        (is_tissue(running, station) && is_gap && was_worked && !was_skipped).then_some(Self::Tissue(station))
    }

    /// What a key answers: what is asked, or in the midst of tissue work how it responds so far.
    pub fn by_key(running: &Running, view: &RunView) -> Option<Self> {
        let is_worked = view.kind == SegmentKind::Work && is_tissue(running, view.station);
        Self::of(running, view).or(is_worked.then_some(Self::Tissue(view.station)))
    }

    /// The pressure felt at the station that is asked about.
    pub fn pressure_command(self, running: &Running, value: usize) -> Option<Command> {
        let Self::Tissue(station) = self else { return None };
        running.run.circuit()?.stations.get(station)?.pressure?;
        let pressure = Pressure::all().nth(value);
        Some(Command::Run(RunCommand::Felt { station, pressure }))
    }

    /// What the key of this number asks for, 1 the first.
    pub fn command(self, number: usize) -> Option<Command> {
        let index = number.checked_sub(1)?;
        match self {
            Self::Why(_) => SkipReason::ALL.get(index).map(|&reason| Command::SkipBecause(reason)),
            Self::Tissue(station) => {
                let response = *Response::ALL.get(index)?;
                Some(Command::Run(RunCommand::Answer { station, response: Some(response) }))
            }
        }
    }
}

fn is_tissue(running: &Running, station: usize) -> bool {
    let station = running.run.circuit().and_then(|circuit| circuit.stations.get(station));
    station.is_some_and(|station| matches!(station.work, Work::Technique(_)))
}

/// The question, in its place.
pub fn ask_ui(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, asked: Asked, out: &mut Commands) {
    let t = cx.tokens;
    let margin = places.scale.of(ask::MARGIN);
    ui.scope_builder(UiBuilder::new().id_salt("asked").max_rect(places.ask), |ui| {
        let card =
            Frame::NONE.fill(t.surface).stroke(Stroke::new(1.0, t.line)).corner_radius(CornerRadius::same(CARD_RADIUS));
        card.inner_margin(Margin::same(margin as i8)).show(ui, |ui| {
            ui.set_min_size(places.ask.size() - vec2(2.0 * margin, 2.0 * margin));
            ui.spacing_mut().item_spacing = vec2(places.scale.of(8.0), places.scale.of(6.0));
            let stations = running.run.circuit().map_or(&[][..], |circuit| &circuit.stations);
            match asked {
                Asked::Why(station) => why_ui(ui, cx, places, stations.get(station), out),
                Asked::Tissue(station) => {
                    if let Some(done) = stations.get(station) {
                        tissue_ui(ui, cx, places, running, (station, done), out);
                    }
                }
            }
        });
    });
}

fn why_ui(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, station: Option<&Station>, out: &mut Commands) {
    let name = station.map_or("", |station| cx.model.catalog().work_name(&station.work));
    question(ui, cx, places, "Skipped. Why?", name);
    let scale = places.scale;
    let gap = ui.spacing().item_spacing;
    let width = (ui.available_width() - gap.x) / 2.0;
    let rows: [&[SkipReason]; 2] = [&SkipReason::ALL[..2], &SkipReason::ALL[2..]];
    let height = ((ui.available_height() - gap.y) / 2.0).clamp(44.0, scale.of(ask::CHOICES).max(44.0));
    for (row, reasons) in rows.into_iter().enumerate() {
        ui.horizontal(|ui| {
            for (column, &reason) in reasons.iter().enumerate() {
                let key = (row * 2 + column + 1).to_string();
                let label = capitalised(reason.label());
                let tone = if reason == SkipReason::Hurts { ChoiceTone::Stop } else { ChoiceTone::Plain };
                let choice = KeyChoice { key: &key, label: &label, chosen: Chosen::No, tone };
                if key_choice(ui, cx.tokens, scale, vec2(width, height), choice).clicked() {
                    out.push(Command::SkipBecause(reason));
                }
            }
        });
    }
}

fn tissue_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    places: &PlayerLayout,
    running: &Running,
    (index, station): (usize, &Station),
    out: &mut Commands,
) {
    let scale = places.scale;
    let answers = running.run.answers().get(index).copied().unwrap_or_default();
    question(ui, cx, places, "How did it respond?", station.group.name());
    let gap = ui.spacing().item_spacing.x;
    let count = Response::ALL.len() as f32;
    let size = vec2((ui.available_width() - gap * (count - 1.0)) / count, scale.of(ask::CHOICES).max(44.0));
    ui.horizontal(|ui| {
        for (number, response) in Response::ALL.into_iter().enumerate() {
            let chosen = answers.response == Some(response);
            let key = (number + 1).to_string();
            let label = capitalised(response.label());
            let choice = KeyChoice { key: &key, label: &label, chosen: Chosen::from(chosen), tone: ChoiceTone::Plain };
            if key_choice(ui, cx.tokens, scale, size, choice).clicked() {
                let response = (!chosen).then_some(response);
                out.push(Command::Run(RunCommand::Answer { station: index, response }));
            }
        }
    });
    if station.pressure.is_none() || ui.available_height() < scale.of(22.0) + 44.0 {
        return;
    }
    label(ui, cx, places, "Pressure felt, 0 to 10");
    let felt = answers.felt.map(Pressure::get);
    let width = ui.available_width();
    if let Some(answer) = tap_scale(ui, cx.tokens, "Pressure felt", felt, width) {
        let pressure = answer.of(Pressure::all());
        out.push(Command::Run(RunCommand::Felt { station: index, pressure }));
    }
}

fn question(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, question: &str, of: &str) {
    let (scale, t) = (places.scale, cx.tokens);
    let of = format!("   {of}");
    let spans = [
        Span { text: question, font: scale.bold(22.0), colour: t.text },
        Span { text: &of, font: scale.regular(20.0), colour: t.quiet },
    ];
    let rect = line(ui, scale.of(28.0));
    line_of_text(ui, rect, &spans);
}

fn label(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, text: &str) {
    let span = Span { text, font: places.scale.regular(18.0), colour: cx.tokens.quiet };
    let rect = line(ui, places.scale.of(22.0));
    line_of_text(ui, rect, &[span]);
}

/// Takes a line of this height.
fn line(ui: &mut Ui, height: f32) -> Rect {
    ui.allocate_space(vec2(ui.available_width(), height)).1
}
