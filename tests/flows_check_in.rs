//! The rest of a check-in, the day after, and the safety gate, through the real program and only what a person can see.

mod support;

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use jiff::{ToSpan as _, Zoned};
use supple::domain::{Body, CheckIn, Concern, Condition, PainAnswer, Region, Response, WellnessItem};
use support::{Session, profile};

const WIDE: Vec2 = vec2(1280.0, 800.0);

fn evening() -> Zoned {
    "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

fn evening_after(days: i64) -> Zoned {
    evening().checked_add(days.days()).expect("a day of the calendar")
}

fn morning_after(days: i64) -> Zoned {
    let evening = evening();
    evening.checked_add(days.days()).and_then(|day| day.with().hour(7).minute(0).build()).expect("a moment")
}

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

fn check_in(session: &Session) -> CheckIn {
    let last = session.document().check_ins(..).next_back();
    last.map(|(_, check_in)| check_in.clone()).unwrap_or_default()
}

fn hours(check_in: &CheckIn) -> String {
    check_in.metrics[&"sleep".into()].to_string()
}

/// The text of every record file below a profile.
fn files(data: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![data.join("log")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                text.push_str(&std::fs::read_to_string(entry.path()).expect("text"));
            }
        }
    }
    text
}

impl Session {
    fn more_about_today(&mut self) {
        self.press(Role::Button, "more about today");
        assert!(self.says("Hours slept"));
    }

    fn select(&mut self, region: &str) {
        let name = format!("your {region},");
        self.harness.get_by_label_contains(&name).click_accesskit();
        self.harness.run();
    }

    /// Answers that something is wrong in a region: the sign, and the second question where there is one.
    fn flag(&mut self, region: &str, sign: &str, second: Option<&str>) {
        self.select(region);
        self.press(Role::Button, "something is wrong here…");
        self.harness.get_by_label_contains(sign).click_accesskit();
        self.harness.run();
        if let Some(answer) = second {
            self.press(Role::Button, answer);
        }
    }

    /// Runs a circuit for some minutes and leaves it, and its record, behind.
    fn follow_a_circuit(&mut self, minutes: u64) {
        self.press(Role::Button, "Build my circuit");
        self.press(Role::Button, "Start");
        self.machine.advance(std::time::Duration::from_mins(minutes));
        self.harness.step();
        self.key(Modifiers::NONE, Key::Escape);
        self.press(Role::Button, "Finish here");
        self.settle();
    }
}

#[test]
fn the_whole_check_in_is_answered_by_mouse_on_one_screen_and_each_answer_is_one_step_of_undo() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.more_about_today();
    session.look("check_in_empty");
    for name in ["Readiness to train: 4", "Sleep: 3", "Energy: 4", "Mood: 5", "Stress: 2", "Soreness: 3"] {
        session.press(Role::RadioButton, name);
    }
    session.press(Role::RadioButton, "Water: enough");
    session.press(Role::RadioButton, "Food: plenty");
    session.press(Role::Button, "Hours slept: more");
    session.press(Role::Button, "Hours slept: less");
    session.look("check_in_answered");
    let given = check_in(&session);
    assert_eq!((given.wellness.len(), given.habits.len()), (5, 2));
    assert_eq!(hours(&given), "7.75", "the steps begin at 8 h, and one goes back");
    assert_eq!(given.wellness[&WellnessItem::Stress].get(), 2);

    session.press(Role::RadioButton, "Stress: 2");
    assert!(!check_in(&session).wellness.contains_key(&WellnessItem::Stress), "a second tap takes the answer back");
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(check_in(&session), given, "one gesture is one step of undo");
    session.press(Role::Button, "Done");
    assert!(session.says("slept 7.75 h, 5 of 5"));
    assert_eq!(session.document().record_count(), 1);

    session.open_check_in();
    session.look("check_in_in_the_journal");
    for said in ["Energy, 4", "Food, plenty", "wellness 17 of 25"] {
        assert!(session.says(said), "the journal shows {said}");
    }
    session.press(Role::RadioButton, "Energy: 2");
    session.press(Role::Button, "Save changes");
    assert_eq!(check_in(&session).wellness[&WellnessItem::Energy].get(), 2);
}

#[test]
fn the_whole_check_in_is_answered_by_keyboard_alone() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.key(Modifiers::NONE, Key::M);
    for digit in [Key::Num4, Key::Num3, Key::Num4, Key::Num5, Key::Num2, Key::Num3] {
        session.key(Modifiers::NONE, digit);
    }
    // The focus has moved on to the hours.
    session.harness.event(egui::Event::Text("7:30".to_owned()));
    session.harness.run();
    session.key(Modifiers::NONE, Key::Tab);
    session.key(Modifiers::NONE, Key::Num2);
    session.key(Modifiers::NONE, Key::Num1);
    let given = check_in(&session);
    assert_eq!(given.readiness.map(u8::from), Some(4));
    assert_eq!(given.wellness.values().map(|answer| answer.get()).collect::<Vec<_>>(), [3, 4, 5, 2, 3]);
    assert_eq!(hours(&given), "7.5");
    assert_eq!(given.habits.len(), 2);
    session.key(Modifiers::NONE, Key::Escape);
    assert!(!session.says("Hours slept"), "Escape closes it");
}

#[test]
fn what_is_skipped_or_taken_back_is_not_in_the_file() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.more_about_today();
    session.press(Role::Button, "Done");
    assert_eq!(session.document().record_count(), 0, "nothing was answered");
    session.more_about_today();
    session.press(Role::RadioButton, "Mood: 4");
    session.press(Role::RadioButton, "Mood: 4");
    assert_eq!(session.document().record_count(), 0, "the only answer was taken back");
    session.press(Role::RadioButton, "Mood: 4");
    session.settle();
    drop(session);
    let text = files(data.path());
    assert!(text.contains("Mood"), "{text}");
    for absent in ["Sleep", "habits", "metrics", "mornings", "readiness", "regions"] {
        assert!(!text.contains(absent), "{absent} was not asked for:\n{text}");
    }
}

#[test]
fn a_number_out_of_range_is_refused_in_words_and_a_measure_of_ones_own_is_asked_from_then_on() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.more_about_today();
    session.type_into("Hours slept", "25");
    session.key(Modifiers::NONE, Key::Enter);
    assert!(session.says("Sleep is outside 0 to 24 h."));
    assert_eq!(session.document().record_count(), 0);
    session.press(Role::Button, "Add a measure");
    session.press(Role::CheckBox, "Jump height");
    session.type_into("Name of the measure", "Grip");
    session.type_into("Unit of the measure", "kg");
    session.look("check_in_measures");
    session.press(Role::Button, "Add");
    session.type_into("Grip", "51,5");
    session.key(Modifiers::NONE, Key::Enter);
    assert_eq!(check_in(&session).metrics[&"grip".into()].to_string(), "51.5");
    session.look("check_in_refused");
    session.press(Role::Button, "Done");
    session.open_check_in();
    assert!(session.says("grip 51.5 kg"));
    session.press(Role::Tab, "Settings");
    session.press(Role::CheckBox, "Grip, kg");
    session.look("settings_measures");
    assert_eq!(session.document().profile.metrics, ["jump_height".into()]);
}

#[test]
fn the_check_in_and_the_day_fit_on_one_screen() {
    for (name, size) in [("1280", WIDE), ("900", vec2(900.0, 700.0))] {
        let data = profile();
        let mut session = Session::open(data.path(), size);
        session.press(Role::Button, "Add the next training");
        session.press(Role::CheckBox, "Squat");
        session.press(Role::Button, "Save training");
        session.press(Role::Button, "Nothing of this");
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
        for said in ["Readiness: 5", "Tools at hand", "something is wrong…", "Build my circuit"] {
            let rect = session.harness.get_by_label(said).rect();
            assert!(window.contains_rect(rect), "{said} at {rect:?} in {size}");
        }
        let last = session.harness.get_by_role_and_label(Role::CheckBox, "Bar").rect();
        let next = session.harness.get_by_label("something is wrong…").rect();
        assert!(last.bottom() <= next.top(), "nothing of the day is scrolled away: {last:?} {next:?}");
        session.look(&format!("day_{name}_light"));
        session.press(Role::Button, "more about today");
        for measure in ["Jump height", "Bar speed", "Resting heart rate"] {
            session.press(Role::Button, "Add a measure");
            session.press(Role::CheckBox, measure);
            session.press(Role::Button, "Back to the answers");
        }
        for said in ["Readiness to train: 1", "Soreness: 5", "Resting heart rate: more", "Add a measure", "Done"] {
            let rect = session.harness.get_by_label(said).rect();
            assert!(window.contains_rect(rect), "{said} at {rect:?} in {size}");
        }
        session.look(&format!("check_in_{name}_light"));
        session.dark();
        session.look(&format!("check_in_{name}_dark"));
        session.harness.set_pixels_per_point(2.0);
        session.harness.run();
        session.look(&format!("check_in_{name}_dark_2x"));
    }
}

#[test]
fn next_morning_the_treated_regions_are_asked_about_once() {
    let data = profile();
    {
        let mut session = Session::open(data.path(), WIDE);
        session.rate("left hamstrings", "Soreness", 6);
        session.follow_a_circuit(9);
        assert!(!session.says("Treated yesterday"), "not on the day itself");
    }
    let count = {
        let mut session = Session::open_at(data.path(), WIDE, morning_after(1));
        assert!(session.says("Treated yesterday. How does it feel today?"));
        session.look("morning_light");
        let morning = session.model().derived().morning().cloned().expect("a question");
        let first = morning.open[0][0];
        let eased = session.harness.query_all_by_label_contains(": eased").next().expect("an answer");
        eased.click_accesskit();
        session.harness.run();
        assert_eq!(check_in(&session).mornings.get(&first), Some(&Response::Eased));
        session.press(Role::Button, "all the same");
        assert!(!session.says("Treated yesterday"));
        let mornings = check_in(&session).mornings;
        assert_eq!(mornings.len(), morning.open.iter().flatten().count(), "every region has an answer");
        session.key(Modifiers::COMMAND, Key::Z);
        assert!(session.says("Treated yesterday"), "undone, it is asked again");
        session.press(Role::Button, "not now");
        assert!(!session.says("Treated yesterday"));
        session.key(Modifiers::COMMAND, Key::Z);
        assert!(!session.says("Treated yesterday"), "what was put off is no step of undo");
        session.settle();
        morning.count
    };
    assert!(count > 1, "a circuit treats more than one group");
    let session = Session::open_at(data.path(), WIDE, morning_after(1));
    assert!(!session.says("Treated yesterday"), "asked once, also after a restart");
    let session = Session::open_at(data.path(), WIDE, morning_after(2));
    assert!(!session.says("Treated yesterday"), "and not later than the day after");
}

#[test]
fn an_emergency_takes_the_screen_and_a_wrong_tap_is_taken_back() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "something is wrong…");
    session.look("unplaced_light");
    session.harness.get_by_label_contains("short of breath").click_accesskit();
    session.harness.run();
    assert!(session.says("Call your emergency number now"));
    assert!(session.harness.query_by_role_and_label(Role::Tab, "Today").is_none(), "nothing else is offered");
    session.look("emergency_light");
    session.dark();
    session.look("emergency_dark");
    session.press(Role::Button, "That was a wrong tap");
    assert!(session.says("Build my circuit"));
    assert_eq!(session.document().record_count(), 0, "it is as if it had not been tapped");
}

#[test]
fn help_that_came_gives_the_screen_back_and_the_block_stays_until_it_is_cleared() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.flag("left calf", "swollen, warm", Some("Yes"));
    assert!(session.says("Call your emergency number now"), "the second question led to an emergency");
    session.press(Role::Button, "I have had help");
    session.press(Role::Button, "Build my circuit");
    assert!(session.says("No circuit while an emergency stands"));
    assert!(session.model().planned().is_none());
    session.settle();
    drop(session);

    let mut session = Session::open(data.path(), WIDE);
    assert!(session.says("Call your emergency number now"), "one that still stands is said again");
    session.press(Role::Button, "I have had help");
    session.select("left calf");
    session.look("emergency_after_help");
    session.press(Role::Button, "A clinician has cleared it");
    session.key(Modifiers::NONE, Key::Escape);
    session.press(Role::Button, "Build my circuit");
    assert!(session.model().planned().is_some());
}

#[test]
fn the_second_question_tells_two_signs_apart_and_the_panel_says_how_the_block_ends() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.select("left calf");
    session.press(Role::Button, "something is wrong here…");
    session.look("wrong_signs_light");
    session.harness.get_by_label_contains("swollen, warm").click_accesskit();
    session.harness.run();
    assert!(session.says("short of breath"), "the second question");
    session.look("wrong_second_light");
    session.press(Role::Button, "No");
    let concern = session.model().derived().concerns()[&region("calf_left")].flag.concern;
    assert_eq!(concern, Concern::Swelling);
    session.look("wrong_answered_light");
    assert!(session.says("a clinician has cleared it"), "how it ends");
    session.key(Modifiers::NONE, Key::Escape);
    assert!(session.says("Left calf, until cleared: swelling"), "the day says what is left out");
    session.flag("right quadriceps", "sharp", Some("No"));
    session.press(Role::Button, "It is fine again");
    assert_eq!(session.model().derived().concerns().len(), 1, "one that ends by answer is ended by it");
}

#[test]
fn a_strain_ends_on_its_day_which_can_be_moved_and_the_circuit_says_what_it_spared() {
    let data = profile();
    {
        let mut session = Session::open(data.path(), WIDE);
        session.flag("right shin", "strained, bruised", Some("No"));
        let until = |session: &Session| session.model().derived().concerns()[&region("shin_right")].flag.until;
        assert_eq!(until(&session), Some("2026-11-25".parse().expect("a date")), "72 h");
        session.look("wrong_strain_light");
        session.press(Role::Button, "Ends on: more");
        assert_eq!(until(&session), Some("2026-11-26".parse().expect("a date")));
        session.key(Modifiers::NONE, Key::Escape);
        session.follow_a_circuit(9);
        let spared = session.document().records().find_map(|record| match &record.body {
            Body::Circuit(circuit) => Some(circuit.spared.clone()),
            _ => None,
        });
        assert!(spared.expect("a circuit").contains_key(&region("shin_right")));
        session.press(Role::Tab, "Journal");
        session.harness.get_by_label_contains("Circuit, ended early, 22 Nov").click_accesskit();
        session.harness.run();
        assert!(session.says("right shin"), "the record names what was left out");
        session.look("journal_spared");
    }
    let session = Session::open_at(data.path(), WIDE, morning_after(3));
    assert_eq!(session.model().derived().concerns().len(), 1, "the day before its end");
    let session = Session::open_at(data.path(), WIDE, morning_after(4));
    assert!(session.model().derived().concerns().is_empty(), "on its day it is over");
}

#[test]
fn health_is_asked_once_and_can_be_skipped_answered_and_edited() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.look("first_run_light");
    assert!(session.says("Is there anything to respect?"));
    session.press(Role::Button, "Skip the question about health");
    assert!(!session.says("Is there anything to respect?"));
    session.settle();
    drop(session);
    let mut session = Session::open(data.path(), WIDE);
    assert!(!session.says("Is there anything to respect?"), "asked once");
    session.open_page("Your health");
    session.press(Role::CheckBox, "Blood thinners or easy bruising");
    assert!(session.document().profile.health.conditions.contains(&Condition::BloodThinners));
    session.press(Role::RadioButton, "Left out for: Surgery or implant");
    session.type_into("search a region to leave out…", "left ham");
    session.press(Role::Button, "Leave out left hamstrings");
    let health = session.document().profile.health.clone();
    let exclusion = &health.exclusions[&region("hamstrings_left")];
    assert_eq!(exclusion.until, Some("2027-02-14".parse().expect("a date")), "twelve weeks");
    session.look("health_light");
    session.press(Role::RadioButton, "left hamstrings: left out: no pressure");
    session.type_into("left hamstrings: why", "!");
    session.key(Modifiers::NONE, Key::Enter);
    assert!(session.document().profile.health.exclusions[&region("hamstrings_left")].why.contains('!'));
    session.dark();
    session.look("health_dark");
    session.press(Role::Tab, "Today");
    assert!(session.says("Left hamstrings: no pressure until 14 Feb 2027"));
    assert!(session.says("Blood thinners or easy bruising"));
    session.look("blocked_dark");
    session.open_page("Your health");
    session.press(Role::Button, "No longer leave out left hamstrings");
    assert!(session.document().profile.health.exclusions.is_empty());
}

#[test]
fn the_first_run_leads_to_the_health_page_where_one_answer_is_enough() {
    let data = profile();
    let mut session = Session::open(data.path(), vec2(900.0, 700.0));
    session.look("first_run_900_light");
    session.press(Role::Button, "Yes, answer…");
    session.look("health_900_light");
    session.press(Role::CheckBox, "Hypermobility");
    session.press(Role::Tab, "Today");
    assert!(!session.says("Is there anything to respect?"));
}

/// Rates the left calf at 8 in the evening of each of these days.
fn painful_days(data: &Path, days: std::ops::RangeInclusive<i64>) {
    for day in days {
        let mut session = Session::open_at(data, WIDE, evening_after(day));
        session.rate("left calf", "Soreness", 8);
        session.settle();
    }
}

#[test]
fn a_lasting_pain_is_spoken_of_on_one_day_of_a_week_until_it_is_answered() {
    let data = profile();
    let says = |session: &Session| session.says("sore at 7 or more");
    painful_days(data.path(), 0..=2);
    {
        let mut session = Session::open_at(data.path(), WIDE, evening_after(3));
        assert!(!says(&session), "three days are what one training leaves behind");
        session.rate("left calf", "Soreness", 8);
        assert!(says(&session), "four are not");
        session.settle();
        session.look("pain_light");
        session.dark();
        session.look("pain_dark");
    }
    assert!(says(&Session::open_at(data.path(), WIDE, evening_after(3))), "it stays that day, also after a restart");
    for day in [4, 9] {
        assert!(!says(&Session::open_at(data.path(), WIDE, evening_after(day))), "not daily: day {day}");
    }
    let mut session = Session::open_at(data.path(), WIDE, evening_after(10));
    assert!(says(&session), "a week later it is said again");
    session.press(Role::Button, "left calf: I have seen someone");
    assert!(!says(&session));
    assert_eq!(check_in(&session).pain_answers[&region("calf_left")], PainAnswer::SeenSomeone);
    session.key(Modifiers::COMMAND, Key::Z);
    assert!(says(&session), "the answer can be undone");
    session.press(Role::Button, "left calf: Dismiss for 4 weeks");
    assert!(!says(&session));
    session.settle();
    drop(session);
    painful_days(data.path(), 18..=20);
    assert!(!says(&Session::open_at(data.path(), WIDE, evening_after(21))), "four weeks are not over");
}
