//! The shelf: what the person made to use again.

use std::sync::Arc;

use crate::domain::{BenchmarkId, Edit, Entry, OwnBenchmark, RecordId, Tested};

use super::super::{Command, Effect, Model, Moment, NoticeAction, Tone};

impl Model {
    /// Puts something on the shelf. What is new is called by its place; what is changed keeps its id, which old records
    /// name it by.
    pub(super) fn shelve(&mut self, place: Option<RecordId>, entry: Entry, moment: &Moment) -> Vec<Effect> {
        let label = Command::Shelve(place, Box::new(entry.clone())).title();
        let new = RecordId::new(moment.wall.timestamp(), moment.random);
        let entry = if place.is_none() { entry.placed_at(new) } else { entry };
        self.edit(label, Edit::Shelve(place.unwrap_or(new), Box::new(entry)))
    }

    /// Takes something off the shelf, and says so with the way back. A benchmark that was tested stays there to lend its
    /// retests their name and their unit, and is tested no longer.
    pub(super) fn unshelve(&mut self, place: RecordId, moment: &Moment) -> Vec<Effect> {
        let Some(entry) = self.document.shelf().get(&place) else { return Vec::new() };
        let name = entry.name().to_owned();
        let edit = match entry.as_ref() {
            Entry::Benchmark(own) if self.is_tested(&own.id) => {
                let own = OwnBenchmark { tested: Tested::NoLonger, ..own.clone() };
                Edit::Shelve(place, Box::new(Entry::Benchmark(own)))
            }
            _ => Edit::Unshelve(place),
        };
        let effects = self.edit(Command::Unshelve(place).title(), edit);
        let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        self.notices.show(Tone::Quiet, format!("{name} removed."), String::new(), vec![undo], moment.monotonic);
        effects
    }

    /// Whether there is a retest of a benchmark.
    fn is_tested(&self, id: &BenchmarkId) -> bool {
        self.document.retests(..).any(|(_, retest)| retest.benchmark == *id)
    }

    /// Makes the catalogue anew where the shelf has changed.
    pub(super) fn refresh_catalog(&mut self) {
        let shelf = self.document.shelf();
        if Arc::ptr_eq(&self.shelf, shelf) {
            return;
        }
        if self.shelf != *shelf {
            self.catalog = self.catalog.with_shelf(shelf).into();
        }
        self.shelf = shelf.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Day;
    use super::*;
    use crate::domain::{Drill, Own, Standing, Work};

    fn drill(day: &Day, standing: Standing) -> Entry {
        let entry = Drill { name: "Heel drop".to_owned(), ..day.model.catalog().drills()[0].clone() };
        Entry::Drill(Own { entry, standing, figure: None })
    }

    fn place(day: &Day) -> RecordId {
        *day.model.document().shelf().keys().next().expect("something on the shelf")
    }

    #[test]
    fn what_is_put_on_the_shelf_is_in_the_catalogue_at_once_and_undo_takes_it_out_again() {
        let mut day = Day::new();
        let built_in = day.model.catalog().drills().len();
        day.give(Command::Shelve(None, Box::new(drill(&day, Standing::Aside))));
        let place = place(&day);
        let work = Work::Drill(crate::domain::own_id(place).as_str().into());
        assert_eq!(day.model.catalog().work_name(&work), "Heel drop");
        assert_eq!(day.model.catalog().own_work(&work).map(|own| own.place), Some(place));

        let entry = day.model.document().shelf()[&place].as_ref().clone();
        let Entry::Drill(own) = entry else { panic!("a drill was put there") };
        let offered = Entry::Drill(Own { standing: Standing::Offered, ..own });
        day.give(Command::Shelve(Some(place), Box::new(offered)));
        assert!(day.model.catalog().takes_part(&work));
        assert_eq!(day.model.document().shelf().len(), 1, "it was changed in its place");

        day.give(Command::Unshelve(place));
        assert_eq!(day.model.catalog().drills().len(), built_in);
        assert_eq!(day.model.catalog().work_name(&work), "Heel drop", "old records still name it");
        day.give(Command::Undo);
        day.give(Command::Undo);
        assert!(!day.model.catalog().takes_part(&work));
        day.give(Command::Undo);
        assert_eq!(day.model.catalog().drills().len(), built_in);
    }

    #[test]
    fn a_plan_is_outdated_by_an_own_work_and_not_by_a_favourite() {
        let mut day = Day::new();
        day.give(Command::BuildCircuit);
        let circuit = day.model.planned().expect("a plan").plan.circuit.clone();
        let favourite = Entry::Favourite(crate::domain::Favourite { name: "Usual".to_owned(), circuit });
        day.give(Command::Shelve(None, Box::new(favourite)));
        assert!(!day.model.plan_is_outdated());
        day.give(Command::Shelve(None, Box::new(drill(&day, Standing::Offered))));
        assert!(day.model.plan_is_outdated());
    }

    #[test]
    fn a_benchmark_that_was_tested_stays_known_after_it_was_deleted_and_one_that_was_not_goes() {
        let mut day = Day::new();
        let own = OwnBenchmark {
            id: "own-".into(),
            name: "Dead hang".to_owned(),
            unit: "s".to_owned(),
            laterality: crate::domain::Laterality::Together,
            better: crate::domain::Better::Up,
            range: crate::domain::Range { min: 0.0, max: 600.0 },
            sem: None,
            steps: Vec::new(),
            tested: Tested::Still,
        };
        let shelve = |day: &mut Day| day.give(Command::Shelve(None, Box::new(Entry::Benchmark(own.clone()))));
        shelve(&mut day);
        let first = place(&day);
        day.give(Command::Unshelve(first));
        assert_eq!(day.model.document().shelf().len(), 0, "nobody knows it");

        shelve(&mut day);
        let place = place(&day);
        let id = BenchmarkId::from(crate::domain::own_id(place).as_str());
        day.give(Command::Retest(crate::model::RetestCommand::Start(vec![id.clone()])));
        let measured = std::iter::repeat_n(crate::model::RetestCommand::Measured(42.0), 3);
        let next = crate::model::RetestCommand::Next;
        for command in [next.clone(), next].into_iter().chain(measured).chain([crate::model::RetestCommand::Keep]) {
            day.give(Command::Retest(command));
        }
        day.give(Command::Unshelve(place));
        let catalog = day.model.catalog();
        assert!(catalog.benchmark(&id).is_none());
        assert_eq!(catalog.known_benchmark(&id).map(|known| known.name.as_str()), Some("Dead hang"));
        day.give(Command::Undo);
        assert!(day.model.catalog().benchmark(&id).is_some());
    }
}
