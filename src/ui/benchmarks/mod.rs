//! Benchmarks: what is due, what the retests of each say, and the guided retest.

mod chart;
mod copy;
mod detail;
mod guided;
mod kept_photo;
mod list;
mod overview;
mod own;
mod photo;
mod protocol;
mod schedule;
mod table;

use std::collections::BTreeMap;
use std::rc::Rc;

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Stroke, Ui};
use jiff::civil::{Date, Time};

use super::nav::is_narrow;
use super::{Commands, Cx};
use crate::catalog::Benchmark;
use crate::domain::{BenchmarkId, Intensity, Record, Retest, Stamp};
use crate::insight::{self, Results, Verdict};

const LIST_WIDTH: f32 = 328.0;

/// The half-done things of this screen.
#[derive(Default)]
pub struct BenchmarksDrafts {
    shown: Shown,
    detail: detail::DetailDraft,
    guided: guided::GuidedDraft,
    own: Option<own::OwnDraft>,
    facts: Option<Rc<Facts>>,
}

/// What stands beside the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Shown {
    /// The first that is due, or that was tested.
    #[default]
    First,
    /// All at a glance.
    Overview,
    /// One benchmark.
    Benchmark(BenchmarkId),
}

/// What the data say of all benchmarks.
struct Facts {
    asked: (u64, Date),
    results: BTreeMap<BenchmarkId, Results>,
    hard_days: Vec<Date>,
    /// When the latest hard session began.
    last_hard: Option<Stamp>,
    /// The time of day at which each was tested last.
    times: BTreeMap<BenchmarkId, Time>,
    /// Sides with a verdict, and those of them that show a first sign.
    compared: usize,
    first_signs: usize,
}

/// The screen.
pub fn benchmarks_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut BenchmarksDrafts, out: &mut Commands) {
    let t = cx.tokens;
    if let Some(retest) = cx.model.guided() {
        // Its result is what is looked at next.
        drafts.show(&retest.retest.benchmark);
        let frame = Frame::NONE.inner_margin(Margin::symmetric(24, 20));
        CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            guided::guided_ui(ui, cx, retest, &mut drafts.guided, out);
        });
        return;
    }
    let facts = drafts.facts(cx);
    if is_narrow(ui.ctx()) {
        Frame::NONE.inner_margin(Margin::same(16)).show(ui, |ui| {
            ScrollArea::vertical().id_salt("benchmarks").auto_shrink(false).show(ui, |ui| {
                list::list_ui(ui, cx, drafts, &facts, out);
                beside_ui(ui, cx, drafts, &facts, out);
                if let Some(benchmark) = drafts.page(cx, &facts) {
                    ui.add_space(8.0);
                    schedule::foot_ui(ui, cx, benchmark, &facts, drafts, out);
                }
            });
        });
        return;
    }
    let panel =
        Panel::left("benchmarks").exact_size(LIST_WIDTH).resizable(false).show_separator_line(false).frame(Frame::NONE);
    panel.show(ui, |ui| {
        let edge = ui.max_rect();
        ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, t.line));
        Frame::NONE.inner_margin(Margin { left: 12, right: 4, top: 20, bottom: 8 }).show(ui, |ui| {
            ScrollArea::vertical().id_salt("due").auto_shrink(false).show(ui, |ui| {
                list::list_ui(ui, cx, drafts, &facts, out);
            });
        });
    });
    if let Some(benchmark) = drafts.page(cx, &facts) {
        // What there is to do stays in sight, however long the page.
        let frame = Frame::NONE.inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 16 });
        Panel::bottom("foot").show_separator_line(false).frame(frame).show(ui, |ui| {
            schedule::foot_ui(ui, cx, benchmark, &facts, drafts, out);
        });
    }
    let frame = Frame::NONE.inner_margin(Margin { left: 24, right: 8, top: 20, bottom: 0 });
    CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().id_salt("beside").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 16.0);
            beside_ui(ui, cx, drafts, &facts, out);
        });
    });
}

fn beside_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut BenchmarksDrafts, facts: &Facts, out: &mut Commands) {
    if drafts.own.is_some() {
        own::own_ui(ui, cx, &mut drafts.own, out);
        return;
    }
    match drafts.page(cx, facts) {
        Some(benchmark) => detail::detail_ui(ui, cx, benchmark, facts, &mut drafts.detail, out),
        None => overview::overview_ui(ui, cx, facts),
    }
}

impl BenchmarksDrafts {
    /// Shows a benchmark.
    fn show(&mut self, id: &BenchmarkId) {
        if self.shown != Shown::Benchmark(id.clone()) {
            self.detail.view = detail::View::default();
        }
        self.shown = Shown::Benchmark(id.clone());
        self.own = None;
    }

    /// The benchmark whose page is shown; none while one is being written, or all are shown at once.
    fn page<'a>(&self, cx: &Cx<'a>, facts: &Facts) -> Option<&'a Benchmark> {
        if self.own.is_some() || self.shown == Shown::Overview {
            return None;
        }
        cx.model.catalog().benchmark(&self.chosen(cx, facts)?)
    }

    /// The benchmark shown: the chosen one, or the first that is due.
    fn chosen(&self, cx: &Cx<'_>, facts: &Facts) -> Option<BenchmarkId> {
        match &self.shown {
            Shown::Benchmark(id) if cx.model.catalog().benchmark(id).is_some() => Some(id.clone()),
            Shown::Overview => None,
            Shown::First | Shown::Benchmark(_) => {
                let due = cx.model.derived().retests();
                due.first().map(|due| due.benchmark.clone()).or_else(|| facts.results.keys().next().cloned())
            }
        }
    }

    /// What the data say: the kept facts while the data are the same.
    fn facts(&mut self, cx: &Cx<'_>) -> Rc<Facts> {
        let asked = (cx.model.revision(), cx.now.date());
        let kept = self.facts.take().filter(|kept| kept.asked == asked);
        let current = kept.unwrap_or_else(|| Rc::new(Facts::new(asked, cx)));
        self.facts = Some(Rc::clone(&current));
        current
    }
}

impl Facts {
    fn new(asked: (u64, Date), cx: &Cx<'_>) -> Self {
        let document = cx.model.document();
        let retests = insight::retests(document);
        let results = Results::of_all(&retests, cx.model.catalog());
        let verdicts = || results.values().flat_map(|results| &results.sides).map(|side| side.verdict);
        let is_compared = |verdict: &Verdict| !matches!(verdict, Verdict::CantTellYet(_) | Verdict::RoughLook);
        let compared = verdicts().filter(is_compared).count();
        let first_signs = verdicts().filter(|verdict| matches!(verdict, Verdict::FirstSign(_))).count();
        let hard_days = insight::hard_session_days(document, cx.now.timestamp()).into_iter().collect();
        let mut hard = document.trainings(..=cx.now.timestamp()).rev();
        let last_hard = hard.find(|(_, training)| training.intensity == Intensity::Hard);
        let last_hard = last_hard.map(|(record, _)| record.when.clone());
        let time = |(id, retests): (&BenchmarkId, &Vec<(&Record, &Retest)>)| {
            Some((id.clone(), retests.last()?.0.when.civil().time()))
        };
        let times = retests.iter().filter_map(time).collect();
        Self { asked, results, hard_days, last_hard, times, compared, first_signs }
    }
}
