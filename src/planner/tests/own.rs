//! Drills and techniques of the person's own, and what is prescribed: what they bring in, and what still holds.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::promises::{Case, any_case, config};
use super::*;
use crate::catalog::{Dose, DrillKind, Laterality, Plane, Position};
use crate::domain::{
    Cause, Condition, Drill, Edit, Entry, Exclusion, Hazard, Health, Own, PressureClass, Scope, Standing, Technique,
    ToolNeed, own_id,
};
use crate::safety;

fn place(number: usize) -> RecordId {
    RecordId::new(Timestamp::UNIX_EPOCH, number as u128)
}

fn on_shelf(entries: impl IntoIterator<Item = Entry>) -> Vec<(RecordId, Arc<Entry>)> {
    let placed = (1..).map(place).zip(entries);
    placed.map(|(place, entry)| (place, Arc::new(entry.placed_at(place)))).collect()
}

fn drill_at(number: usize) -> Work {
    Work::Drill(own_id(place(number)).as_str().into())
}

fn technique_at(number: usize) -> Work {
    Work::Technique(own_id(place(number)).as_str().into())
}

const DOSE: Dose = Dose { min: 30, usual: 45, max: 60 };

/// A plain drill for the calves on each side.
fn calf_drill() -> Drill {
    Drill {
        id: "own".into(),
        name: "Heel drop".to_owned(),
        position: Position::Standing,
        kinds: vec![DrillKind::Dynamic],
        needs: ToolNeed::default(),
        groups: vec![Group::Calf],
        planes: vec![Plane::Sagittal],
        laterality: Laterality::PerSide,
        before: Some(DOSE),
        recovery: Some(DOSE),
        cue: "Rise with both, lower with one.".to_owned(),
        caution: String::new(),
        hazards: BTreeSet::new(),
        source: "A physiotherapist".to_owned(),
    }
}

fn quad_technique() -> Technique {
    Technique {
        id: "own".into(),
        name: "Quad stroke".to_owned(),
        position: Position::Floor,
        needs: ToolNeed::default(),
        groups: vec![Group::Quads],
        laterality: Laterality::PerSide,
        before: Some(DOSE),
        recovery: DOSE,
        max_pressure: Pressure::try_from(4).expect("in range"),
        gentle: true,
        cue: "Stroke slowly.".to_owned(),
        caution: String::new(),
        hazards: BTreeSet::new(),
        source: "A physiotherapist".to_owned(),
    }
}

fn own_drill(entry: Drill, standing: Standing) -> Entry {
    Entry::Drill(Own { entry, standing, figure: None })
}

fn own_technique(entry: Technique, standing: Standing) -> Entry {
    Entry::Technique(Own { entry, standing, figure: None })
}

fn planned(document: &Document, minutes: u32, mode: Mode, tools: &[Tool]) -> Plan {
    let catalog = CATALOG.with_shelf(document.shelf());
    plan(document, &catalog, &request(minutes, mode, tools)).expect("a plan")
}

fn is_in(plan: &Plan, work: &Work) -> bool {
    plan.circuit.stations.iter().any(|station| station.work == *work)
}

#[test]
fn what_stands_aside_takes_no_part_and_what_is_offered_is_chosen_where_it_serves() {
    let sore = [check_in(-1, &[("calf_left", rating(2, 6)), ("calf_right", rating(2, 6))])];
    let document = |standing| document(sore.clone()).with_shelf(on_shelf([own_drill(calf_drill(), standing)]));
    let aside = planned(&document(Standing::Aside), 45, Mode::Recovery, &[]);
    assert!(!is_in(&aside, &drill_at(1)));
    assert!(!aside.why_not.iter().any(|why_not| why_not.works().contains(&drill_at(1))), "nor is it spoken of");
    let plain = planned(&document_of_no_shelf(&sore), 45, Mode::Recovery, &[]);
    assert_eq!(aside.circuit, plain.circuit);
    let offered = planned(&document(Standing::Offered), 45, Mode::Recovery, &[]);
    let told = offered.why_not.iter().any(|why_not| why_not.works().contains(&drill_at(1)));
    assert!(is_in(&offered, &drill_at(1)) || told);
    assert!(is_in(&offered, &drill_at(1)), "it serves the region that asks for most");
}

fn document_of_no_shelf(records: &[Record]) -> Document {
    document(records.to_vec())
}

#[test]
fn what_is_prescribed_is_in_every_circuit_with_its_dose_on_both_sides_and_says_so() {
    let shelf = || {
        on_shelf([
            own_drill(calf_drill(), Standing::Prescribed { secs: 50 }),
            own_technique(quad_technique(), Standing::Prescribed { secs: 40 }),
        ])
    };
    let check = |minutes: u32, mode: Mode, records: &[Record]| {
        let plan = planned(&document(records.to_vec()).with_shelf(shelf()), minutes, mode, USUAL);
        assert!(is_on_time(&plan, minutes), "{minutes} min {mode:?}: {} s", plan.circuit.total_secs());
        for (work, secs) in [(drill_at(1), 50), (technique_at(2), 40)] {
            let at = plan.circuit.stations.iter().position(|station| station.work == work).expect("it is in");
            let station = &plan.circuit.stations[at];
            assert_eq!((station.secs_per_side, station.sides), (secs, Sides::Each), "{minutes} min {mode:?}");
            assert_eq!(plan.reasons[at].first(), Some(&Reason::Prescribed));
        }
        assert_eq!(plan.overrun, None);
    };
    let upper = [check_in(-1, &[("upper_traps_left", rating(6, 6)), ("neck_back_left", rating(5, 5))])];
    for minutes in [5, 6, 8, 12, 20, 45] {
        for mode in [Mode::Recovery, Mode::BeforeTraining] {
            check(minutes, mode, &[]);
            check(minutes, mode, &upper);
            check(minutes, mode, &[training(5, &["squat"], Intensity::Hard)]);
        }
    }
}

#[test]
fn what_takes_longer_alone_than_was_asked_for_makes_the_circuit_and_the_plan_says_so() {
    let shelf = on_shelf([
        own_drill(calf_drill(), Standing::Prescribed { secs: 120 }),
        own_drill(Drill { groups: vec![Group::Hamstrings], ..calf_drill() }, Standing::Prescribed { secs: 90 }),
    ]);
    let plan = planned(&document([]).with_shelf(shelf), 5, Mode::Recovery, USUAL);
    let Settings { transition_secs, switch_secs, .. } = Settings::default();
    let expected = 2 * (120 + 90) + 2 * (transition_secs + switch_secs);
    assert_eq!(plan.circuit.stations.len(), 2);
    assert_eq!(plan.circuit.total_secs(), expected);
    assert_eq!(plan.overrun, Some(Overrun { secs: expected - 300 }));
    let words = plan.overrun.map(Overrun::words).expect("it is longer");
    assert!(words.ends_with("longer than asked: what is prescribed takes that long alone"), "{words}");
}

#[test]
fn what_is_prescribed_for_one_region_stays_however_little_else_there_is() {
    let shelf = on_shelf((0..3).map(|_| own_drill(calf_drill(), Standing::Prescribed { secs: 30 })));
    for minutes in [4, 5, 8, 20] {
        let plan = planned(&document([]).with_shelf(shelf.clone()), minutes, Mode::Recovery, &[]);
        assert!((1..=3).all(|number| is_in(&plan, &drill_at(number))), "{minutes} min");
    }
}

#[test]
fn a_rule_that_leaves_out_what_is_prescribed_is_named() {
    let prescribed = |secs| Standing::Prescribed { secs };
    let check = |entry: Entry, document: Document, mode: Mode, tools: &[Tool], words: &str| {
        let work = match &entry {
            Entry::Technique(_) => technique_at(1),
            _ => drill_at(1),
        };
        let document = document.with_shelf(on_shelf([entry]));
        let catalog = CATALOG.with_shelf(document.shelf());
        let plan = planned(&document, 12, mode, tools);
        assert!(!is_in(&plan, &work), "{words}");
        let told: Vec<String> = plan
            .why_not
            .iter()
            .filter(|why_not| why_not.works().contains(&work))
            .map(|why_not| why_not.words(&catalog))
            .collect();
        assert_eq!(told, [words]);
    };
    let drill = |change: fn(&mut Drill)| {
        let mut drill = calf_drill();
        change(&mut drill);
        drill
    };
    let technique = |change: fn(&mut Technique)| {
        let mut technique = quad_technique();
        change(&mut technique);
        technique
    };
    let (before, recovery) = (Mode::BeforeTraining, Mode::Recovery);
    let both = |rating| document([check_in(-1, &[("calf_left", rating), ("calf_right", rating)])]);

    let entry = || own_drill(calf_drill(), prescribed(45));
    check(
        entry(),
        both(rating(8, 0)),
        recovery,
        &[],
        "Heel drop, prescribed: left out, the left calf is rated 7 or more",
    );
    check(
        entry(),
        both(wrong(Concern::Swelling)),
        recovery,
        &[],
        "Heel drop, prescribed: left out, for what is marked at or near the left calf, swelling, warmth or a colour change",
    );
    let hold = own_drill(drill(|drill| drill.kinds = vec![DrillKind::Hold]), prescribed(60));
    check(hold, document([]), before, &[], "Heel drop, prescribed: left out, holds of this length are too long here");
    let band = own_drill(drill(|drill| drill.needs = ToolNeed(vec![vec![Tool::Band]])), prescribed(45));
    check(
        band,
        document([]),
        recovery,
        &[Tool::Ball],
        "Heel drop, prescribed: left out, it needs a band, which is not at hand",
    );
    let breathing = own_drill(drill(|drill| drill.kinds = vec![DrillKind::Breathing]), prescribed(60));
    check(
        breathing,
        document([]),
        before,
        &[],
        "Heel drop, prescribed: left out, slow breathing is for days of recovery",
    );
    let never = own_technique(technique(|technique| technique.groups = vec![Group::KneeBack]), prescribed(45));
    check(
        never,
        document([]),
        recovery,
        &[],
        "Quad stroke, prescribed: left out, the back of the knee may not be pressed like this",
    );
    let gun =
        own_technique(technique(|technique| technique.needs = ToolNeed(vec![vec![Tool::Percussion]])), prescribed(45));
    check(
        gun,
        document([training(5, &["jump_run"], Intensity::Hard)]),
        before,
        &[Tool::Percussion],
        "Quad stroke, prescribed: left out, no percussion before explosive work",
    );
}

#[test]
fn what_a_condition_forbids_is_left_out_whether_it_was_named_or_shows_in_the_tools() {
    let with = |conditions: &[Condition], entry: Technique| {
        let health = Health { conditions: conditions.iter().copied().collect(), ..Health::default() };
        let mut document = document([]).with_shelf(on_shelf([own_technique(entry, Standing::Prescribed { secs: 45 })]));
        let profile = Profile { health, ..Profile::default() };
        document.apply(Edit::Profile(profile));
        is_in(&planned(&document, 12, Mode::Recovery, &Tool::ALL), &technique_at(1))
    };
    let ball = || Technique { needs: ToolNeed(vec![vec![Tool::Ball, Tool::Stick]]), ..quad_technique() };
    let forbidding = Condition::ALL.into_iter().filter(|&condition| {
        let health = Health { conditions: [condition].into(), ..Health::default() };
        let document = Document::new([], Profile { health, ..Profile::default() }, Settings::default());
        safety::limits(&document, &now()).forbids(Hazard::Ball, region("quads_left")).is_some()
    });
    let forbidding: Vec<Condition> = forbidding.collect();
    assert!(!forbidding.is_empty());
    for condition in forbidding {
        assert!(!with(&[condition], ball()), "{condition:?}");
    }
    assert!(with(&[], ball()));
}

#[test]
fn a_rated_region_that_safety_spares_names_its_cause() {
    let check = |document: Document, wanted: &str, expected: WhyNot| {
        let wanted = region(wanted);
        let plan = planned(&document, 8, Mode::Recovery, &[]);
        let told: Vec<&WhyNot> = plan
            .why_not
            .iter()
            .filter(|why_not| match why_not {
                WhyNot::SparedNeed { region, .. } | WhyNot::NothingSuits { region } | WhyNot::NoTime { region, .. } => {
                    *region == wanted
                }
                WhyNot::Spared { regions, .. } => regions.contains(&wanted),
                _ => false,
            })
            .collect();
        assert_eq!(told, [&expected]);
    };
    let excluded = |scope: Scope| {
        let mut document = document([check_in(-1, &[("calf_left", rating(0, 6))])]);
        let exclusions = BTreeMap::from([(region("calf_left"), Exclusion { scope, until: None, why: String::new() })]);
        let health = Health { exclusions, ..Health::default() };
        document.apply(Edit::Profile(Profile { health, ..Profile::default() }));
        document
    };
    let calf = region("calf_left");
    check(excluded(Scope::AllWork), "calf_left", WhyNot::SparedNeed { region: calf, cause: Cause::Excluded });
    // A sign that reaches the whole limb.
    let elsewhere = Region::all().filter(|&other| other != calf).collect::<Vec<_>>();
    let signs = elsewhere.iter().flat_map(|&other| Concern::ALL.map(|concern| (other, concern)));
    let marks = |other: Region, concern: Concern| BTreeMap::from([(other, wrong(concern)), (calf, rating(0, 6))]);
    let said = |regions| document([record(-1, Body::CheckIn(CheckIn { regions, ..CheckIn::default() }))]);
    let reaching = signs.filter(|&(other, concern)| {
        let limits = safety::limits(&said(marks(other, concern)), &now());
        limits.stop().is_none() && limits.cause(calf).is_some()
    });
    let reaching: Vec<(Region, Concern)> = reaching.collect();
    for &(other, concern) in &reaching {
        let cause = Cause::Flagged(concern);
        check(said(marks(other, concern)), "calf_left", WhyNot::SparedNeed { region: calf, cause });
    }
    // A condition under which no drill or technique suits a region.
    for condition in Condition::ALL {
        let mut document = document([check_in(-1, &[("low_back_left", rating(0, 6)), ("quads_left", rating(6, 0))])]);
        let health = Health { conditions: [condition].into(), ..Health::default() };
        document.apply(Edit::Profile(Profile { health, ..Profile::default() }));
        let plan = planned(&document, 8, Mode::Recovery, &[]);
        let nothing = plan.why_not.iter().find(|why_not| matches!(why_not, WhyNot::NothingSuits { .. }));
        assert_eq!(nothing, None, "{condition:?}");
    }
}

fn any_dose() -> impl Strategy<Value = Dose> {
    (1_u32..12, 0_u32..12, 0_u32..12).prop_map(|(min, usual, max)| {
        let (min, usual, max) = (5 * min, 5 * (min + usual), 5 * (min + usual + max));
        Dose { min, usual, max }
    })
}

fn any_standing() -> impl Strategy<Value = Standing> {
    prop_oneof![
        1 => Just(Standing::Aside),
        2 => Just(Standing::Offered),
        3 => (1_u32..=130).prop_map(|secs| Standing::Prescribed { secs }),
    ]
}

fn any_groups() -> impl Strategy<Value = Vec<Group>> {
    prop::sample::subsequence(Group::ALL.to_vec(), 1..=4).prop_shuffle()
}

fn any_needs() -> impl Strategy<Value = ToolNeed> {
    let tools = prop::sample::subsequence(Tool::ALL.to_vec(), 1..=2);
    prop_oneof![3 => Just(ToolNeed::default()), 1 => prop::collection::vec(tools, 1..=2).prop_map(ToolNeed)]
}

fn any_hazards() -> impl Strategy<Value = BTreeSet<Hazard>> {
    prop::sample::subsequence(Hazard::ALL.to_vec(), 0..=2).prop_map(|hazards| hazards.into_iter().collect())
}

fn any_laterality() -> impl Strategy<Value = Laterality> {
    prop_oneof![Just(Laterality::PerSide), Just(Laterality::Together)]
}

prop_compose! {
    fn any_drill()(
        kinds in prop::sample::subsequence(
            vec![DrillKind::Circle, DrillKind::Dynamic, DrillKind::ActiveEndRange, DrillKind::Hold,
                DrillKind::EasyAerobic, DrillKind::Breathing],
            1..=2,
        ),
        groups in any_groups(),
        needs in any_needs(),
        hazards in any_hazards(),
        laterality in any_laterality(),
        planes in prop::sample::subsequence(vec![Plane::Sagittal, Plane::Frontal, Plane::Transverse], 0..=2),
        before in prop::option::of(any_dose()),
        recovery in prop::option::of(any_dose()),
        standing in any_standing(),
    ) -> Entry {
        let entry = Drill { kinds, needs, groups, planes, laterality, before, recovery, hazards, ..calf_drill() };
        own_drill(entry, standing)
    }
}

prop_compose! {
    fn any_technique()(
        groups in any_groups(),
        needs in any_needs(),
        hazards in any_hazards(),
        laterality in any_laterality(),
        before in prop::option::of(any_dose()),
        recovery in any_dose(),
        pressure in 1_u8..=10,
        gentle in any::<bool>(),
        standing in any_standing(),
    ) -> Entry {
        let max_pressure = Pressure::try_from(pressure).expect("in range");
        let entry = Technique {
            needs, groups, laterality, before, recovery, max_pressure, gentle, hazards, ..quad_technique()
        };
        own_technique(entry, standing)
    }
}

prop_compose! {
    /// A case of a person with up to six works of their own, and with conditions.
    fn any_own_case()(
        case in any_case(),
        entries in prop::collection::vec(prop_oneof![3 => any_drill(), 2 => any_technique()], 1..6),
        conditions in prop::sample::subsequence(Condition::ALL.to_vec(), 0..=2),
    ) -> (Case, Catalog) {
        let health = Health { conditions: conditions.into_iter().collect(), ..Health::default() };
        let mut document = case.document.with_shelf(on_shelf(entries));
        document.apply(Edit::Profile(Profile { health, ..Profile::default() }));
        let catalog = CATALOG.with_shelf(document.shelf());
        (Case { document, request: case.request }, catalog)
    }
}

proptest! {
    #![proptest_config(config(192, 3))]

    #[test]
    fn with_own_works_the_length_still_holds_or_the_plan_says_that_the_prescription_is_longer(
        (case, catalog) in any_own_case(),
    ) {
        let Ok(plan) = plan(&case.document, &catalog, &case.request) else { return Ok(()) };
        let (total, target) = (plan.circuit.total_secs(), case.request.minutes * 60);
        match (plan.shortfall, plan.overrun) {
            (None, None) => prop_assert!(total.abs_diff(target) <= 5, "{} for {}", total, target),
            (Some(Shortfall { missing_secs }), None) => prop_assert_eq!(total + missing_secs, target),
            (None, Some(Overrun { secs })) => {
                prop_assert_eq!(total, target + secs);
                let all = plan.circuit.stations.iter().all(|station| catalog.prescribed_secs(&station.work).is_some());
                prop_assert!(all, "only what is prescribed makes a circuit longer");
            }
            (Some(_), Some(_)) => prop_assert!(false, "both shorter and longer"),
        }
    }

    #[test]
    fn what_is_prescribed_is_in_with_its_dose_or_one_rule_is_named_and_what_stands_aside_is_nowhere(
        (case, catalog) in any_own_case(),
    ) {
        let Ok(plan) = plan(&case.document, &catalog, &case.request) else { return Ok(()) };
        for entry in case.document.shelf().values() {
            let work = entry.work().expect("only works are on the shelf");
            let stations: Vec<usize> = (0..plan.circuit.stations.len())
                .filter(|&index| plan.circuit.stations[index].work == work)
                .collect();
            let told: Vec<&WhyNot> = plan.why_not.iter().filter(|why_not| why_not.works().contains(&work)).collect();
            let standing = match entry.as_ref() {
                Entry::Drill(own) => own.standing,
                Entry::Technique(own) => own.standing,
                Entry::Favourite(_) | Entry::Benchmark(_) => Standing::Aside,
            };
            match standing {
                Standing::Aside => prop_assert!(stations.is_empty() && told.is_empty(), "{:?}", told),
                Standing::Offered => {
                    prop_assert!(stations.len() <= 1);
                    prop_assert_eq!(told.len(), usize::from(stations.is_empty()), "{:?}", told);
                }
                Standing::Prescribed { secs } => match stations[..] {
                    [at] => {
                        prop_assert_eq!(plan.circuit.stations[at].secs_per_side, secs.next_multiple_of(5));
                        prop_assert!(plan.reasons[at].contains(&Reason::Prescribed));
                        prop_assert!(told.is_empty(), "{:?}", told);
                    }
                    [] => prop_assert!(matches!(told[..], [WhyNot::Prescribed { .. }]), "{:?}", told),
                    _ => prop_assert!(false, "more than once"),
                },
            }
        }
    }

    #[test]
    fn no_own_work_presses_or_moves_what_safety_forbids(
        (case, catalog) in any_own_case(),
    ) {
        let Ok(plan) = plan(&case.document, &catalog, &case.request) else { return Ok(()) };
        let limits = safety::limits(&case.document, &case.request.now);
        for station in &plan.circuit.stations {
            let drill = drill_of(station, &catalog);
            let technique = technique_of(station, &catalog);
            for worked in station.regions() {
                prop_assert_eq!(limits.cause(worked), None, "{:?}", station);
                prop_assert!(!case.request.without_regions.contains(&worked), "{:?}", station);
                let hazards = drill.map(|drill| &drill.hazards).or_else(|| technique.map(|known| &known.hazards));
                for &hazard in hazards.expect("the catalogue has it") {
                    prop_assert_eq!(limits.forbids(hazard, worked), None, "{:?}", station);
                }
            }
            if let Some(technique) = technique {
                let target = station.pressure.expect("a technique has a pressure");
                let class = station.group.info().pressure;
                let most = station.regions().map(|worked| limits.pressure_max(worked)).min().unwrap_or(0);
                prop_assert!(target.to.get() <= most.min(plan.pressure_ceiling).min(class.ceiling().unwrap_or(0)));
                prop_assert!(target.to <= technique.max_pressure && target.from <= target.to);
                prop_assert!(class == PressureClass::Full || technique.gentle, "{:?}", station);
                prop_assert!(station.regions().all(|worked| limits.may_press(worked).is_ok()));
            }
            if let Some(drill) = drill.filter(|_| station.phase != Phase::Breathing) {
                let moved = drill.groups.iter().flat_map(|group| group.regions());
                let moved = moved.filter(|moved| !matches!(station.sides, Sides::One(side) if side != moved.side()));
                for moved in moved {
                    let cause = limits.cause(moved).filter(|cause| *cause != Cause::Painful);
                    prop_assert_eq!(cause, None, "{} in {:?}", moved, station);
                    let is_hold = drill.kinds.contains(&DrillKind::Hold);
                    prop_assert!(!is_hold || limits.may_hold(moved).is_ok(), "{} in {:?}", moved, station);
                }
            }
        }
    }

    #[test]
    fn the_promises_of_the_mode_hold_with_own_works(
        (case, catalog) in any_own_case(),
    ) {
        let Ok(plan) = plan(&case.document, &catalog, &case.request) else { return Ok(()) };
        let stations = &plan.circuit.stations;
        prop_assert!(stations.is_sorted_by_key(|station| station.phase));
        prop_assert!(plan.reasons.iter().all(|reasons| !reasons.is_empty()));
        let is_before = plan.circuit.mode == Mode::BeforeTraining;
        let mut held = BTreeMap::new();
        for station in stations {
            let drill = drill_of(station, &catalog);
            if drill.is_some_and(|drill| drill.kinds.contains(&DrillKind::Hold)) && station.phase != Phase::Breathing {
                *held.entry(station.group).or_insert(0) += station.secs_per_side;
            }
            let needs = drill.map(|drill| &drill.needs);
            let needs = needs.or_else(|| technique_of(station, &catalog).map(|known| &known.needs));
            prop_assert!(needs.is_some_and(|needs| needs.is_met_by(&case.request.tools)), "{:?}", station);
        }
        prop_assert!(held.values().all(|&secs| secs <= if is_before { 55 } else { 240 }), "{:?}", held);
        let tissue = stations.iter().filter(|station| station.phase == Phase::Tissue);
        let pressed: BTreeSet<Group> = tissue.clone().map(|station| station.group).collect();
        prop_assert!(!is_before || pressed.len() <= 3, "{:?}", pressed);
        prop_assert!(tissue.map(Station::work_secs).sum::<u32>() <= 15 * 60);
        for pair in stations.windows(2) {
            let before: Vec<Region> = pair[0].regions().collect();
            let is_breathing = pair[1].phase == Phase::Breathing;
            let are_prescribed = pair.iter().all(|station| catalog.prescribed_secs(&station.work).is_some());
            let repeats = pair[1].regions().any(|region| before.contains(&region));
            prop_assert!(is_breathing || are_prescribed || !repeats, "{:?}", pair);
        }
    }
}
