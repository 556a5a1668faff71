//! What the screen says and does, by role and label.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::{Timestamp, Zoned};

use super::*;
use crate::catalog::Catalog;
use crate::domain::{Body, CheckIn, Document, Profile, Rating, Record, RecordId, RegionRating, Settings, Stamp};
use crate::model::{Model, Moment, Place};
use crate::theme::{Themes, install_fonts, install_styles};
use crate::widgets::body_map::Drawing;

/// What stands behind a screen under test.
struct Stage {
    model: Model,
    themes: Themes,
    drawing: Drawing,
    now: Zoned,
}

impl Stage {
    fn new(document: Document) -> Self {
        let now: Zoned = "2026-11-22T15:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
        let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
        let moment = Moment { wall: now.clone(), monotonic: Duration::ZERO, random: 1 };
        Self {
            model: Model::new(catalog, document, Place::default(), &moment),
            themes: Themes::built_in().expect("the built-in themes parse"),
            drawing: Drawing::embedded().expect("the drawing parses"),
            now,
        }
    }

    fn cx(&self) -> Cx<'_> {
        Cx {
            model: &self.model,
            tokens: self.themes.of(egui::Theme::Light),
            drawing: &self.drawing,
            now: &self.now,
            monotonic: Duration::ZERO,
        }
    }
}

/// Ratings of one region on days of November 2026, as (region, day, soreness).
fn november(ratings: &[(&str, u8, u8)]) -> Document {
    let records = ratings.iter().enumerate().map(|(index, &(region, day, soreness))| {
        let moment: Zoned = format!("2026-11-{day:02}T07:00:00+01:00[Europe/Berlin]").parse().expect("a moment");
        let rating = RegionRating { soreness: Rating::try_from(soreness).ok(), ..RegionRating::default() };
        let regions = BTreeMap::from([(region.parse().expect("a known region"), rating)]);
        let id = RecordId::new(Timestamp::UNIX_EPOCH, index as u128);
        let body = Body::CheckIn(CheckIn { regions, ..CheckIn::default() });
        Record { id, rev: 1, when: Stamp::new(&moment), body }
    });
    Document::new(records, Profile::default(), Settings::default())
}

/// The screen in a window of 900 × 700, and the commands it gives.
fn screen(document: Document) -> Harness<'static, RefCell<Vec<Command>>> {
    let stage = Stage::new(document);
    let mut drafts = TrendsDrafts::default();
    let themes = stage.themes.clone();
    let builder = Harness::builder().with_size(vec2(900.0, 700.0)).with_context_setup(move |ctx| {
        install_fonts(ctx);
        install_styles(ctx, &themes);
    });
    builder.build_ui_state(
        move |ui, given: &mut RefCell<Vec<Command>>| {
            let mut out = Commands::default();
            trends_ui(ui, &stage.cx(), &mut drafts, &mut out);
            given.get_mut().extend(std::iter::from_fn(|| out.pop()));
        },
        RefCell::default(),
    )
}

#[test]
fn with_nothing_rated_the_screen_says_how_to_start_and_leads_there() {
    let mut harness = screen(Document::default());
    harness.get_by_label("Rate a region on Today and its line starts here.");
    assert!(harness.query_by_label("table").is_none());
    harness.get_by_label("Go to Today").click();
    harness.run();
    assert_eq!(harness.state_mut().get_mut().as_slice(), [Command::GoTo(Screen::Today)]);
}

#[test]
fn the_region_with_most_ratings_shows_first_and_another_is_found_by_search() {
    let mut harness = screen(november(&[("quads_left", 19, 3), ("quads_left", 20, 4), ("soleus_right", 21, 6)]));
    harness.get_by_label_contains("Left quadriceps soreness: median 3.5 in the last 28 days");
    harness.get_by_label("Region: Left quadriceps").click();
    harness.run();
    harness.get_by_label("Right soleus, rated on 1 day");
    harness.get_by_label("search a region…").type_text("lower calf");
    harness.run();
    assert!(harness.query_by_label("Left quadriceps, rated on 2 days").is_none());
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label_contains("Right soleus soreness: median 6 in the last 28 days");
}

#[test]
fn a_scale_without_ratings_keeps_the_region_and_offers_the_way_to_today() {
    let mut harness = screen(november(&[("soleus_right", 21, 6)]));
    harness.get_by_label("Rating: Stiffness").click();
    harness.run();
    harness.get_by_label("Right soleus: no stiffness rated yet.");
    harness.get_by_label("Go to Today");
    harness.get_by_label("Rating: Soreness").click();
    harness.run();
    harness.get_by_label_contains("Right soleus soreness: median 6");
}

#[test]
fn the_table_holds_the_ratings_of_the_chart_newest_first() {
    let mut harness = screen(november(&[("soleus_right", 19, 3), ("soleus_right", 20, 4), ("soleus_right", 21, 6)]));
    harness.get_by_label("table").click();
    harness.run();
    let top = |label: &str| harness.get_by_label(label).rect().top();
    assert!(top("Sat 21 Nov 2026") < top("Thu 19 Nov 2026"));
    harness.get_by_label("chart");
    assert!(harness.query_by_label("Time shown: All").is_none());
}

#[test]
fn the_history_is_made_once_for_a_question_and_a_state_of_the_data() {
    let stage = Stage::new(november(&[("soleus_right", 21, 6)]));
    let mut drafts = TrendsDrafts::default();
    let first = drafts.history(&stage.cx());
    drafts.days = Days::All;
    assert!(Rc::ptr_eq(&first, &drafts.history(&stage.cx())));
    drafts.scale = Scale::Stiffness;
    assert!(!Rc::ptr_eq(&first, &drafts.history(&stage.cx())));
}

#[test]
fn every_choice_of_days_ends_today_and_shows_at_least_four_weeks() {
    let today: Date = "2026-11-22".parse().expect("a date");
    let check = |days: Days, first_rating: &str, first: &str| {
        let region: Region = "soleus_right".parse().expect("a known region");
        let moment: Zoned = format!("{first_rating}T07:00:00+00:00[UTC]").parse().expect("a moment");
        let rating = RegionRating { soreness: Some(Rating::MAX), ..RegionRating::default() };
        let body = Body::CheckIn(CheckIn { regions: BTreeMap::from([(region, rating)]), ..CheckIn::default() });
        let record = Record { id: RecordId::new(Timestamp::UNIX_EPOCH, 1), rev: 1, when: Stamp::new(&moment), body };
        let document = Document::new([record], Profile::default(), Settings::default());
        let series = Series::new(&document, region, Scale::Soreness);
        assert_eq!(days.shown(&series, today), (first.parse().expect("a date"), today), "{days:?} {first_rating}");
    };
    check(Days::FourWeeks, "2025-01-01", "2026-10-26");
    check(Days::EightWeeks, "2025-01-01", "2026-09-28");
    check(Days::SixMonths, "2025-01-01", "2026-05-22");
    check(Days::All, "2025-01-01", "2025-01-01");
    check(Days::All, "2026-11-21", "2026-10-26");
}
