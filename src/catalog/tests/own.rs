//! What of the person's own stands beside the built-in entries, under which id, and what it asks of the body.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::super::{TestError, Unit};
use super::catalog;
use crate::domain::{
    Better, DrillKind, Entry, Hazard, Laterality, Own, OwnBenchmark, Range, RecordId, Standing, Tested, Tool, ToolNeed,
    Work, own_id,
};

fn place(number: u128) -> RecordId {
    RecordId::new(Timestamp::UNIX_EPOCH, number)
}

fn shelf(entries: impl IntoIterator<Item = Entry>) -> BTreeMap<RecordId, Arc<Entry>> {
    (1..).map(place).zip(entries.into_iter().map(Arc::new)).collect()
}

fn drill(id: &str, standing: Standing) -> Entry {
    let entry = crate::domain::Drill { id: id.into(), ..catalog().drills()[0].clone() };
    Entry::Drill(Own { entry, standing, figure: None })
}

#[test]
fn own_entries_stand_behind_the_built_in_ones_and_another_shelf_takes_their_place() {
    let built_in = catalog();
    let own = Work::Drill("own-a".into());
    let with = built_in.with_shelf(&shelf([drill("own-a", Standing::Prescribed { secs: 45 })]));
    assert_eq!(with.drills().len(), built_in.drills().len() + 1);
    assert_eq!(with.drills().last().map(|drill| drill.id.as_str()), Some("own-a"));
    assert_eq!(with.own_work(&own).map(|own| own.place), Some(place(1)));
    assert_eq!((with.prescribed_secs(&own), with.takes_part(&own)), (Some(45), true));
    assert_eq!(with.own_work(&Work::Drill("d01".into())), None);
    assert!(with.takes_part(&Work::Drill("d01".into())));

    let aside = with.with_shelf(&shelf([drill("own-a", Standing::Aside)]));
    assert_eq!((aside.prescribed_secs(&own), aside.takes_part(&own)), (None, false));
    assert_eq!(aside.drills().len(), built_in.drills().len() + 1);
    assert_eq!(aside.with_shelf(&BTreeMap::new()).drills(), built_in.drills());
}

#[test]
fn no_own_entry_takes_the_place_of_a_built_in_one_or_of_another() {
    let check = |ids: &[&str], expected: &[&str]| {
        let with = catalog().with_shelf(&shelf(ids.iter().map(|id| drill(id, Standing::Offered))));
        let found: Vec<&str> =
            with.drills()[catalog().drills().len()..].iter().map(|drill| drill.id.as_str()).collect();
        assert_eq!(found, expected);
        assert_eq!(with.drill(&"d01".into()), catalog().drill(&"d01".into()));
    };
    let [first, second] = [own_id(place(1)), own_id(place(2))];
    check(&["own-a", "own-b"], &["own-a", "own-b"]);
    check(&["d01"], &[&first]);
    check(&["own-a", "own-a"], &["own-a", &second]);
    check(&["", "own-b"], &[&first, "own-b"]);
}

#[test]
fn a_work_that_is_gone_keeps_its_last_name_and_cue_until_it_is_back() {
    let with = catalog().with_shelf(&shelf([drill("own-a", Standing::Offered)]));
    let without = with.with_shelf(&BTreeMap::new());
    let own = Work::Drill("own-a".into());
    assert_eq!(without.work_name(&own), with.work_name(&own));
    assert_eq!(without.work_cue(&own), with.work_cue(&own));
    assert_eq!(without.drill(&"own-a".into()), None, "it can no longer be chosen");
    assert_eq!(without.with_shelf(&BTreeMap::new()).work_name(&own), with.work_name(&own));
    assert_eq!(catalog().work_name(&own), "own-a");
    let renamed = Entry::Drill(Own {
        entry: crate::domain::Drill { id: "own-a".into(), name: "Other".to_owned(), ..catalog().drills()[0].clone() },
        standing: Standing::Aside,
        figure: None,
    });
    assert_eq!(without.with_shelf(&shelf([renamed])).work_name(&own), "Other");
}

#[test]
fn hazards_that_the_fields_show_count_whether_they_were_named_or_not() {
    let check = |kinds: &[DrillKind], tools: &[Tool], expected: &[Hazard]| {
        let entry = crate::domain::Drill {
            id: "own-a".into(),
            kinds: kinds.to_vec(),
            needs: ToolNeed(tools.iter().map(|&tool| vec![Tool::Wall, tool]).collect()),
            hazards: [Hazard::HeadDown].into(),
            ..catalog().drills()[0].clone()
        };
        let with =
            catalog().with_shelf(&shelf([Entry::Drill(Own { entry, standing: Standing::Offered, figure: None })]));
        let found = with.drill(&"own-a".into()).map(|drill| drill.hazards.iter().copied().collect::<Vec<_>>());
        assert_eq!(found, Some([&[Hazard::HeadDown], expected].concat()), "{kinds:?} {tools:?}");
    };
    check(&[DrillKind::Dynamic], &[Tool::Band], &[]);
    check(&[DrillKind::Hold], &[], &[Hazard::EndRangeHold]);
    check(&[DrillKind::Circle], &[Tool::Percussion, Tool::Ball], &[Hazard::Percussion, Hazard::Ball]);
    check(&[DrillKind::Circle], &[Tool::Roller], &[Hazard::FirmRoller]);
}

#[test]
fn an_own_benchmark_has_its_unit_its_sides_and_the_error_that_the_person_knows() {
    let own = |sem: Option<f64>| {
        Entry::Benchmark(OwnBenchmark {
            id: "own-hang".into(),
            name: "Dead hang".to_owned(),
            unit: "s".to_owned(),
            laterality: Laterality::Together,
            better: Better::Up,
            range: Range { min: 0.0, max: 600.0 },
            sem,
            steps: vec!["Hang.".to_owned()],
            tested: Tested::Still,
        })
    };
    let with = catalog().with_shelf(&shelf([own(Some(3.0)), drill("own-a", Standing::Aside)]));
    let id = "own-hang".into();
    let hang = with.benchmark(&id).expect("it is on the shelf");
    assert_eq!((hang.unit.suffix(), hang.sided, hang.hard.max), (" s", false, 600.0));
    assert_eq!(hang.error, Some(TestError::of_own(3.0)));
    assert!((TestError::of_own(3.0).mdc_one_to_one - 8.316).abs() < 0.001);
    assert_eq!(with.own_benchmark(&id), Some(place(1)));
    assert_eq!(with.own_benchmark(&"ktw".into()), None);
    let unknown = catalog().with_shelf(&shelf([own(None)]));
    assert_eq!(unknown.benchmark(&id).and_then(|hang| hang.error.clone()), None);
}

#[test]
fn a_unit_is_one_of_the_known_ones_or_written_as_the_person_wrote_it() {
    let check = |name: &str, suffix: &str| assert_eq!(Unit::named(name).suffix(), suffix, "{name:?}");
    check("cm", " cm");
    check(" ° ", "°");
    check("points", " points");
    check("kg", " kg");
    check("%", "%");
    check("", "");
    assert_eq!(Unit::named("cm"), Unit::Cm);
}

#[test]
fn every_built_in_drill_and_technique_could_be_an_own_one() {
    let catalog = catalog();
    for drill in catalog.drills() {
        assert_eq!(drill.faults(), [], "{}", drill.id);
    }
    for technique in catalog.techniques() {
        let has_gentle = |group: &crate::domain::Group| group.info().pressure == crate::domain::PressureClass::Gentle;
        // The built-in ones may serve a muscle firmly and another gently; the planner takes the lower for each.
        if !technique.groups.iter().any(has_gentle) {
            assert_eq!(technique.faults(), [], "{}", technique.id);
        }
    }
}

#[test]
fn a_benchmark_that_was_deleted_is_known_by_its_retests_alone() {
    let own = |tested: Tested| {
        Entry::Benchmark(OwnBenchmark {
            id: "own-hang".into(),
            name: "Dead hang".to_owned(),
            unit: "s".to_owned(),
            laterality: Laterality::Together,
            better: Better::Up,
            range: Range { min: 0.0, max: 600.0 },
            sem: None,
            steps: Vec::new(),
            tested,
        })
    };
    let id = "own-hang".into();
    let still = catalog().with_shelf(&shelf([own(Tested::Still)]));
    assert_eq!(still.known_benchmark(&id), still.benchmark(&id));
    let gone = still.with_shelf(&shelf([own(Tested::NoLonger)]));
    assert_eq!((gone.benchmark(&id), gone.own_benchmark(&id), gone.benchmarks().len()), (None, None, 21));
    assert_eq!(
        gone.known_benchmark(&id).map(|hang| (hang.name.as_str(), hang.unit.suffix())),
        Some(("Dead hang", " s"))
    );
    let never = gone.with_shelf(&shelf([]));
    assert_eq!(never.known_benchmark(&id), None);
}
