//! Every built-in figure moves as a body can.

use std::collections::BTreeSet;

use supple::catalog::Catalog;
use supple::pose::{Fault, PoseFault, faults, figure, ids};

/// Figures still to be mended, each with what is wrong with it; a mended one is taken off, or the test fails.
const TO_BE_MENDED: &[(&str, Fault, &str)] = &[
    ("d28", Fault::Sinks, "the toes of the left foot, seen from their side"),
    ("d53", Fault::Sinks, "knees and elbows on hands and knees"),
    ("s07", Fault::Sinks, "the elbow leaned on"),
];

#[test]
fn every_built_in_figure_moves_as_a_body_can() {
    let expected: BTreeSet<(&str, Fault)> = TO_BE_MENDED.iter().map(|(id, fault, _)| (*id, *fault)).collect();
    let found: Vec<(&str, PoseFault)> = ids()
        .flat_map(|id| faults(figure(id).expect("an id has a figure")).into_iter().map(move |fault| (id, fault)))
        .collect();
    let unexpected: Vec<String> = found
        .iter()
        .filter(|(id, fault)| !expected.contains(&(*id, fault.fault)))
        .map(|(id, fault)| format!("{id}: {fault}"))
        .collect();
    assert!(unexpected.is_empty(), "{} faults:\n{}", unexpected.len(), unexpected.join("\n"));
    let found: BTreeSet<(&str, Fault)> = found.iter().map(|(id, fault)| (*id, fault.fault)).collect();
    let mended: Vec<_> = expected.difference(&found).collect();
    assert!(mended.is_empty(), "mended, so no longer to be listed: {mended:?}");
}

#[test]
fn every_drill_technique_and_benchmark_has_a_figure_and_every_figure_has_one_of_them() {
    let catalog = Catalog::built_in().expect("the built-in catalogue reads");
    let drills = catalog.drills().iter().map(|drill| drill.id.to_string());
    let techniques = catalog.techniques().iter().map(|technique| technique.id.to_string());
    let benchmarks = catalog.benchmarks().iter().map(|benchmark| benchmark.id.to_string());
    let drawn: BTreeSet<String> = drills.chain(techniques).chain(benchmarks).collect();
    let figures: BTreeSet<String> = ids().map(str::to_owned).collect();
    let missing: Vec<_> = drawn.difference(&figures).collect();
    assert!(missing.is_empty(), "without a figure: {missing:?}");
    let stray: Vec<_> = figures.difference(&drawn).collect();
    assert!(stray.is_empty(), "figures of nothing: {stray:?}");
}
