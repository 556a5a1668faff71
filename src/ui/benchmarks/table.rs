//! Every retest of a benchmark as a table, newest first.

use egui::{Grid, Label, Ui};

use super::chart::side_name;
use super::kept_photo::KeptPhoto;
use crate::catalog::Benchmark;
use crate::domain::{Body, RecordId, TrialPhoto};
use crate::insight::{Centre, Results, number};
use crate::theme::{Role, icons};
use crate::ui::{Cx, words};
use crate::widgets::controls::icon_button;

/// The table. Returns the photo that the person wants to see.
pub fn table_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: &Results) -> Option<KeptPhoto> {
    let mut wanted = None;
    let t = cx.tokens;
    let mut rows: Vec<_> =
        results.sides.iter().flat_map(|side| side.sessions.iter().map(move |session| (side.side, session))).collect();
    rows.sort_by_key(|(side, session)| (std::cmp::Reverse(session.at), *side));
    Grid::new("retests").num_columns(6).spacing([24.0, 8.0]).show(ui, |ui| {
        for heading in ["Day", "Side", "Score", "Trials", "", ""] {
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
            ui.horizontal(|ui| {
                for photo in photos(cx, session.record).iter().filter(|photo| photo.side == side) {
                    let day = words::short_date(session.day, cx.now.date());
                    let name = format!("Photo of trial {}, {} {day}", photo.trial + 1, side_name(side).to_lowercase());
                    if icon_button(ui, t, icons::PHOTO, &name).clicked() {
                        wanted = Some(KeptPhoto { retest: session.record, file: photo.file.clone() });
                    }
                }
            });
            ui.end_row();
        }
    });
    wanted
}

/// The photos that were kept with a retest.
fn photos<'a>(cx: &'a Cx<'_>, retest: RecordId) -> &'a [TrialPhoto] {
    match cx.model.document().record(retest).map(|record| &record.body) {
        Some(Body::Retest(retest)) => &retest.photos,
        _ => &[],
    }
}
