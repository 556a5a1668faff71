//! The guided retest, and when benchmarks are due.

use crate::domain::{BenchmarkId, Body, Edit, Profile, Record, RecordId, Schedule, Stamp, TrialPhoto};
use crate::insight;

use super::super::{
    Command, Effect, Guided, GuidedStep, Model, Moment, NoticeAction, RetestCommand, Screen, Shot, Tone,
};

impl Model {
    /// Does what is asked in a guided retest.
    pub(super) fn retest_command(&mut self, command: RetestCommand, moment: &Moment) -> Vec<Effect> {
        if let RetestCommand::Start(benchmarks) = command {
            self.screen = Screen::Benchmarks;
            self.overlay = None;
            self.guided = self.guide(&benchmarks, moment);
            return Vec::new();
        }
        let Some(guided) = &mut self.guided else { return Vec::new() };
        match command {
            RetestCommand::Start(_) => {}
            RetestCommand::Next => guided.next(),
            RetestCommand::Back => guided.back(),
            RetestCommand::Measured(value) => guided.measured(value),
            RetestCommand::OpenPhoto(path) => return self.open_photo(path),
            RetestCommand::UseAngle(points, keep) => guided.use_angle(points, keep),
            RetestCommand::ClosePhoto => guided.close_photo(),
            RetestCommand::Confirm => guided.confirm(),
            RetestCommand::Retype => guided.retype(),
            RetestCommand::Keep => return self.keep_retest(moment),
            RetestCommand::Leave => self.guided = None,
        }
        Vec::new()
    }

    /// Says when a benchmark is due.
    pub(super) fn schedule_retest(&mut self, benchmark: BenchmarkId, schedule: Schedule) -> Vec<Effect> {
        let label = Command::ScheduleRetest(benchmark.clone(), schedule).title();
        let mut profile = Profile::clone(&self.document.profile);
        profile.retests.insert(benchmark, schedule);
        self.edit(label, Edit::Profile(profile))
    }

    fn guide(&self, benchmarks: &[BenchmarkId], moment: &Moment) -> Option<Guided> {
        let mut known = benchmarks.iter().skip_while(|id| self.catalog.benchmark(id).is_none());
        let benchmark = self.catalog.benchmark(known.next()?)?;
        let doubts = insight::doubts(&self.document, &benchmark.id, &moment.wall);
        Some(Guided::new(benchmark, doubts, known.cloned().collect(), Stamp::new(&moment.wall)))
    }

    /// Writes the retest down, says so with the way back, and goes on to the next benchmark.
    fn keep_retest(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(guided) = self.guided.take_if(|guided| guided.step == GuidedStep::Review) else { return Vec::new() };
        let name = self.catalog.benchmark(&guided.retest.benchmark).map_or("Retest", |benchmark| &benchmark.name);
        let text = format!("{name} kept.");
        let id = RecordId::new(moment.wall.timestamp(), moment.random);
        let mut retest = guided.retest;
        let mut effects = Vec::new();
        for Shot { side, trial, photo, points } in guided.shots {
            let trial = trial as u32;
            let file = TrialPhoto::file_name(id, side, trial);
            effects.extend(self.add_photo(file.clone(), photo.jpeg().into()));
            retest.photos.push(TrialPhoto { side, trial, file, points });
        }
        let record = Record { id, rev: 1, when: guided.started, body: Body::Retest(retest) };
        let saved = self.edit("Retest".to_owned(), Edit::Put(Box::new(record)));
        let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        self.notices.show(Tone::Quiet, text, String::new(), vec![undo], moment.monotonic);
        self.guided = self.guide(&guided.then, moment);
        effects.extend(saved);
        effects
    }
}
