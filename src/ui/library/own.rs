//! What can be done with an entry: what part an own one takes in planning, changing, removing and copying it.

use egui::{Ui, vec2};

use super::editor::Editor;
use super::{Doing, Entry, LibraryDrafts, group_names};
use crate::domain::{Entry as Shelved, Own, RecordId, Standing};
use crate::model::Command;
use crate::theme::Role;
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{CanStep, row, segments, small_button};
use crate::widgets::number_field::{NumberField, NumberInput, number_field};

/// The seconds in which doses are stepped.
pub(super) const STEP_SECS: u32 = 5;
/// The seconds that a prescription begins with.
pub(super) const FIRST_SECS: u32 = 45;

/// The parts that an own work may take, as on screen.
pub(super) const STANDINGS: [&str; 3] = ["Aside", "Offered", "Prescribed"];

/// The index of a standing among [`STANDINGS`].
pub(super) fn index_of(standing: Standing) -> usize {
    match standing {
        Standing::Aside => 0,
        Standing::Offered => 1,
        Standing::Prescribed { .. } => 2,
    }
}

/// The standing of an index, which keeps the seconds of the one before.
pub(super) fn standing_at(index: usize, before: Standing) -> Standing {
    match (index, before) {
        (0, _) => Standing::Aside,
        (1, _) => Standing::Offered,
        (_, Standing::Prescribed { secs }) => Standing::Prescribed { secs },
        (_, Standing::Aside | Standing::Offered) => Standing::Prescribed { secs: FIRST_SECS },
    }
}

/// What a standing means, as a sentence.
pub(super) fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Aside => "In no circuit that is planned.",
        Standing::Offered => "Planned like the built-in ones, where it serves.",
        Standing::Prescribed { .. } => "In every circuit, on each side for these seconds, where your health allows it.",
    }
}

/// The line below the name of an entry in the list: of an own one its standing first.
pub(super) fn below_name(cx: &Cx<'_>, entry: Entry<'_>) -> String {
    let catalog = cx.model.catalog();
    let groups = group_names(entry.groups());
    let standing = match entry.work().and_then(|work| catalog.own_work(&work)).map(|own| own.standing) {
        None if entry.is_own(catalog) => "your own".to_owned(),
        None => return groups,
        Some(Standing::Aside) => "your own, aside".to_owned(),
        Some(Standing::Offered) => "your own, offered".to_owned(),
        Some(Standing::Prescribed { secs }) => format!("prescribed, {secs} s"),
    };
    if groups.is_empty() { standing } else { format!("{standing} · {groups}") }
}

/// What can be done with the entry that is shown.
pub(super) fn actions_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entry: Entry<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let Some(work) = entry.work() else { return };
    let can_change = cx.model.place().read_only.is_none();
    let own = cx.model.catalog().own_work(&work);
    let shelved = own.and_then(|own| Some((own.place, cx.model.document().shelf().get(&own.place)?)));
    ui.add_enabled_ui(can_change, |ui| {
        let Some((place, shelved)) = shelved else {
            row(ui, 28.0, |ui| {
                if small_button(ui, t, "Make one like it…").clicked() {
                    drafts.doing = Editor::like(entry, cx.model.catalog())
                        .map_or(Doing::Nothing, |editor| Doing::Editing(editor.into()));
                }
            });
            return;
        };
        row(ui, 28.0, |ui| {
            if small_button(ui, t, "Edit…").clicked() {
                drafts.doing =
                    Editor::of(place, shelved).map_or(Doing::Nothing, |editor| Doing::Editing(editor.into()));
            }
            if small_button(ui, t, "Make one like it…").clicked() {
                drafts.doing = Editor::like(entry, cx.model.catalog())
                    .map_or(Doing::Nothing, |editor| Doing::Editing(editor.into()));
            }
            if small_button(ui, t, "Delete").clicked() {
                out.push(Command::Unshelve(place));
            }
        });
        standing_ui(ui, cx, drafts, place, shelved, out);
    });
}

/// What part it takes, changed at once.
fn standing_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    drafts: &mut LibraryDrafts,
    place: RecordId,
    shelved: &Shelved,
    out: &mut Commands,
) {
    let before = match shelved {
        Shelved::Drill(own) => own.standing,
        Shelved::Technique(own) => own.standing,
        Shelved::Favourite(_) | Shelved::Benchmark(_) => return,
    };
    let after = standing_field(ui, cx, before, &mut drafts.secs);
    let changed = match shelved {
        Shelved::Drill(own) => Shelved::Drill(Own { standing: after, ..own.clone() }),
        Shelved::Technique(own) => Shelved::Technique(Own { standing: after, ..own.clone() }),
        Shelved::Favourite(_) | Shelved::Benchmark(_) => return,
    };
    if after != before && changed.faults().is_empty() {
        out.push(Command::Shelve(Some(place), Box::new(changed)));
    }
}

/// The choice of a standing, and the seconds where it is prescribed; `typed` is what is being typed. Returns the choice.
pub(super) fn standing_field(ui: &mut Ui, cx: &Cx<'_>, before: Standing, typed: &mut Option<String>) -> Standing {
    let t = cx.tokens;
    let mut after = before;
    ui.horizontal_wrapped(|ui| {
        let width = ui.available_width().min(312.0);
        if let Some(index) = segments(ui, t, "Part in planning", &STANDINGS, Some(index_of(before)), width) {
            after = standing_at(index, before);
        }
        if let Standing::Prescribed { secs } = before {
            let shown = secs.to_string();
            let can = CanStep { down: secs > STEP_SECS, up: true };
            let field = NumberField { name: "Prescribed seconds", value: &shown, can };
            match number_field(ui, t, &field, typed) {
                Some(NumberInput::Stepped(by)) => after = Standing::Prescribed { secs: stepped(secs, by) },
                Some(NumberInput::Typed(text)) => {
                    let read = text.trim().parse().map_or(secs, |secs: u32| secs.min(3600));
                    after = Standing::Prescribed { secs: read };
                }
                None => {}
            }
            ui.label(Role::Body.text("s each side").color(t.quiet));
        }
    });
    ui.allocate_ui(vec2(ui.available_width(), 20.0), |ui| {
        ui.label(Role::Small.text(standing_words(before)).color(t.quiet));
    });
    after
}

/// A number of seconds one step on.
pub(super) fn stepped(secs: u32, by: i32) -> u32 {
    let down = (secs.saturating_sub(1) / STEP_SECS * STEP_SECS).max(STEP_SECS);
    if by < 0 { down } else { (secs / STEP_SECS + 1) * STEP_SECS }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_ends_on_a_multiple_of_five_and_never_at_nothing() {
        for (secs, by, expected) in [(45, 1, 50), (45, -1, 40), (43, 1, 45), (43, -1, 40), (5, -1, 5), (0, 1, 5)] {
            assert_eq!(stepped(secs, by), expected, "{secs} {by}");
        }
    }

    #[test]
    fn another_standing_keeps_the_seconds_only_where_there_were_any() {
        let prescribed = Standing::Prescribed { secs: 90 };
        for standing in [Standing::Aside, Standing::Offered, prescribed] {
            assert_eq!(standing_at(index_of(standing), standing), standing);
        }
        assert_eq!(standing_at(2, Standing::Aside), Standing::Prescribed { secs: FIRST_SECS });
        assert_eq!(standing_at(1, prescribed), Standing::Offered);
    }
}
