//! What the entries name exists, and every region is served.

use std::collections::BTreeSet;

use super::super::{DrillKind, Technique};
use super::catalog;
use crate::domain::{Group, Mode, PressureClass, Tool};

const MODES: [Mode; 2] = [Mode::BeforeTraining, Mode::Recovery];

#[test]
fn every_id_that_an_entry_names_resolves() {
    let catalog = catalog();
    for session in catalog.session_types() {
        for id in &session.benchmarks {
            assert!(catalog.benchmark(id).is_some(), "{} names the benchmark {id}", session.id);
        }
        for id in &session.rehearsal {
            assert!(catalog.drill(id).is_some(), "{} names the drill {id}", session.id);
        }
    }
    for benchmark in catalog.benchmarks() {
        if let Some(id) = &benchmark.alternative_to {
            let other = catalog.benchmark(id).expect("an alternative resolves");
            assert_eq!((other.tier, &other.alternative_to), (1, &None), "{} stands for {id}", benchmark.id);
        }
    }
}

#[test]
fn no_list_names_a_group_twice_and_none_but_a_rest_day_is_empty() {
    let catalog = catalog();
    let check = |id: &str, groups: &[Group]| {
        assert!(!groups.is_empty() || id == "rest", "{id} names no group");
        assert_eq!(groups.iter().collect::<BTreeSet<_>>().len(), groups.len(), "{id} names a group twice");
    };
    for drill in catalog.drills() {
        check(drill.id.as_str(), &drill.groups);
        assert_eq!(drill.planes.is_empty(), drill.kinds == [DrillKind::Breathing], "{} has planes", drill.id);
    }
    for technique in catalog.techniques() {
        check(technique.id.as_str(), &technique.groups);
    }
    for benchmark in catalog.benchmarks() {
        check(benchmark.id.as_str(), &benchmark.groups);
    }
    for session in catalog.session_types() {
        check(session.id.as_str(), &session.joint_groups);
        check(session.id.as_str(), &[session.tissues.as_slice(), &session.neighbours].concat());
    }
}

#[test]
fn every_group_has_a_drill_before_training_and_in_recovery() {
    let catalog = catalog();
    for mode in MODES {
        for group in Group::ALL {
            let served =
                catalog.drills().iter().any(|drill| drill.dose(mode).is_some() && drill.groups.contains(&group));
            assert!(served, "no drill moves {} in {mode:?}", group.name());
        }
    }
}

#[test]
fn a_group_that_may_be_pressed_has_a_technique_and_one_that_may_not_has_none() {
    let catalog = catalog();
    for group in Group::ALL {
        let serves = |technique: &&Technique| technique.groups.contains(&group);
        let techniques: Vec<&Technique> = catalog.techniques().iter().filter(serves).collect();
        let class = group.info().pressure;
        assert_eq!(techniques.is_empty(), class == PressureClass::Never, "techniques for {}", group.name());
        for technique in techniques {
            // A roller lies across the spine and spreads its load.
            let roller_across = group == Group::ThoracicSpine && technique.id.as_str() == "s11";
            let fits = class == PressureClass::Full || technique.gentle || roller_across;
            assert!(fits, "{} is too firm for {}", technique.id, group.name());
        }
    }
}

#[test]
fn the_neck_the_front_of_the_hip_and_the_massage_gun_wait_for_recovery() {
    for technique in catalog().techniques() {
        let delicate = technique.groups.iter().any(|group| matches!(group, Group::NeckBack | Group::HipFlexors));
        let gun = technique.needs.0.concat().contains(&Tool::Percussion);
        assert!(!(delicate || gun) || technique.dose(Mode::BeforeTraining).is_none(), "{}", technique.id);
    }
}

#[test]
fn a_session_type_finds_its_techniques_its_joint_drills_and_a_rehearsal() {
    let catalog = catalog();
    let no_tools = BTreeSet::new();
    for session in catalog.session_types() {
        for group in &session.tissues {
            let served = catalog.techniques().iter().any(|technique| technique.groups.contains(group));
            assert!(served, "{} treats {} without a technique", session.id, group.name());
        }
        let rehearsal: Vec<_> = session.rehearsal.iter().filter_map(|id| catalog.drill(id)).collect();
        for drill in &rehearsal {
            assert!(drill.dose(Mode::BeforeTraining).is_some(), "{} in {} has no dose", drill.id, session.id);
            assert!(!drill.kinds.contains(&DrillKind::Hold), "{} in {} is a hold", drill.id, session.id);
        }
        let without_tools = rehearsal.iter().filter(|drill| drill.needs.is_met_by(&no_tools)).count();
        let expected = if session.id.as_str() == "rest" { 0..=0 } else { 2..=4 };
        assert!(expected.contains(&rehearsal.len()), "{} rehearses {}", session.id, rehearsal.len());
        assert_eq!(without_tools == 0, rehearsal.is_empty(), "{} always rehearses with tools", session.id);
    }
}

#[test]
fn a_circuit_can_warm_up_and_breathe_without_any_tool() {
    let catalog = catalog();
    let check = |mode: Mode, kinds: &[DrillKind]| {
        let found = catalog.drills().iter().any(|drill| {
            drill.dose(mode).is_some()
                && drill.needs.is_met_by(&BTreeSet::new())
                && drill.kinds.iter().any(|kind| kinds.contains(kind))
        });
        assert!(found, "{kinds:?} in {mode:?}");
    };
    for mode in MODES {
        check(mode, &[DrillKind::Circle, DrillKind::Dynamic, DrillKind::EasyAerobic]);
    }
    check(Mode::Recovery, &[DrillKind::Breathing]);
}
