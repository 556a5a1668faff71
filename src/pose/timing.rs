//! Where in its loop a figure is: keys are held, then left for the next.

use std::ops::Range;

use crate::domain::figure::{Ease, Figure, Key, Repeat};

/// The shortest period of a figure that does not move, in seconds.
const STILL_SECS: f32 = 4.0;

/// A moment of a figure's loop: between which keys, and how far on the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// Indices of the keys before, from, to and after, along the loop.
    pub keys: [usize; 4],
    /// How far on the way from the second to the third of them, eased, 0 to 1.
    pub way: f32,
}

/// One key of the loop: how long it is held, and how long the way to the next takes.
#[derive(Clone, Copy, Debug)]
struct Leg {
    hold: f32,
    travel: f32,
}

/// The order in which a figure's keys are shown, as a closed loop.
#[derive(Clone, Copy, Debug)]
struct Sequence<'a> {
    figure: &'a Figure,
}

impl Moment {
    /// Where a figure is after `secs`. A number that is none is the loop's beginning.
    pub fn of(figure: &Figure, secs: f32) -> Self {
        let sequence = Sequence { figure };
        let mut rest = secs.rem_euclid(period(figure));
        for place in 0..sequence.len() {
            let Leg { hold, travel } = sequence.leg(place);
            if rest < hold {
                return sequence.moment(place, 0.0);
            }
            rest -= hold;
            if rest < travel {
                return sequence.moment(place, eased(figure.ease, rest / travel));
            }
            rest -= travel;
        }
        sequence.moment(0, 0.0)
    }
}

impl Sequence<'_> {
    fn len(self) -> usize {
        let keys = self.figure.keys.len().max(1);
        match self.figure.repeat {
            Repeat::Cyclic => keys,
            Repeat::PingPong => (2 * keys - 2).max(1),
        }
    }

    /// The index of the key at a place of the loop.
    fn key(self, place: usize) -> usize {
        let place = place % self.len();
        let keys = self.figure.keys.len().max(1);
        if place < keys { place } else { 2 * keys - 2 - place }
    }

    fn leg(self, place: usize) -> Leg {
        let (from, to) = (self.key(place), self.key(place + 1));
        let travels_as = match self.figure.repeat {
            Repeat::Cyclic => to,
            Repeat::PingPong => from.max(to),
        };
        let secs = |index: usize, of: fn(&Key) -> f32| self.figure.keys.get(index).map_or(0.0, of).max(0.0);
        Leg {
            hold: secs(from, |key| key.hold),
            travel: if self.len() == 1 { 0.0 } else { secs(travels_as, |key| key.travel) },
        }
    }

    fn moment(self, place: usize, way: f32) -> Moment {
        let before = place + self.len() - 1;
        Moment { keys: [before, place, place + 1, place + 2].map(|place| self.key(place)), way }
    }
}

/// The seconds after which a figure is again where it was; above 0.
pub fn period(figure: &Figure) -> f32 {
    let sequence = Sequence { figure };
    let secs = (0..sequence.len()).map(|place| sequence.leg(place)).map(|leg| leg.hold + leg.travel).sum();
    if figure.keys.len() > 1 && secs > 0.0 { secs } else { f32::max(secs, STILL_SECS) }
}

/// The moment in the middle of the hold of each key, in order, in seconds from the loop's beginning.
pub fn key_moments(figure: &Figure) -> Vec<f32> {
    let sequence = Sequence { figure };
    let mut start = 0.0;
    (0..figure.keys.len())
        .map(|place| {
            let Leg { hold, travel } = sequence.leg(place);
            let middle = start + hold / 2.0;
            start += hold + travel;
            middle
        })
        .collect()
}

/// The ways from key to key along the loop, each with its first and last moment in seconds and the keys' indices.
pub(super) fn ways(figure: &Figure) -> impl Iterator<Item = (Range<f32>, [usize; 2])> {
    let sequence = Sequence { figure };
    (0..sequence.len()).scan(0.0, move |start, place| {
        let Leg { hold, travel } = sequence.leg(place);
        let way = *start + hold..*start + hold + travel;
        *start = way.end;
        Some((way, [sequence.key(place), sequence.key(place + 1)]))
    })
}

fn eased(ease: Ease, way: f32) -> f32 {
    match ease {
        Ease::InOut => (1.0 - (std::f32::consts::PI * way).cos()) / 2.0,
        Ease::Flow => way,
    }
}
