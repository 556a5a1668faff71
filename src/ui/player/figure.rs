//! The left part of the running circuit: the worked region on the body, or the breathing pacer.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align2, Rect, Ui};

use super::at;
use crate::circuit::{Round, RunState, RunView, SegmentKind};
use crate::domain::{Phase, Region, Side, Station};
use crate::ui::Cx;
use crate::widgets::body_map::{Facing, figure};
use crate::widgets::pacer::{Motion, breath, pacer};
use crate::widgets::player_text::PlayerScale;

/// Height of the line under the figure, in points at a scale of 1.
const CAPTION: f32 = 28.0;

/// Shows where the work is done, or how to breathe.
pub fn figure_ui(ui: &mut Ui, cx: &Cx<'_>, scale: PlayerScale, rect: Rect, station: &Station, view: &RunView) {
    if station.phase == Phase::Breathing {
        breathing(ui, cx, scale, rect, view);
    } else {
        body(ui, cx, scale, rect, station, view.round);
    }
}

/// The pacer breathes while the work lasts; before it, and while the run is paused, it stands.
fn breathing(ui: &mut Ui, cx: &Cx<'_>, scale: PlayerScale, rect: Rect, view: &RunView) {
    let since_start = if view.kind == SegmentKind::Work { view.spent } else { Duration::ZERO };
    let motion = if cx.model.document().settings.reduce_motion { Motion::Reduced } else { Motion::Full };
    let wait = at(ui, rect, |ui, size| pacer(ui, cx.tokens, scale, size, breath(since_start), motion));
    if view.state == RunState::Running && view.kind == SegmentKind::Work {
        ui.request_repaint_after(wait);
    }
}

fn body(ui: &mut Ui, cx: &Cx<'_>, scale: PlayerScale, rect: Rect, station: &Station, round: Round) {
    let regions: Vec<Region> = station.group.regions().filter(|region| works(round, region.side())).collect();
    let Some(&first) = regions.first() else { return };
    let facing = cx.drawing.main_facing(first);
    let view_word = match facing {
        Facing::Front => "front",
        Facing::Back => "back",
    };
    let side_words = match (round, first.side()) {
        (Round::Left, _) => ", your left",
        (Round::Right, _) => ", your right",
        (Round::Together, Side::Midline) => "",
        (Round::Together, _) => ", both sides",
    };
    let caption_text = format!("{view_word}{side_words}");
    let fills: BTreeMap<_, _> = regions.iter().map(|&region| (region, cx.tokens.accent)).collect();
    let (picture, caption) = rect.split_top_bottom_at_y(rect.bottom() - scale.of(CAPTION));
    let label = format!("{} on the body: {caption_text}", station.group.name());
    at(ui, picture, |ui, size| figure(ui, cx.drawing, cx.tokens, facing, &fills, size, &label));
    ui.painter().text(caption.center(), Align2::CENTER_CENTER, caption_text, scale.regular(16.0), cx.tokens.quiet);
}

/// Whether the round works this side of the body.
fn works(round: Round, side: Side) -> bool {
    match round {
        Round::Left => side == Side::Left,
        Round::Right => side == Side::Right,
        Round::Together => true,
    }
}
