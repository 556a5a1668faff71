//! Benchmarks through the real program and only what a person can see: a whole retest by keyboard, what is put off, a
//! benchmark of one's own, and the screen with few and many retests.

mod support;

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use jiff::{ToSpan as _, Zoned};
use supple::catalog::Catalog;
use supple::domain::{Body, Document, Profile, Record, RecordId, Retest, Settings, Stamp};
use supple::platform::Picked;
use supple::store::{Folders, RealFs, Store};
use support::{Session, here, profile};

const WIDE: Vec2 = vec2(1280.0, 800.0);
const SMALL: Vec2 = vec2(900.0, 700.0);

fn evening() -> Zoned {
    "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

/// The retests in a profile, oldest first.
fn retests(session: &Session) -> Vec<Retest> {
    let records = session.document().timeline();
    let of = |record: &std::sync::Arc<Record>| match &record.body {
        Body::Retest(retest) => Some(retest.clone()),
        _ => None,
    };
    records.iter().filter_map(of).collect()
}

/// Fills a profile with retests of knee-to-wall at the same time of day, fourteen days apart, the last so many days ago:
/// the left gains after a while, the right stays.
fn fill(data: &Path, count: i32, days_ago: i32) {
    let mut rng = fastrand::Rng::with_seed(3);
    let mut records = Vec::new();
    for index in 0..count {
        let age = days_ago + 14 * (count - 1 - index);
        let day = evening().checked_sub(age.days()).expect("a day of the calendar");
        let gain = if index + 4 >= count && count > 3 { 2.4 } else { 0.0 };
        let mut trials =
            |level: f64| -> Vec<f64> { (0..3).map(|_| (level * 2.0 + rng.f64() * 1.6 - 0.8).round() / 2.0).collect() };
        let retest = Retest { left: trials(9.0 + gain), right: trials(8.5), ..Retest::of("ktw".into()) };
        let id = RecordId::new(day.timestamp(), u128::from(index.unsigned_abs()) + 1);
        records.push(Record { id, rev: 1, when: Stamp::new(&day), body: Body::Retest(retest) });
    }
    save(data, &Document::new(records, Profile::default(), Settings::default()));
}

fn save(data: &Path, document: &Document) {
    let (mut store, _) = Store::open(RealFs, Folders::under(data.to_owned()), &here());
    store.save(document).expect("the folder is writable");
}

impl Session {
    /// Puts the focus on a button and presses it with the keyboard.
    fn enter_on(&mut self, button: &str) {
        self.harness.get_by_role_and_label(Role::Button, button).focus();
        self.harness.run();
        self.key(Modifiers::NONE, Key::Enter);
    }

    /// Types a trial and hands it over.
    fn trial(&mut self, value: &str) {
        self.harness.get_by_role(Role::TextInput).type_text(value);
        self.harness.run();
        self.key(Modifiers::NONE, Key::Enter);
    }

    /// Clicks at a place of the window.
    fn click(&mut self, at: egui::Pos2) {
        let button = egui::PointerButton::Primary;
        let press = |pressed| egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
        for event in [egui::Event::PointerMoved(at), press(true), press(false)] {
            self.harness.event(event);
        }
        self.harness.run();
    }

    fn page_down(&mut self) {
        self.key(Modifiers::NONE, Key::PageDown);
    }
}

#[test]
fn a_whole_retest_is_done_by_keyboard_with_a_refused_a_rare_and_a_repeated_trial() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.key(Modifiers::ALT, Key::Num3);
    assert!(session.says("Not tested yet"));
    session.look("benchmarks_first_light");
    session.enter_on("Retest only this one, 4 min");
    assert!(session.says("How to do it"));
    session.look("benchmarks_steps_light");
    session.page_down();
    assert!(session.says("Left: One for practice"));
    session.page_down();
    assert!(session.says("Left: Trial 1 of 3"));
    session.trial("30");
    assert!(session.says("30.0 cm cannot be: the range is 0.0 to 25.0 cm."));
    session.look("benchmarks_refused_light");
    session.trial("19");
    assert!(session.says("19.0 cm is rare for this test. Is it right?"));
    session.press(Role::Button, "Type it again");
    session.trial("9");
    assert!(session.says("Left: Trial 2 of 3"));
    session.trial("9,5");
    session.trial("12.5");
    assert!(session.says("12.5 cm lies far from the other two"));
    session.look("benchmarks_repeat_light");
    session.trial("9.5");
    assert!(session.says("Right: One for practice"));
    session.page_down();
    for value in ["8", "8.5"] {
        session.trial(value);
    }
    session.key(Modifiers::NONE, Key::PageUp);
    assert!(session.says("Right: Trial 2 of 3"), "page up takes the last trial back");
    for value in ["8.5", "19"] {
        session.trial(value);
    }
    session.page_down();
    assert!(session.says("Right: One more"), "a rare value that was confirmed lies far from the others");
    session.trial("8.5");
    assert!(session.says("Left: 9.5 cm") && session.says("Right: 8.5 cm"), "medians, since one lies far off");
    session.look("benchmarks_review_light");
    session.page_down();
    session.settle();
    let [retest] = &retests(&session)[..] else { panic!("one retest") };
    assert_eq!(retest.left, [9.0, 9.5, 12.5, 9.5]);
    assert_eq!(retest.right, [8.0, 8.5, 19.0, 8.5]);
    assert!(retest.doubts.is_empty());
    assert!(session.says("Left: can’t tell yet."));
    session.key(Modifiers::COMMAND, Key::Z);
    assert!(retests(&session).is_empty(), "a retest is one step of undo");
}

#[test]
fn a_due_retest_stands_on_today_once_and_can_be_put_off_skipped_or_left_out() {
    let data = profile();
    fill(data.path(), 1, 20);
    let mut session = Session::open(data.path(), WIDE);
    assert!(session.says("Retest due, about 4 min"));
    session.look("today_retest_due_light");
    session.press(Role::Button, "tomorrow");
    assert!(!session.says("Retest due"));
    session.settle();
    drop(session);
    let tomorrow = evening().checked_add(1.day()).expect("a day of the calendar");
    let mut session = Session::open_at(data.path(), WIDE, tomorrow);
    assert!(session.says("Retest due, about 4 min"));
    session.press(Role::Button, "look");
    session.press(Role::Button, "skip this time");
    session.press(Role::Tab, "Today");
    assert!(!session.says("Retest due"));
    session.press(Role::Tab, "Benchmarks");
    session.harness.get_by_label_contains("Knee-to-wall, in 14 days").click_accesskit();
    session.harness.run();
    session.press(Role::Button, "not this one again");
    assert!(session.says("Not on your schedule."));
}

#[test]
fn a_retest_right_after_a_circuit_is_warned_of_and_does_not_count() {
    let data = profile();
    fill(data.path(), 2, 14);
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "Build my circuit");
    session.press(Role::Button, "Start");
    session.machine.advance(std::time::Duration::from_mins(3));
    session.harness.step();
    session.key(Modifiers::NONE, Key::Escape);
    session.press(Role::Button, "Finish here");
    session.settle();
    session.press(Role::Tab, "Benchmarks");
    session.press(Role::Button, "Retest only this one, 4 min");
    assert!(session.says("A circuit ended within the last hour"));
    session.look("benchmarks_warning_light");
    session.press(Role::Button, "Go on all the same");
    session.page_down();
    for _ in 0..2 {
        session.page_down();
        for _ in 0..3 {
            session.trial("9");
        }
    }
    session.page_down();
    session.settle();
    session.press(Role::Button, "table");
    assert!(session.says("not comparable, not counted"));
}

#[test]
fn an_own_benchmark_goes_from_its_making_to_a_chart() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Benchmarks");
    session.press(Role::Button, "Add a benchmark of your own");
    session.press(Role::Button, "Add it");
    assert!(session.says("Give it a name."));
    session.press(Role::Button, "Bar speed at a load");
    session.look("benchmarks_own_light");
    session.press(Role::Button, "Add it");
    session.press(Role::Button, "Bar speed at a load");
    session.press(Role::Button, "Retest only this one, 3 min");
    session.page_down();
    session.page_down();
    for value in ["0,62", "6", "0,64", "0,63"] {
        session.trial(value);
    }
    session.page_down();
    session.settle();
    let [retest] = &retests(&session)[..] else { panic!("one retest") };
    assert_eq!(retest.both, [0.62, 0.64, 0.63]);
    assert!(session.says("Bar speed at a load: 1 retest over time"));
    assert!(session.says("0.63 m/s"));
    session.look("benchmarks_own_chart_light");
    assert_eq!(Catalog::built_in().expect("parses").benchmarks().len(), 21, "the built-in ones are as they were");
}

#[test]
fn a_trial_is_read_from_a_photo_with_the_pointer_and_the_arrow_keys_and_its_photo_is_kept() {
    let data = profile();
    let file = data.path().join("IMG_0001.JPG");
    // A PNG under another name: what counts is the content.
    let photo = image::RgbImage::from_fn(600, 800, |x, y| {
        let is_shin = (f64::from(x) - 300.0 - 0.6 * (f64::from(y) - 200.0)).abs() < 30.0 && (200..600).contains(&y);
        if is_shin { image::Rgb([214, 170, 140]) } else { image::Rgb([96, 110, 120]) }
    });
    photo.save_with_format(&file, image::ImageFormat::Png).expect("the folder is writable");
    let mut session = Session::open(data.path().join("data").as_path(), WIDE);
    session.press(Role::Tab, "Benchmarks");
    session.harness.get_by_label_contains("Hip internal rotation, seated, ").click_accesskit();
    session.harness.run();
    session.press(Role::Button, "Retest only this one, 4 min");
    session.page_down();
    session.page_down();
    let wrong = data.path().join("note.jpg");
    #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
    std::fs::write(&wrong, "no pixels").expect("the folder is writable");
    session.machine.answer_dialog(Picked::Path(wrong));
    session.press(Role::Button, "read it from a photo…");
    session.settle();
    assert!(session.says("This is no PNG or JPEG photo, whatever its name says."));
    session.machine.answer_dialog(Picked::Path(file));
    session.press(Role::Button, "read it from a photo…");
    session.settle();
    session.press(Role::RadioButton, "Angle: two and the vertical");
    let picture = session.harness.get_by_label_contains("Photo, 0 of 2 points placed").rect();
    let scale = picture.height() / 800.0;
    for (x, y) in [(300.0, 200.0), (480.0, 500.0)] {
        session.click(picture.min + vec2(x, y) * scale);
    }
    assert!(session.says("31.0°"), "the angle of 180 across and 300 down");
    session.harness.get_by_label_contains("Point 2 of 2").focus();
    session.harness.run();
    for _ in 0..3 {
        session.key(Modifiers::SHIFT, Key::ArrowLeft);
    }
    session.key(Modifiers::NONE, Key::ArrowRight);
    assert!(session.says("26.7°"), "151 across and 300 down");
    session.look("benchmarks_photo_light");
    session.press(Role::CheckBox, "keep the photo with the trial");
    session.press(Role::Button, "Take this angle");
    for value in ["27", "26"] {
        session.trial(value);
    }
    session.page_down();
    for value in ["30", "31", "30"] {
        session.trial(value);
    }
    session.page_down();
    session.settle();
    let [retest] = &retests(&session)[..] else { panic!("one retest") };
    assert_eq!(retest.left, [26.7, 27.0, 26.0]);
    let [kept] = &retest.photos[..] else { panic!("one photo") };
    assert_eq!((kept.trial, kept.points.len()), (0, 2));
    let path = data.path().join("data/photos").join(&kept.file);
    assert!(path.exists(), "{}", path.display());
    // It is shown again with its points, and can be removed with the way back.
    session.press(Role::Button, "table");
    let name = "Photo of trial 1, left 22 Nov";
    session.press(Role::Button, name);
    session.settle();
    assert!(session.says("26.7°") && session.says("Photo of the trial, 2 points"));
    session.look("benchmarks_kept_photo_light");
    session.press(Role::Button, "remove this photo");
    session.settle();
    assert!(session.says("Photo removed. Its file goes when you quit."));
    assert!(session.harness.query_by_role_and_label(Role::Button, name).is_none());
    session.key(Modifiers::COMMAND, Key::Z);
    session.settle();
    assert!(path.exists() && session.harness.query_by_role_and_label(Role::Button, name).is_some());
    session.press(Role::Button, name);
    session.settle();
    session.press(Role::Button, "remove this photo");
    session.settle();
    drop(session);
    assert!(!path.exists(), "it goes when nothing can be undone any more");
}

#[test]
fn an_own_benchmark_is_changed_and_deleted_and_its_retests_keep_its_name() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Benchmarks");
    session.press(Role::Button, "Timed carry, s");
    session.press(Role::Button, "Add it");
    session.press(Role::Button, "Timed carry");
    session.press(Role::Button, "Retest only this one, 3 min");
    assert!(session.says("Walk upright until you must set it down."), "a template brings its steps");
    session.look("benchmarks_own_steps_light");
    session.page_down();
    session.page_down();
    for value in ["40", "42", "41"] {
        session.trial(value);
    }
    session.page_down();
    session.settle();
    session.press(Role::Button, "change it");
    let field = "Highest value that can be true";
    session.harness.get_by_role_and_label(Role::TextInput, field).focus();
    session.harness.run();
    session.key(Modifiers::COMMAND, Key::A);
    session.harness.get_by_role_and_label(Role::TextInput, field).type_text("900");
    session.harness.run();
    session.press(Role::Button, "Keep it");
    session.settle();
    let highest = |session: &Session| session.model().catalog().benchmarks().last().map(|own| own.hard.max);
    assert_eq!(highest(&session), Some(900.0));
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(highest(&session), Some(600.0));
    session.press(Role::Button, "delete it");
    session.settle();
    assert!(session.says("Timed carry removed."));
    assert!(session.harness.query_by_role_and_label(Role::Button, "Timed carry").is_none());
    drop(session);
    // Also after a new start.
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Journal");
    assert!(session.says("Timed carry") && session.says("41.0 s"));
}

#[test]
fn what_hurts_is_stopped_and_nothing_of_it_is_kept() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Benchmarks");
    session.press(Role::Button, "Retest only this one, 4 min");
    assert!(session.says("pain above 3 of 10"));
    session.page_down();
    session.page_down();
    session.trial("9");
    session.press(Role::Button, "it hurts, stop");
    assert!(session.says("Knee-to-wall stopped; nothing of it was kept."));
    session.settle();
    assert!(retests(&session).is_empty());
}

#[test]
fn what_there_is_to_do_stays_in_sight_in_a_low_window() {
    let data = profile();
    fill(data.path(), 40, 5);
    for size in [SMALL, vec2(900.0, 560.0)] {
        let mut session = Session::open(data.path(), size);
        session.press(Role::Tab, "Benchmarks");
        session.harness.get_by_label_contains("Knee-to-wall, in 9 days").click_accesskit();
        session.harness.run();
        for name in ["Retest only this one, 4 min", "How to do it", "not this one again"] {
            let button = session.harness.get_by_role_and_label(Role::Button, name).rect();
            assert!(button.bottom() <= size.y && button.right() <= size.x, "{name}: {button:?}");
        }
        assert!(session.says("Same time of day as before: 16:15–20:15"));
        session.look(&format!("benchmarks_low_{}_light", size.y));
        session.press(Role::Button, "How to do it");
        assert!(session.says("What others measured; never a mark to reach"));
        session.look(&format!("benchmarks_how_{}_light", size.y));
    }
}

#[test]
fn with_reduced_motion_a_retest_shows_poses_that_stand_still() {
    let data = profile();
    let settings = Settings { reduce_motion: true, ..Settings::default() };
    save(data.path(), &Document::new([], Profile::default(), settings));
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Benchmarks");
    session.press(Role::Button, "Retest only this one, 4 min");
    session.look("benchmarks_steps_reduced_light");
    let before = session.harness.render().expect("the CPU renderer draws");
    session.machine.advance(std::time::Duration::from_millis(1300));
    session.harness.run();
    assert_eq!(session.harness.render().expect("it draws"), before, "nothing moves");
}

#[test]
fn the_screen_says_what_one_three_and_forty_retests_support() {
    for (count, verdict) in [(1, "can’t tell yet"), (3, "can’t tell yet"), (40, "improved beyond error")] {
        let data = profile();
        fill(data.path(), count, 5);
        for (size, name) in [(WIDE, "wide"), (SMALL, "900x700")] {
            let mut session = Session::open(data.path(), size);
            session.press(Role::Tab, "Benchmarks");
            session.harness.get_by_label_contains("Knee-to-wall, in 9 days").click_accesskit();
            session.harness.run();
            assert!(session.says(&format!("Left: {verdict}")), "{count}");
            session.look(&format!("benchmarks_{count}_{name}_light"));
            session.dark();
            session.look(&format!("benchmarks_{count}_{name}_dark"));
            if size == WIDE && count == 3 {
                session.harness.set_pixels_per_point(2.0);
                session.harness.run();
                session.look("benchmarks_3_wide_2x_dark");
            }
        }
    }
}

#[test]
fn sample_data_fill_the_list_and_the_overview() {
    let data = profile();
    let catalog = Catalog::built_in().expect("parses");
    save(data.path(), &supple::sample::document(&catalog, &evening(), 18, 1));
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Benchmarks");
    session.look("benchmarks_sample_light");
    session.press(Role::Button, "All joints at a glance");
    assert!(session.says("Knee-to-wall, left: "));
    session.look("benchmarks_overview_light");
    session.dark();
    session.look("benchmarks_overview_dark");
}
