//! The circuit for now: built by the planner, changed by hand, kept as a favourite. Changes can be undone
//! like all others.

use std::sync::Arc;

use crate::domain::{Edit, Entry, Favourite, RecordId};
use crate::planner::hand::{self, Fitted, HandChange};
use crate::planner::{self, NoPlan, Plan, Request};

use super::{Effect, Model, Moment, NoticeAction, Tone};
use crate::model::{Command, HandCommand, Maker, Planned, Screen, Unplanned};

impl Model {
    pub(super) fn build_circuit(&mut self, moment: &Moment) {
        if self.may_not_plan(moment) {
            return;
        }
        let mut seed = moment.random as u64;
        // Building again must show something new where there is something new, so the seed of before is never reused.
        if self.planned.as_ref().is_some_and(|planned| planned.seed == seed) {
            seed = seed.wrapping_add(1);
        }
        let request = self.request(seed, moment);
        self.selected = None;
        self.screen = Screen::Today;
        let before = self.planned.take();
        match planner::plan_from(self.derived.planning(), &self.catalog, &request) {
            Ok(plan) => self.planned = Some(self.planned_from(plan, request, Maker::Planner)),
            Err(why) => self.say_unplanned(why, &request),
        }
        // What the planner made alone it can make again; what the person made must not be lost.
        if before.as_ref().is_some_and(|before| before.maker != Maker::Planner) {
            self.history.record_plan(Command::BuildCircuit.title(), before);
        }
    }

    pub(super) fn drop_circuit(&mut self) {
        let before = self.planned.take();
        if before.as_ref().is_some_and(|before| before.maker != Maker::Planner) {
            self.history.record_plan("Close the circuit".to_owned(), before);
        }
    }

    /// A circuit that nobody has touched follows the minutes and the tools; one changed by hand waits to be fitted.
    pub(super) fn follow_profile(&mut self, moment: &Moment) {
        let profile = &self.document.profile;
        let Some(planned) = &mut self.planned else { return };
        if planned.request.minutes == profile.minutes && planned.request.tools == profile.tools {
            return;
        }
        let request = Request {
            minutes: profile.minutes,
            tools: profile.tools.clone(),
            now: moment.wall.clone(),
            ..planned.request.clone()
        };
        let maker = planned.maker;
        if maker != Maker::Planner {
            planned.request = request;
            let additions = hand::additions(self.derived.planning(), &self.catalog, &planned.request, &planned.plan);
            planned.additions = additions.into();
            return;
        }
        match planner::plan_from(self.derived.planning(), &self.catalog, &request) {
            Ok(plan) => self.planned = Some(self.planned_from(plan, request, maker)),
            Err(why) => {
                self.planned = None;
                self.say_unplanned(why, &request);
            }
        }
    }

    pub(super) fn hand(&mut self, command: HandCommand, moment: &Moment) -> Vec<Effect> {
        match command {
            HandCommand::Change(change) => self.change_circuit(&change, moment),
            HandCommand::BuildByHand => self.build_by_hand(moment),
            HandCommand::EditFavourite(id) => self.edit_favourite(id, moment),
            HandCommand::SaveFavourite(id, name) => return self.save_favourite(id, &name, moment),
            HandCommand::RenameFavourite(id, name) => return self.rename_favourite(id, &name),
        }
        Vec::new()
    }

    fn change_circuit(&mut self, change: &HandChange, moment: &Moment) {
        let Some(before) = self.planned.clone() else { return };
        let request = Request { now: moment.wall.clone(), ..before.request.clone() };
        match hand::change(self.derived.planning(), &self.catalog, &request, &before.plan, change) {
            Ok(changed) => {
                let last_change = changed.words(&self.catalog);
                let label = changed.done.words(&self.catalog);
                let maker = match before.maker {
                    Maker::Planner if matches!(change, HandChange::SetMode(_)) => Maker::Planner,
                    Maker::Planner | Maker::Both => Maker::Both,
                    maker @ (Maker::Person | Maker::Favourite(_)) => maker,
                };
                let after = self.planned_from(changed.plan, changed.request, maker);
                self.planned = Some(Planned { last_change: last_change.clone(), ..after });
                self.history.record_plan(label, Some(before));
                let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
                self.notices.show(Tone::Quiet, last_change, String::new(), vec![undo], moment.monotonic);
            }
            Err(why) => {
                let text = format!("Not done: {}.", why.words());
                self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
            }
        }
    }

    fn build_by_hand(&mut self, moment: &Moment) {
        if self.may_not_plan(moment) {
            return;
        }
        let request = self.request(moment.random as u64, moment);
        let plan = hand::empty(self.derived.planning(), &self.catalog, &request);
        self.open_by_hand(plan, request, Maker::Person);
    }

    fn edit_favourite(&mut self, id: RecordId, moment: &Moment) {
        let Some(Entry::Favourite(favourite)) = self.document.shelf().get(&id).map(Arc::as_ref).cloned() else {
            return;
        };
        if self.may_not_plan(moment) {
            return;
        }
        let request = self.request(moment.random as u64, moment);
        let fitted = hand::fit_today(&favourite.circuit, self.derived.planning(), &self.catalog, &request);
        let words = fitted.as_ref().map_or_else(|_| String::new(), |fitted| left_out_words(&self.catalog, fitted));
        self.open_by_hand(fitted.map(|fitted| fitted.plan), request, Maker::Favourite(id));
        if let Some(planned) = &mut self.planned {
            planned.last_change = words;
        }
    }

    fn open_by_hand(&mut self, plan: Result<Plan, NoPlan>, request: Request, maker: Maker) {
        let before = self.planned.take();
        self.selected = None;
        self.screen = Screen::Today;
        match plan {
            Ok(plan) => self.planned = Some(self.planned_from(plan, request, maker)),
            Err(why) => self.say_unplanned(why, &request),
        }
        if before.as_ref().is_some_and(|before| before.maker != Maker::Planner) {
            self.history.record_plan("Open another circuit".to_owned(), before);
        }
    }

    fn save_favourite(&mut self, id: Option<RecordId>, name: &str, moment: &Moment) -> Vec<Effect> {
        let name = name.trim().to_owned();
        let Some(planned) = &self.planned else { return Vec::new() };
        if name.is_empty() || planned.plan.circuit.stations.is_empty() {
            return Vec::new();
        }
        let entry = Entry::Favourite(Favourite { name: name.clone(), circuit: planned.plan.circuit.clone() });
        let id = id.unwrap_or_else(|| RecordId::new(moment.wall.timestamp(), moment.random));
        let label = HandCommand::SaveFavourite(None, name.clone()).title();
        let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        let text = format!("Kept among your circuits as {name}.");
        self.notices.show(Tone::Quiet, text, String::new(), vec![undo], moment.monotonic);
        self.edit(label, Edit::Shelve(id, Box::new(entry)))
    }

    fn rename_favourite(&mut self, id: RecordId, name: &str) -> Vec<Effect> {
        let name = name.trim().to_owned();
        let Some(Entry::Favourite(favourite)) = self.document.shelf().get(&id).map(Arc::as_ref) else {
            return Vec::new();
        };
        if name.is_empty() {
            return Vec::new();
        }
        let label = HandCommand::RenameFavourite(id, name.clone()).title();
        let entry = Entry::Favourite(Favourite { name, circuit: favourite.circuit.clone() });
        self.edit(label, Edit::Shelve(id, Box::new(entry)))
    }

    /// A request for now, with the wishes of the circuit that is open.
    fn request(&self, seed: u64, moment: &Moment) -> Request {
        let (minutes, tools) = (self.document.profile.minutes, self.document.profile.tools.clone());
        let plain = Request::new(moment.wall.clone(), minutes, tools, seed);
        let Some(Planned { request, .. }) = &self.planned else { return plain };
        let Request { now: _, minutes: _, mode, tools: _, pinned, without_regions, without_works, seed: _ } =
            request.clone();
        Request { mode, pinned, without_regions, without_works, ..plain }
    }

    fn planned_from(&self, plan: Plan, request: Request, maker: Maker) -> Planned {
        let additions = hand::additions(self.derived.planning(), &self.catalog, &request, &plan);
        Planned {
            plan: plan.into(),
            from: self.document.clone(),
            seed: request.seed,
            request,
            maker,
            additions: additions.into(),
            last_change: String::new(),
        }
    }

    fn say_unplanned(&mut self, why: NoPlan, request: &Request) {
        let had_wishes = !request.without_regions.is_empty() || !request.without_works.is_empty();
        self.unplanned = Some(Unplanned { why, had_wishes, revision: self.revision });
    }

    /// What forbids pressing on a region may stand in a record of months ago.
    fn may_not_plan(&mut self, moment: &Moment) -> bool {
        self.unplanned = None;
        self.must_wait_for_records("Build the circuit again", moment) || self.must_wait_for_help(moment)
    }
}

/// "Left out today: couch stretch (left hip is spared)."
fn left_out_words(catalog: &crate::catalog::Catalog, fitted: &Fitted) -> String {
    let lines: Vec<String> = fitted.left_out.iter().map(|left_out| left_out.words(catalog)).collect();
    if lines.is_empty() { String::new() } else { format!("Left out today. {}.", lines.join("; ")) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::tests::{Day, id};
    use super::*;
    use crate::domain::Work;

    fn works(day: &Day) -> Vec<Work> {
        let plan = &day.model.planned().expect("a circuit").plan;
        plan.circuit.stations.iter().map(|station| station.work.clone()).collect()
    }

    fn change(day: &mut Day, change: HandChange) {
        day.give(Command::Hand(HandCommand::Change(change)));
    }

    #[test]
    fn changes_of_the_circuit_and_of_the_data_are_undone_in_one_order_of_time() {
        let mut day = Day::new();
        day.rate("calf_left", 5);
        day.give(Command::BuildCircuit);
        let built = day.model.planned().expect("a circuit").plan.clone();
        change(&mut day, HandChange::LeaveOut(1));
        let shorter = day.model.planned().expect("a circuit").plan.clone();
        assert_ne!(built, shorter);
        day.rate("calf_left", 6);
        change(&mut day, HandChange::Move { from: 0, to: 2 });
        assert!(day.model.undo_label().is_some_and(|label| label.starts_with("Moved ")));
        day.give(Command::Undo);
        assert_eq!(day.model.planned().expect("a circuit").plan, shorter);
        assert_eq!(day.soreness("calf_left"), Some(6));
        day.give(Command::Undo);
        assert_eq!(day.soreness("calf_left"), Some(5));
        day.give(Command::Undo);
        assert_eq!(day.model.planned().expect("a circuit").plan, built);
        day.give(Command::Redo);
        assert_eq!(day.model.planned().expect("a circuit").plan, shorter);
    }

    #[test]
    fn building_again_keeps_pins_and_exclusions_and_what_was_made_by_hand_comes_back_by_undo() {
        let mut day = Day::new();
        day.rate("calf_left", 5);
        day.rate("quads_left", 5);
        day.give(Command::BuildCircuit);
        change(&mut day, HandChange::Exclude(BTreeSet::from([id("calf_left")])));
        change(&mut day, HandChange::Pin(BTreeSet::from([id("chest_left")])));
        let by_hand = works(&day);
        day.give(Command::BuildCircuit);
        let again = day.model.planned().expect("a circuit");
        let worked: BTreeSet<_> =
            again.plan.circuit.stations.iter().flat_map(crate::domain::Station::regions).collect();
        assert!(!worked.contains(&id("calf_left")) && worked.contains(&id("chest_left")));
        assert_eq!(again.maker, Maker::Planner);
        day.give(Command::Undo);
        assert_eq!(works(&day), by_hand);
        day.give(Command::DropCircuit);
        assert!(day.model.planned().is_none());
        day.give(Command::Undo);
        assert_eq!(works(&day), by_hand);
    }

    #[test]
    fn a_circuit_that_was_followed_does_not_come_back_by_undo() {
        let mut day = Day::new();
        day.give(Command::BuildCircuit);
        change(&mut day, HandChange::LeaveOut(0));
        day.give(Command::StartRun);
        day.wait(std::time::Duration::from_mins(2));
        day.give(Command::FinishRun);
        assert!(day.model.planned().is_none());
        while day.model.undo_label().is_some() {
            day.give(Command::Undo);
        }
        assert!(day.model.planned().is_none());
    }

    #[test]
    fn an_untouched_circuit_follows_the_minutes_and_one_made_by_hand_is_fitted_on_demand() {
        let mut day = Day::new();
        let length = |day: &Day| day.model.planned().expect("a circuit").plan.circuit.total_secs();
        day.give(Command::BuildCircuit);
        day.give(Command::SetMinutes(20));
        assert!(length(&day).abs_diff(20 * 60) <= 5);
        assert!(!day.model.plan_is_outdated());
        change(&mut day, HandChange::LeaveOut(0));
        let by_hand = works(&day);
        day.give(Command::SetMinutes(15));
        assert_eq!(works(&day), by_hand);
        assert!(day.model.planned().expect("a circuit").over_secs() > 60);
        change(&mut day, HandChange::Fit);
        assert!(length(&day).abs_diff(15 * 60) <= 5);
    }

    #[test]
    fn a_favourite_is_kept_renamed_and_opened_again_with_what_today_allows() {
        let mut day = Day::new();
        day.give(Command::Hand(HandCommand::BuildByHand));
        assert_eq!(works(&day), []);
        change(&mut day, HandChange::Add(Work::Drill("d41".into()), None));
        change(&mut day, HandChange::Add(Work::Drill("d01".into()), None));
        let kept = works(&day);
        assert_eq!(kept.len(), 2);
        day.give(Command::Hand(HandCommand::SaveFavourite(None, "  ".to_owned())));
        assert!(day.model.document().shelf().is_empty());
        day.give(Command::Hand(HandCommand::SaveFavourite(None, "Ankles ".to_owned())));
        let place = *day.model.document().shelf().keys().next().expect("a favourite");
        day.give(Command::Hand(HandCommand::RenameFavourite(place, "My ankles".to_owned())));
        assert_eq!(day.model.document().shelf()[&place].name(), "My ankles");
        day.rate("ankle_left", 8);
        day.give(Command::Hand(HandCommand::EditFavourite(place)));
        let planned = day.model.planned().expect("a circuit");
        assert_eq!(planned.maker, Maker::Favourite(place));
        assert!(planned.last_change.starts_with("Left out today. "), "{}", planned.last_change);
        assert!(works(&day).len() < 2);
    }

    #[test]
    fn what_cannot_be_planned_is_said_until_something_changes() {
        let mut day = Day::new();
        day.give(Command::BuildCircuit);
        for region in crate::domain::Region::all() {
            change(&mut day, HandChange::Exclude(BTreeSet::from([region])));
        }
        day.give(Command::BuildCircuit);
        let unplanned = day.model.unplanned().expect("nothing is left");
        assert!(matches!(unplanned.why, NoPlan::NothingLeft { .. }) && unplanned.had_wishes);
        day.rate("calf_left", 3);
        assert_eq!(day.model.unplanned(), None);
    }
}
