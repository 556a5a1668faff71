//! Every retest of a benchmark as a table, newest first.

use egui::{Grid, Label, Ui};

use super::chart::side_name;
use crate::catalog::Benchmark;
use crate::insight::{Centre, Results, number};
use crate::theme::Role;
use crate::ui::{Cx, words};

/// The table.
pub fn table_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: &Results) {
    let t = cx.tokens;
    let mut rows: Vec<_> =
        results.sides.iter().flat_map(|side| side.sessions.iter().map(move |session| (side.side, session))).collect();
    rows.sort_by_key(|(side, session)| (std::cmp::Reverse(session.at), *side));
    Grid::new("retests").num_columns(5).spacing([24.0, 8.0]).show(ui, |ui| {
        for heading in ["Day", "Side", "Score", "Trials", ""] {
            ui.label(Role::SmallBold.text(heading).color(t.quiet));
        }
        ui.end_row();
        for (side, session) in rows {
            let trials: Vec<String> = session.trials.iter().map(|&trial| number(trial, benchmark)).collect();
            let centre = match session.centre {
                Centre::Mean => "",
                Centre::Median => ", median",
            };
            let cells = [
                words::short_date(session.day, cx.now.date()),
                side_name(side).to_owned(),
                format!("{}{}{centre}", number(session.score, benchmark), benchmark.unit.suffix()),
                trials.join(" · "),
                session.part_words().to_owned(),
            ];
            for cell in cells {
                ui.add(Label::new(Role::Body.text(cell).color(t.text)));
            }
            ui.end_row();
        }
    });
}
