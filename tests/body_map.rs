//! The body map as it is used: by pointer, by keyboard, by screen reader.

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Theme, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use supple::domain::{Concern, Rating, Region, RegionRating, Scale};
use supple::theme::{Themes, install_fonts, install_styles};
use supple::widgets::body_map::{
    self, BodyMap, BodyMapEvent, BodyMapState, BrushLegend, Drawing, Facing, Reach, RegionList, RegionListState, Sign,
    Signs,
};
use support::{Rasterizer, save_picture};

static DRAWING: LazyLock<Drawing> = LazyLock::new(|| Drawing::embedded().expect("the embedded drawing is whole"));

/// A window with a button, the map and another button.
#[derive(Default)]
struct Window {
    state: BodyMapState,
    ratings: BTreeMap<Region, RegionRating>,
    stations: Vec<(u32, Region)>,
    current_station: Option<u32>,
    selected: Option<Region>,
    /// Signs in place of the ratings.
    layer: Option<BTreeMap<Region, Sign>>,
    brush: Option<(Scale, Rating)>,
    size: Option<Vec2>,
    events: Vec<BodyMapEvent>,
    /// What was chosen in the legend.
    chosen: Option<(Scale, Rating)>,
}

impl Window {
    fn signs(&self) -> Signs<'_> {
        self.layer.as_ref().map_or(Signs::Ratings(&self.ratings), Signs::Layer)
    }
}

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

fn rating(value: u8) -> Rating {
    Rating::try_from(value).expect("a rating from 0 to 10")
}

fn felt(soreness: Option<u8>, stiffness: Option<u8>) -> RegionRating {
    RegionRating { soreness: soreness.map(rating), stiffness: stiffness.map(rating), wrong: None }
}

fn harness(window: Window, theme: Theme, pixels_per_point: f32) -> Harness<'static, Window> {
    let themes = Themes::built_in().expect("the built-in themes parse");
    let tokens = themes.of(theme).clone();
    Harness::builder()
        .with_size(vec2(784.0, 760.0))
        .with_pixels_per_point(pixels_per_point)
        .with_theme(theme)
        .with_context_setup(move |ctx| {
            install_fonts(ctx);
            install_styles(ctx, &themes);
        })
        .renderer(Rasterizer::default())
        .with_render_cursor(false)
        .build_ui_state(
            move |ui, window: &mut Window| {
                let _before = ui.button("before");
                let map = BodyMap::new(&DRAWING, &tokens)
                    .signs(window.signs())
                    .stations(&window.stations, window.current_station)
                    .brush(window.brush)
                    .selected(window.selected, Reach::OneSide);
                let mut state = window.state.clone();
                let response = map.show(ui, &mut state, window.size.unwrap_or(vec2(752.0, 660.0)));
                window.state = state;
                window.events.extend(response.events);
                match window.layer.as_ref().and_then(|layer| layer.values().next()) {
                    None | Some(Sign::Rated(_)) => {
                        window.chosen = BrushLegend::new(&tokens, window.brush).show(ui).or(window.chosen);
                    }
                    Some(Sign::Mean { .. }) => body_map::mean_legend(ui, &tokens),
                    Some(Sign::Change(_) | Sign::NoChange | Sign::TooFew) => body_map::change_legend(ui, &tokens),
                }
                let _after = ui.button("after");
            },
            window,
        )
}

fn plain() -> Harness<'static, Window> {
    harness(Window::default(), Theme::Light, 1.0)
}

fn events(harness: &mut Harness<'static, Window>) -> Vec<BodyMapEvent> {
    harness.run();
    std::mem::take(&mut harness.state_mut().events)
}

fn press(harness: &Harness<'static, Window>, pos: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerButton { pos, button, pressed, modifiers });
}

fn click_at(harness: &mut Harness<'static, Window>, pos: Pos2) {
    click_with(harness, pos, PointerButton::Primary, Modifiers::NONE);
}

fn click_with(harness: &mut Harness<'static, Window>, pos: Pos2, button: PointerButton, modifiers: Modifiers) {
    harness.hover_at(pos);
    press(harness, pos, button, true, modifiers);
    press(harness, pos, button, false, modifiers);
}

/// Drags from place to place; the last is held until `release`.
fn drag(harness: &mut Harness<'static, Window>, places: &[Pos2]) {
    harness.hover_at(places[0]);
    press(harness, places[0], PointerButton::Primary, true, Modifiers::NONE);
    for &pos in &places[1..] {
        harness.event(Event::PointerMoved(pos));
    }
    harness.run();
}

fn release(harness: &mut Harness<'static, Window>, pos: Pos2) {
    press(harness, pos, PointerButton::Primary, false, Modifiers::NONE);
}

/// Where a region is on screen.
fn bounds(harness: &Harness<'static, Window>, id: &str) -> Rect {
    harness.get_by_label_contains(&format!("{},", region(id).label())).rect()
}

fn tapped(id: &str) -> BodyMapEvent {
    BodyMapEvent::Tapped(region(id), Reach::OneSide)
}

/// The label of what has the keyboard focus.
fn focused(harness: &Harness<'static, Window>) -> Option<String> {
    let mut nodes = harness.root().children_recursive();
    nodes.find(|node| node.accesskit_node().is_focused()).and_then(|node| node.accesskit_node().label())
}

#[test]
fn a_screen_reader_finds_each_of_the_73_regions_in_one_group() {
    let harness = plain();
    let group = harness.get_by_role_and_label(Role::Group, "Body map");
    let labels: Vec<_> = group
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::CheckBox)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert_eq!(labels.len(), Region::COUNT);
    for region in Region::all() {
        assert!(labels.contains(&format!("{}, not rated", region.label())), "{region} is missing");
    }
}

#[test]
fn a_screen_reader_hears_what_was_rated_and_can_open_a_region() {
    let mut window = Window::default();
    window.ratings.insert(region("hamstrings_left"), felt(Some(4), Some(6)));
    window.ratings.insert(
        region("shoulder_front_right"),
        RegionRating { wrong: Some(Concern::SharpPain.into()), ..felt(Some(4), None) },
    );
    window.stations.push((3, region("calf_right")));
    let mut harness = harness(window, Theme::Light, 1.0);
    harness.get_by_label("the front of your right shoulder, something is wrong here");
    harness.get_by_label("your right calf, not rated, station 3");
    harness.get_by_label("your left hamstrings, soreness 4, stiffness 6").click_accesskit();
    assert_eq!(events(&mut harness), [tapped("hamstrings_left")]);
    assert_eq!(focused(&harness).as_deref(), Some("your left hamstrings, soreness 4, stiffness 6"));
    harness.get_by_label("your left calf, not rated").focus();
    assert_eq!(events(&mut harness), []);
    assert_eq!(focused(&harness).as_deref(), Some("your left calf, not rated"));
}

#[test]
fn a_tap_says_which_region_was_meant_and_a_tap_beside_the_body_says_so() {
    let mut harness = plain();
    harness.run();
    for id in ["hamstrings_left", "quads_right", "hand_right"] {
        let label = format!("{}, not rated", region(id).label());
        let centre = harness.get_by_label(&label).rect().center();
        click_at(&mut harness, centre);
        assert_eq!(events(&mut harness), [tapped(id)]);
        assert_eq!(focused(&harness), Some(label), "a tapped region takes the digits that follow");
    }
    let below_the_hand =
        harness.get_by_label("your right wrist and hand, not rated").rect().left_bottom() + vec2(0.0, 60.0);
    click_at(&mut harness, below_the_hand);
    assert_eq!(events(&mut harness), [BodyMapEvent::TappedBeside]);
}

#[test]
fn the_map_is_one_tab_stop_and_keeps_its_place() {
    let mut harness = plain();
    harness.run();
    let tab = |harness: &mut Harness<'static, Window>, modifiers| {
        harness.key_press_modifiers(modifiers, Key::Tab);
        harness.run();
        focused(harness).unwrap_or_default()
    };
    assert_eq!(tab(&mut harness, Modifiers::NONE), "before");
    assert_eq!(tab(&mut harness, Modifiers::NONE), "your left front of the neck, not rated");
    harness.key_press(Key::ArrowLeft);
    assert_eq!(events(&mut harness), []);
    assert_eq!(focused(&harness).as_deref(), Some("your right front of the neck, not rated"));
    assert_eq!(tab(&mut harness, Modifiers::NONE), "after");
    assert_eq!(tab(&mut harness, Modifiers::SHIFT), "your right front of the neck, not rated");
    assert_eq!(tab(&mut harness, Modifiers::SHIFT), "before");
}

#[test]
fn digits_rate_the_focused_region_and_delete_clears_it() {
    let mut harness = plain();
    harness.state_mut().state.focus(region("calf_left"));
    harness.run();
    harness.key_press(Key::Num7);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Num4);
    harness.key_press(Key::Delete);
    harness.key_press(Key::M);
    harness.key_press(Key::Space);
    let region = region("calf_left");
    let reach = Reach::OneSide;
    let rated = |scale, value| BodyMapEvent::Rated { region, reach, scale, rating: rating(value) };
    assert_eq!(
        events(&mut harness),
        [
            rated(Scale::Soreness, 7),
            rated(Scale::Stiffness, 4),
            BodyMapEvent::Cleared(region, reach),
            BodyMapEvent::CopiedAcross(region),
            BodyMapEvent::Tapped(region, reach),
        ]
    );
}

#[test]
fn keys_do_nothing_to_the_map_while_the_focus_is_elsewhere() {
    let mut harness = plain();
    harness.run();
    harness.get_by_label("before").focus();
    harness.run();
    harness.key_press(Key::Num7);
    harness.key_press(Key::ArrowLeft);
    harness.key_press(Key::Delete);
    assert_eq!(events(&mut harness), []);
}

#[test]
fn a_rating_shown_beside_the_body_can_be_tapped_as_well() {
    let mut window = Window::default();
    window.ratings.insert(region("adductors_right"), felt(Some(4), None));
    let mut harness = harness(window, Theme::Light, 1.0);
    harness.run();
    let bounds = harness.get_by_label("your right adductors, soreness 4").rect();
    let beyond_the_thigh = bounds.left() - 30.0;
    let places = (0..12).flat_map(|row| (0..12).map(move |column| vec2(column as f32 * -8.0, row as f32 * 8.0)));
    let pill = places.map(|step| pos2(beyond_the_thigh, bounds.top()) + step).find(|&pos| {
        click_at(&mut harness, pos);
        events(&mut harness) == [tapped("adductors_right")]
    });
    assert!(pill.is_some(), "no pill to the left of {bounds}");
}

#[test]
fn the_map_settles_and_rests() {
    let mut window = Window::default();
    window.ratings.insert(region("adductors_right"), felt(Some(4), None));
    let mut harness = harness(window, Theme::Light, 1.0);
    harness.run();
    assert!(harness.run() <= 2, "nothing asks to be painted again");
}

/// The thigh and the calf from behind, and a place beside the body.
fn down_the_leg(harness: &Harness<'static, Window>) -> [Pos2; 3] {
    let (thigh, calf) = (bounds(harness, "hamstrings_left"), bounds(harness, "calf_left"));
    [thigh.center(), calf.center(), pos2(thigh.left() - 60.0, thigh.bottom() + 40.0)]
}

#[test]
fn a_drag_paints_what_it_crosses_shows_it_at_once_and_says_so_on_release() {
    let mut harness = plain();
    harness.state_mut().brush = Some((Scale::Soreness, rating(6)));
    harness.run();
    let [thigh, calf, _] = down_the_leg(&harness);
    // One leap of the pointer: what lies between is crossed all the same.
    drag(&mut harness, &[thigh, calf]);
    assert_eq!(harness.state().events, [], "nothing is said before the release");
    release(&mut harness, calf);
    let painted = events(&mut harness);
    let [BodyMapEvent::Painted(regions)] = painted.as_slice() else { panic!("one stroke: {painted:?}") };
    for id in ["hamstrings_left", "calf_left"] {
        assert!(regions.contains(&region(id)), "{id} is not in {regions:?}");
    }
    assert!(regions.iter().all(|region| region.side() != supple::domain::Side::Right), "{regions:?}");
}

#[test]
fn a_press_that_slips_within_its_region_is_a_tap_and_a_drag_without_a_brush_too() {
    let mut harness = plain();
    harness.state_mut().brush = Some((Scale::Soreness, rating(6)));
    harness.run();
    let [thigh, calf, _] = down_the_leg(&harness);
    drag(&mut harness, &[thigh, thigh + vec2(0.0, 10.0)]);
    release(&mut harness, thigh + vec2(0.0, 10.0));
    assert_eq!(events(&mut harness), [tapped("hamstrings_left")]);
    harness.state_mut().brush = None;
    drag(&mut harness, &[thigh, calf]);
    release(&mut harness, calf);
    assert_eq!(events(&mut harness), [tapped("hamstrings_left")]);
}

#[test]
fn escape_gives_a_stroke_up() {
    let mut harness = plain();
    harness.state_mut().brush = Some((Scale::Soreness, rating(6)));
    harness.run();
    let [thigh, calf, _] = down_the_leg(&harness);
    drag(&mut harness, &[thigh, calf]);
    harness.key_press(Key::Escape);
    harness.run();
    release(&mut harness, calf);
    assert_eq!(events(&mut harness), []);
}

#[test]
fn a_right_click_clears_and_a_modifier_means_both_sides() {
    let mut harness = plain();
    harness.run();
    let calf = bounds(&harness, "calf_left").center();
    click_with(&mut harness, calf, PointerButton::Secondary, Modifiers::NONE);
    assert_eq!(events(&mut harness), [BodyMapEvent::Cleared(region("calf_left"), Reach::OneSide)]);
    for modifiers in [Modifiers::ALT, Modifiers::COMMAND] {
        harness.event(Event::ModifiersChanged(modifiers));
        click_with(&mut harness, calf, PointerButton::Primary, modifiers);
        assert_eq!(events(&mut harness), [BodyMapEvent::Tapped(region("calf_left"), Reach::BothSides)]);
        harness.event(Event::ModifiersChanged(Modifiers::NONE));
    }
    let pair = [region("calf_left"), region("calf_right")].into();
    assert_eq!(Reach::BothSides.regions(region("calf_right")), pair);
    assert_eq!(Reach::BothSides.regions(region("sacrum")), [region("sacrum")].into());
}

#[test]
fn a_long_press_by_finger_clears_and_its_release_opens_nothing() {
    let mut harness = plain();
    harness.state_mut().brush = Some((Scale::Soreness, rating(6)));
    harness.run();
    let calf = bounds(&harness, "calf_left").center();
    let touch =
        |phase| Event::Touch { device_id: egui::TouchDeviceId(0), id: egui::TouchId(0), phase, pos: calf, force: None };
    harness.event(touch(egui::TouchPhase::Start));
    harness.hover_at(calf);
    press(&harness, calf, PointerButton::Primary, true, Modifiers::NONE);
    harness.run();
    harness.run_steps(8);
    assert_eq!(events(&mut harness), [BodyMapEvent::Cleared(region("calf_left"), Reach::OneSide)]);
    harness.event(touch(egui::TouchPhase::End));
    release(&mut harness, calf);
    assert_eq!(events(&mut harness), []);
}

#[test]
fn ctrl_and_the_wheel_enlarge_and_a_drag_beside_the_body_moves() {
    let mut harness = plain();
    harness.run();
    let before = bounds(&harness, "calf_left");
    let [_, _, beside] = down_the_leg(&harness);
    harness.hover_at(beside);
    let wheel = |delta: f32| Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, delta),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND,
    };
    harness.event(Event::ModifiersChanged(Modifiers::COMMAND));
    for _ in 0..6 {
        harness.event(wheel(60.0));
        harness.run();
    }
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    let enlarged = bounds(&harness, "calf_left");
    assert!(harness.state().state.is_enlarged());
    assert!(enlarged.height() > before.height() * 1.2, "{before} {enlarged}");
    drag(&mut harness, &[beside, beside + vec2(-40.0, -30.0)]);
    release(&mut harness, beside + vec2(-40.0, -30.0));
    assert_eq!(events(&mut harness), []);
    let moved = bounds(&harness, "calf_left").min - enlarged.min;
    assert!(moved.x < -20.0 && moved.y < -15.0, "{moved}");
    harness.state_mut().state.show_whole();
    harness.run();
    assert_eq!(bounds(&harness, "calf_left"), before);
}

#[test]
fn the_keyboard_enlarges_and_the_focused_region_stays_in_sight() {
    let mut harness = plain();
    harness.state_mut().state.focus(region("neck_front_left"));
    harness.run();
    for _ in 0..6 {
        harness.key_press(Key::Plus);
    }
    harness.run();
    assert!(harness.state().state.is_enlarged());
    for _ in 0..12 {
        harness.key_press(Key::ArrowDown);
        harness.run();
        let label = focused(&harness).expect("a region has the focus");
        let at = harness.get_by_label(&label).rect().center();
        assert!(Rect::from_min_size(pos2(0.0, 30.0), vec2(784.0, 680.0)).contains(at), "{label} at {at}");
    }
    assert!(focused(&harness).is_some_and(|label| label.contains("foot") || label.contains("shin")));
}

#[test]
fn where_only_one_figure_has_room_the_other_is_a_tap_away_and_the_focus_turns_it_round() {
    let window = Window { size: Some(vec2(340.0, 600.0)), ..Window::default() };
    let mut harness = harness(window, Theme::Light, 1.0);
    harness.run();
    let thigh = bounds(&harness, "quads_left").center();
    click_at(&mut harness, thigh);
    assert_eq!(events(&mut harness), [tapped("quads_left")]);
    harness.get_by_label("Figure: Back").click();
    harness.run();
    let thigh = bounds(&harness, "hamstrings_left").center();
    click_at(&mut harness, thigh);
    assert_eq!(events(&mut harness), [tapped("hamstrings_left")]);
    harness.state_mut().state.focus(region("knee_front_left"));
    harness.run();
    let knee = bounds(&harness, "knee_front_left").center();
    click_at(&mut harness, knee);
    assert_eq!(events(&mut harness), [tapped("knee_front_left")]);
}

#[test]
fn the_legend_is_the_palette_of_the_brush() {
    let mut harness = plain();
    harness.run();
    harness.get_by_label("Brush: 4").click();
    harness.run();
    assert_eq!(harness.state().chosen, Some((Scale::Soreness, rating(4))));
    harness.state_mut().brush = Some((Scale::Soreness, rating(4)));
    harness.get_by_label("Brush: stiffness").click();
    harness.run();
    assert_eq!(harness.state().chosen, Some((Scale::Stiffness, rating(4))));
}

#[test]
fn the_list_answers_the_same_keys_with_the_same_events() {
    let themes = Themes::built_in().expect("the built-in themes parse");
    let tokens = themes.of(Theme::Light).clone();
    let regions: Vec<Region> = Region::all().collect();
    let ratings = BTreeMap::from([(region("hamstrings_left"), felt(Some(4), Some(6)))]);
    let mut list = RegionListState::default();
    list.focus(region("hamstrings_left"));
    let mut harness = Harness::builder()
        .with_size(vec2(520.0, 2400.0))
        .with_context_setup(move |ctx| {
            install_fonts(ctx);
            install_styles(ctx, &themes);
        })
        .renderer(Rasterizer::default())
        .build_ui_state(
            move |ui, events: &mut Vec<BodyMapEvent>| {
                let rows = RegionList::new(&tokens, Signs::Ratings(&ratings));
                events.extend(rows.show(ui, &mut list, &regions, |_, _| {}));
            },
            Vec::new(),
        );
    harness.run();
    let rows = harness.root().children_recursive().filter(|node| node.accesskit_node().role() == Role::CheckBox);
    assert_eq!(rows.count(), Region::COUNT);
    harness.get_by_label("your left hamstrings, soreness 4, stiffness 6");
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::Num7);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Num3);
    harness.key_press(Key::M);
    harness.key_press(Key::Delete);
    harness.key_press(Key::Enter);
    harness.run();
    let (region, reach) = (region("hamstrings_right"), Reach::OneSide);
    let rated = |scale, value| BodyMapEvent::Rated { region, reach, scale, rating: rating(value) };
    assert_eq!(
        *harness.state(),
        [
            rated(Scale::Soreness, 7),
            rated(Scale::Stiffness, 3),
            BodyMapEvent::CopiedAcross(region),
            BodyMapEvent::Cleared(region, reach),
            BodyMapEvent::Tapped(region, reach),
        ]
    );
}

/// A day like that of the design: something wrong, sore, stiff, both.
fn design_day() -> Window {
    let ratings = [
        ("low_back_left", felt(Some(2), None)),
        ("hip_flexors_left", felt(None, Some(5))),
        ("adductors_right", felt(Some(4), None)),
        ("hamstrings_left", felt(Some(6), Some(4))),
        ("hamstrings_right", felt(Some(3), None)),
        ("soleus_right", felt(None, Some(6))),
        ("shoulder_front_right", RegionRating { wrong: Some(Concern::SharpPain.into()), ..RegionRating::default() }),
    ];
    Window {
        ratings: ratings.into_iter().map(|(id, rating)| (region(id), rating)).collect(),
        selected: Some(region("hamstrings_left")),
        ..Window::default()
    }
}

#[test]
fn pictures_of_the_map_can_be_looked_at() {
    let crowd: BTreeMap<Region, RegionRating> = (0..)
        .zip(Region::all().step_by(5))
        .map(|(i, region)| (region, felt(Some((i * 7 % 11) as u8), (i % 2 == 0).then_some((i * 3 % 11) as u8))))
        .collect();
    assert_eq!(crowd.len(), 15);
    let stations = [
        (1, "low_back_left"),
        (2, "glute_med_left"),
        (2, "glute_med_right"),
        (3, "hamstrings_left"),
        (4, "soleus_right"),
        (5, "ankle_right"),
        (6, "hip_flexors_left"),
        (7, "adductors_left"),
        (7, "adductors_right"),
        (8, "glute_max_left"),
        (8, "glute_max_right"),
        (9, "hamstrings_left"),
    ];
    let stations = stations.map(|(number, id)| (number, region(id))).to_vec();
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for scale in [1.0, 2.0] {
            let picture = |name: &str, window: Window| {
                let mut harness = harness(window, theme, scale);
                harness.run();
                let picture = harness.render().expect("meshes need no GPU");
                save_picture(&format!("body_map_{name}_{word}_{scale}x"), &picture);
            };
            picture("day", design_day());
            picture("crowd", Window { ratings: crowd.clone(), ..Window::default() });
            picture("empty", Window::default());
            let means = crowd.iter().enumerate().map(|(i, (&region, rating))| {
                let level = |rating: Option<Rating>| rating.map(|rating| (f32::from(rating.get()) - 0.4).max(0.0));
                let mean = Sign::Mean { soreness: level(rating.soreness), stiffness: level(rating.stiffness) };
                (region, if i % 4 == 3 { Sign::TooFew } else { mean })
            });
            picture("means", Window { layer: Some(means.collect()), ..Window::default() });
            let changes = Region::all().enumerate().map(|(i, region)| {
                let sign = match i % 9 {
                    1 => Sign::Change(-2.5),
                    4 => Sign::Change(3.0),
                    2 | 5 | 7 => Sign::NoChange,
                    _ => Sign::TooFew,
                };
                (region, sign)
            });
            picture("changes", Window { layer: Some(changes.collect()), ..Window::default() });
            picture("alone", Window { size: Some(vec2(340.0, 600.0)), ..design_day() });
            let mut enlarged = design_day();
            enlarged.state.zoom(2.2);
            picture("enlarged", enlarged);
            let circuit =
                Window { stations: stations.clone(), current_station: Some(3), selected: None, ..design_day() };
            picture("circuit", circuit);
        }
    }
}

#[test]
fn a_single_figure_says_what_it_shows() {
    let themes = Themes::built_in().expect("the built-in themes parse");
    let tokens = themes.of(Theme::Light).clone();
    let fills = BTreeMap::from([(region("hamstrings_left"), tokens.accent)]);
    let mut harness =
        Harness::builder().with_size(vec2(156.0, 306.0)).renderer(Rasterizer::default()).build_ui(move |ui| {
            body_map::figure(
                ui,
                &DRAWING,
                &tokens,
                Facing::Back,
                &fills,
                vec2(140.0, 290.0),
                "back, your left hamstrings",
            );
        });
    harness.run();
    harness.get_by_role_and_label(Role::Image, "back, your left hamstrings");
    let picture = harness.render().expect("meshes need no GPU");
    save_picture("body_map_figure", &picture);
}
