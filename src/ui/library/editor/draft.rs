//! An own drill or technique while it is written: everything as it was typed, sound or not.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Depiction, Dose, Drill, DrillKind, Entry, Fault, Field, Group, Hazard, Laterality, Own, Plane, Position, Pressure,
    RecordId, Standing, Technique, Tool, ToolNeed,
};

/// The dose that a field begins with.
const FIRST_DOSE: Dose = Dose { min: 30, usual: 45, max: 60 };

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Drill,
    Technique,
}

/// How several tools are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// Any one of them does.
    Any,
    /// All of them are needed.
    All,
}

/// What must be at hand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tools {
    /// These, joined in one way.
    Plain(Vec<Tool>, Join),
    /// A choice that the editor cannot show; it stays until it is changed.
    Mixed(ToolNeed),
}

/// All the fields.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub kind: Kind,
    pub name: String,
    /// The main one first.
    pub groups: Vec<Group>,
    pub laterality: Laterality,
    pub position: Position,
    pub kinds: Vec<DrillKind>,
    pub planes: Vec<Plane>,
    pub tools: Tools,
    pub before: Option<Dose>,
    pub recovery: Option<Dose>,
    pub cue: String,
    pub caution: String,
    pub source: String,
    pub pressure: u8,
    pub is_gentle: bool,
    /// What it asks of the body, as answered; what is not answered counts as asked for.
    pub hazards: BTreeMap<Hazard, bool>,
    pub standing: Standing,
    pub figure: Option<Depiction>,
}

impl Draft {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            name: String::new(),
            groups: Vec::new(),
            laterality: Laterality::PerSide,
            position: Position::Floor,
            kinds: Vec::new(),
            planes: Vec::new(),
            tools: Tools::Plain(Vec::new(), Join::Any),
            before: None,
            recovery: Some(FIRST_DOSE),
            cue: String::new(),
            caution: String::new(),
            source: String::new(),
            pressure: 3,
            is_gentle: false,
            hazards: BTreeMap::new(),
            standing: Standing::Aside,
            figure: None,
        }
    }

    pub fn of_drill(drill: &Drill, standing: Standing) -> Self {
        let Drill {
            id: _,
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
        } = drill.clone();
        Self {
            name,
            groups,
            laterality,
            position,
            kinds,
            planes,
            tools: Tools::of(needs),
            before,
            recovery,
            cue,
            caution,
            source,
            hazards: answers(&hazards),
            standing,
            ..Self::new(Kind::Drill)
        }
    }

    pub fn of_technique(technique: &Technique, standing: Standing) -> Self {
        let Technique {
            id: _,
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
        } = technique.clone();
        Self {
            name,
            groups,
            laterality,
            position,
            tools: Tools::of(needs),
            before,
            recovery: Some(recovery),
            cue,
            caution,
            source,
            pressure: max_pressure.get(),
            is_gentle: gentle,
            hazards: answers(&hazards),
            standing,
            ..Self::new(Kind::Technique)
        }
    }

    /// The entry that is written so, sound or not, under an id that gives way to that of its place.
    pub fn entry(&self, id: &str) -> Entry {
        let Self {
            kind,
            name,
            groups,
            laterality,
            position,
            kinds,
            planes,
            tools,
            before,
            recovery,
            cue,
            caution,
            source,
            pressure,
            is_gentle,
            hazards: _,
            standing,
            figure,
        } = self.clone();
        let (name, cue) = (name.trim().to_owned(), cue.trim().to_owned());
        let (caution, source) = (caution.trim().to_owned(), source.trim().to_owned());
        let (needs, hazards) = (tools.needs(), self.hazards());
        match kind {
            Kind::Drill => Entry::Drill(Own {
                entry: Drill {
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
                },
                standing,
                figure,
            }),
            Kind::Technique => Entry::Technique(Own {
                entry: Technique {
                    id: id.into(),
                    name,
                    position,
                    needs,
                    groups,
                    laterality,
                    before,
                    recovery: recovery.unwrap_or(FIRST_DOSE),
                    max_pressure: Pressure::try_from(pressure).unwrap_or(Pressure::MAX),
                    gentle: is_gentle,
                    cue,
                    caution,
                    hazards,
                    source,
                },
                standing,
                figure,
            }),
        }
    }

    /// What it asks of the body: what was answered with yes, and what was not answered.
    fn hazards(&self) -> BTreeSet<Hazard> {
        Hazard::ALL.into_iter().filter(|hazard| self.hazards.get(hazard).copied().unwrap_or(true)).collect()
    }

    /// What is wrong with a field, as far as it is to be said now: nothing of a field that was not come to yet.
    pub fn fault<'f>(&self, faults: &'f [Fault], field: Field, tried: Tried) -> Option<&'f str> {
        let is_blank = match field {
            Field::Name => self.name.is_empty(),
            Field::Groups => self.groups.is_empty(),
            Field::Kinds => self.kinds.is_empty(),
            Field::Cue => self.cue.is_empty(),
            _ => false,
        };
        let fault = faults.iter().find(|fault| fault.field == field);
        fault.filter(|_| tried == Tried::Yes || !is_blank).map(|fault| fault.words.as_str())
    }
}

/// Whether it was tried to keep what is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tried {
    Yes,
    #[default]
    No,
}

fn answers(hazards: &BTreeSet<Hazard>) -> BTreeMap<Hazard, bool> {
    Hazard::ALL.into_iter().map(|hazard| (hazard, hazards.contains(&hazard))).collect()
}

impl Tools {
    fn of(needs: ToolNeed) -> Self {
        match needs.0.as_slice() {
            [] => Self::Plain(Vec::new(), Join::Any),
            [choice] => Self::Plain(choice.clone(), Join::Any),
            choices if choices.iter().all(|choice| choice.len() == 1) => {
                Self::Plain(choices.iter().flatten().copied().collect(), Join::All)
            }
            _ => Self::Mixed(needs),
        }
    }

    pub fn needs(&self) -> ToolNeed {
        match self {
            Self::Mixed(needs) => needs.clone(),
            Self::Plain(tools, _) if tools.is_empty() => ToolNeed::default(),
            Self::Plain(tools, Join::Any) => ToolNeed(vec![tools.clone()]),
            Self::Plain(tools, Join::All) => ToolNeed(tools.iter().map(|&tool| vec![tool]).collect()),
        }
    }

    /// The tools that are named.
    pub fn named(&self) -> Vec<Tool> {
        self.needs().0.concat()
    }

    pub fn join(&self) -> Join {
        match self {
            Self::Plain(_, join) => *join,
            Self::Mixed(_) => Join::All,
        }
    }
}

/// What is on the shelf, as a draft; nothing of what this editor does not write.
pub(super) fn of_entry(entry: &Entry) -> Option<(Draft, String)> {
    match entry {
        Entry::Drill(Own { entry: drill, standing, figure }) => {
            Some((Draft { figure: figure.clone(), ..Draft::of_drill(drill, *standing) }, drill.id.to_string()))
        }
        Entry::Technique(Own { entry: technique, standing, figure }) => {
            let draft = Draft::of_technique(technique, *standing);
            Some((Draft { figure: figure.clone(), ..draft }, technique.id.to_string()))
        }
        Entry::Favourite(_) | Entry::Benchmark(_) => None,
    }
}

/// Where a draft goes when it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    New,
    /// In the place of what has this id.
    Place(RecordId, String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn every_built_in_entry_is_written_as_it_was_read() {
        let catalog = Catalog::built_in().expect("the built-in catalogue parses");
        for drill in catalog.drills() {
            let entry = Entry::Drill(Own { entry: drill.clone(), standing: Standing::Offered, figure: None });
            assert_eq!(Draft::of_drill(drill, Standing::Offered).entry(drill.id.as_str()), entry);
        }
        for technique in catalog.techniques() {
            let entry = Entry::Technique(Own { entry: technique.clone(), standing: Standing::Aside, figure: None });
            assert_eq!(Draft::of_technique(technique, Standing::Aside).entry(technique.id.as_str()), entry);
        }
    }

    #[test]
    fn what_is_not_answered_counts_as_asked_of_the_body() {
        let mut draft = Draft::new(Kind::Drill);
        assert_eq!(draft.hazards(), Hazard::ALL.into());
        draft.hazards.insert(Hazard::HeadDown, false);
        draft.hazards.insert(Hazard::Ball, true);
        assert!(!draft.hazards().contains(&Hazard::HeadDown));
        assert!(draft.hazards().contains(&Hazard::Ball) && draft.hazards().contains(&Hazard::BreathHold));
    }

    #[test]
    fn an_empty_field_is_no_fault_before_it_was_tried_to_keep_it_and_a_wrong_one_is_at_once() {
        let check = |change: fn(&mut Draft), field: Field, tried: Tried, expected: bool| {
            let mut draft = Draft::new(Kind::Technique);
            change(&mut draft);
            let faults = draft.entry("own").faults();
            assert_eq!(draft.fault(&faults, field, tried).is_some(), expected, "{field:?} {tried:?}");
        };
        check(|_| {}, Field::Name, Tried::No, false);
        check(|_| {}, Field::Name, Tried::Yes, true);
        check(|_| {}, Field::Groups, Tried::No, false);
        check(|draft| draft.groups = vec![Group::KneeBack], Field::Groups, Tried::No, true);
        check(|draft| draft.pressure = 6, Field::MaxPressure, Tried::No, true);
        check(|draft| draft.name = "Rub".to_owned(), Field::Name, Tried::Yes, false);
    }
}
