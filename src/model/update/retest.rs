//! The guided retest, and when benchmarks are due.

use crate::domain::{BenchmarkId, Body, Edit, Profile, Record, RecordId, Schedule, Stamp, TrialPhoto};
use crate::insight;

use super::super::{
    Command, Effect, Guided, GuidedStep, Model, Moment, NoticeAction, RetestCommand, Screen, Shot, Tone,
};

impl Model {
    /// Does what is asked in a guided retest.
    pub(super) fn retest_command(&mut self, command: RetestCommand, moment: &Moment) -> Vec<Effect> {
        match command {
            RetestCommand::Start(benchmarks) => {
                self.screen = Screen::Benchmarks;
                self.overlay = None;
                self.guided = self.guide(&benchmarks, moment);
                return Vec::new();
            }
            RetestCommand::ShowPhoto(file) => return self.read_photo(&file),
            RetestCommand::RemovePhoto(retest, file) => return self.remove_photo(retest, &file, moment),
            _ => {}
        }
        let Some(guided) = &mut self.guided else { return Vec::new() };
        match command {
            RetestCommand::Start(_) | RetestCommand::ShowPhoto(_) | RetestCommand::RemovePhoto(..) => {}
            RetestCommand::Next => guided.next(),
            RetestCommand::Back => guided.back(),
            RetestCommand::Measured(value) => guided.measured(value),
            RetestCommand::OpenPhoto(path) => return self.open_photo(path),
            RetestCommand::UseAngle(points, keep) => guided.use_angle(points, keep),
            RetestCommand::ClosePhoto => guided.close_photo(),
            RetestCommand::Confirm => guided.confirm(),
            RetestCommand::Retype => guided.retype(),
            RetestCommand::Keep => return self.keep_retest(moment),
            RetestCommand::Hurts => self.stop_at_pain(moment),
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

    /// Keeps nothing of a retest that hurts, and goes on to the next benchmark.
    fn stop_at_pain(&mut self, moment: &Moment) {
        let Some(guided) = self.guided.take() else { return };
        let name = self.catalog.benchmark(&guided.retest.benchmark).map_or("Retest", |benchmark| &benchmark.name);
        let text = format!("{name} stopped; nothing of it was kept. Rate where it hurts in the check-in.");
        self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
        self.guided = self.guide(&guided.then, moment);
    }

    /// Takes a photo from its retest, with the way back. Its file stays until nothing can be undone any more.
    fn remove_photo(&mut self, id: RecordId, file: &str, moment: &Moment) -> Vec<Effect> {
        let Some(record) = self.document.record(id) else { return Vec::new() };
        let Body::Retest(retest) = &record.body else { return Vec::new() };
        let mut retest = retest.clone();
        retest.photos.retain(|photo| photo.file != file);
        let record = Record { rev: record.rev.saturating_add(1), body: Body::Retest(retest), ..Record::clone(record) };
        let title = RetestCommand::RemovePhoto(id, file.to_owned()).title().to_owned();
        self.data.removed_photos.insert(self.data.kept_photo(file).unwrap_or(file).to_owned());
        let effects = self.edit(title, Edit::Put(Box::new(record)));
        let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        let text = "Photo removed. Its file goes when you quit.".to_owned();
        self.notices.show(Tone::Quiet, text, String::new(), vec![undo], moment.monotonic);
        effects
    }

    /// The photos that were removed from their retests and are named by none: their files can go when nothing can be
    /// undone any more.
    pub fn photos_to_discard(&self) -> Vec<String> {
        let named = |file: &String| {
            self.document.retests(..).any(|(_, retest)| retest.photos.iter().any(|photo| photo.file == *file))
        };
        self.data.removed_photos.iter().filter(|file| !named(file)).cloned().collect()
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

#[cfg(test)]
mod tests {
    use super::super::tests::Day;
    use super::*;
    use crate::domain::{Retest, Side};

    /// A retest of hip rotation with one photo; the name of its file.
    fn with_photo(day: &mut Day) -> (RecordId, String) {
        let id = RecordId::new(day.start.timestamp(), 900);
        let file = TrialPhoto::file_name(id, Side::Left, 0);
        let photo = TrialPhoto { side: Side::Left, trial: 0, file: file.clone(), points: vec![(0.0, 0.0), (9.0, 9.0)] };
        let retest = Retest { left: vec![45.0], photos: vec![photo], ..Retest::of("hip_ir".into()) };
        let record = Record { id, rev: 1, when: Stamp::new(&day.start), body: Body::Retest(retest) };
        day.model.document.apply(Edit::Put(Box::new(record)));
        (id, file)
    }

    #[test]
    fn a_photo_is_removed_with_the_way_back_and_its_file_goes_only_when_nothing_names_it() {
        let mut day = Day::new();
        let (id, file) = with_photo(&mut day);
        assert_eq!(day.model.photos_to_discard(), Vec::<String>::new());
        day.give(Command::Retest(RetestCommand::RemovePhoto(id, file.clone())));
        assert_eq!(day.model.photos_to_discard(), [file]);
        let Body::Retest(retest) = &day.model.document().record(id).expect("it stays").body else { panic!("a retest") };
        assert_eq!((retest.left.as_slice(), retest.photos.len()), (&[45.0][..], 0));
        day.give(Command::Undo);
        assert_eq!(day.model.photos_to_discard(), Vec::<String>::new());
    }

    #[test]
    fn a_retest_that_hurts_keeps_nothing_and_the_next_benchmark_comes() {
        let mut day = Day::new();
        let ids = ["ktw", "sit_reach"].map(BenchmarkId::from).to_vec();
        day.give(Command::Retest(RetestCommand::Start(ids)));
        for command in [RetestCommand::Next, RetestCommand::Next, RetestCommand::Measured(9.0), RetestCommand::Hurts] {
            day.give(Command::Retest(command));
        }
        let guided = day.model.guided().expect("the next one");
        assert_eq!((guided.retest.benchmark.as_str(), guided.step), ("sit_reach", GuidedStep::Steps));
        day.give(Command::Retest(RetestCommand::Hurts));
        assert!(day.model.guided().is_none() && day.model.document().record_count() == 0);
    }
}
