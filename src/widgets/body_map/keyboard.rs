//! What keys mean on the body map and in its list: digits rate, arrows move, Page Up and Down go from zone to zone,
//! Space opens, Delete clears, M copies to the other side, plus and minus enlarge.

use egui::{Event, EventFilter, Key, Modifiers, Pos2, Ui, Vec2};

use super::drawing::{Drawing, Facing};
use super::{BodyMapEvent, Reach};
use crate::domain::{Rating, Region, Scale};

/// How far apart the middles of the two figures count for the arrows, in drawing units.
const FIGURES_APART: f32 = 520.0;
/// What a unit across the arrow's direction costs, against a unit along it.
const ACROSS_COST: f32 = 2.0;
/// How far aside a region may lie, for each unit along the arrow's direction.
const WIDEST: f32 = 2.5;

/// How much one press of plus enlarges.
const ZOOM_STEP: f32 = 1.4;

/// A key press the map understands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stroke {
    /// Go to the next region this way.
    Move(Vec2),
    /// Go to the first region of the next zone, or of the zone before.
    Zone(Way),
    /// Enlarge by this factor.
    Zoom(f32),
    /// Answer for the region.
    Answer(Answer),
}

/// Onwards from head to foot, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the feet.
    Next,
    /// Towards the head.
    Previous,
}

/// What a key answers for the focused region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Open it.
    Open,
    /// Rate it.
    Rate(Scale, Rating),
    /// Take its ratings away.
    Clear,
    /// Give the other side the same ratings.
    CopyAcross,
}

impl Answer {
    /// What this key asks of a region.
    pub fn event(self, region: Region, reach: Reach) -> BodyMapEvent {
        match self {
            Self::Open => BodyMapEvent::Tapped(region, reach),
            Self::Rate(scale, rating) => BodyMapEvent::Rated { region, reach, scale, rating },
            Self::Clear => BodyMapEvent::Cleared(region, reach),
            Self::CopyAcross => BodyMapEvent::CopiedAcross(region),
        }
    }
}

/// What a focused region wants to handle itself rather than leave to egui's own navigation.
pub const FOCUS_FILTER: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };

/// Takes the key presses meant for the focused region out of this frame's input.
pub fn take_strokes(ui: &Ui) -> Vec<Stroke> {
    ui.input_mut(|input| {
        let mut strokes = Vec::new();
        input.events.retain(|event| match stroke_of(event) {
            Some(stroke) => {
                strokes.push(stroke);
                false
            }
            None => true,
        });
        strokes
    })
}

fn stroke_of(event: &Event) -> Option<Stroke> {
    let Event::Key { key, physical_key, pressed: true, repeat, modifiers } = event else { return None };
    // A key held down moves on and on, but answers only once.
    let once = |answer: Answer| (!repeat).then_some(Stroke::Answer(answer));
    // With Shift, many layouts give another sign than the digit, and some give digits only with Shift:
    // the place of the key is what counts.
    if let Some(digit) = physical_key.and_then(digit).or_else(|| digit(*key)) {
        let scale = match *modifiers {
            Modifiers::NONE => Scale::Soreness,
            Modifiers::SHIFT => Scale::Stiffness,
            _ => return None,
        };
        return Rating::try_from(digit).ok().and_then(|rating| once(Answer::Rate(scale, rating)));
    }
    match key {
        // On some layouts only Shift gives a plus.
        Key::Plus | Key::Equals if !modifiers.command && !modifiers.alt => return Some(Stroke::Zoom(ZOOM_STEP)),
        _ if *modifiers != Modifiers::NONE => return None,
        _ => {}
    }
    match key {
        Key::ArrowUp => Some(Stroke::Move(Vec2::UP)),
        Key::ArrowDown => Some(Stroke::Move(Vec2::DOWN)),
        Key::ArrowLeft => Some(Stroke::Move(Vec2::LEFT)),
        Key::ArrowRight => Some(Stroke::Move(Vec2::RIGHT)),
        Key::PageDown => Some(Stroke::Zone(Way::Next)),
        Key::PageUp => Some(Stroke::Zone(Way::Previous)),
        Key::Minus => Some(Stroke::Zoom(1.0 / ZOOM_STEP)),
        Key::Space | Key::Enter => once(Answer::Open),
        Key::Delete | Key::Backspace => once(Answer::Clear),
        Key::M => once(Answer::CopyAcross),
        _ => None,
    }
}

fn digit(key: Key) -> Option<u8> {
    const DIGITS: [Key; 10] =
        [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    (0..).zip(DIGITS).find(|&(_, digit)| digit == key).map(|(value, _)| value)
}

/// The region an arrow key leads to: the nearest that way, also on the other figure.
pub fn neighbour(drawing: &Drawing, from: Region, direction: Vec2) -> Option<Region> {
    let start = position(drawing, from)?;
    let mut best = None;
    let mut least = f32::INFINITY;
    for region in Region::all().filter(|&region| region != from) {
        let Some(pos) = position(drawing, region) else { continue };
        let step = pos - start;
        let along = step.dot(direction);
        let across = step.dot(direction.rot90()).abs();
        let cost = along + ACROSS_COST * across;
        if along > 1.0 && across <= WIDEST * along && cost < least {
            (best, least) = (Some(region), cost);
        }
    }
    best
}

/// The first region of the next zone, or of the zone before; after the last comes the first.
pub fn zone_jump(from: Region, way: Way) -> Region {
    let mut firsts: Vec<Region> = Vec::new();
    for region in Region::all() {
        if firsts.iter().all(|first| first.zone() != region.zone()) {
            firsts.push(region);
        }
    }
    let at = firsts.iter().position(|first| first.zone() == from.zone()).unwrap_or(0);
    let to = match way {
        Way::Next => at + 1,
        Way::Previous => at + firsts.len() - 1,
    };
    firsts.get(to % firsts.len().max(1)).copied().unwrap_or(from)
}

/// Where a region lies for the arrows, whatever the size of the window.
fn position(drawing: &Drawing, region: Region) -> Option<Pos2> {
    let centre = drawing.main_part(region)?.centre;
    let shift = match drawing.main_facing(region) {
        Facing::Front => 0.0,
        Facing::Back => FIGURES_APART,
    };
    Some(centre + Vec2::new(shift, 0.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::drawing::EMBEDDED;
    use super::*;

    fn region(id: &str) -> Region {
        id.parse().expect("a known region")
    }

    #[test]
    fn arrows_lead_to_what_lies_that_way() {
        let drawing = &*EMBEDDED;
        let check = |from: &str, direction, expected: &str| {
            assert_eq!(neighbour(drawing, region(from), direction), Some(region(expected)), "{from} {direction:?}");
        };
        check("chest_right", Vec2::RIGHT, "chest_left");
        check("chest_left", Vec2::LEFT, "chest_right");
        check("quads_left", Vec2::DOWN, "knee_front_left");
        check("knee_front_left", Vec2::UP, "quads_left");
        check("hand_left", Vec2::RIGHT, "glute_max_left");
        assert_eq!(neighbour(drawing, region("neck_front_right"), Vec2::UP), None);
    }

    #[test]
    fn arrows_reach_every_region_from_every_region() {
        let drawing = &*EMBEDDED;
        for start in Region::all() {
            let mut reached = BTreeSet::from([start]);
            let mut open = vec![start];
            while let Some(from) = open.pop() {
                for direction in [Vec2::UP, Vec2::DOWN, Vec2::LEFT, Vec2::RIGHT] {
                    open.extend(neighbour(drawing, from, direction).filter(|&to| reached.insert(to)));
                }
            }
            let missed: Vec<_> = Region::all().filter(|region| !reached.contains(region)).map(Region::id).collect();
            assert!(missed.is_empty(), "from {start}: {missed:?}");
        }
    }

    #[test]
    fn a_zone_jump_goes_round_all_twelve_zones_and_back() {
        let start = region("calf_left");
        let mut visited = Vec::new();
        let mut at = start;
        for _ in 0..12 {
            at = zone_jump(at, Way::Next);
            visited.push(at.zone());
        }
        visited.sort();
        visited.dedup();
        assert_eq!((visited.len(), at.zone()), (12, start.zone()));
        assert_eq!(zone_jump(zone_jump(at, Way::Next), Way::Previous), at);
    }

    #[test]
    fn a_digit_rates_by_the_place_of_its_key() {
        let key = |key, physical_key, modifiers| {
            stroke_of(&Event::Key { key, physical_key, pressed: true, repeat: false, modifiers })
        };
        let rate =
            |scale, value: u8| Some(Stroke::Answer(Answer::Rate(scale, Rating::try_from(value).expect("a rating"))));
        assert_eq!(key(Key::Num4, None, Modifiers::NONE), rate(Scale::Soreness, 4));
        // A US keyboard gives the sign above the digit, a French one gives the digit only with Shift.
        assert_eq!(key(Key::Exclamationmark, Some(Key::Num1), Modifiers::SHIFT), rate(Scale::Stiffness, 1));
        assert_eq!(key(Key::Quote, Some(Key::Num4), Modifiers::NONE), rate(Scale::Soreness, 4));
        assert_eq!(key(Key::Num0, Some(Key::Num0), Modifiers::CTRL), None);
        assert_eq!(key(Key::A, Some(Key::A), Modifiers::NONE), None);
        assert_eq!(key(Key::M, Some(Key::M), Modifiers::NONE), Some(Stroke::Answer(Answer::CopyAcross)));
        assert_eq!(key(Key::Plus, Some(Key::Equals), Modifiers::SHIFT), Some(Stroke::Zoom(ZOOM_STEP)));
        assert_eq!(key(Key::Plus, Some(Key::Equals), Modifiers::COMMAND), None);
    }
}
