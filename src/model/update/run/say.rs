//! What is spoken with the cues of a run: short, and the side first.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::circuit::{Cue, DueCue, Round, RunView, SegmentKind};
use crate::domain::{Document, Phase, Station, Tool, Work};
use crate::model::{Announcement, Running};

/// The cues to come with the words of each; without words where speech is off.
pub(super) fn announcements(running: &Running, catalog: &Catalog, document: &Document) -> Vec<Announcement> {
    let run = &running.run;
    let words = |due: &DueCue| {
        let view = run.view(due.due);
        let Some(circuit) = run.circuit() else { return interval_words(due.cue, &view) };
        let station = circuit.stations.get(view.station);
        let name = station.map(|station| station_words(station, view.round, catalog, &document.profile.tools));
        let name = name.unwrap_or_default();
        circuit_words(due.cue, &view, &name)
    };
    let announce = |due: DueCue| {
        let say = if document.settings.speech { words(&due) } else { String::new() };
        Announcement { due: due.due, cue: due.cue, say }
    };
    run.upcoming().into_iter().map(announce).collect()
}

/// A cue of a circuit, after which the run is at or before a station of this name.
fn circuit_words(cue: Cue, view: &RunView, name: &str) -> String {
    match (cue, view.kind) {
        (Cue::Next, SegmentKind::Work) => name.to_owned(),
        (Cue::Next, _) => format!("next: {name}"),
        (Cue::Switch, SegmentKind::GetReady) => format!("{} first", side_word(view.round)),
        (Cue::Switch, _) => format!("switch to the {}", side_word(view.round)),
        (Cue::Start | Cue::Halfway | Cue::Last(_), _) => String::new(),
        (Cue::Done, _) => "done".to_owned(),
    }
}

/// A cue of plain intervals.
fn interval_words(cue: Cue, view: &RunView) -> String {
    let round = format!("round {} of {}", view.station + 1, view.station_count);
    match (cue, view.kind) {
        (Cue::Next, SegmentKind::GetReady) => format!("get ready: {round}"),
        (Cue::Next, SegmentKind::Rest) => format!("rest, then {round}"),
        (Cue::Next | Cue::Start, _) if view.kind == SegmentKind::Work => round,
        (Cue::Done, _) => "done".to_owned(),
        (_, _) => String::new(),
    }
}

/// "left hamstrings, roller"; "left ankle, knee to wall"; "slow breathing".
fn station_words(station: &Station, round: Round, catalog: &Catalog, at_hand: &BTreeSet<Tool>) -> String {
    let work = catalog.work_name(&station.work).to_lowercase();
    if station.phase == Phase::Breathing {
        return work;
    }
    let group = station.group.name();
    let place = match round {
        Round::Left | Round::Right => format!("{} {group}", side_word(round)),
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

fn side_word(round: Round) -> &'static str {
    match round {
        Round::Left => "left",
        Round::Right => "right",
        Round::Together => "both sides",
    }
}
