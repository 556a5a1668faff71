//! Two versions of a record side by side, to choose from.

use egui::{Grid, Label, RichText, Ui, vec2};

use super::super::words;
use super::{Commands, Cx, summary};
use crate::catalog::Catalog;
use crate::domain::{Body, CheckIn, Metric, Record, Region, RegionRating};
use crate::model::{Command, DataCommand, Versions};
use crate::safety;
use crate::theme::{Role, icons};
use crate::widgets::controls::{card, row, small_button};

/// Both versions, what differs, and the choice.
pub fn versions_ui(ui: &mut Ui, cx: &Cx<'_>, versions: &Versions, out: &mut Commands) {
    let t = cx.tokens;
    let Versions { shown, other, from } = versions;
    card(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        row(ui, 24.0, |ui| {
            ui.label(RichText::new(icons::VERSIONS).font(icons::font(20.0)).color(t.caution));
            ui.label(Role::Heading.text("2 versions").color(t.text));
        });
        let text = format!("This record was changed in two places at once. {from}");
        ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
        // The rows are as high as their text, so that both columns and the names stand in one line.
        ui.spacing_mut().interact_size.y = 20.0;
        let width = ((ui.available_width() - 120.0 - 32.0) / 2.0).max(80.0);
        Grid::new(("versions", shown.id)).num_columns(3).spacing(vec2(16.0, 6.0)).show(ui, |ui| {
            ui.label("");
            ui.label(Role::SmallBold.text("Shown now").color(t.quiet));
            ui.label(Role::SmallBold.text("The other version").color(t.quiet));
            ui.end_row();
            for Difference { what, shown, other } in differences(shown, other, cx.model.catalog()) {
                ui.label(Role::Small.text(what).color(t.quiet));
                for text in [shown, other] {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        ui.add(Label::new(Role::Body.text(text).color(t.text)).wrap());
                    });
                }
                ui.end_row();
            }
            ui.label("");
            let choices = [(shown, "Keep the version shown now"), (other, "Keep the other version")];
            for (record, name) in choices {
                let response = small_button(ui, t, "Keep this one").accessible_name(name);
                if response.clicked() {
                    out.push(Command::Data(DataCommand::KeepVersion(record.clone())));
                }
            }
            ui.end_row();
        });
    });
}

/// One thing in which two versions differ.
#[derive(Debug, PartialEq)]
struct Difference {
    what: String,
    shown: String,
    other: String,
}

/// What differs between two versions of a record.
fn differences(shown: &Record, other: &Record, catalog: &Catalog) -> Vec<Difference> {
    let [mut shown_facts, mut other_facts] = [shown, other].map(|record| facts(record, catalog));
    let mut found = Vec::new();
    for (what, shown) in shown_facts.drain(..) {
        let at = other_facts.iter().position(|(name, _)| *name == what);
        let other = at.map(|at| other_facts.remove(at).1).unwrap_or_default();
        found.push(Difference { what, shown, other });
    }
    found.extend(other_facts.into_iter().map(|(what, other)| Difference { what, shown: String::new(), other }));
    found.retain(|difference| difference.shown != difference.other);
    for difference in &mut found {
        for text in [&mut difference.shown, &mut difference.other] {
            if text.is_empty() {
                "nothing".clone_into(text);
            }
        }
    }
    found
}

/// All that a record says, each thing under its name.
fn facts(record: &Record, catalog: &Catalog) -> Vec<(String, String)> {
    let Record { id: _, rev: _, when, body } = record;
    let mut facts = vec![
        ("When".to_owned(), format!("{} {}", words::long_date(when.day()), words::clock(when.civil()))),
        ("What".to_owned(), summary::title(record, catalog)),
    ];
    let note = match body {
        Body::CheckIn(check_in) => {
            facts.extend(check_in_facts(check_in));
            &check_in.note
        }
        Body::Training(training) => &training.note,
        Body::Circuit(circuit) => {
            facts.push(("Done".to_owned(), summary::circuit_line(circuit)));
            let responses = circuit.stations.iter().filter_map(|done| {
                Some((catalog.work_name(&done.station.work).to_owned(), done.response?.label().to_owned()))
            });
            facts.extend(responses);
            &circuit.note
        }
        Body::Retest(retest) => {
            let sides = [("Left", &retest.left), ("Right", &retest.right), ("Both", &retest.both)];
            let trials =
                |trials: &[f64]| trials.iter().map(|trial| format!("{trial:.1}")).collect::<Vec<_>>().join(", ");
            facts.extend(sides.map(|(side, values)| (side.to_owned(), trials(values))));
            &retest.note
        }
    };
    facts.push(("Note".to_owned(), note.clone()));
    facts
}

fn check_in_facts(check_in: &CheckIn) -> Vec<(String, String)> {
    let CheckIn { regions, readiness, wellness, habits, metrics, mornings, pain_answers, note: _ } = check_in;
    let mut facts = Vec::new();
    facts.extend(readiness.map(|readiness| ("Readiness".to_owned(), format!("{readiness} of 5"))));
    facts.extend(wellness.iter().map(|(item, answer)| (format!("{}, 1 to 5", item.label()), answer.to_string())));
    facts.extend(habits.iter().map(|(habit, amount)| (habit.label().to_owned(), amount.label().to_owned())));
    facts.extend(regions.iter().map(|(region, rating)| (words::capitalised(&region.name()), rating_words(*rating))));
    facts.extend(metrics.iter().map(|(id, value)| {
        let known = Metric::of(id);
        let name = known.map_or(id.as_str(), |metric| metric.label);
        (name.to_owned(), format!("{value} {}", known.map_or("", |metric| metric.unit)))
    }));
    let name = |region: &Region| words::capitalised(&region.name());
    facts
        .extend(mornings.iter().map(|(region, response)| (name(region), format!("next morning {}", response.label()))));
    facts.extend(pain_answers.iter().map(|(region, answer)| (name(region), answer.label().to_owned())));
    facts
}

fn rating_words(RegionRating { soreness, stiffness, wrong }: RegionRating) -> String {
    let parts = [
        soreness.map(|rating| format!("soreness {rating}")),
        stiffness.map(|rating| format!("stiffness {rating}")),
        wrong.map(|flag| safety::choice(flag.concern).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Rating, RecordId, Stamp};

    fn check_in(ratings: &[(&str, u8)], note: &str) -> Record {
        let mut check_in = CheckIn { note: note.to_owned(), ..CheckIn::default() };
        for (region, value) in ratings {
            let rating = RegionRating { soreness: Rating::try_from(*value).ok(), ..RegionRating::default() };
            check_in.regions.insert(region.parse().expect("a region"), rating);
        }
        let now = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
        let id = RecordId::new(jiff::Timestamp::UNIX_EPOCH, 1);
        Record { id, rev: 2, when: Stamp::new(&now), body: Body::CheckIn(check_in) }
    }

    #[test]
    fn only_what_differs_is_named_and_what_is_missing_is_nothing() {
        let catalog = Catalog::built_in().expect("the built-in catalogue parses");
        let shown = check_in(&[("calf_left", 4), ("abs", 1)], "tired");
        let other = check_in(&[("calf_left", 6), ("abs", 1), ("quads_left", 2)], "");
        let found = differences(&shown, &other, &catalog);
        let found: Vec<[&str; 3]> = found.iter().map(|it| [&*it.what, &*it.shown, &*it.other]).collect();
        let expected = [
            ["Left calf", "soreness 4", "soreness 6"],
            ["Note", "tired", "nothing"],
            ["Left quadriceps", "nothing", "soreness 2"],
        ];
        assert_eq!(found, expected);
        assert_eq!(differences(&shown, &shown, &catalog), []);
    }
}
