//! Things on the shelf at random, of every kind.

use std::collections::BTreeSet;

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::figure::depiction;
use super::{mode, station, text};
use crate::domain::{
    Better, Circuit, Dose, Drill, DrillKind, Entry, Favourite, Group, Hazard, Laterality, Own, OwnBenchmark, Plane,
    Position, Pressure, Range, Standing, Technique, Tested, Tool, ToolNeed,
};

/// Anything that may stand on the shelf.
pub fn entry() -> impl Strategy<Value = Entry> {
    let circuit = (mode(), vec(station(), 1..4), 0..60_u32, 0..60_u32);
    let circuit = circuit.prop_map(|(mode, stations, transition_secs, switch_secs)| Circuit {
        mode,
        stations,
        transition_secs,
        switch_secs,
    });
    let favourite = (text(), circuit).prop_map(|(name, circuit)| Favourite { name, circuit });
    let own_drill = (drill(), standing(), option::of(depiction()));
    let own_drill = own_drill.prop_map(|(entry, standing, figure)| Own { entry, standing, figure });
    let own_technique = (technique(), standing(), option::of(depiction()));
    let own_technique = own_technique.prop_map(|(entry, standing, figure)| Own { entry, standing, figure });
    prop_oneof![
        favourite.prop_map(Entry::Favourite),
        own_drill.prop_map(Entry::Drill),
        own_technique.prop_map(Entry::Technique),
        own_benchmark().prop_map(Entry::Benchmark),
    ]
}

fn standing() -> impl Strategy<Value = Standing> {
    let prescribed = (1..600_u32).prop_map(|secs| Standing::Prescribed { secs });
    prop_oneof![Just(Standing::Aside), Just(Standing::Offered), prescribed]
}

fn own_id() -> impl Strategy<Value = &'static str> {
    select(vec!["own-a", "own-b", "own-it's \"c\""])
}

fn dose() -> impl Strategy<Value = Dose> {
    (1..60_u32, 0..60_u32, 0..60_u32).prop_map(|(min, more, most)| Dose {
        min,
        usual: min + more,
        max: min + more + most,
    })
}

fn position() -> impl Strategy<Value = Position> {
    select(vec![Position::Standing, Position::Wall, Position::Floor])
}

fn laterality() -> impl Strategy<Value = Laterality> {
    select(vec![Laterality::PerSide, Laterality::Together])
}

fn needs() -> impl Strategy<Value = ToolNeed> {
    vec(vec(select(Tool::ALL.to_vec()), 1..3), 0..3).prop_map(ToolNeed)
}

fn hazards() -> impl Strategy<Value = BTreeSet<Hazard>> {
    btree_set(select(Hazard::ALL.to_vec()), 0..3)
}

fn groups() -> impl Strategy<Value = Vec<Group>> {
    vec(select(Group::ALL.to_vec()), 1..4)
}

fn drill() -> impl Strategy<Value = Drill> {
    use DrillKind::{ActiveEndRange, Breathing, Circle, Dynamic, EasyAerobic, Hold};
    let kinds = vec(select(vec![Circle, Dynamic, ActiveEndRange, Hold, EasyAerobic, Breathing]), 1..3);
    let planes = vec(select(vec![Plane::Sagittal, Plane::Frontal, Plane::Transverse]), 0..3);
    let what = (own_id(), position(), kinds, needs(), groups(), planes, laterality());
    let how = (option::of(dose()), option::of(dose()), hazards(), vec(text(), 4));
    (what, how).prop_map(
        |((id, position, kinds, needs, groups, planes, laterality), (before, recovery, hazards, texts))| {
            let [name, cue, caution, source] = texts.try_into().expect("four texts");
            Drill {
                id: id.into(),
                name,
                position,
                kinds,
                needs,
                groups,
                planes,
                laterality,
                before,
                recovery,
                cue,
                caution,
                hazards,
                source,
            }
        },
    )
}

fn technique() -> impl Strategy<Value = Technique> {
    let what = (own_id(), position(), needs(), groups(), laterality());
    let max_pressure = select(Pressure::all().collect::<Vec<_>>());
    let how = (option::of(dose()), dose(), max_pressure, any::<bool>(), hazards(), vec(text(), 4));
    (what, how).prop_map(
        |((id, position, needs, groups, laterality), (before, recovery, max_pressure, gentle, hazards, texts))| {
            let [name, cue, caution, source] = texts.try_into().expect("four texts");
            Technique {
                id: id.into(),
                name,
                position,
                needs,
                groups,
                laterality,
                before,
                recovery,
                max_pressure,
                gentle,
                cue,
                caution,
                hazards,
                source,
            }
        },
    )
}

fn own_benchmark() -> impl Strategy<Value = OwnBenchmark> {
    let better = select(vec![Better::Up, Better::Down]);
    let range = (-50.0..50.0, 0.5..100.0).prop_map(|(min, width)| Range { min, max: min + width });
    let steps = (option::of(0.01..9.0), vec(text(), 0..3), select(vec![Tested::Still, Tested::NoLonger]));
    (own_id(), text(), text(), laterality(), better, range, steps).prop_map(
        |(id, name, unit, laterality, better, range, (sem, steps, tested))| OwnBenchmark {
            id: id.into(),
            name,
            unit,
            laterality,
            better,
            range,
            sem,
            steps,
            tested,
        },
    )
}
