//! The body map in the real program: painting, both sides, whole-map answers, the list, the layers, the keyboard alone.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use jiff::{ToSpan as _, Zoned};
use supple::domain::{
    Body, CheckIn, Concern, Document, Profile, Ramp, Rating, Record, RecordId, Region, RegionRating, Settings, Stamp,
    ThemeChoice,
};
use supple::store::{Folders, RealFs, Store};
use support::{Session, here, profile};

const WIDE: Vec2 = vec2(1280.0, 800.0);
const SMALL: Vec2 = vec2(900.0, 700.0);

/// Ten regions on both figures and both sides, each with a value of its own.
const TEN: [(&str, u8); 10] = [
    ("upper_traps_left", 3),
    ("upper_traps_right", 4),
    ("low_back_left", 5),
    ("glute_max_left", 6),
    ("hamstrings_left", 7),
    ("calf_left", 2),
    ("knee_front_left", 1),
    ("quads_left", 4),
    ("hip_flexors_left", 6),
    ("hip_flexors_right", 5),
];

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

/// Soreness and stiffness of a region today.
fn felt(session: &Session, id: &str) -> (Option<u8>, Option<u8>) {
    let rating = session.model().derived().regions_today().get(&region(id)).copied().unwrap_or_default();
    (rating.soreness.map(Rating::get), rating.stiffness.map(Rating::get))
}

/// The middle of a region on the map.
fn middle(session: &Session, id: &str) -> Pos2 {
    session.harness.get_by_label_contains(&format!("{},", region(id).label())).rect().center()
}

fn button(session: &mut Session, pos: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) {
    session.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
}

/// One press and release of a pointer's button.
fn click(session: &mut Session, pos: Pos2, which: PointerButton, modifiers: Modifiers) {
    session.harness.hover_at(pos);
    session.harness.event(Event::ModifiersChanged(modifiers));
    button(session, pos, which, true, modifiers);
    button(session, pos, which, false, modifiers);
    session.harness.run();
    session.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    session.harness.run();
}

fn drag(session: &mut Session, places: &[Pos2]) {
    session.harness.hover_at(places[0]);
    button(session, places[0], PointerButton::Primary, true, Modifiers::NONE);
    for &pos in &places[1..] {
        session.harness.event(Event::PointerMoved(pos));
    }
    session.harness.run();
    button(session, places[places.len() - 1], PointerButton::Primary, false, Modifiers::NONE);
    session.harness.run();
}

/// Opens the menu of the map and chooses in it.
fn choose(session: &mut Session, item: &str) {
    session.press(Role::Button, "More for the map");
    session.press(Role::Button, item);
}

#[test]
fn a_drag_paints_the_last_rating_and_one_undo_takes_the_stroke_back() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.rate("left calf", "Soreness", 5);
    let places = [middle(&session, "glute_max_left"), middle(&session, "hamstrings_left")];
    drag(&mut session, &places);
    for id in ["glute_max_left", "hamstrings_left"] {
        assert_eq!(felt(&session, id).0, Some(5), "{id}");
    }
    assert_eq!(session.model().selected(), None);
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!((felt(&session, "glute_max_left").0, felt(&session, "hamstrings_left").0), (None, None));
    assert_eq!(felt(&session, "calf_left").0, Some(5), "the rating before the stroke stays");

    // The legend is the palette.
    session.press(Role::RadioButton, "Brush: 2");
    session.press(Role::RadioButton, "Brush: stiffness");
    drag(&mut session, &places);
    assert_eq!(felt(&session, "hamstrings_left"), (None, Some(2)));
}

#[test]
fn both_sides_are_rated_at_once_by_a_modifier_or_by_a_switch_and_undone_at_once() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    let calf = middle(&session, "calf_left");
    click(&mut session, calf, PointerButton::Primary, Modifiers::COMMAND);
    assert!(session.says("Calf, both sides"));
    session.press(Role::RadioButton, "Soreness 4");
    assert_eq!((felt(&session, "calf_left").0, felt(&session, "calf_right").0), (Some(4), Some(4)));
    session.key(Modifiers::NONE, Key::Escape);
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!((felt(&session, "calf_left").0, felt(&session, "calf_right").0), (None, None));

    click(&mut session, calf, PointerButton::Primary, Modifiers::NONE);
    assert!(!session.says("both sides: on") && !session.says("Calf, both sides"));
    session.press(Role::CheckBox, "both sides");
    session.press(Role::RadioButton, "Stiffness 6");
    assert_eq!((felt(&session, "calf_left").1, felt(&session, "calf_right").1), (Some(6), Some(6)));
    session.press(Role::RadioButton, "Stiffness 6");
    assert_eq!(
        (felt(&session, "calf_left").1, felt(&session, "calf_right").1),
        (None, None),
        "a second tap takes back"
    );
}

#[test]
fn a_right_click_clears_the_ratings_and_leaves_what_is_wrong() {
    let data = profile();
    let noon = "2026-11-22T12:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
    save(data.path(), [check_in(&noon, BTreeMap::from([(region("calf_left"), wrong())]))], Settings::default());
    let mut session = Session::open(data.path(), WIDE);
    session.rate("left calf", "Soreness", 4);
    session.rate("left calf", "Stiffness", 3);
    let calf = middle(&session, "calf_left");
    click(&mut session, calf, PointerButton::Secondary, Modifiers::NONE);
    assert_eq!(felt(&session, "calf_left"), (None, None));
    assert!(session.model().derived().concerns().contains_key(&region("calf_left")));
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(felt(&session, "calf_left"), (Some(4), Some(3)), "one step of undo");
}

#[test]
fn the_answers_for_the_whole_map_are_one_action_and_one_undo_each() {
    let data = profile();
    {
        let mut session = Session::open(data.path(), WIDE);
        session.rate("left calf", "Soreness", 4);
        session.rate("left hamstrings", "Stiffness", 6);
    }
    let next_day = "2026-11-23T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let mut session = Session::open_at(data.path(), WIDE, next_day);
    let both = |session: &Session| (felt(session, "calf_left").0, felt(session, "hamstrings_left").1);
    let check = |session: &mut Session, act: &dyn Fn(&mut Session), after: (Option<u8>, Option<u8>)| {
        let before = both(session);
        act(session);
        assert_eq!(both(session), after);
        session.key(Modifiers::COMMAND, Key::Z);
        assert_eq!(both(session), before, "one undo");
        session.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        assert_eq!(both(session), after);
    };
    check(&mut session, &|session| session.press(Role::Button, "copy last"), (Some(4), Some(6)));
    check(&mut session, &|session| choose(session, "Swap left and right on the map"), (None, None));
    assert_eq!((felt(&session, "calf_right").0, felt(&session, "hamstrings_right").1), (Some(4), Some(6)));
    check(&mut session, &|session| choose(session, "Swap left and right on the map"), (Some(4), Some(6)));
    check(&mut session, &|session| choose(session, "All clear: nothing is sore or stiff"), (Some(0), Some(0)));
    check(&mut session, &|session| choose(session, "Take all ratings of today away"), (None, None));
    check(&mut session, &|session| choose(session, "Copy the last check-in"), (Some(4), Some(6)));

    // Of one region, in its panel.
    let calf = middle(&session, "calf_left");
    click(&mut session, calf, PointerButton::Primary, Modifiers::NONE);
    session.press(Role::Button, "copy to the other side");
    assert_eq!(felt(&session, "calf_right").0, Some(4));
    session.press(Role::Button, "clear the ratings");
    assert_eq!(felt(&session, "calf_left").0, None);
    session.press(Role::Button, "swap sides");
    assert_eq!((felt(&session, "calf_left").0, felt(&session, "calf_right").0), (Some(4), None));
    session.key(Modifiers::NONE, Key::Escape);

    // And by the palette.
    session.key(Modifiers::COMMAND, Key::K);
    session.type_into("What to do", "all clear");
    session.key(Modifiers::NONE, Key::Enter);
    assert_eq!(both(&session), (Some(0), Some(0)));
}

#[test]
fn the_list_can_do_what_the_map_can() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "List of regions");
    assert!(session.harness.query_by_role_and_label(Role::Group, "Body map").is_none());
    // Rate on both scales.
    session.rate("left hamstrings", "Soreness", 6);
    session.rate("left hamstrings", "Stiffness", 4);
    assert!(session.says("your left hamstrings, soreness 6, stiffness 4"));
    // Copy to the other side, both sides at once, swap, clear: the panel opens below its row.
    open(&mut session, "left hamstrings");
    session.press(Role::Button, "copy to the other side");
    assert_eq!(felt(&session, "hamstrings_right"), (Some(6), Some(4)));
    session.press(Role::CheckBox, "both sides");
    session.press(Role::RadioButton, "Soreness 2");
    assert_eq!((felt(&session, "hamstrings_left").0, felt(&session, "hamstrings_right").0), (Some(2), Some(2)));
    session.look("map_list_open");
    session.press(Role::Button, "clear the ratings");
    assert_eq!((felt(&session, "hamstrings_left"), felt(&session, "hamstrings_right")), ((None, None), (None, None)));
    session.press(Role::CheckBox, "both sides");
    // Say that something is wrong.
    session.harness.get_by_label("something is wrong here…");
    open(&mut session, "left hamstrings");
    assert_eq!(session.model().selected(), None, "a second tap closes the row");
    // Search.
    session.type_into("search a region…", "right cal");
    let rows = session.harness.query_all_by_label_contains("not rated").count();
    assert!((1..10).contains(&rows), "{rows} rows");
    session.harness.get_by_label_contains("your right calf,");
}

fn open(session: &mut Session, name: &str) {
    session.harness.get_by_label_contains(&format!("your {name},")).click_accesskit();
    session.harness.run();
}

#[test]
fn ten_regions_are_rated_by_mouse_in_at_most_three_actions_each() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    let mut actions = 0;
    for (id, value) in TEN {
        let at = middle(&session, id);
        // Where the panel of the region before lies over this one, it is closed first.
        let is_covered =
            session.harness.ctx.layer_id_at(at).is_some_and(|layer| layer.order != egui::Order::Background);
        if is_covered {
            session.key(Modifiers::NONE, Key::Escape);
            actions += 1;
        }
        click(&mut session, at, PointerButton::Primary, Modifiers::NONE);
        let cell = session.harness.get_by_role_and_label(Role::RadioButton, &format!("Soreness {value}")).rect();
        click(&mut session, cell.center(), PointerButton::Primary, Modifiers::NONE);
        actions += 2;
    }
    for (id, value) in TEN {
        assert_eq!(felt(&session, id).0, Some(value), "{id}");
    }
    assert!(actions <= 30, "{actions} clicks");
}

#[test]
fn ten_regions_are_rated_by_keyboard_alone_in_at_most_three_actions_each() {
    let rate = |value: u8| {
        const DIGITS: [Key; 10] = [
            Key::Num0,
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        DIGITS[usize::from(value)]
    };
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    let mut count = 0;
    // Into the map by an arrow, then by arrows and zones from region to region.
    let ways: [&[Key]; 10] = [
        &[Key::ArrowDown, Key::PageDown],
        &[Key::ArrowRight],
        &[Key::ArrowDown, Key::ArrowLeft, Key::ArrowDown],
        &[Key::ArrowDown, Key::ArrowDown],
        &[Key::ArrowDown],
        &[Key::ArrowDown, Key::ArrowDown],
        &[Key::PageUp],
        &[Key::ArrowUp],
        &[Key::PageUp],
        &[Key::ArrowLeft],
    ];
    for ((id, value), way) in TEN.into_iter().zip(ways) {
        for &key in way.iter().chain([&rate(value)]) {
            session.key(Modifiers::NONE, key);
            count += 1;
        }
        assert_eq!(felt(&session, id).0, Some(value), "{id}");
    }
    assert!(count <= 30, "{count} keys");
}

#[test]
fn other_days_can_be_looked_at_and_played_and_never_changed() {
    let data = profile();
    for (day, value) in [("2026-11-20", 3), ("2026-11-21", 7)] {
        let moment = format!("{day}T18:10:00+01:00[Europe/Berlin]").parse().expect("a moment");
        let mut session = Session::open_at(data.path(), WIDE, moment);
        session.rate("left calf", "Soreness", value);
    }
    let mut session = Session::open(data.path(), WIDE);
    let before = session.model().revision();
    session.press(Role::Button, "Other days and changes");
    session.press(Role::RadioButton, "Layer: Yesterday");
    assert!(session.says("your left calf, soreness 7") && session.says("Body yesterday"));
    let calf = middle(&session, "calf_left");
    click(&mut session, calf, PointerButton::Primary, Modifiers::NONE);
    assert!(session.says("Soreness 7") && session.harness.query_by_label("Stiffness").is_none());
    session.key(Modifiers::NONE, Key::Num2);
    session.key(Modifiers::NONE, Key::Delete);
    drag(&mut session, &[calf, calf - vec2(0.0, 120.0)]);
    assert_eq!(session.model().revision(), before, "the past is not changed");

    session.press(Role::RadioButton, "Layer: 7 days");
    assert!(session.says("your left calf, too few ratings"));
    session.press(Role::RadioButton, "Layer: Change");
    assert!(session.says("Change in soreness") && session.says("under 5 ratings"));

    // The slider by keyboard: two days back from today.
    session.press(Role::RadioButton, "Layer: Today");
    session.harness.get_by_role_and_label(Role::Slider, "Day, counted from today").focus();
    session.harness.run();
    session.key(Modifiers::NONE, Key::ArrowLeft);
    session.key(Modifiers::NONE, Key::ArrowLeft);
    assert!(session.says("your left calf, soreness 3") && session.says("Body on 20 Nov"));

    // Playing goes to today and stops there.
    session.press(Role::Button, "Play the last 90 days");
    session.press(Role::Button, "Pause");
    session.press(Role::Button, "Play the last 90 days");
    session.machine.advance(Duration::from_mins(1));
    session.harness.run_steps(3);
    assert!(session.says("Body today") && session.says("Play the last 90 days"));
    session.press(Role::Button, "Other days and changes");
    session.rate("left calf", "Soreness", 2);
    assert_eq!(felt(&session, "calf_left").0, Some(2));
}

#[test]
fn the_other_ramp_is_chosen_in_the_settings() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Settings");
    session.press(Role::RadioButton, "Severity: Severity by lightness");
    assert_eq!(session.document().settings.ramp, Ramp::LightnessOrdered);
    session.look("map_settings_ramp");
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(session.document().settings.ramp, Ramp::Usual);
}

#[test]
fn pictures_of_the_ramp_that_is_ordered_in_lightness() {
    let data = profile();
    fill(data.path(), Settings { ramp: Ramp::LightnessOrdered, ..Settings::default() });
    let mut session = Session::open(data.path(), WIDE);
    for (theme, word) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        session.harness.ctx.set_theme(theme);
        session.harness.run();
        open(&mut session, "left hamstrings");
        session.look(&format!("map_ordered_ramp_{word}"));
        session.key(Modifiers::NONE, Key::Escape);
    }
}

/// Every state of the map, to be looked at beside the design.
#[test]
fn pictures_of_the_map_in_every_state() {
    let sizes = [("1x", WIDE, 1.0), ("2x", WIDE, 2.0), ("small", SMALL, 1.0), ("narrow", vec2(480.0, 800.0), 1.0)];
    for (theme, word) in [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")] {
        let data = profile();
        fill(data.path(), Settings { theme, ..Settings::default() });
        let in_use = if theme == ThemeChoice::Dark { egui::Theme::Dark } else { egui::Theme::Light };
        for (name, size, scale) in sizes {
            let mut session = Session::open(data.path(), size);
            session.harness.ctx.set_theme(in_use);
            session.harness.set_pixels_per_point(scale);
            session.harness.run();
            let look = |session: &mut Session, state: &str| session.look(&format!("map_{state}_{word}_{name}"));
            look(&mut session, "day");
            open(&mut session, "left hamstrings");
            look(&mut session, "panel");
            session.key(Modifiers::NONE, Key::Escape);
            open(&mut session, "left chest");
            look(&mut session, "panel_upper");
            session.key(Modifiers::NONE, Key::Escape);
            session.press(Role::Button, "Other days and changes");
            for layer in ["Yesterday", "7 days", "28 days", "Change"] {
                session.press(Role::RadioButton, &format!("Layer: {layer}"));
                look(&mut session, &format!("layer_{}", layer.replace(' ', "_").to_lowercase()));
            }
            open(&mut session, "left hamstrings");
            look(&mut session, "layer_words");
            session.press(Role::Button, "Other days and changes");
            session.press(Role::Button, "List of regions");
            look(&mut session, "list");
            open(&mut session, "left hamstrings");
            look(&mut session, "list_open");
            session.key(Modifiers::NONE, Key::Escape);
            session.press(Role::Button, "List of regions");
            choose(&mut session, "Enlarge the map");
            choose(&mut session, "Enlarge the map");
            look(&mut session, "enlarged");
            session.press(Role::Button, "More for the map");
            look(&mut session, "menu");
        }
    }
}

/// Eleven weeks of ratings that fall and rise, and a day like that of the design.
fn fill(data: &Path, settings: Settings) {
    let sore = |value: u8| RegionRating { soreness: Rating::try_from(value).ok(), ..RegionRating::default() };
    let stiff = |value: u8| RegionRating { stiffness: Rating::try_from(value).ok(), ..RegionRating::default() };
    let today: Zoned = "2026-11-22T08:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let weeks = (1..77_u8).filter(|days_ago| days_ago % 7 != 6).map(|days_ago| {
        let level = |then: u8, now: u8| {
            let share = f32::from(days_ago) / 76.0;
            sore((f32::from(then) * share + f32::from(now) * (1.0 - share)).round() as u8)
        };
        let regions = [
            ("hamstrings_left", level(8, 3)),
            ("hamstrings_right", level(4, 4)),
            ("shoulder_front_right", level(1, 7)),
            ("low_back_left", level(5, 5)),
            ("calf_left", level(3, 4)),
            ("hip_flexors_left", level(7, 1)),
        ];
        (i64::from(days_ago), regions.to_vec())
    });
    let both = RegionRating { stiffness: Rating::try_from(4).ok(), ..sore(6) };
    let design = vec![
        ("low_back_left", sore(2)),
        ("hip_flexors_left", stiff(5)),
        ("adductors_right", sore(4)),
        ("hamstrings_left", both),
        ("hamstrings_right", sore(3)),
        ("soleus_right", stiff(6)),
        ("shoulder_front_right", wrong()),
    ];
    let records = weeks.chain([(0, design)]).map(|(days_ago, ratings)| {
        let moment = today.saturating_sub(days_ago.days());
        let regions = ratings.into_iter().map(|(id, rating)| (region(id), rating)).collect();
        check_in(&moment, regions)
    });
    save(data, records, settings);
}

fn wrong() -> RegionRating {
    RegionRating { wrong: Some(Concern::SharpPain.into()), ..RegionRating::default() }
}

fn check_in(moment: &Zoned, regions: BTreeMap<Region, RegionRating>) -> Record {
    let body = Body::CheckIn(CheckIn { regions, ..CheckIn::default() });
    Record { id: RecordId::new(moment.timestamp(), 7), rev: 1, when: Stamp::new(moment), body }
}

/// Writes records down as another sitting of the program would have.
fn save(data: &Path, records: impl IntoIterator<Item = Record>, settings: Settings) {
    let (mut store, _) = Store::open(RealFs, Folders::under(data.to_owned()), &here());
    store.save(&Document::new(records, Profile::default(), settings)).expect("the folder is writable");
}
