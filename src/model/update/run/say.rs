//! What is spoken with the cues of a run: short, and the side first.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::circuit::{Cue, DueCue, Round, RunView, SegmentKind};
use crate::domain::{Circuit, Document, Phase, Sides, Station, Tool, Work};
use crate::model::{Announcement, Running};

/// The cues to come with the words of each; without words where speech is off.
pub(super) fn announcements(running: &Running, catalog: &Catalog, document: &Document) -> Vec<Announcement> {
    let run = &running.run;
    let words = |due: &DueCue| match (due.cue, run.circuit()) {
        (Cue::Halfway | Cue::Last(_), _) => String::new(),
        (Cue::Done, _) => "done".to_owned(),
        (cue, Some(circuit)) => circuit_words(cue, circuit, &run.view(due.due), catalog, &document.profile.tools),
        (cue, None) => interval_words(cue, &run.view(due.due)),
    };
    let announce = |due: DueCue| {
        let say = if document.settings.speech { words(&due) } else { String::new() };
        Announcement { due: due.due, cue: due.cue, say }
    };
    run.upcoming().into_iter().map(announce).collect()
}

/// What begins in a circuit.
fn circuit_words(cue: Cue, circuit: &Circuit, view: &RunView, catalog: &Catalog, at_hand: &BTreeSet<Tool>) -> String {
    let Some(station) = circuit.stations.get(view.station) else { return String::new() };
    let name = || station_words(station, view.round, catalog, at_hand);
    let side = side_words(view.round);
    match (cue, view.kind) {
        (Cue::Next, SegmentKind::Work) => name(),
        (Cue::Next, _) => format!("next: {}", name()),
        (Cue::Switch, SegmentKind::GetReady) => format!("{side} first"),
        (Cue::Switch, _) => format!("switch to the {side}"),
        // Without gaps the first station begins with the run, and nothing else says its name.
        (Cue::Start, _) if circuit.transition_secs == 0 && is_first_round(station.sides, view.round) => name(),
        (_, _) => String::new(),
    }
}

/// What begins in plain intervals.
fn interval_words(cue: Cue, view: &RunView) -> String {
    let round = format!("round {} of {}", view.station + 1, view.station_count);
    match (cue, view.kind) {
        (Cue::Next, SegmentKind::GetReady) => format!("get ready: {round}"),
        (Cue::Next, SegmentKind::Rest) => format!("rest, then {round}"),
        (Cue::Next | Cue::Start, SegmentKind::Work) => round,
        (_, _) => String::new(),
    }
}

/// "left hamstrings, roller"; "left ankle, knee-to-wall rocks"; "slow breathing".
fn station_words(station: &Station, round: Round, catalog: &Catalog, at_hand: &BTreeSet<Tool>) -> String {
    let work = catalog.work_name(&station.work).to_lowercase();
    if station.phase == Phase::Breathing {
        return work;
    }
    let group = station.group.name();
    let place = match round {
        Round::Left | Round::Right => format!("{} {group}", side_words(round)),
        Round::Together if station.group.info().sided => format!("both sides, {group}"),
        Round::Together => group.to_owned(),
    };
    let tool = match &station.work {
        Work::Technique(id) => catalog.technique(id).and_then(|technique| {
            let choice = technique.needs.0.first()?;
            choice.iter().find(|tool| at_hand.contains(tool)).or(choice.first())
        }),
        Work::Drill(_) => None,
    };
    format!("{place}, {}", tool.map_or(work, |tool| tool.label().to_lowercase()))
}

fn is_first_round(sides: Sides, round: Round) -> bool {
    sides != Sides::Each || round == Round::Left
}

fn side_words(round: Round) -> &'static str {
    match round {
        Round::Left => "left",
        Round::Right => "right",
        Round::Together => "both sides",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::circuit::{Intervals, Run, RunCommand};
    use crate::domain::{Group, Mode, Settings, Side, Stamp};
    use crate::model::RunKind;

    fn station(phase: Phase, work: Work, group: Group, sides: Sides) -> Station {
        Station { phase, work, group, sides, secs_per_side: 30, pressure: None }
    }

    fn circuit(transition_secs: u32) -> Circuit {
        let technique = |id: &str| Work::Technique(id.into());
        let stations = vec![
            station(Phase::Tissue, technique("s02"), Group::Hamstrings, Sides::Each),
            station(Phase::Motion, Work::Drill("d41".into()), Group::Ankle, Sides::One(Side::Right)),
            station(Phase::Tissue, technique("s17"), Group::LowBack, Sides::Together),
        ];
        Circuit { mode: Mode::Recovery, stations, transition_secs, switch_secs: transition_secs }
    }

    fn said(run: Run, document: &Document) -> Vec<String> {
        let stamp = Stamp { at: jiff::Timestamp::UNIX_EPOCH, offset_secs: 0, zone: String::new() };
        let running = Running::new(run, RunKind::Planned, stamp, std::collections::BTreeMap::new());
        let catalog = Catalog::built_in().expect("the built-in catalogue parses");
        let all = announcements(&running, &catalog, document).into_iter().map(|announcement| announcement.say);
        all.filter(|say| !say.is_empty()).collect()
    }

    #[test]
    fn the_gap_says_what_comes_next_with_the_side_first() {
        let run = Run::start(circuit(10), Duration::ZERO).expect("three stations");
        let expected = [
            "next: left hamstrings, roller",
            "switch to the right",
            "next: right ankle, knee-to-wall rocks",
            "next: both sides, lower back, ball",
            "done",
        ];
        assert_eq!(said(run, &Document::default()), expected);
    }

    #[test]
    fn without_gaps_each_name_comes_with_its_work() {
        let run = Run::start(circuit(0), Duration::ZERO).expect("three stations");
        let expected = [
            "left hamstrings, roller",
            "switch to the right",
            "right ankle, knee-to-wall rocks",
            "both sides, lower back, ball",
            "done",
        ];
        assert_eq!(said(run, &Document::default()), expected);
    }

    #[test]
    fn sides_that_are_swapped_before_the_work_are_said() {
        let mut run = Run::start(circuit(10), Duration::ZERO).expect("three stations");
        run.tick(Duration::from_secs(2));
        run.apply(RunCommand::SwapSides, Duration::from_secs(2));
        assert_eq!(said(run, &Document::default())[..2], ["right first", "switch to the left"]);
    }

    #[test]
    fn intervals_are_counted_aloud() {
        let intervals = |rest_secs| Intervals { work_secs: 20, rest_secs, rounds: 2, name: String::new() };
        let check = |rest_secs: u32, expected: &[&str]| {
            let run = Run::intervals(intervals(rest_secs), 10, Duration::ZERO).expect("two rounds");
            assert_eq!(said(run, &Document::default()), expected);
        };
        check(10, &["get ready: round 1 of 2", "round 1 of 2", "rest, then round 2 of 2", "round 2 of 2", "done"]);
        check(0, &["get ready: round 1 of 2", "round 1 of 2", "round 2 of 2", "done"]);
    }

    #[test]
    fn with_speech_off_the_cues_have_no_words() {
        let mut document = Document::default();
        let settings = Settings { speech: false, ..Settings::default() };
        document.apply(crate::domain::Edit::Settings(settings));
        let run = Run::start(circuit(10), Duration::ZERO).expect("three stations");
        assert_eq!(said(run, &document), [""; 0]);
    }
}
