//! A benchmark of the person's own: what it is called, how it is read, and within which range.

use egui::{Label, TextEdit, Ui, vec2};

use super::guided::typed_number;
use crate::domain::{BenchmarkId, Better, Entry, Laterality, OWN_PREFIX, OwnBenchmark, Range, RecordId, Tested};
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{notice_block, plain_button, primary_button, row, segments, small_button};

/// What is being written.
#[derive(Clone, Debug, Default)]
pub struct OwnDraft {
    /// Where the one that is changed stands on the shelf, and its id; none for a new one.
    place: Option<(RecordId, BenchmarkId)>,
    name: String,
    unit: String,
    least: String,
    most: String,
    sem: String,
    steps: String,
    is_sided: bool,
    is_less_better: bool,
    complaint: Option<String>,
}

/// A performance test that many people know.
pub struct Template {
    /// What it is called.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    least: &'static str,
    most: &'static str,
    steps: &'static str,
}

/// Performance tests to begin with.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "Jump height",
        unit: "cm",
        least: "1",
        most: "150",
        steps: "Warm up the same way each time.\nReach up against a wall with both heels down, and mark it.\nJump from \
                standing and touch as high as you can.\nMeasure between the marks.",
    },
    Template {
        name: "Bar speed at a load",
        unit: "m/s",
        least: "0.05",
        most: "5",
        steps: "Warm up the same way each time, up to the same load.\nOne repetition, as fast as you can with a clean \
                form.\nRead the mean speed of the way up.",
    },
    Template {
        name: "Timed carry",
        unit: "s",
        least: "1",
        most: "600",
        steps: "The same load in both hands, the same ground.\nWalk upright until you must set it down.\nRead the time.",
    },
];

/// The editor.
pub fn own_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Option<OwnDraft>, out: &mut Commands) {
    let t = cx.tokens;
    let Some(own) = draft else { return };
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.set_max_width(480.0);
    let (title, done) = match &own.place {
        None => ("A benchmark of your own", "Add it"),
        Some(_) => ("Change your benchmark", "Keep it"),
    };
    row(ui, 36.0, |ui| ui.label(Role::Title.text(title).color(t.text)));
    if own.place.is_none() {
        ui.horizontal_wrapped(|ui| {
            for template in TEMPLATES {
                if small_button(ui, t, template.name).clicked() {
                    *own = OwnDraft::from_template(template);
                }
            }
        });
    }
    field(ui, cx, "Name", &mut own.name, 320.0);
    field(ui, cx, "Unit, as written after a number", &mut own.unit, 120.0);
    ui.label(Role::Label.text("Sides").color(t.text));
    let sides = ["both together", "left and right"];
    if let Some(index) = segments(ui, t, "Sides", &sides, Some(usize::from(own.is_sided)), 320.0) {
        own.is_sided = index == 1;
    }
    ui.label(Role::Label.text("Better").color(t.text));
    let better = ["more is better", "less is better"];
    if let Some(index) = segments(ui, t, "Better", &better, Some(usize::from(own.is_less_better)), 320.0) {
        own.is_less_better = index == 1;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        ui.vertical(|ui| field(ui, cx, "Lowest value that can be true", &mut own.least, 120.0));
        ui.vertical(|ui| field(ui, cx, "Highest value that can be true", &mut own.most, 120.0));
    });
    field(ui, cx, "Standard error of measurement, if you know it", &mut own.sem, 120.0);
    let text = "Without a known error there is no verdict of change until your own retests show it: nine that count.";
    ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    let steps = "How to do it, one step a line";
    ui.label(Role::Label.text(steps).color(t.text));
    ui.add(TextEdit::multiline(&mut own.steps).id_salt(steps).desired_width(440.0).desired_rows(4).char_limit(2000))
        .accessible_name(steps);
    if own.place.is_some() {
        let text = "Retests that were done stay as they are; their values are read in the new unit.";
        ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    }
    if let Some(complaint) = &own.complaint {
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, complaint);
    }
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if primary_button(ui, t, done, None, vec2(120.0, 36.0)).clicked() {
            match own.entry() {
                Ok(entry) => {
                    let place = own.place.as_ref().map(|(place, _)| *place);
                    out.push(Command::Shelve(place, Box::new(Entry::Benchmark(entry))));
                    is_done = true;
                }
                Err(complaint) => own.complaint = Some(complaint),
            }
        }
        is_done |= plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked();
    });
    ui.add_space(16.0);
    if is_done {
        *draft = None;
    }
}

fn field(ui: &mut Ui, cx: &Cx<'_>, name: &str, text: &mut String, width: f32) {
    ui.label(Role::Label.text(name).color(cx.tokens.text));
    ui.add(TextEdit::singleline(text).id_salt(name).desired_width(width).char_limit(60)).accessible_name(name);
}

impl OwnDraft {
    /// A new one that begins as a performance test.
    pub fn from_template(template: &Template) -> Self {
        let Template { name, unit, least, most, steps } = template;
        let [name, unit, least, most, steps] = [name, unit, least, most, steps].map(|&text| text.to_owned());
        Self { name, unit, least, most, steps, ..Self::default() }
    }

    /// One that stands on the shelf, to be changed.
    pub fn of(place: RecordId, own: &OwnBenchmark) -> Self {
        let OwnBenchmark { id, name, unit, laterality, better, range, sem, steps, tested: _ } = own;
        Self {
            place: Some((place, id.clone())),
            name: name.clone(),
            unit: unit.clone(),
            least: range.min.to_string(),
            most: range.max.to_string(),
            sem: sem.map_or_else(String::new, |sem| sem.to_string()),
            steps: steps.join("\n"),
            is_sided: *laterality == Laterality::PerSide,
            is_less_better: *better == Better::Down,
            complaint: None,
        }
    }

    /// The benchmark, or what is wrong with it.
    fn entry(&self) -> Result<OwnBenchmark, String> {
        let Self { place, name, unit, least, most, sem, steps, is_sided, is_less_better, complaint: _ } = self;
        if name.trim().is_empty() {
            return Err("Give it a name.".to_owned());
        }
        let (Some(min), Some(max)) = (typed_number(least), typed_number(most)) else {
            return Err("Say the lowest and the highest value that can be true, as numbers.".to_owned());
        };
        if min >= max {
            return Err("The highest value must be above the lowest.".to_owned());
        }
        let sem = match sem.trim() {
            "" => None,
            text => {
                Some(typed_number(text).filter(|sem| *sem > 0.0).ok_or("The error is a number above 0, or nothing.")?)
            }
        };
        let lines = steps.lines().map(str::trim).filter(|line| !line.is_empty());
        let own = OwnBenchmark {
            // The place of a new one on the shelf makes its id.
            id: place.as_ref().map_or_else(|| OWN_PREFIX.into(), |(_, id)| id.clone()),
            name: name.trim().to_owned(),
            unit: unit.trim().to_owned(),
            laterality: if *is_sided { Laterality::PerSide } else { Laterality::Together },
            better: if *is_less_better { Better::Down } else { Better::Up },
            range: Range { min, max },
            sem,
            steps: lines.map(str::to_owned).collect(),
            tested: Tested::Still,
        };
        match own.faults().into_iter().next() {
            Some(fault) => Err(fault.words),
            None => Ok(own),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_benchmark_needs_a_name_and_a_range() {
        let draft = |name: &str, least: &str, most: &str, sem: &str| OwnDraft {
            name: name.to_owned(),
            least: least.to_owned(),
            most: most.to_owned(),
            sem: sem.to_owned(),
            ..OwnDraft::default()
        };
        let complaint = |draft: OwnDraft| draft.entry().map(|own| own.sem);
        assert_eq!(complaint(draft("", "0", "9", "")), Err("Give it a name.".to_owned()));
        assert!(complaint(draft("Jump", "", "9", "")).is_err());
        assert_eq!(
            complaint(draft("Jump", "9", "9", "")),
            Err("The highest value must be above the lowest.".to_owned())
        );
        assert!(complaint(draft("Jump", "0", "9", "0")).is_err());
        assert_eq!(complaint(draft("Jump", "0,5", "9", "1,5")), Ok(Some(1.5)));
        assert_eq!(complaint(draft("Jump", "−5", "9", "")), Ok(None));
    }

    #[test]
    fn what_is_changed_stays_what_it_was_but_for_the_change() {
        let own = OwnDraft::from_template(&TEMPLATES[1]).entry().expect("the templates are sound");
        let own = OwnBenchmark { id: "own-7".into(), sem: Some(0.04), better: Better::Down, ..own };
        let place = RecordId::new(jiff::Timestamp::UNIX_EPOCH, 7);
        assert_eq!(OwnDraft::of(place, &own).entry(), Ok(own));
        for template in TEMPLATES {
            let made = OwnDraft::from_template(template).entry().expect("sound");
            assert!(made.steps.len() >= 3, "{}", made.name);
        }
    }
}
