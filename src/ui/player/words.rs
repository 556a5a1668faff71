//! What the player says of a station.

use crate::circuit::{NextUp, Round};
use crate::domain::{Effort, Group, Station};
use crate::widgets::pressure_scale::ScaleTarget;
use crate::widgets::side_block::WorkedSide;

/// The effort of everything that has no pressure: light (CR-10).
const LIGHT_EFFORT: [u8; 2] = [2, 3];

/// The side to show for a round on a group.
pub fn worked_side(round: Round, group: Group) -> WorkedSide {
    match round {
        Round::Left => WorkedSide::Left,
        Round::Right => WorkedSide::Right,
        Round::Together if group.info().sided => WorkedSide::Both,
        Round::Together => WorkedSide::Centre,
    }
}

/// How hard a station is to be: its pressure, or light effort.
pub fn target(station: &Station) -> ScaleTarget {
    let [from, to] = LIGHT_EFFORT.map(|value| Effort::try_from(value).unwrap_or(Effort::MIN));
    station.pressure.map_or(ScaleTarget::Effort(from, to), ScaleTarget::Pressure)
}

/// The gap before what comes next, in words.
pub fn gap(next: &NextUp, current_station: usize) -> String {
    match (next.gap_secs, next.station == current_station) {
        (0, _) => "at once".to_owned(),
        (secs, true) => format!("{secs} s to change side"),
        (secs, false) => format!("{secs} s to change place"),
    }
}

/// "1 min 20 s", "45 s", "2 min".
pub fn spoken_length(secs: u32) -> String {
    match (secs / 60, secs % 60) {
        (0, secs) => format!("{secs} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, secs) => format!("{minutes} min {secs} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Phase, Pressure, PressureTarget, Sides, Work};

    fn station(phase: Phase, pressure: Option<PressureTarget>) -> Station {
        let work = Work::Drill("d41".into());
        Station { phase, work, group: Group::Ankle, sides: Sides::Each, secs_per_side: 30, pressure }
    }

    #[test]
    fn work_without_pressure_is_of_light_effort() {
        let three = Pressure::try_from(3).expect("within 0 to 10");
        let pressure = PressureTarget { from: three, to: three };
        let check = |station: Station, expected: &str| {
            let target = target(&station);
            assert_eq!(format!("{} {}", target.name(), target.range_text()), expected);
        };
        check(station(Phase::Tissue, Some(pressure)), "Pressure 3");
        check(station(Phase::Motion, None), "Effort 2–3");
    }

    #[test]
    fn both_sides_and_the_midline_are_told_apart() {
        assert_eq!(worked_side(Round::Together, Group::Ankle), WorkedSide::Both);
        assert_eq!(worked_side(Round::Together, Group::Abs), WorkedSide::Centre);
    }

    #[test]
    fn the_gap_says_what_to_change() {
        let check = |station: usize, gap_secs: u32, expected: &str| {
            assert_eq!(gap(&NextUp { station, round: Round::Right, gap_secs }, 1), expected);
        };
        check(1, 5, "5 s to change side");
        check(2, 10, "10 s to change place");
        check(2, 0, "at once");
    }

    #[test]
    fn lengths_leave_out_what_is_zero() {
        let check = |secs: u32, expected: &str| assert_eq!(spoken_length(secs), expected);
        check(0, "0 s");
        check(45, "45 s");
        check(60, "1 min");
        check(80, "1 min 20 s");
    }
}
