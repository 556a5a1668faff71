//! How serious all that is known is.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::limits::excludes;
use super::{Level, level};
use crate::domain::{Concern, Exclusion, Health, Region, Scope};

/// The level of the most serious of these signs, conditions and exclusions on a day; `None` where there is none.
///
/// Total and monotone: every combination has its level, and whatever is added to it never lowers it.
pub fn assess(concerns: &BTreeMap<Region, Concern>, health: &Health, today: Date) -> Option<Level> {
    let Health { asked: _, conditions, exclusions } = health;
    let of_concerns = concerns.iter().map(|(&region, &concern)| level(region, concern));
    let of_conditions = conditions.iter().map(|_| Level::Caution);
    let in_force = exclusions.values().filter(|exclusion| excludes(exclusion, today));
    let of_exclusions = in_force.map(|Exclusion { scope, .. }| match scope {
        Scope::AllWork => Level::Block,
        Scope::Pressure => Level::Caution,
    });
    of_concerns.chain(of_conditions).chain(of_exclusions).max()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::domain::{Condition, strategies};

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn region() -> impl Strategy<Value = Region> {
        select(Region::all().collect::<Vec<_>>())
    }

    fn marks() -> impl Strategy<Value = BTreeMap<Region, Concern>> {
        prop::collection::btree_map(region(), select(Concern::ALL.to_vec()), 0..5)
    }

    #[test]
    fn every_sign_in_every_region_with_every_condition_has_the_level_of_the_more_serious() {
        let conditions: Vec<BTreeSet<Condition>> =
            (0..1 << Condition::ALL.len()).map(|bits: u32| subset(&Condition::ALL, bits)).collect();
        for region in Region::all() {
            for concern in Concern::ALL {
                let marks = BTreeMap::from([(region, concern)]);
                for conditions in &conditions {
                    let health = Health { conditions: conditions.clone(), ..Health::default() };
                    assert_eq!(assess(&marks, &health, TODAY), Some(level(region, concern)), "{region} {concern:?}");
                }
            }
        }
        for conditions in conditions {
            let expected = (!conditions.is_empty()).then_some(Level::Caution);
            let health = Health { conditions, ..Health::default() };
            assert_eq!(assess(&BTreeMap::new(), &health, TODAY), expected);
        }
    }

    fn subset(all: &[Condition], bits: u32) -> BTreeSet<Condition> {
        all.iter().enumerate().filter(|(place, _)| bits & (1 << place) != 0).map(|(_, &one)| one).collect()
    }

    proptest! {
        #[test]
        fn a_further_sign_or_condition_never_lowers_the_level(
            marks in marks(), health in strategies::health(),
            at in region(), concern in select(Concern::ALL.to_vec()), condition in select(Condition::ALL.to_vec()),
        ) {
            let before = assess(&marks, &health, TODAY);
            // A second sign in a marked region takes the place of the first: the more serious one is what is kept.
            let kept = marks.get(&at).copied().filter(|&known| level(at, known) > level(at, concern)).unwrap_or(concern);
            let more = marks.iter().map(|(&at, &concern)| (at, concern)).chain([(at, kept)]).collect();
            let with_sign = assess(&more, &health, TODAY);
            prop_assert!(with_sign >= before && with_sign >= Some(level(at, concern)));
            let mut worse = health.clone();
            worse.conditions.insert(condition);
            let with_both = assess(&more, &worse, TODAY);
            prop_assert!(with_both >= with_sign && assess(&marks, &worse, TODAY) >= before.max(Some(Level::Caution)));
        }
    }
}
