//! The left part of the running circuit: the moving figure with the worked regions on a small body, or the breathing
//! pacer.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align2, Color32, Rect, Ui, vec2};

use super::at;
use crate::circuit::{Round, RunState, RunView, SegmentKind};
use crate::domain::{Mode, Phase, Region, Side, Station};
use crate::pose::Figure;
use crate::theme::mix;
use crate::ui::{Cx, figures};
use crate::widgets::body_map::{Facing, close_up, figure as small_body};
use crate::widgets::figure::{self, FigureView};
use crate::widgets::frames;
use crate::widgets::pacer::{BreathMoment, Motion, pacer, paint_breath};
use crate::widgets::player_text::PlayerScale;

/// Height of the line under the figure, in points at a scale of 1.
const CAPTION: f32 = 28.0;

/// Shows how the work is done and where, or how to breathe.
pub fn figure_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    scale: PlayerScale,
    rect: Rect,
    (mode, station): (Mode, &Station),
    view: &RunView,
) {
    let settings = &cx.model.document().settings;
    let motion = figures::motion(cx);
    // The pacer breathes while the work lasts; before it, and while the run is paused, it stands.
    let since_start = if view.kind == SegmentKind::Work { view.spent } else { Duration::ZERO };
    let moment = BreathMoment::at(settings.breath, since_start);
    let breathes = if station.phase == Phase::Breathing {
        at(ui, rect, |ui, size| pacer(ui, cx.tokens, scale, size, settings.breath, moment, motion));
        if let (Some(place), Some(figure)) = (inset_place(scale, rect), cx.model.figure(&station.work)) {
            // As high up as it can be: there the pacer's circle leaves the corner free.
            let place = place.with_max_y(place.top() + place.width() / figure.aspect());
            work_ui(ui, cx, place, (station, figure), view, motion);
        }
        true
    } else {
        let behind = settings.breath.behind_recovery && mode == Mode::Recovery && view.kind == SegmentKind::Work;
        if behind {
            paint_breath(ui.painter(), cx.tokens, rect, moment, motion);
        }
        match cx.model.figure(&station.work) {
            Some(figure) => {
                let inset = inset_place(scale, rect);
                let place = inset.map_or(rect, |inset| beside(rect, inset, figure.aspect()));
                work_ui(ui, cx, place, (station, figure), view, motion);
                if let Some(place) = inset {
                    inset_ui(ui, cx, scale, place, station, view.round);
                }
            }
            None => body_ui(ui, cx, scale, rect, station, view.round),
        }
        if behind {
            let at = rect.right_top() + vec2(0.0, scale.of(16.0));
            let words = moment.direction.words();
            ui.painter().text(at, Align2::RIGHT_CENTER, words, scale.bold(20.0), cx.tokens.accent);
        }
        behind
    };
    if breathes && view.state == RunState::Running && view.kind == SegmentKind::Work {
        ui.request_repaint_after(moment.next_picture_in(motion, frames::interval(ui.ctx())));
    }
}

/// The moving figure of the work, turned to the side that is worked. It moves with the time of the segment: while the
/// run is paused it stands.
fn work_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    rect: Rect,
    (station, figure): (&Station, &Figure),
    view: &RunView,
    motion: Motion,
) {
    let (facing, side) = match view.round {
        Round::Left => (figure::Facing::Mirrored, ", the left side works"),
        Round::Right => (figure::Facing::AsDrawn, ", the right side works"),
        Round::Together => (figure::Facing::AsDrawn, ""),
    };
    let label = format!("How it is done: {}{side}", cx.model.catalog().work_name(&station.work));
    let shown = FigureView::new(figure, &label).at(view.spent.as_secs_f32()).facing(facing);
    at(ui, rect, |ui, size| match (motion, view.state) {
        (Motion::Full, RunState::Running) => shown.show_moving(ui, cx.tokens, size, motion),
        (Motion::Full, RunState::Paused | RunState::Finished) => shown.show(ui, cx.tokens, size),
        (Motion::Reduced, _) => shown.show_stills(ui, cx.tokens, size),
    });
}

/// The place of a figure of this shape that leaves the inset free: beneath it where the figure is wide and low, beside
/// it where it is high, whichever shows the figure larger.
fn beside(rect: Rect, inset: Rect, aspect: f32) -> Rect {
    let size_in = |place: Rect| place.width().min(place.height() * aspect);
    let [right, below] = [rect.with_min_x(inset.right()), rect.with_min_y(inset.bottom())];
    if size_in(below) > size_in(right) { below } else { right }
}

/// The upper left corner, where the body stands small; none where there is no room for it.
fn inset_place(scale: PlayerScale, rect: Rect) -> Option<Rect> {
    let size = vec2(scale.of(140.0), scale.of(290.0));
    (rect.height() >= 1.3 * size.y && rect.width() >= 2.5 * size.x).then(|| Rect::from_min_size(rect.min, size))
}

/// The worked regions on a small body.
fn inset_ui(ui: &mut Ui, cx: &Cx<'_>, scale: PlayerScale, place: Rect, station: &Station, round: Round) {
    let Some(shown) = Shown::of(cx, station, round) else { return };
    let (picture, caption) = place.split_top_bottom_at_y(place.bottom() - scale.of(CAPTION));
    let label = shown.label(station);
    at(ui, picture, |ui, size| small_body(ui, cx.drawing, cx.tokens, shown.facing, &shown.fills, size, &label));
    let words = format!("{}{}", shown.view_word, shown.side_words);
    ui.painter().text(caption.center(), Align2::CENTER_CENTER, words, scale.regular(17.0), cx.tokens.quiet);
}

/// The regions of a station that are lit, and from where they are seen.
struct Shown {
    facing: Facing,
    view_word: &'static str,
    side_words: &'static str,
    fills: BTreeMap<Region, Color32>,
    first: Region,
}

impl Shown {
    fn of(cx: &Cx<'_>, station: &Station, round: Round) -> Option<Self> {
        let regions = lit_regions(station, round);
        let first = *regions.first()?;
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
        let fills = regions.iter().map(|&region| (region, cx.tokens.accent)).collect();
        Some(Self { facing, view_word, side_words, fills, first })
    }

    fn label(&self, station: &Station) -> String {
        format!("{} on the body: {}{}", station.group.name(), self.view_word, self.side_words)
    }
}

/// The worked regions close up, for a work that has no figure.
fn body_ui(ui: &mut Ui, cx: &Cx<'_>, scale: PlayerScale, rect: Rect, station: &Station, round: Round) {
    let t = cx.tokens;
    let Some(shown) = Shown::of(cx, station, round) else { return };
    let (picture, caption) = rect.split_top_bottom_at_y(rect.bottom() - scale.of(CAPTION));
    let label = shown.label(station);
    at(ui, picture, |ui, size| close_up(ui, cx.drawing, t, shown.facing, &shown.fills, size, &label));
    let painter = ui.painter();
    painter.text(caption.center(), Align2::CENTER_CENTER, shown.view_word, scale.regular(20.0), t.quiet);
    if shown.first.side() == Side::Midline {
        return;
    }
    // Seen from the front, the person's left is on the right of the picture: the words say whose side is whose.
    let (left, right) = match shown.facing {
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
