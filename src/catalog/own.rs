//! The person's own drills, techniques and benchmarks, beside the built-in ones.
//!
//! What is of the person's own has an id that begins with `own-`; one that does not, or that another has already, gets
//! the id of its place on the shelf, so that nothing can take the place of a built-in entry.
//!
//! # What an own work asks of the body
//!
//! A condition forbids some hazards ([`Hazard`]). Those of an own work are what its author said, and beyond that what
//! its other fields show whoever wrote it: a hold is one at the end of the range; a massage gun, a ball or a roller that
//! may be taken brings its own hazard.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Benchmark, Catalog, Gone, OwnWork, TestError, Unit};
use crate::domain::{
    Depiction, Drill, DrillKind, Entry, Hazard, Laterality, OWN_PREFIX, OwnBenchmark, RecordId, Technique, Tested,
    Tool, ToolNeed, Work, own_id,
};

/// Tier of a benchmark that is offered and not suggested.
const OPTIONAL: u8 = 2;

impl Catalog {
    /// The built-in entries with what is on a shelf in the place of what was there before. Names of works that are no
    /// longer on it are still known.
    #[must_use]
    pub fn with_shelf(&self, shelf: &BTreeMap<RecordId, Arc<Entry>>) -> Self {
        let mut catalog = self.without_own();
        for (&place, entry) in shelf {
            match entry.as_ref() {
                Entry::Favourite(_) => {}
                Entry::Drill(own) => {
                    let drill = catalog.named_apart(place, own.entry.clone());
                    let owned = OwnWork { place, standing: own.standing };
                    catalog.add_own(Work::Drill(drill.id.clone()), owned, own.figure.as_ref());
                    catalog.drills.push(drill);
                }
                Entry::Technique(own) => {
                    let technique = catalog.named_apart(place, own.entry.clone());
                    let owned = OwnWork { place, standing: own.standing };
                    catalog.add_own(Work::Technique(technique.id.clone()), owned, own.figure.as_ref());
                    catalog.techniques.push(technique);
                }
                // A range without values would refuse every one.
                Entry::Benchmark(own) if own.range.min >= own.range.max => {}
                Entry::Benchmark(own) => {
                    let benchmark = catalog.named_apart(place, benchmark(own));
                    if own.tested == Tested::NoLonger {
                        catalog.gone_benchmarks.insert(benchmark.id.clone(), benchmark);
                        continue;
                    }
                    catalog.own_benchmarks.insert(benchmark.id.clone(), place);
                    catalog.benchmarks.push(benchmark);
                }
            }
        }
        let gone = self.own_works.keys().map(|work| (work.clone(), self.last_known(work)));
        catalog.gone = self.gone.clone().into_iter().chain(gone).collect();
        catalog.gone.retain(|work, _| !catalog.own_works.contains_key(work));
        catalog
    }

    /// The built-in entries alone.
    fn without_own(&self) -> Self {
        let is_own = |work: &Work| self.own_works.contains_key(work);
        let mut catalog = self.clone();
        catalog.drills.retain(|drill| !is_own(&Work::Drill(drill.id.clone())));
        catalog.techniques.retain(|technique| !is_own(&Work::Technique(technique.id.clone())));
        catalog.benchmarks.retain(|benchmark| !self.own_benchmarks.contains_key(&benchmark.id));
        catalog.own_works.clear();
        catalog.depictions.clear();
        catalog.own_benchmarks.clear();
        catalog.gone_benchmarks.clear();
        catalog
    }

    fn add_own(&mut self, work: Work, own: OwnWork, figure: Option<&Depiction>) {
        if let Some(figure) = figure {
            self.depictions.insert(work.clone(), figure.clone());
        }
        self.own_works.insert(work, own);
    }

    fn last_known(&self, work: &Work) -> Gone {
        Gone { name: self.work_name(work).to_owned(), cue: self.work_cue(work).to_owned() }
    }

    /// An own entry under an id that no other has.
    fn named_apart<T: OwnEntry>(&self, place: RecordId, mut entry: T) -> T {
        if !entry.id().starts_with(OWN_PREFIX) || entry.is_known(self) {
            entry.set_id(&own_id(place));
        }
        entry.declare();
        entry
    }
}

/// What is alike in all that is of the person's own.
trait OwnEntry {
    fn id(&self) -> &str;
    fn set_id(&mut self, id: &str);
    /// Whether the catalogue has one of the same kind and id.
    fn is_known(&self, catalog: &Catalog) -> bool;
    /// Adds the hazards that its other fields show.
    fn declare(&mut self);
}

impl OwnEntry for Drill {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn set_id(&mut self, id: &str) {
        self.id = id.into();
    }

    fn is_known(&self, catalog: &Catalog) -> bool {
        catalog.drill(&self.id).is_some()
    }

    fn declare(&mut self) {
        let hold = self.kinds.contains(&DrillKind::Hold).then_some(Hazard::EndRangeHold);
        self.hazards.extend(hold.into_iter().chain(of_tools(&self.needs)));
    }
}

impl OwnEntry for Technique {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn set_id(&mut self, id: &str) {
        self.id = id.into();
    }

    fn is_known(&self, catalog: &Catalog) -> bool {
        catalog.technique(&self.id).is_some()
    }

    fn declare(&mut self) {
        self.hazards.extend(of_tools(&self.needs));
    }
}

impl OwnEntry for Benchmark {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn set_id(&mut self, id: &str) {
        self.id = id.into();
    }

    fn is_known(&self, catalog: &Catalog) -> bool {
        catalog.benchmark(&self.id).is_some()
    }

    fn declare(&mut self) {}
}

/// The hazards that come with the tools that may be taken.
fn of_tools(needs: &ToolNeed) -> impl Iterator<Item = Hazard> {
    needs.0.iter().flatten().filter_map(|tool| match tool {
        Tool::Percussion => Some(Hazard::Percussion),
        Tool::Ball => Some(Hazard::Ball),
        Tool::Roller => Some(Hazard::FirmRoller),
        Tool::Band | Tool::Wall | Tool::Stick | Tool::Bench | Tool::Step | Tool::Bar => None,
    })
}

/// An own benchmark in the shape of the built-in ones. It has no groups, so it takes no part in what the planner reads
/// from retests, and no norms.
fn benchmark(own: &OwnBenchmark) -> Benchmark {
    let OwnBenchmark { id, name, unit, laterality, better, range, sem, steps, tested: _ } = own;
    Benchmark {
        id: id.clone(),
        name: name.clone(),
        alternative_to: None,
        steps: steps.clone(),
        tool: String::new(),
        unit: Unit::named(unit),
        sided: *laterality == Laterality::PerSide,
        better: *better,
        hard: *range,
        soft: None,
        published: String::new(),
        error: sem.filter(|&sem| sem > 0.0).map(TestError::of_own),
        tier: OPTIONAL,
        groups: Vec::new(),
        informs: String::new(),
        arc: None,
        norms: Vec::new(),
        source: String::new(),
    }
}
