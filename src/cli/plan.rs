//! `supple plan`: the circuit for now, without a window.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use jiff::{Span, Zoned};
use serde::Serialize;

use super::{Answer, CliError, StartError, Verdict};
use crate::catalog::Catalog;
use crate::domain::{
    Body, Circuit, Document, Edit, Intensity, Mode, OWN_PREFIX, Record, RecordId, Region, SessionTypeId, Side, Sides,
    Stamp, Station, Tool, Training, Work,
};
use crate::planner::{self, Overrun, Plan, Request, Shortfall};

/// What the circuit is asked for; what is not said is as the profile and the records have it.
#[derive(Clone, Debug, Args)]
pub struct PlanArgs {
    /// Minutes from start to end.
    #[arg(long)]
    minutes: Option<u32>,
    /// The next training, as `squat,hinge`; it takes the place of all that are planned.
    #[arg(long, value_delimiter = ',', value_name = "TYPES")]
    next: Vec<SessionTypeId>,
    /// How hard that training is.
    #[arg(long, value_enum, default_value_t = Hardness::Moderate, requires = "next")]
    intensity: Hardness,
    /// When that training starts, as `14h` or `90m`.
    #[arg(long, value_name = "TIME", default_value = "24h", requires = "next")]
    r#in: Span,
    /// Tools at hand, as `roller,ball`; `none` for none.
    #[arg(long, value_delimiter = ',', value_parser = tool)]
    tools: Option<Vec<Option<Tool>>>,
    /// What the circuit is for, whatever the hours say.
    #[arg(long, value_enum)]
    mode: Option<For>,
    /// Regions to work, as `ankle_left,calf_left`.
    #[arg(long, value_delimiter = ',', value_name = "REGIONS")]
    pin: Vec<Region>,
    /// Regions, drills and techniques to leave out, as `low_back_left,d32,s24`.
    #[arg(long, value_delimiter = ',', value_parser = left_out, value_name = "IDS")]
    without: Vec<LeftOut>,
    /// The same seed gives the same circuit.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How hard a training is, as a word of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Hardness {
    Easy,
    Moderate,
    Hard,
}

/// What a circuit is for, as a word of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum For {
    Training,
    Recovery,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Ron,
}

/// What a circuit does without.
#[derive(Clone, Debug, PartialEq)]
enum LeftOut {
    Region(Region),
    Work(Work),
    /// A drill or technique of the person's own.
    Own(String),
}

/// A plan for programs.
#[derive(Serialize)]
struct Printed<'p> {
    seed: u64,
    circuit: &'p Circuit,
    total_secs: u32,
    pressure_ceiling: u8,
    reasons: Vec<Vec<String>>,
    chances_percent: &'p [Option<u8>],
    why_not: Vec<String>,
}

fn tool(word: &str) -> Result<Option<Tool>, String> {
    if word == "none" {
        return Ok(None);
    }
    let known = || Tool::ALL.into_iter().map(|tool| tool.label().to_lowercase());
    let found = Tool::ALL.into_iter().zip(known()).find(|(_, name)| name == word);
    let names = || known().collect::<Vec<_>>().join(", ");
    found.map(|(tool, _)| Some(tool)).ok_or_else(|| format!("the tools are {} and none", names()))
}

fn left_out(id: &str) -> Result<LeftOut, String> {
    if let Ok(region) = id.parse() {
        return Ok(LeftOut::Region(region));
    }
    if id.starts_with(OWN_PREFIX) {
        return Ok(LeftOut::Own(id.to_owned()));
    }
    let work = match id.get(..1) {
        Some("d") => Work::Drill(id.into()),
        Some("s") => Work::Technique(id.into()),
        _ => return Err("no region, drill or technique has this id".to_owned()),
    };
    Ok(LeftOut::Work(work))
}

/// The circuit for now, from a document.
pub(super) fn plan(document: &Document, args: &PlanArgs, now: &Zoned) -> Result<Answer, StartError> {
    let catalog = Catalog::built_in()?.with_shelf(document.shelf());
    let document = with_training(document.clone(), &catalog, args, now)?;
    let request = request(&document, &catalog, args, now)?;
    let text = match planner::plan(&document, &catalog, &request) {
        Ok(plan) => match args.format {
            Format::Text => text(&plan, &catalog),
            Format::Ron => ron(&plan, &catalog, args.seed)?,
        },
        Err(nothing) => return Ok(Answer { text: nothing.to_string(), verdict: Verdict::Unsound }),
    };
    Ok(Answer { text, verdict: Verdict::Sound })
}

/// The document with the training of the command line in the place of those to come.
fn with_training(
    mut document: Document,
    catalog: &Catalog,
    args: &PlanArgs,
    now: &Zoned,
) -> Result<Document, StartError> {
    if args.next.is_empty() {
        return Ok(document);
    }
    if let Some(unknown) = args.next.iter().find(|id| catalog.session_type(id).is_none()) {
        let known: Vec<&str> = catalog.session_types().iter().map(|session| session.id.as_str()).collect();
        return Err(CliError::Training { id: unknown.to_string(), known: known.join(", ") }.into());
    }
    let ahead =
        |record: &&std::sync::Arc<Record>| record.when.at > now.timestamp() && matches!(record.body, Body::Training(_));
    let ahead: Vec<RecordId> = document.records().filter(ahead).map(|record| record.id).collect();
    for id in ahead {
        document.apply(Edit::Delete(id));
    }
    let intensity = match args.intensity {
        Hardness::Easy => Intensity::Easy,
        Hardness::Moderate => Intensity::Moderate,
        Hardness::Hard => Intensity::Hard,
    };
    let when = Stamp::new(&now.checked_add(args.r#in)?);
    let training = Training { types: args.next.iter().cloned().collect(), intensity, note: String::new() };
    let id = RecordId::new(now.timestamp(), 0);
    document.apply(Edit::Put(Box::new(Record { id, rev: 1, when, body: Body::Training(training) })));
    Ok(document)
}

fn request(document: &Document, catalog: &Catalog, args: &PlanArgs, now: &Zoned) -> Result<Request, StartError> {
    let profile = &document.profile;
    let tools =
        args.tools.as_ref().map_or_else(|| profile.tools.clone(), |tools| tools.iter().flatten().copied().collect());
    let mut request = Request::new(now.clone(), args.minutes.unwrap_or(profile.minutes), tools, args.seed);
    request.mode = args.mode.map(|mode| match mode {
        For::Training => Mode::BeforeTraining,
        For::Recovery => Mode::Recovery,
    });
    request.pinned = args.pin.iter().copied().collect();
    for left_out in &args.without {
        match left_out {
            LeftOut::Own(id) => {
                let works = [Work::Drill(id.as_str().into()), Work::Technique(id.as_str().into())];
                let known = works.into_iter().find(|work| catalog.own_work(work).is_some());
                request.without_works.insert(known.ok_or_else(|| CliError::Work(id.clone()))?)
            }
            LeftOut::Region(region) => request.without_regions.insert(*region),
            LeftOut::Work(work) if catalog.work_name(work) != work.id() => request.without_works.insert(work.clone()),
            LeftOut::Work(work) => return Err(CliError::Work(work.id().to_owned()).into()),
        };
    }
    Ok(request)
}

fn text(plan: &Plan, catalog: &Catalog) -> String {
    let Plan { circuit, reasons, why_not, shortfall, overrun, .. } = plan;
    let purpose = match circuit.mode {
        Mode::BeforeTraining => "Before training",
        Mode::Recovery => "Recovery",
    };
    let mut text = format!(
        "{purpose}, {} in all, {}, pressure up to {}: {}",
        clock(circuit.total_secs()),
        plan.ratings_from.words(),
        plan.pressure_ceiling,
        plan.ceiling_reason.words()
    );
    if let Some(words) = shortfall.map(Shortfall::words).or_else(|| overrun.map(Overrun::words)) {
        text = format!("{text}\n{words}");
    }
    for (index, (station, reasons)) in circuit.stations.iter().zip(reasons).enumerate() {
        let phase = station.phase.label();
        let _ = write!(text, "\n\n{:>2}  {phase:<10}  {}", index + 1, station_words(station, catalog));
        let reasons: Vec<String> = reasons.iter().map(|reason| reason.words(catalog)).collect();
        let _ = write!(text, "\n                {}", reasons.join(" · "));
    }
    text.push_str("\n\nLeft out:");
    for why_not in why_not {
        let _ = write!(text, "\n- {}", why_not.words(catalog));
    }
    text
}

/// "Hamstring roll, left hamstrings, 75 s, pressure 2–3".
fn station_words(station: &Station, catalog: &Catalog) -> String {
    let place = match station.sides {
        Sides::One(side) => Region::new(station.group, side).map_or_else(String::new, Region::name),
        Sides::Each => format!("{}, each side", station.group.name()),
        Sides::Together => station.group.name().to_owned(),
    };
    let secs = match station.sides {
        Sides::Each => format!("{0}+{0} s", station.secs_per_side),
        Sides::One(Side::Left | Side::Right | Side::Midline) | Sides::Together => {
            format!("{} s", station.secs_per_side)
        }
    };
    let pressure =
        station.pressure.map_or_else(String::new, |target| format!(", pressure {}–{}", target.from, target.to));
    format!("{}, {place}, {secs}{pressure}", catalog.work_name(&station.work))
}

fn ron(plan: &Plan, catalog: &Catalog, seed: u64) -> Result<String, StartError> {
    let words = |reasons: &Vec<planner::Reason>| reasons.iter().map(|reason| reason.words(catalog)).collect();
    let printed = Printed {
        seed,
        circuit: &plan.circuit,
        total_secs: plan.circuit.total_secs(),
        pressure_ceiling: plan.pressure_ceiling,
        reasons: plan.reasons.iter().map(words).collect(),
        chances_percent: &plan.chances_percent,
        why_not: plan.why_not.iter().map(|why_not| why_not.words(catalog)).collect(),
    };
    Ok(ron::ser::to_string_pretty(&printed, ron::ser::PrettyConfig::new())?)
}

/// "12:00".
fn clock(secs: u32) -> String {
    format!("{}:{:02}", secs / 60, secs % 60)
}
