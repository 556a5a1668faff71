//! What must hold of a drill, technique or benchmark that a person writes, each with what to do where it does not.
//!
//! The rules are those of the built-in catalogue, as far as they do not depend on its sources: texts that fit where they
//! are shown, doses that the planner can use, no pressure above the class of a region.

use super::{
    Depiction, Dose, Drill, DrillKind, Entry, Group, OWN_PREFIX, Own, OwnBenchmark, PressureClass, Standing, Technique,
    Tool, ToolNeed,
};

/// The steps in which seconds are given.
const STEP_SECS: u32 = 5;
/// The longest round of a movement.
const DRILL_SECS_MOST: u32 = 600;
/// The longest round of soft-tissue work (Behm 2020, JSCR 34:3301: sets of 30 to 120 s).
const TECHNIQUE_SECS_MOST: u32 = 120;
/// The longest hold before training (Behm 2016: below 60 s).
const HOLD_BEFORE_SECS_MOST: u32 = 55;
/// The most pressure (Grabow 2018, JSCR 32:3059: more is not better).
const PRESSURE_MOST: u8 = 5;

/// The most characters of texts.
const NAME_MOST: usize = 40;
const TEXT_MOST: usize = 240;
const UNIT_MOST: usize = 12;
/// The most parts of lists.
const CHOICES_MOST: usize = 4;
const STEPS_MOST: usize = 12;

/// A field of what a person writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its name.
    Name,
    /// The groups that it works.
    Groups,
    /// The kinds of movement.
    Kinds,
    /// The planes that it moves in.
    Planes,
    /// What must be at hand.
    Needs,
    /// The dose before training.
    Before,
    /// The dose in recovery.
    Recovery,
    /// How to do it.
    Cue,
    /// Whom or what to mind.
    Caution,
    /// From whom it is.
    Source,
    /// The most pressure.
    MaxPressure,
    /// Whether it is gentle by its way.
    Gentle,
    /// The part it takes in planning.
    Standing,
    /// How it is drawn.
    Figure,
    /// The unit of a benchmark.
    Unit,
    /// The values of a benchmark.
    Range,
    /// The error of a benchmark.
    Sem,
    /// The steps of a benchmark.
    Steps,
}

impl Field {
    /// Its name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Groups => "groups",
            Self::Kinds => "kinds",
            Self::Planes => "planes",
            Self::Needs => "needs",
            Self::Before => "before",
            Self::Recovery => "recovery",
            Self::Cue => "cue",
            Self::Caution => "caution",
            Self::Source => "source",
            Self::MaxPressure => "max_pressure",
            Self::Gentle => "gentle",
            Self::Standing => "standing",
            Self::Figure => "figure",
            Self::Unit => "unit",
            Self::Range => "range",
            Self::Sem => "sem",
            Self::Steps => "steps",
        }
    }
}

/// What does not hold of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field.
    pub field: Field,
    /// What is wrong and what to do about it, as a sentence.
    pub words: String,
}

/// Faults as they are found.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: Field, words: impl Into<String>) {
        self.0.push(Fault { field, words: words.into() });
    }

    fn name(&mut self, name: &str) {
        if name.trim().is_empty() {
            self.add(Field::Name, "Give it a name.");
        }
        self.text(Field::Name, name, NAME_MOST);
    }

    fn text(&mut self, field: Field, text: &str, most: usize) {
        let count = text.chars().count();
        if count > most {
            self.add(field, format!("{count} characters are too many; at most {most} fit."));
        }
        if text.chars().any(char::is_control) {
            self.add(field, "Line breaks and other signs without a shape do not belong here.");
        }
    }

    fn cue(&mut self, cue: &str) {
        if cue.trim().is_empty() {
            self.add(Field::Cue, "Say in a sentence or two how it is done.");
        }
        self.text(Field::Cue, cue, TEXT_MOST);
    }

    fn groups(&mut self, groups: &[Group]) {
        if groups.is_empty() {
            self.add(Field::Groups, "Choose at least one region.");
        }
        self.once(Field::Groups, groups);
    }

    fn once<T: PartialEq>(&mut self, field: Field, list: &[T]) {
        if list.iter().enumerate().any(|(index, one)| list[..index].contains(one)) {
            self.add(field, "The same stands here twice; take one away.");
        }
    }

    fn needs(&mut self, needs: &ToolNeed) {
        if needs.0.len() > CHOICES_MOST || needs.0.iter().any(|choice| choice.len() > Tool::ALL.len()) {
            self.add(Field::Needs, format!("At most {CHOICES_MOST} tools at once."));
        }
        if needs.0.iter().any(Vec::is_empty) {
            self.add(Field::Needs, "A choice without tools cannot be met; take it away.");
        }
    }

    fn dose(&mut self, field: Field, dose: Dose, most: u32) {
        let Dose { min, usual, max } = dose;
        if !(STEP_SECS..=most).contains(&min) || !(STEP_SECS..=most).contains(&max) {
            self.add(field, format!("The seconds must lie within {STEP_SECS} and {most}."));
        } else if !(min <= usual && usual <= max) {
            self.add(field, "The usual seconds must lie between the least and the most.");
        } else if [min, usual, max].iter().any(|secs| !secs.is_multiple_of(STEP_SECS)) {
            self.add(field, format!("Give the seconds in steps of {STEP_SECS}."));
        }
    }
}

impl Drill {
    /// What does not hold of it, in the order of its fields; nothing where all is well.
    pub fn faults(&self) -> Vec<Fault> {
        let Self {
            id: _,
            name,
            position: _,
            kinds,
            needs,
            groups,
            planes,
            laterality: _,
            before,
            recovery,
            cue,
            caution,
            hazards: _,
            source,
        } = self;
        let mut faults = Faults::default();
        faults.name(name);
        faults.groups(groups);
        if kinds.is_empty() {
            faults.add(Field::Kinds, "Choose what kind of movement it is.");
        }
        faults.once(Field::Kinds, kinds);
        faults.once(Field::Planes, planes);
        faults.needs(needs);
        if before.is_none() && recovery.is_none() {
            faults.add(Field::Recovery, "Give it seconds before training, in recovery, or both.");
        }
        let is_hold = kinds.contains(&DrillKind::Hold);
        if let Some(dose) = *before {
            faults.dose(Field::Before, dose, if is_hold { HOLD_BEFORE_SECS_MOST } else { DRILL_SECS_MOST });
        }
        if let Some(dose) = *recovery {
            faults.dose(Field::Recovery, dose, DRILL_SECS_MOST);
        }
        faults.cue(cue);
        faults.text(Field::Caution, caution, TEXT_MOST);
        faults.text(Field::Source, source, TEXT_MOST);
        faults.0
    }
}

impl Technique {
    /// What does not hold of it, in the order of its fields; nothing where all is well.
    pub fn faults(&self) -> Vec<Fault> {
        let Self {
            id: _,
            name,
            position: _,
            needs,
            groups,
            laterality: _,
            before,
            recovery,
            max_pressure,
            gentle,
            cue,
            caution,
            hazards: _,
            source,
        } = self;
        let mut faults = Faults::default();
        faults.name(name);
        faults.groups(groups);
        if let Some(never) = groups.iter().find(|group| group.info().pressure == PressureClass::Never) {
            faults.add(Field::Groups, format!("The {} is never pressed; take it out.", never.name()));
        }
        faults.needs(needs);
        if let Some(dose) = *before {
            faults.dose(Field::Before, dose, TECHNIQUE_SECS_MOST);
        }
        faults.dose(Field::Recovery, *recovery, TECHNIQUE_SECS_MOST);
        let most = max_pressure.get();
        let gentlest = groups.iter().filter_map(|group| Some((group.info().pressure.ceiling()?, group)));
        match gentlest.min_by_key(|&(ceiling, _)| ceiling) {
            Some((ceiling, group)) if most > ceiling => {
                let name = group.name();
                let words = format!("The {name} takes at most {ceiling} of 10. Lower the pressure, or take it out.");
                faults.add(Field::MaxPressure, words);
            }
            _ if !(1..=PRESSURE_MOST).contains(&most) => {
                faults.add(Field::MaxPressure, format!("Choose 1 to {PRESSURE_MOST} of 10; more is not better."));
            }
            _ => {}
        }
        let is_gentle = |group: &&Group| group.info().pressure == PressureClass::Gentle;
        if let Some(group) = groups.iter().find(is_gentle).filter(|_| !gentle) {
            let words = format!("The {} takes only a hand, a soft ball or lying at rest.", group.name());
            faults.add(Field::Gentle, words);
        }
        faults.cue(cue);
        faults.text(Field::Caution, caution, TEXT_MOST);
        faults.text(Field::Source, source, TEXT_MOST);
        faults.0
    }
}

impl OwnBenchmark {
    /// What does not hold of it, in the order of its fields; nothing where all is well.
    pub fn faults(&self) -> Vec<Fault> {
        let Self { id: _, name, unit, laterality: _, better: _, range, sem, steps, tested: _ } = self;
        let mut faults = Faults::default();
        faults.name(name);
        faults.text(Field::Unit, unit, UNIT_MOST);
        let is_number = range.min.is_finite() && range.max.is_finite();
        if !is_number || range.min >= range.max {
            faults.add(Field::Range, "The lowest value must lie below the highest.");
        }
        if sem.is_some_and(|sem| !sem.is_finite() || sem <= 0.0) {
            faults.add(Field::Sem, "The error must be above 0; leave it empty where it is not known.");
        }
        if steps.len() > STEPS_MOST {
            faults.add(Field::Steps, format!("{} steps are too many; at most {STEPS_MOST}.", steps.len()));
        }
        for step in steps {
            faults.text(Field::Steps, step, TEXT_MOST);
        }
        faults.0
    }
}

impl Standing {
    /// What does not hold of it for a drill or technique whose longest round is `most` seconds.
    fn fault(self, most: u32) -> Option<Fault> {
        let Self::Prescribed { secs } = self else { return None };
        let is_sound = (STEP_SECS..=most).contains(&secs) && secs.is_multiple_of(STEP_SECS);
        let words = format!("Prescribe {STEP_SECS} to {most} seconds, in steps of {STEP_SECS}.");
        (!is_sound).then_some(Fault { field: Field::Standing, words })
    }
}

impl Depiction {
    /// What does not hold of it. Whether the work that it names is known, the catalogue knows.
    fn fault(&self) -> Option<Fault> {
        let words = match self {
            Self::Like(work) if work.id().starts_with(OWN_PREFIX) => {
                Some("Only what is built in can be drawn like; choose another.".to_owned())
            }
            Self::Like(_) => None,
            Self::Composed(figure) => figure.unsound(),
        };
        words.map(|words| Fault { field: Field::Figure, words })
    }
}

impl Entry {
    /// What does not hold of it, in the order of its fields; nothing where all is well, and of a favourite.
    pub fn faults(&self) -> Vec<Fault> {
        match self {
            Self::Favourite(_) => Vec::new(),
            Self::Drill(Own { entry, standing, figure }) => {
                let mut faults = entry.faults();
                faults.extend(standing.fault(DRILL_SECS_MOST));
                faults.extend(figure.as_ref().and_then(Depiction::fault));
                faults
            }
            Self::Technique(Own { entry, standing, figure }) => {
                let mut faults = entry.faults();
                faults.extend(standing.fault(TECHNIQUE_SECS_MOST));
                faults.extend(figure.as_ref().and_then(Depiction::fault));
                faults
            }
            Self::Benchmark(own) => own.faults(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Better, Laterality, Plane, Position, Pressure, Range, Tested};

    const DOSE: Dose = Dose { min: 30, usual: 45, max: 60 };

    fn drill() -> Drill {
        Drill {
            id: "own-a".into(),
            name: "Heel drop".to_owned(),
            position: Position::Standing,
            kinds: vec![DrillKind::Dynamic],
            needs: ToolNeed::default(),
            groups: vec![Group::Calf],
            planes: vec![Plane::Sagittal],
            laterality: Laterality::PerSide,
            before: None,
            recovery: Some(DOSE),
            cue: "Rise with both, lower with one.".to_owned(),
            caution: String::new(),
            hazards: [].into(),
            source: String::new(),
        }
    }

    fn technique() -> Technique {
        Technique {
            id: "own-b".into(),
            name: "Quad stroke".to_owned(),
            position: Position::Floor,
            needs: ToolNeed::default(),
            groups: vec![Group::Quads],
            laterality: Laterality::PerSide,
            before: None,
            recovery: DOSE,
            max_pressure: Pressure::try_from(4).expect("in range"),
            gentle: false,
            cue: "Stroke slowly.".to_owned(),
            caution: String::new(),
            hazards: [].into(),
            source: String::new(),
        }
    }

    fn fields(faults: &[Fault]) -> Vec<Field> {
        faults.iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn each_fault_of_a_drill_stands_at_its_field() {
        let check = |change: fn(&mut Drill), expected: &[Field]| {
            let mut changed = drill();
            change(&mut changed);
            assert_eq!(fields(&changed.faults()), expected, "{changed:?}");
        };
        check(|_| {}, &[]);
        check(|drill| drill.name = "  ".to_owned(), &[Field::Name]);
        check(|drill| drill.name = "x".repeat(41), &[Field::Name]);
        check(|drill| drill.name = "x".repeat(40), &[]);
        check(|drill| drill.cue = "One.\nTwo.".to_owned(), &[Field::Cue]);
        check(|drill| drill.cue = String::new(), &[Field::Cue]);
        check(|drill| drill.groups.clear(), &[Field::Groups]);
        check(|drill| drill.groups.push(Group::Calf), &[Field::Groups]);
        check(|drill| drill.kinds.clear(), &[Field::Kinds]);
        check(|drill| drill.recovery = None, &[Field::Recovery]);
        check(|drill| drill.recovery = Some(Dose { max: 605, ..DOSE }), &[Field::Recovery]);
        check(|drill| drill.recovery = Some(Dose { min: 0, ..DOSE }), &[Field::Recovery]);
        check(|drill| drill.recovery = Some(Dose { usual: 65, ..DOSE }), &[Field::Recovery]);
        check(|drill| drill.recovery = Some(Dose { usual: 46, ..DOSE }), &[Field::Recovery]);
        check(|drill| drill.before = Some(DOSE), &[]);
        check(|drill| (drill.before, drill.kinds) = (Some(DOSE), vec![DrillKind::Hold]), &[Field::Before]);
        check(|drill| drill.needs.0.push(Vec::new()), &[Field::Needs]);
    }

    #[test]
    fn no_technique_presses_above_the_class_of_a_region() {
        let check = |groups: &[Group], most: u8, gentle: bool, expected: &[Field]| {
            let max_pressure = Pressure::try_from(most).expect("in range");
            let changed = Technique { groups: groups.to_vec(), max_pressure, gentle, ..technique() };
            assert_eq!(fields(&changed.faults()), expected, "{groups:?} {most}");
        };
        let gentle = Group::ALL.into_iter().find(|group| group.info().pressure == PressureClass::Gentle);
        let gentle = gentle.expect("a group of gentle pressure");
        check(&[Group::Quads], 5, false, &[]);
        check(&[Group::Quads], 6, false, &[Field::MaxPressure]);
        check(&[Group::Quads], 0, false, &[Field::MaxPressure]);
        check(&[Group::Quads, Group::KneeBack], 3, true, &[Field::Groups]);
        check(&[Group::Quads, gentle], 3, true, &[]);
        check(&[Group::Quads, gentle], 4, true, &[Field::MaxPressure]);
        check(&[gentle], 3, false, &[Field::Gentle]);
    }

    #[test]
    fn a_prescription_lies_within_the_longest_round() {
        let check = |secs: u32, of_drill: bool, of_technique: bool| {
            let standing = Standing::Prescribed { secs };
            let drill = Entry::Drill(Own { entry: drill(), standing, figure: None });
            let technique = Entry::Technique(Own { entry: technique(), standing, figure: None });
            assert_eq!((drill.faults().is_empty(), technique.faults().is_empty()), (of_drill, of_technique), "{secs}");
        };
        check(0, false, false);
        check(5, true, true);
        check(42, false, false);
        check(120, true, true);
        check(125, true, false);
        check(605, false, false);
    }

    #[test]
    fn a_benchmark_needs_a_range_and_an_error_above_nothing() {
        let check = |min: f64, max: f64, sem: Option<f64>, expected: &[Field]| {
            let benchmark = OwnBenchmark {
                id: "own-c".into(),
                name: "Dead hang".to_owned(),
                unit: "s".to_owned(),
                laterality: Laterality::Together,
                better: Better::Up,
                range: Range { min, max },
                sem,
                steps: vec!["Hang.".to_owned()],
                tested: Tested::Still,
            };
            assert_eq!(fields(&benchmark.faults()), expected, "{min} {max} {sem:?}");
        };
        check(0.0, 600.0, None, &[]);
        check(0.0, 600.0, Some(2.5), &[]);
        check(600.0, 600.0, None, &[Field::Range]);
        check(f64::NAN, 600.0, None, &[Field::Range]);
        check(0.0, 600.0, Some(0.0), &[Field::Sem]);
    }
}
