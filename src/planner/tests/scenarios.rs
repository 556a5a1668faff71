//! What a coach would look for in plans for chosen people.

use super::*;
use crate::domain::{Group, Side, Sides};

/// The evening of the design's pictures: squat and hinge, hard, tomorrow at 7.
fn evening() -> Document {
    document([
        check_in(
            -8,
            &[
                ("hamstrings_left", rating(6, 4)),
                ("hip_flexors_left", rating(0, 5)),
                ("adductors_right", rating(4, 0)),
                ("soleus_right", rating(0, 6)),
                ("low_back_left", rating(2, 0)),
                ("shoulder_front_right", wrong(Concern::SharpPain)),
            ],
        ),
        training(13, &["squat", "hinge"], Intensity::Hard),
    ])
}

fn planned(document: &Document, request: &Request) -> Plan {
    plan(document, &CATALOG, request).expect("a plan")
}

fn phases(plan: &Plan) -> Vec<Phase> {
    plan.circuit.stations.iter().map(|station| station.phase).collect()
}

fn works(plan: &Plan, phase: Phase, group: Group, sides: Sides) -> bool {
    let is_it = |station: &Station| station.phase == phase && station.group == group && station.sides == sides;
    plan.circuit.stations.iter().any(is_it)
}

fn lines(plan: &Plan) -> Vec<String> {
    plan.why_not.iter().map(|why_not| why_not.words(&CATALOG)).collect()
}

#[test]
fn the_evening_before_squat_and_hinge_rolls_what_is_sore_and_moves_what_is_stiff() {
    for seed in 0..20 {
        let plan = planned(&evening(), &Request { seed, ..request(12, Mode::Recovery, USUAL) });
        let left = Sides::One(Side::Left);
        assert!(works(&plan, Phase::Tissue, Group::Hamstrings, left), "seed {seed}");
        let right = Sides::One(Side::Right);
        let next = [Group::Soleus, Group::Adductors].map(|group| works(&plan, Phase::Tissue, group, right));
        assert!(next.contains(&true), "seed {seed}");
        assert!(works(&plan, Phase::Motion, Group::HipFlexors, left), "seed {seed}");
        assert!(plan.circuit.stations.iter().all(|station| station.group != Group::ShoulderFront), "seed {seed}");
        assert_eq!((plan.pressure_ceiling, plan.ceiling_reason), (3, CeilingReason::HardTraining { hours: 13 }));
        assert!((7..=10).contains(&plan.circuit.stations.len()), "seed {seed}: {:?}", plan.circuit.stations);
        let neck =
            plan.circuit.stations.iter().filter(|station| station.group.info().zone == crate::domain::Zone::Neck);
        assert_eq!(neck.count(), 0, "seed {seed}");
    }
}

#[test]
fn the_reasons_are_said_in_the_words_of_the_screen() {
    let plan = planned(&evening(), &request(12, Mode::Recovery, USUAL));
    let index = plan.circuit.stations.iter().position(|station| station.group == Group::Hamstrings).expect("a station");
    let words: Vec<String> = plan.reasons[index].iter().map(|reason| reason.words(&CATALOG)).collect();
    assert_eq!(words, ["sore 6, stiff 4", "hamstrings for hinge tomorrow", "light: a hard session is near"]);
    assert!(plan.reasons[0].contains(&Reason::EasyRanges));
    assert_eq!(lines(&plan)[0], "Front of the right shoulder is marked: sharp, pinpoint or worsening pain");
    let gun = "Massage gun on large muscles needs a massage gun, which is not at hand";
    assert!(lines(&plan).iter().any(|line| line == gun), "{:?}", lines(&plan));
}

#[test]
fn the_hours_to_the_next_training_choose_the_mode_unless_the_person_does() {
    let check = |hours: Option<i64>, asked: Option<Mode>, expected: Mode| {
        let document = document(hours.map(|hours| training(hours, &["squat"], Intensity::Moderate)));
        let request = Request { mode: asked, ..request(12, Mode::Recovery, USUAL) };
        assert_eq!(planned(&document, &request).circuit.mode, expected, "{hours:?} {asked:?}");
    };
    check(None, None, Mode::Recovery);
    check(Some(BEFORE_TRAINING_HOURS), None, Mode::BeforeTraining);
    check(Some(BEFORE_TRAINING_HOURS + 1), None, Mode::Recovery);
    check(Some(1), Some(Mode::Recovery), Mode::Recovery);
    check(Some(30), Some(Mode::BeforeTraining), Mode::BeforeTraining);
}

#[test]
fn before_a_lift_the_circuit_ends_with_its_closest_rehearsal_and_has_no_breathing() {
    let document = document([training(2, &["squat"], Intensity::Hard)]);
    let plan = planned(&document, &request(12, Mode::BeforeTraining, USUAL));
    assert_eq!(phases(&plan).last(), Some(&Phase::Pattern));
    let last = plan.circuit.stations.last().map(|station| station.work.id().to_owned());
    assert_eq!(last, CATALOG.session_type(&"squat".into()).map(|session| session.rehearsal[0].to_string()));
    let reasons = plan.reasons.last().expect("reasons");
    assert!(reasons.iter().any(|reason| reason.words(&CATALOG) == "rehearses squat today"), "{reasons:?}");
}

#[test]
fn yesterdays_answers_count_for_a_day_and_the_plan_says_whose_they_are() {
    let check = |hours: i64, expected: RatingsFrom, is_used: bool| {
        let document = document([check_in(hours, &[("calf_left", rating(5, 5))])]);
        let plan = planned(&document, &request(12, Mode::Recovery, USUAL));
        assert_eq!(plan.ratings_from, expected);
        let one_sided = plan.circuit.stations.iter().any(|station| station.sides == Sides::One(Side::Left));
        assert_eq!(one_sided, is_used, "{hours} h");
    };
    check(-1, RatingsFrom::Today, true);
    check(-20, RatingsFrom::Earlier { hours: 20 }, true);
    check(-25, RatingsFrom::Nothing, false);
}

#[test]
fn a_painful_region_is_worked_around_by_its_neighbours() {
    let document = document([check_in(-1, &[("quads_left", rating(8, 0))])]);
    let plan = planned(&document, &request(15, Mode::Recovery, USUAL));
    assert!(plan.circuit.stations.iter().flat_map(Station::regions).all(|worked| worked != region("quads_left")));
    assert!(lines(&plan).contains(&"Left quadriceps, rated 8: worked around by its neighbours".to_owned()));
    let around = Reason::Around { region: region("quads_left"), rating: Rating::try_from(8).ok() };
    assert_eq!(around.words(&CATALOG), "around the left quadriceps, rated 8");
    assert!(plan.reasons.iter().flatten().any(|reason| *reason == around));
}

#[test]
fn numbness_in_a_foot_keeps_pressure_and_holds_off_the_whole_leg() {
    let document =
        document([check_in(-1, &[("foot_sole_left", wrong(Concern::Numbness)), ("calf_left", rating(6, 6))])]);
    let plan = planned(&document, &request(20, Mode::Recovery, &Tool::ALL));
    for station in &plan.circuit.stations {
        let is_hold =
            drill_of(station, &CATALOG).is_some_and(|drill| drill.kinds.contains(&crate::catalog::DrillKind::Hold));
        if is_hold || station.phase == Phase::Tissue {
            let on_leg = |worked: &Region| worked.side() == Side::Left && crate::safety::is_leg(worked.zone());
            assert!(!station.regions().any(|worked| on_leg(&worked)), "{station:?}");
        }
    }
}

#[test]
fn a_first_time_user_gets_a_gentle_circuit_for_the_whole_body() {
    let plan = planned(&Document::default(), &request(12, Mode::Recovery, USUAL));
    let zones: std::collections::BTreeSet<_> =
        plan.circuit.stations.iter().map(|station| station.group.info().zone).collect();
    assert!(zones.len() >= 5, "{zones:?}");
    assert_eq!(phases(&plan).first(), Some(&Phase::WarmUp));
    assert_eq!(phases(&plan).last(), Some(&Phase::Breathing));
    let first = plan.reasons.first().expect("a station");
    assert!(first.contains(&Reason::EasyRanges) && first.contains(&Reason::WholeBody), "{first:?}");
}

#[test]
fn where_nothing_can_be_done_a_plain_sentence_says_so() {
    let all: Vec<String> = Region::all().map(Region::id).collect();
    let ratings: Vec<(&str, RegionRating)> = all.iter().map(|id| (id.as_str(), wrong(Concern::Wound))).collect();
    let barred = document([check_in(-1, &ratings)]);
    let nothing = plan(&barred, &CATALOG, &request(12, Mode::Recovery, USUAL)).expect_err("no plan");
    assert_eq!(nothing, NoPlan::NothingLeft { marked: Region::COUNT });
    let short = plan(&Document::default(), &CATALOG, &request(0, Mode::Recovery, USUAL)).expect_err("no plan");
    assert_eq!(short, NoPlan::TooShort { minutes: 0 });
    for error in [nothing, short] {
        assert!(error.to_string().ends_with('.'));
    }
}

#[test]
fn with_four_minutes_left_the_worst_places_stay_and_the_least_are_dropped() {
    let plan = planned(&evening(), &request(12, Mode::Recovery, USUAL));
    let done = phases(&plan).iter().filter(|&&phase| phase == Phase::WarmUp).count();
    let left = replan(&plan, done, 4 * 60, &LeaveOut::default()).expect("something fits");
    let secs: u32 = left.circuit.stations[done..].iter().map(|station| left.circuit.station_secs(station)).sum();
    assert!(secs.abs_diff(4 * 60) <= 5, "{secs}");
    assert!(works(&left, Phase::Tissue, Group::Hamstrings, Sides::One(Side::Left)), "{:?}", left.circuit.stations);
    assert!(lines(&left)[0].ends_with("dropped, for lack of time"), "{:?}", lines(&left));
    assert_eq!(replan(&plan, done, 10, &LeaveOut::default()), None);
    assert_eq!(replan(&plan, plan.circuit.stations.len(), 600, &LeaveOut::default()), None);
}
