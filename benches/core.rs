//! How long the work behind a tap takes, and that ten years of history do not slow it: `cargo bench`.
//!
//! The figures of one run are compared with each other, never with those of another machine.

#![expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, Pos2, RawInput, Rect, vec2};
use jiff::Zoned;
use supple::catalog::Catalog;
use supple::domain::{Document, Rating, Region};
use supple::model::{Command, Model, Moment, Place, Scale, Screen};
use supple::planner::{History, Request, plan, plan_from};
use supple::pose::{Figure, figure, ids, period};
use supple::sample;
use supple::store::{Folders, Here, RealFs, Store};
use supple::theme::{Themes, install_fonts, install_styles};
use supple::ui::{Commands, Cx, Drafts, app_ui};
use supple::widgets::body_map::Drawing;
use supple::widgets::figure::FigureView;

/// The time of one frame at 60 Hz.
const FRAME: Duration = Duration::from_micros(16_667);

/// The median of `runs` runs.
fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

fn ratio(part: Duration, whole: Duration) -> f64 {
    part.as_secs_f64() / whole.as_secs_f64()
}

fn report(name: &str, time: Duration) {
    println!("{name:<52} {:>10.3} ms   {:>6.3} of a frame", time.as_secs_f64() * 1e3, ratio(time, FRAME));
}

fn moment(now: &Zoned, count: u64) -> Moment {
    Moment { wall: now.clone(), monotonic: Duration::from_secs(count), random: u128::from(count) }
}

/// A window without a display, drawn again and again.
struct Window {
    context: Context,
    themes: Themes,
    drawing: Drawing,
    drafts: Drafts,
}

impl Window {
    fn new() -> Self {
        let context = Context::default();
        let themes = Themes::built_in().expect("the built-in themes parse");
        install_fonts(&context);
        install_styles(&context, &themes);
        let drawing = Drawing::embedded().expect("the drawing parses");
        Self { context, themes, drawing, drafts: Drafts::default() }
    }

    /// One frame: what the views do, and the triangles that the graphics card is given.
    fn draw(&mut self, model: &Model, now: &Zoned, monotonic: Duration) {
        let Self { context, themes, drawing, drafts } = self;
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let output = context.run_ui(input, |ui| {
            let tokens = themes.of(ui.ctx().theme());
            let cx = Cx { model, tokens, drawing, now, monotonic };
            app_ui(ui, &cx, drafts, &mut Commands::default());
        });
        let shapes = output.shapes.clone();
        let pixels_per_point = output.pixels_per_point;
        output.drop_without_applying_deltas();
        black_box(context.tessellate(shapes, pixels_per_point));
    }
}

/// The times of painting each built-in figure as large as in the player: solving its pose, drawing it, its mesh.
fn figures() -> Vec<Duration> {
    let Window { context, themes, .. } = Window::new();
    let size = vec2(460.0, 460.0);
    let paint = |figure: &Figure, secs: f32| {
        let mut time = Duration::ZERO;
        let input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..RawInput::default() };
        let output = context.run_ui(input, |ui| {
            let (view, t) = (FigureView::new(figure, "").at(secs), themes.of(ui.ctx().theme()));
            let start = Instant::now();
            view.paint(ui.painter(), ui.max_rect(), t);
            time = start.elapsed();
        });
        output.drop_without_applying_deltas();
        time
    };
    let one = |figure: &Figure| {
        let mut times = [0.1, 0.3, 0.5, 0.7, 0.9].map(|share| paint(figure, share * period(figure)));
        times.sort_unstable();
        times[2]
    };
    let mut times: Vec<Duration> = ids().filter_map(figure).map(one).collect();
    times.sort_unstable();
    times
}

fn main() {
    let now: Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
    let ten_years = sample::document(&catalog, &now, 120, 1);
    println!("{} records in ten years\n", ten_years.record_count());

    let history = |document: &Document| History::of(document, &catalog, &now);
    report("what the planner knows, empty profile", median(51, || history(&Document::default())));
    report("what the planner knows, ten years", median(51, || history(&ten_years)));
    let (short, long) = (history(&sample::document(&catalog, &now, 6, 1)), history(&ten_years));
    for minutes in [6, 12, 45] {
        let request = Request::new(now.clone(), minutes, ten_years.profile.tools.clone(), 1);
        report(&format!("plan of {minutes} min, cold"), median(51, || plan(&ten_years, &catalog, &request)));
        let kept = |history: &History| median(51, || plan_from(history, &catalog, &request));
        let (short, long) = (kept(&short), kept(&long));
        report(&format!("plan of {minutes} min, what is known kept"), long);
        println!("{:<52} {:>10.2}", "  ten years against half a year", ratio(long, short));
    }

    let calf: Region = "calf_left".parse().expect("a region");
    let rate = |model: &mut Model, count: u64| {
        let rating = Rating::try_from((count % 10) as u8).ok();
        model.update(Command::Rate(calf, Scale::Soreness, rating), &moment(&now, count))
    };
    let started =
        |document: &Document| Model::new(Arc::clone(&catalog), document.clone(), Place::default(), &moment(&now, 0));
    for (name, document) in [("empty profile", &Document::default()), ("ten years", &ten_years)] {
        let (mut model, mut count) = (started(document), 0);
        let alone = median(51, || {
            count += 1;
            rate(&mut model, count)
        });
        report(&format!("a rating without its frame, {name}"), alone);
        let mut window = Window::new();
        let shown = median(51, || {
            count += 1;
            rate(&mut model, count);
            window.draw(&model, &now, Duration::ZERO);
        });
        report(&format!("a rating with the frame of Today after it, {name}"), shown);
    }

    for screen in [Screen::Today, Screen::Journal, Screen::Trends] {
        let frame = |document: &Document| {
            let mut model = started(document);
            model.update(Command::GoTo(screen), &moment(&now, 1));
            let mut window = Window::new();
            (0..3).for_each(|_| window.draw(&model, &now, Duration::ZERO));
            median(51, || window.draw(&model, &now, Duration::ZERO))
        };
        let (empty, full) = (frame(&Document::default()), frame(&ten_years));
        report(&format!("a frame of {}, empty profile", screen.label()), empty);
        report(&format!("a frame of {}, ten years", screen.label()), full);
        println!("{:<52} {:>10.2}", "  ten years against empty", ratio(full, empty));
    }

    let mut model = started(&ten_years);
    model.update(Command::BuildCircuit, &moment(&now, 1));
    model.update(Command::StartRun, &moment(&now, 2));
    let mut window = Window::new();
    let mut shown = Duration::from_secs(2);
    let mut frames = |step: Duration| {
        median(301, || {
            shown += step;
            window.draw(&model, &now, shown);
        })
    };
    report("a frame of the player, each second", frames(Duration::from_secs(1)));
    report("a frame of the player, 30 a second", frames(Duration::from_millis(33)));

    let figures = figures();
    report("painting one figure", figures[figures.len() / 2]);
    report("painting the one that takes longest", figures[figures.len() - 1]);
    let bar = Duration::from_micros(200);
    println!("{:<52} {:>10.2}", "  against its bar of 0.2 ms", ratio(figures[figures.len() - 1], bar));

    let folder = tempfile::tempdir().expect("a temporary folder");
    let here = Here { host: "laptop".to_owned(), random: 1 };
    let open = || Store::open(RealFs, Folders::under(folder.path().to_owned()), &here);
    let (mut store, _) = open();
    let start = Instant::now();
    store.save(&ten_years).expect("a writable folder");
    let whole = start.elapsed();
    report("saving ten years for the first time", whole);
    let mut model = started(&ten_years);
    let mut count = 0;
    let one = median(11, || {
        count += 1;
        rate(&mut model, count);
        store.save(model.document()).expect("a writable folder")
    });
    report("saving one rating", one);
    println!("{:<52} {:>10.4}", "  one rating against all", ratio(one, whole));
    drop(store);
    report("loading ten years", median(5, open));
}
