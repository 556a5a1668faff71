//! The list of records, newest first.

use std::sync::Arc;

use egui::{
    Align2, CornerRadius, CursorIcon, Frame, Label, Layout, Margin, Rect, Role as NodeRole, ScrollArea, Sense,
    TextWrapMode, Ui, WidgetInfo, pos2, vec2,
};

use super::super::words;
use super::{Commands, Cx, summary};
use crate::domain::Record;
use crate::model::{Command, Screen};
use crate::theme::{Role, icons};
use crate::widgets::controls::{focus_ring, search_field, text_button};

const ROW_HEIGHT: f32 = 56.0;
/// Marks a record of which another version waits for a choice.
const VERSIONS: &str = "2 versions";

/// What is typed into the search, and what it found for one revision of the document.
#[derive(Default)]
pub struct ListDraft {
    search: String,
    found: Option<(u64, String, Vec<Arc<Record>>)>,
}

impl ListDraft {
    /// The records that hold every word typed, newest first; looked up anew only when the words or the records change.
    fn found(&mut self, cx: &Cx<'_>) -> &[Arc<Record>] {
        let revision = cx.model.revision();
        let known = self.found.as_ref().is_some_and(|(of, typed, _)| *of == revision && *typed == self.search);
        if !known {
            let profile = &cx.model.document().profile;
            let timeline = cx.model.derived().timeline().iter().rev();
            // Without a word to look for no record's text needs to be put together.
            let found = timeline.filter(|record| {
                self.search.trim().is_empty()
                    || words::holds_all(&summary::searchable(record, cx.model.catalog(), profile), &self.search)
            });
            self.found = Some((revision, self.search.clone(), found.cloned().collect()));
        }
        self.found.as_ref().map(|(_, _, records)| records.as_slice()).unwrap_or_default()
    }
}

/// The list with its header.
pub fn list_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut ListDraft, out: &mut Commands) {
    let t = cx.tokens;
    Frame::NONE.inner_margin(Margin { left: 24, right: 16, top: 20, bottom: 8 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            ui.label(Role::Title.text("Journal").color(t.text));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                search_field(ui, t, &mut draft.search, "search records", 208.0);
            });
        });
        let records = draft.found(cx);
        if records.is_empty() {
            empty_ui(ui, cx, out);
            return;
        }
        let counted = words::count(records.len(), "record", "records");
        ui.label(Role::Small.text(counted).color(t.quiet));
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("records").auto_shrink([false, false]).show_rows(
            ui,
            ROW_HEIGHT,
            records.len(),
            |ui, rows| {
                for record in &records[rows] {
                    row_ui(ui, cx, record, out);
                }
            },
        );
    });
}

fn empty_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    ui.add_space(16.0);
    if cx.model.document().record_count() > 0 {
        ui.label(Role::Body.text("No record holds these words.").color(t.quiet));
        return;
    }
    let text = "Everything you write down appears here, newest first: check-ins, trainings and circuits.";
    ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
    if text_button(ui, t, "Check in on Today", Some(icons::TODAY)).clicked() {
        out.push(Command::GoTo(Screen::Today));
    }
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, record: &Record, out: &mut Commands) {
    let t = cx.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(record.id), Sense::click());
    let selected = cx.model.opened() == Some(record.id);
    let title = summary::title(record, cx.model.catalog());
    let when = record.when.civil();
    let today = cx.now.date();
    let future = when.date() > today;
    let date = format!("{} {}", words::short_date(when.date(), today), words::clock(when));
    let mut line = summary::line(record, cx.model.catalog(), &cx.model.document().profile);
    let is_open = cx.model.data().versions(cx.model.document(), record.id).next().is_some();
    if is_open {
        line = if line.is_empty() { VERSIONS.to_owned() } else { format!("{VERSIONS} · {line}") };
    }
    response.widget_info(|| WidgetInfo::selected(NodeRole::Button, true, selected, format!("{title}, {date}. {line}")));
    let fill = rect.expand2(vec2(12.0, -2.0));
    if selected {
        ui.painter().rect_filled(fill, CornerRadius::same(6), t.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(fill, CornerRadius::same(6), t.sunk);
    }
    focus_ring(ui, t, &response);
    let painter = ui.painter();
    let icon_at = pos2(rect.left() + 12.0, rect.center().y);
    painter.text(icon_at, Align2::CENTER_CENTER, summary::icon(&record.body), icons::font(20.0), t.quiet);
    // A title without a second line stands in the middle.
    let upper = if line.is_empty() { rect.center().y } else { rect.top() + 18.0 };
    let left = rect.left() + 36.0;
    let date_ink = if future { t.accent } else { t.quiet };
    let dated = painter.text(pos2(rect.right() - 4.0, upper), Align2::RIGHT_CENTER, date, Role::Small.font(), date_ink);
    let title_rect = Rect::from_min_max(pos2(left, upper - 10.0), pos2(dated.left() - 8.0, upper + 10.0));
    let line_rect = Rect::from_min_max(pos2(left, upper + 12.0), pos2(rect.right() - 4.0, upper + 28.0));
    for (rect, text) in [
        (title_rect, Role::Label.text(title).color(t.text)),
        (line_rect, Role::Small.text(line).color(if is_open { t.caution } else { t.quiet })),
    ] {
        let label = Label::new(text).wrap_mode(TextWrapMode::Truncate);
        ui.place(rect, |ui: &mut Ui| {
            ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| ui.add(label)).inner
        });
    }
    if response.clicked() {
        out.push(Command::OpenRecord(Some(record.id)));
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
