//! The left part of the running circuit: the worked region on the body, or the breathing pacer.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align2, Rect, Ui, vec2};

use super::at;
use crate::circuit::{Round, RunState, RunView, SegmentKind};
use crate::domain::{Mode, Phase, Region, Side, Station};
use crate::theme::mix;
use crate::ui::Cx;
use crate::widgets::body_map::{Facing, close_up};
use crate::widgets::pacer::{BreathMoment, Motion, pacer, paint_breath};
use crate::widgets::player_text::PlayerScale;

/// Height of the line under the figure, in points at a scale of 1.
const CAPTION: f32 = 28.0;

/// Shows where the work is done, or how to breathe.
pub fn figure_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    scale: PlayerScale,
    rect: Rect,
    (mode, station): (Mode, &Station),
    view: &RunView,
) {
    let settings = &cx.model.document().settings;
    let motion = if settings.reduce_motion { Motion::Reduced } else { Motion::Full };
    // The pacer breathes while the work lasts; before it, and while the run is paused, it stands.
    let since_start = if view.kind == SegmentKind::Work { view.spent } else { Duration::ZERO };
    let moment = BreathMoment::at(settings.breath, since_start);
    let breathes = if station.phase == Phase::Breathing {
        at(ui, rect, |ui, size| pacer(ui, cx.tokens, scale, size, settings.breath, moment, motion));
        true
    } else {
        let behind = settings.breath.behind_recovery && mode == Mode::Recovery && view.kind == SegmentKind::Work;
        if behind {
            paint_breath(ui.painter(), cx.tokens, rect, moment, motion);
        }
        body(ui, cx, scale, rect, station, view.round);
        if behind {
            let at = rect.left_top() + vec2(0.0, scale.of(16.0));
            let words = moment.direction.words();
            ui.painter().text(at, Align2::LEFT_CENTER, words, scale.bold(20.0), cx.tokens.accent);
        }
        behind
    };
    if breathes && view.state == RunState::Running && view.kind == SegmentKind::Work {
        ui.request_repaint_after(moment.next_picture_in(motion));
    }
}

fn body(ui: &mut Ui, cx: &Cx<'_>, scale: PlayerScale, rect: Rect, station: &Station, round: Round) {
    let t = cx.tokens;
    let regions = lit_regions(station, round);
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
    let fills: BTreeMap<_, _> = regions.iter().map(|&region| (region, t.accent)).collect();
    let (picture, caption) = rect.split_top_bottom_at_y(rect.bottom() - scale.of(CAPTION));
    let label = format!("{} on the body: {view_word}{side_words}", station.group.name());
    at(ui, picture, |ui, size| close_up(ui, cx.drawing, t, facing, &fills, size, &label));
    let painter = ui.painter();
    painter.text(caption.center(), Align2::CENTER_CENTER, view_word, scale.regular(20.0), t.quiet);
    if first.side() == Side::Midline {
        return;
    }
    // Seen from the front, the person's left is on the right of the picture: the words say whose side is whose.
    let (left, right) = match facing {
        Facing::Front => ((Round::Right, "your right"), (Round::Left, "your left")),
        Facing::Back => ((Round::Left, "your left"), (Round::Right, "your right")),
    };
    for ((side, word), place, align) in
        [(left, caption.left_center(), Align2::LEFT_CENTER), (right, caption.right_center(), Align2::RIGHT_CENTER)]
    {
        let is_worked = round == side || round == Round::Together;
        let (font, ink) =
            if is_worked { (scale.bold(20.0), t.accent) } else { (scale.regular(20.0), mix(t.quiet, t.window, 0.2)) };
        painter.text(place, align, word, font, ink);
    }
}

/// The regions of the worked side; all of a group that has no sides, such as the spine, when it is turned to one.
fn lit_regions(station: &Station, round: Round) -> Vec<Region> {
    let of_side: Vec<Region> = station.group.regions().filter(|region| works(round, region.side())).collect();
    if of_side.is_empty() { station.group.regions().collect() } else { of_side }
}

/// Whether the round works this side of the body.
fn works(round: Round, side: Side) -> bool {
    match round {
        Round::Left => side == Side::Left,
        Round::Right => side == Side::Right,
        Round::Together => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Group, Sides, Work};

    #[test]
    fn every_round_of_every_group_lights_something() {
        for group in Group::ALL {
            let work = Work::Drill("d41".into());
            let station =
                Station { phase: Phase::Motion, work, group, sides: Sides::Each, secs_per_side: 30, pressure: None };
            for round in [Round::Left, Round::Right, Round::Together] {
                assert!(!lit_regions(&station, round).is_empty(), "{group:?} {round:?}");
            }
            assert!(lit_regions(&station, Round::Left).iter().all(|region| region.side() != Side::Right), "{group:?}");
        }
    }
}
