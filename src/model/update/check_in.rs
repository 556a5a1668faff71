//! The answers of a check-in, and the day's circumstances.

use crate::domain::{
    Body, CheckIn, Edit, Flag, Profile, Rating, Readiness, Record, RecordId, Region, RegionRating, Stamp, Tool,
    Training,
};

use super::{Command, Effect, Model, Moment};
use crate::model::Scale;

impl Model {
    pub(super) fn rate(
        &mut self,
        region: Region,
        scale: Scale,
        rating: Option<Rating>,
        moment: &Moment,
    ) -> Vec<Effect> {
        self.take_up(scale, rating);
        let mut answer = self.answer_of(region);
        match scale {
            Scale::Soreness => answer.soreness = rating,
            Scale::Stiffness => answer.stiffness = rating,
        }
        self.answer(Command::Rate(region, scale, rating).title(), region, answer, moment)
    }

    pub(super) fn set_flag(&mut self, region: Region, flag: Option<Flag>, moment: &Moment) -> Vec<Effect> {
        self.forget_help(region);
        if let Some(running) = &mut self.running {
            // The question that stands open over the run is answered.
            running.asking = None;
        }
        let answer = RegionRating { wrong: flag, ..self.answer_of(region) };
        self.answer(Command::SetFlag(region, flag).title(), region, answer, moment)
    }

    /// What holds of a region now, an earlier day's concern included: rating it must not drop the concern.
    pub(super) fn answer_of(&self, region: Region) -> RegionRating {
        self.derived.regions_today().get(&region).copied().unwrap_or_default()
    }

    fn answer(&mut self, label: String, region: Region, answer: RegionRating, moment: &Moment) -> Vec<Effect> {
        self.edit_check_in(label, moment, |check_in| {
            // An empty answer is kept: it says that a concern of an earlier day is over.
            check_in.regions.insert(region, answer);
        })
    }

    pub(super) fn set_readiness(&mut self, readiness: Option<Readiness>, moment: &Moment) -> Vec<Effect> {
        self.edit_check_in(Command::SetReadiness(readiness).title(), moment, |check_in| check_in.readiness = readiness)
    }

    /// Changes the open check-in, or begins one. One whose last answer was taken back says nothing, and goes.
    pub(super) fn edit_check_in(
        &mut self,
        label: String,
        moment: &Moment,
        change: impl FnOnce(&mut CheckIn),
    ) -> Vec<Effect> {
        let open =
            self.derived.open_check_in().and_then(|id| self.document.record(id)).map(|record| Record::clone(record));
        let mut record = open.unwrap_or_else(|| Record {
            id: RecordId::new(moment.wall.timestamp(), moment.random),
            rev: 0,
            when: Stamp::new(&moment.wall),
            body: Body::CheckIn(CheckIn::default()),
        });
        let Body::CheckIn(check_in) = &mut record.body else { return Vec::new() };
        let before = check_in.clone();
        change(check_in);
        if *check_in == before {
            return Vec::new();
        }
        if *check_in == CheckIn::default() {
            return self.edit(label, Edit::Delete(record.id));
        }
        record.rev += 1;
        self.edit(label, Edit::Put(Box::new(record)))
    }

    pub(super) fn set_minutes(&mut self, minutes: u32) -> Vec<Effect> {
        let minutes = minutes.clamp(Profile::MINUTES_MIN, Profile::MINUTES_MAX);
        let profile = Profile { minutes, ..Profile::clone(&self.document.profile) };
        self.edit(Command::SetMinutes(minutes).title(), Edit::Profile(profile))
    }

    pub(super) fn toggle_tool(&mut self, tool: Tool) -> Vec<Effect> {
        let mut profile = Profile::clone(&self.document.profile);
        if !profile.tools.remove(&tool) {
            profile.tools.insert(tool);
        }
        self.edit(Command::ToggleTool(tool).title(), Edit::Profile(profile))
    }

    pub(super) fn save_training(
        &mut self,
        id: Option<RecordId>,
        when: Stamp,
        training: Training,
        moment: &Moment,
    ) -> Vec<Effect> {
        if training.types.is_empty() {
            return Vec::new();
        }
        let label = Command::SaveTraining(id, when.clone(), training.clone()).title();
        let known = id.and_then(|id| self.document.record(id));
        let rev = known.map_or(0, |record| record.rev) + 1;
        let id = id.unwrap_or_else(|| RecordId::new(moment.wall.timestamp(), moment.random));
        self.edit(label, Edit::Put(Box::new(Record { id, rev, when, body: Body::Training(training) })))
    }
}
