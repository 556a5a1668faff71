//! The body map as it is used: by pointer, by keyboard, by screen reader.

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Theme, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use supple::domain::{Concern, Rating, Region, RegionRating, Scale};
use supple::theme::{Themes, install_fonts, install_styles};
use supple::widgets::body_map::{self, BodyMap, BodyMapEvent, BodyMapState, Drawing, Facing};
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
    events: Vec<BodyMapEvent>,
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
                    .ratings(&window.ratings)
                    .stations(&window.stations, window.current_station)
                    .selected(window.selected);
                let response = map.show(ui, &mut window.state, vec2(752.0, 660.0));
                window.events.extend(response.events);
                body_map::legend(ui, &tokens);
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

fn click_at(harness: &mut Harness<'static, Window>, pos: Pos2) {
    harness.hover_at(pos);
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
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
    assert_eq!(events(&mut harness), [BodyMapEvent::Tapped(region("hamstrings_left"))]);
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
        assert_eq!(events(&mut harness), [BodyMapEvent::Tapped(region(id))]);
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
    harness.key_press(Key::Space);
    let region = region("calf_left");
    let rated = |scale, value| BodyMapEvent::Rated { region, scale, rating: rating(value) };
    assert_eq!(
        events(&mut harness),
        [
            rated(Scale::Soreness, 7),
            rated(Scale::Stiffness, 4),
            BodyMapEvent::Cleared(region),
            BodyMapEvent::Tapped(region),
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
        events(&mut harness) == [BodyMapEvent::Tapped(region("adductors_right"))]
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
