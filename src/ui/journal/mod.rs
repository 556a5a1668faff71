//! Journal: every record, newest first, with search; the opened one can be changed and deleted.

mod bodies;
mod check_in;
mod detail;
mod list;
mod summary;
mod versions;

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

use super::nav::is_narrow;
use super::{Commands, Cx};

/// The half-done things of this screen.
#[derive(Default)]
pub struct JournalDrafts {
    list: list::ListDraft,
    record: Option<detail::RecordDraft>,
}

const LIST_WIDTH: f32 = 392.0;

/// The Journal screen.
pub fn journal_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut JournalDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let opened = cx.model.opened().and_then(|id| cx.model.document().record(id)).cloned();
    if is_narrow(ui.ctx()) {
        match opened {
            Some(record) => {
                Frame::NONE.inner_margin(Margin::same(16)).show(ui, |ui| {
                    detail::detail_ui(ui, cx, &record, &mut drafts.record, detail::Leave::ToList, out);
                });
            }
            None => list::list_ui(ui, cx, &mut drafts.list, out),
        }
        return;
    }
    let panel =
        Panel::left("records").exact_size(LIST_WIDTH).resizable(false).show_separator_line(false).frame(Frame::NONE);
    panel.show(ui, |ui| {
        let edge = ui.max_rect();
        ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, t.line));
        list::list_ui(ui, cx, &mut drafts.list, out);
    });
    let frame = Frame::NONE.inner_margin(Margin::symmetric(24, 20));
    CentralPanel::no_frame().frame(frame).show(ui, |ui| match opened {
        Some(record) => detail::detail_ui(ui, cx, &record, &mut drafts.record, detail::Leave::Close, out),
        None => detail::nothing_opened_ui(ui, cx),
    });
}
