//! Seconds and pressure stay within what the sources support.

use super::super::{Dose, DrillKind};
use super::catalog;
use crate::domain::Mode;

fn check(id: &str, dose: Dose, least: u32, most: u32) {
    let Dose { min, usual, max } = dose;
    assert!(least <= min && min <= usual && usual <= max && max <= most, "{id}: {dose:?} within {least} to {most}");
}

#[test]
fn drill_doses_are_ordered_and_bounded_and_a_hold_before_training_ends_below_a_minute() {
    for drill in catalog().drills() {
        let id = drill.id.as_str();
        let recovery_most = match drill.kinds[0] {
            DrillKind::EasyAerobic => 600,
            DrillKind::Breathing => 300,
            _ => 90,
        };
        let before_most = if drill.kinds.contains(&DrillKind::Hold) { 59 } else { 60 };
        let (before, recovery) = (drill.dose(Mode::BeforeTraining), drill.dose(Mode::Recovery));
        assert!(before.is_some() || recovery.is_some(), "{id} belongs nowhere");
        if let Some(dose) = before {
            check(id, dose, 20, before_most);
        }
        if let Some(dose) = recovery {
            check(id, dose, 20, recovery_most);
        }
    }
}

#[test]
fn technique_doses_are_ordered_and_bounded() {
    for technique in catalog().techniques() {
        let id = technique.id.as_str();
        if let Some(dose) = technique.dose(Mode::BeforeTraining) {
            check(id, dose, 30, 60);
        }
        check(id, technique.recovery, 45, 120);
    }
}

#[test]
fn no_technique_presses_harder_than_five_and_a_gentle_one_no_harder_than_three() {
    for technique in catalog().techniques() {
        let most = if technique.gentle { 3 } else { 5 };
        assert!((1..=most).contains(&technique.max_pressure.get()), "{}", technique.id);
    }
}
