//! Every built-in figure moves as a body can.

use std::collections::BTreeSet;

use supple::catalog::Catalog;
use supple::pose::{faults, figure, ids};

#[test]
fn every_built_in_figure_moves_as_a_body_can() {
    let of =
        |id: &'static str| faults(figure(id).expect("an id has a figure")).into_iter().map(move |fault| (id, fault));
    let found: Vec<String> = ids().flat_map(of).map(|(id, fault)| format!("{id}: {fault}")).collect();
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
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
