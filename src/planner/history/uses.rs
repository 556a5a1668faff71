//! Which techniques were used on each group, and how it answered: what rotation rests on (P20).

use std::collections::BTreeMap;

use crate::domain::{CircuitRecord, Group, Record, Response, StationDone, TechniqueId, Work};

/// Answers about one thing: how many, and their sum, where "eased" is 1 and "worse" is −1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub count: u32,
    pub sum: i32,
}

/// The use of one technique on one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    pub times: u32,
    pub answers: Answers,
}

/// All tissue work whose answers still count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Uses {
    pub all: Answers,
    pub by_technique: BTreeMap<TechniqueId, Answers>,
    by_group: BTreeMap<Group, OfGroup>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct OfGroup {
    /// Oldest first.
    techniques: Vec<TechniqueId>,
    uses: BTreeMap<TechniqueId, Use>,
}

impl Answers {
    fn add(&mut self, response: Response) {
        self.count += 1;
        self.sum += match response {
            Response::Eased => 1,
            Response::Same => 0,
            Response::Worse => -1,
        };
    }
}

impl Uses {
    /// The uses in these circuits, oldest first.
    pub fn of(circuits: &[(&Record, &CircuitRecord)]) -> Self {
        let mut uses = Self::default();
        for done in circuits.iter().flat_map(|(_, circuit)| &circuit.stations).filter(|done| done.done_secs() > 0) {
            if let Work::Technique(id) = &done.station.work {
                uses.add(id, done);
            }
        }
        uses
    }

    fn add(&mut self, id: &TechniqueId, done: &StationDone) {
        let of_group = self.by_group.entry(done.station.group).or_default();
        of_group.techniques.push(id.clone());
        let of_both = of_group.uses.entry(id.clone()).or_default();
        of_both.times += 1;
        if let Some(response) = done.response {
            of_both.answers.add(response);
            self.by_technique.entry(id.clone()).or_default().add(response);
            self.all.add(response);
        }
    }

    /// The use of a technique on a group.
    pub fn of_both(&self, id: &TechniqueId, group: Group) -> Use {
        self.by_group.get(&group).and_then(|of_group| of_group.uses.get(id)).copied().unwrap_or_default()
    }

    /// The techniques used last on a group, the latest first.
    pub fn latest(&self, group: Group) -> impl Iterator<Item = &TechniqueId> {
        self.by_group.get(&group).into_iter().flat_map(|of_group| of_group.techniques.iter().rev())
    }
}
