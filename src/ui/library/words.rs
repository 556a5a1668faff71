//! The words of the library.

use jiff::civil::Date;

use super::super::words::{count, relative_day};
use crate::domain::{DrillKind, Mode, Plane, Position};
use crate::insight::{LATELY_DAYS, Tally, WorkUse};

/// The kinds of movement.
pub(super) const KINDS: [(DrillKind, &str); 6] = [
    (DrillKind::Circle, "joint circle"),
    (DrillKind::Dynamic, "moving through range"),
    (DrillKind::ActiveEndRange, "strength at the end of the range"),
    (DrillKind::Hold, "static hold"),
    (DrillKind::EasyAerobic, "easy aerobic"),
    (DrillKind::Breathing, "slow breathing"),
];

/// The planes of movement.
pub(super) const PLANES: [(Plane, &str); 3] =
    [(Plane::Sagittal, "front to back"), (Plane::Frontal, "side to side"), (Plane::Transverse, "turning")];

/// Where the body is.
pub(super) const POSITIONS: [(Position, &str); 3] =
    [(Position::Standing, "standing"), (Position::Wall, "at a wall"), (Position::Floor, "on the floor")];

/// The word of a value; nothing where it has none.
pub(super) fn word<T: Copy + PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

/// When something was used last, short enough for a line of the list; nothing where it never was.
pub(super) fn last_used(used: Option<&WorkUse>, today: Date) -> Option<String> {
    let day = used?.last?;
    Some(format!("used {}", on(day, today)))
}

/// What is known of the use of a drill or technique, in sentences. Counts, and no claim: all that was in a circuit had
/// its part in how it was answered (science.md 5.9).
pub(super) fn use_sentences(used: Option<&WorkUse>, today: Date) -> Vec<String> {
    let Some(WorkUse { times, lately, last, answers, felt: _, after }) = used else {
        return vec!["Not used yet.".to_owned()];
    };
    let circuits = count(*times as usize, "circuit", "circuits");
    let last = last.map(|day| format!("; last {}", on(day, today))).unwrap_or_default();
    let mut said = vec![format!("In {circuits}, {lately} in the last {LATELY_DAYS} days{last}.")];
    let Tally { better, same, worse } = *answers;
    match answers.count() {
        0 => said.push("No answers yet.".to_owned()),
        all => {
            let times = count(all as usize, "time", "times");
            said.push(format!("Answered {times}: eased {better}, same {same}, worse {worse}."));
        }
    }
    if let Some((all, [least, middle, most])) = used.and_then(WorkUse::pressure) {
        let range = if least == most { String::new() } else { format!(", from {least} to {most}") };
        let answers = count(all as usize, "answer", "answers");
        said.push(format!("Pressure felt: {middle} of 10 in the middle{range} ({answers})."));
    }
    if after.count() > 0 {
        let Tally { better, same, worse } = *after;
        said.push(format!("Regions rated right after those circuits: lower {better}, same {same}, higher {worse}."));
    }
    if answers.count() + after.count() > 0 {
        said.push(
            "Counts of what you said. They do not show what it does: the rest of the circuit had its part.".into(),
        );
    }
    said
}

/// "today", "yesterday", "on Friday", "on 20 Oct".
fn on(day: Date, today: Date) -> String {
    let words = relative_day(day, today);
    let days = (today - day).get_days();
    match days {
        0 | 1 => words,
        2..=6 => format!("on {}", day.strftime("%A")),
        _ => format!("on {words}"),
    }
}

/// What a mode is called.
pub(super) fn mode_heading(mode: Mode) -> &'static str {
    match mode {
        Mode::BeforeTraining => "Before training",
        Mode::Recovery => "In recovery",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Pressure;

    #[test]
    fn what_is_said_of_use_are_counts_and_nothing_where_there_is_nothing() {
        let today: Date = "2026-11-22".parse().expect("a day");
        assert_eq!(use_sentences(None, today), ["Not used yet."]);
        let used = WorkUse { times: 1, lately: 1, last: Some(today), ..WorkUse::default() };
        let said = use_sentences(Some(&used), today);
        assert_eq!(said, ["In 1 circuit, 1 in the last 30 days; last today.", "No answers yet."]);
        let pressure = |value| Pressure::try_from(value).expect("in range");
        let used = WorkUse {
            times: 12,
            lately: 4,
            last: "2026-11-20".parse().ok(),
            answers: Tally { better: 5, same: 3, worse: 1 },
            felt: [(pressure(2), 1), (pressure(3), 4)].into(),
            after: Tally { better: 2, same: 0, worse: 0 },
        };
        let said = use_sentences(Some(&used), today);
        assert_eq!(
            said[..4],
            [
                "In 12 circuits, 4 in the last 30 days; last on Friday.",
                "Answered 9 times: eased 5, same 3, worse 1.",
                "Pressure felt: 3 of 10 in the middle, from 2 to 3 (5 answers).",
                "Regions rated right after those circuits: lower 2, same 0, higher 0.",
            ]
        );
        assert!(said[4].contains("do not show"));
        assert_eq!(last_used(Some(&used), today).as_deref(), Some("used on Friday"));
    }
}
