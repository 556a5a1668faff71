//! A benchmark of the person's own: what it is called, how it is read, and within which range.

use egui::{Label, TextEdit, Ui, vec2};

use super::guided::typed_number;
use crate::domain::{Better, Entry, Laterality, OwnBenchmark, Range};
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{notice_block, plain_button, primary_button, segments, small_button};

/// What is being written.
#[derive(Clone, Debug, Default)]
pub struct OwnDraft {
    name: String,
    unit: String,
    least: String,
    most: String,
    sem: String,
    is_sided: bool,
    is_less_better: bool,
    complaint: Option<&'static str>,
}

/// Performance tests that many people know: name, unit, range.
const COMMON: [(&str, &str, &str, &str); 3] =
    [("Jump height", "cm", "1", "150"), ("Bar speed at a load", "m/s", "0.05", "5"), ("Timed carry", "s", "1", "600")];

/// The editor.
pub fn own_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Option<OwnDraft>, out: &mut Commands) {
    let t = cx.tokens;
    let Some(own) = draft else { return };
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.set_max_width(480.0);
    ui.label(Role::Title.text("A benchmark of your own").color(t.text));
    ui.horizontal_wrapped(|ui| {
        for (name, unit, least, most) in COMMON {
            if small_button(ui, t, name).clicked() {
                *own = OwnDraft {
                    name: name.to_owned(),
                    unit: unit.to_owned(),
                    least: least.to_owned(),
                    most: most.to_owned(),
                    ..OwnDraft::default()
                };
            }
        }
    });
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
    field(ui, cx, "Lowest value that can be true", &mut own.least, 120.0);
    field(ui, cx, "Highest value that can be true", &mut own.most, 120.0);
    field(ui, cx, "Standard error of measurement, if you know it", &mut own.sem, 120.0);
    let text = "Without a known error there is no verdict of change until your own retests show it: nine that count.";
    ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    if let Some(complaint) = own.complaint {
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, complaint);
    }
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if primary_button(ui, t, "Add it", None, vec2(120.0, 36.0)).clicked() {
            match own.entry() {
                Ok(entry) => {
                    out.push(Command::Shelve(None, Box::new(Entry::Benchmark(entry))));
                    is_done = true;
                }
                Err(complaint) => own.complaint = Some(complaint),
            }
        }
        is_done |= plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked();
    });
    if is_done {
        *draft = None;
    }
}

fn field(ui: &mut Ui, cx: &Cx<'_>, name: &str, text: &mut String, width: f32) {
    ui.label(Role::Label.text(name).color(cx.tokens.text));
    ui.add(TextEdit::singleline(text).id_salt(name).desired_width(width).char_limit(60)).accessible_name(name);
}

impl OwnDraft {
    /// The benchmark, or what is wrong with it.
    fn entry(&self) -> Result<OwnBenchmark, &'static str> {
        let Self { name, unit, least, most, sem, is_sided, is_less_better, complaint: _ } = self;
        if name.trim().is_empty() {
            return Err("Give it a name.");
        }
        let (Some(min), Some(max)) = (typed_number(least), typed_number(most)) else {
            return Err("Say the lowest and the highest value that can be true, as numbers.");
        };
        if min >= max {
            return Err("The highest value must be above the lowest.");
        }
        let sem = match sem.trim() {
            "" => None,
            text => {
                Some(typed_number(text).filter(|sem| *sem > 0.0).ok_or("The error is a number above 0, or nothing.")?)
            }
        };
        Ok(OwnBenchmark {
            // Its place on the shelf makes its id.
            id: "own-".into(),
            name: name.trim().to_owned(),
            unit: unit.trim().to_owned(),
            laterality: if *is_sided { Laterality::PerSide } else { Laterality::Together },
            better: if *is_less_better { Better::Down } else { Better::Up },
            range: Range { min, max },
            sem,
            steps: Vec::new(),
        })
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
        assert_eq!(complaint(draft("", "0", "9", "")), Err("Give it a name."));
        assert!(complaint(draft("Jump", "", "9", "")).is_err());
        assert_eq!(complaint(draft("Jump", "9", "9", "")), Err("The highest value must be above the lowest."));
        assert!(complaint(draft("Jump", "0", "9", "0")).is_err());
        assert_eq!(complaint(draft("Jump", "0,5", "9", "1,5")), Ok(Some(1.5)));
        assert_eq!(complaint(draft("Jump", "−5", "9", "")), Ok(None));
    }
}
